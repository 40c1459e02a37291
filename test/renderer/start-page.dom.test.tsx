import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { ContractError } from '../../engine/studio/contract/error.ts';
import { FOLDER, PROJECT, STUDIO } from './fixtures.ts';
import { show } from './show.tsx';

describe('the start page', () => {
  it('has three doors, four questions, the samples and the projects', async () => {
    show();
    const doors = screen.getByRole('region', { name: 'Begin' });
    expect(
      await within(doors).findByRole('button', { name: /Try a sample.*Intensive care/ }),
    ).toBeTruthy();
    expect(within(doors).getAllByRole('button')).toHaveLength(3);
    const questions = screen.getByRole('region', { name: 'Or start from a question' });
    expect(within(questions).getAllByRole('button')).toHaveLength(4);
    const card = await screen.findByRole('article', { name: 'Influenza in a school' });
    expect(card.textContent).toContain('CC0-1.0');
    expect(card.textContent).toContain('about 40 seconds to find a model');
    expect(card.textContent).toContain('The last 3 days are kept for the check.');
    expect(card.textContent).toContain('22 Jan 1978 to 4 Feb 1978');
  });

  it('opens a sample as a copy and goes there', async () => {
    const { paramsOf } = show({ handlers: { 'samples.open': () => PROJECT } });
    fireEvent.click(
      await screen.findByRole('button', { name: 'Open the sample: Influenza in a school' }),
    );
    expect(await screen.findByRole('navigation', { name: 'Steps' })).toBeTruthy();
    expect(paramsOf('samples.open')).toEqual([{ sample: 'short' }]);
    expect(paramsOf('projects.open')).toEqual([{ folder: FOLDER }]);
    expect(await screen.findByText(/a copy of your own/)).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: 'Understood' }));
    expect(screen.queryByText(/a copy of your own/)).toBeNull();
  });

  it('asks a question of a sample: it becomes the goal of the copy', async () => {
    const asked = { ...PROJECT, goal: 'Which inputs matter?' };
    const { paramsOf } = show({
      project: asked,
      handlers: { 'samples.open': () => PROJECT, 'documents.edit': () => asked },
    });
    await screen.findByRole('article', { name: 'Influenza in a school' });
    fireEvent.click(screen.getByRole('button', { name: 'Which inputs matter?' }));
    const dialog = await screen.findByRole('dialog', { name: 'Which inputs matter?' });
    fireEvent.click(within(dialog).getByRole('button', { name: /^Influenza in a school/ }));
    expect(await screen.findByText(/your question is answered at Fit the numbers/)).toBeTruthy();
    expect(paramsOf('documents.edit')[0]?.edit).toEqual({ goal: 'Which inputs matter?' });
  });

  it('marks a project that is gone, and forgets it', async () => {
    const { paramsOf } = show({ handlers: { 'projects.forget': () => ({}) } });
    const gone = await screen.findByRole('button', { name: /^Old ward.*not found in its folder/ });
    expect(gone.hasAttribute('disabled')).toBe(true);
    fireEvent.click(screen.getByRole('button', { name: 'Forget Old ward' }));
    await waitFor(() => expect(paramsOf('projects.forget')).toEqual([{ project: '/gone' }]));
  });

  it('says what will be in an empty list', async () => {
    show({ studio: { ...STUDIO, recent: [] } });
    expect(await screen.findByText(/^Nothing here yet/)).toBeTruthy();
  });

  it('offers to try again where the samples cannot be read', async () => {
    let isBroken = true;
    show({
      handlers: {
        'samples.list': () => {
          if (isBroken)
            throw new ContractError('busy', 'samples: unreadable', { hint: 'Mend it.' });
          return [];
        },
      },
    });
    expect(await screen.findByText('Samples: unreadable')).toBeTruthy();
    expect(screen.getByText('Mend it.')).toBeTruthy();
    isBroken = false;
    fireEvent.click(screen.getByRole('button', { name: 'Try again' }));
    await waitFor(() => expect(screen.queryByText('Samples: unreadable')).toBeNull());
  });

  it('asks the system for a folder where it can, and lists folders where it cannot', async () => {
    const { desktop } = show({ abilities: { dialogs: true } });
    fireEvent.click(await screen.findByRole('button', { name: 'Open a folder…' }));
    await screen.findByRole('navigation', { name: 'Steps' });
    expect(desktop.pickFolder).toHaveBeenCalledOnce();
  });

  it('finds a project by its folders in a browser', async () => {
    const entries = [{ name: 'ward-4', path: FOLDER, isProject: true }];
    show({
      handlers: { 'folders.list': () => ({ path: '/projects', parent: '/', entries }) },
    });
    fireEvent.click(await screen.findByRole('button', { name: 'Open a folder…' }));
    const dialog = await screen.findByRole('dialog', { name: 'Open a project' });
    fireEvent.click(await within(dialog).findByRole('button', { name: /ward-4.*project/ }));
    expect(await screen.findByRole('navigation', { name: 'Steps' })).toBeTruthy();
  });

  it('makes a project of one’s own, with a file at once, called like it', async () => {
    const { paramsOf } = show({
      handlers: {
        'projects.create': () => PROJECT,
        'documents.edit': () => PROJECT,
        'data.import': () => {
          throw new ContractError('busy', 'file: no date column');
        },
      },
    });
    fireEvent.click(screen.getByRole('button', { name: /What is likely to happen next/ }));
    fireEvent.click(await screen.findByRole('button', { name: /My own data/ }));
    const dialog = await screen.findByRole('dialog', { name: 'Use my own data' });
    const create = within(dialog).getByRole('button', { name: 'Create the project' });
    const file = new File(['date,beds\n'], 'beds_of_ward.csv');
    fireEvent.change(document.querySelector('input[type=file]') as Element, {
      target: { files: [file] },
    });
    fireEvent.click(create);
    expect(await screen.findByText('File: no date column')).toBeTruthy();
    expect(paramsOf('projects.create')).toEqual([{ name: 'beds of ward', description: '' }]);
    expect(paramsOf('documents.edit')[0]?.edit).toEqual({ goal: 'What is likely to happen next?' });
    expect(paramsOf('data.import')[0]?.file).toBe('beds_of_ward.csv');
  });
});
