import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { isOnThisComputer } from '../../renderer/screens/settings/model-place.ts';
import { STUDIO } from './fixtures.ts';
import { show } from './show.tsx';

const LOCAL = { id: 'ours', name: 'Ours', baseUrl: 'http://localhost:11434/v1', model: 'llama3.3' };
const AWAY = { id: 'away', name: 'Away', baseUrl: 'https://models.example/v1', model: 'large' };

type Options = Parameters<typeof show>[0];

async function opened(options: Options = {}) {
  const shown = show({ studio: { ...STUDIO, models: [LOCAL, AWAY] }, ...options });
  await screen.findByText('Ward 4');
  fireEvent.keyDown(document.body, { key: ',', ctrlKey: true });
  const dialog = await screen.findByRole('dialog', { name: 'Settings' });
  return { ...shown, dialog: within(dialog) };
}

describe('the test of a model', () => {
  it('says how soon it answers, and by what', async () => {
    const { dialog, paramsOf } = await opened({
      handlers: {
        'models.test': () => ({ milliseconds: 420, answeredBy: 'responses', problem: null }),
      },
    });
    fireEvent.click(dialog.getByRole('button', { name: 'Test Ours' }));
    expect(await dialog.findByText('Answers in 420 ms by the Responses interface.')).toBeTruthy();
    expect(paramsOf('models.test')).toEqual([{ id: 'ours' }]);
  });

  it('says what is wrong, and the way out', async () => {
    const problem = {
      name: 'LlmError',
      code: 'llm-key',
      message: 'language model: the key is refused',
      hint: 'Give it another key.',
    };
    const { dialog } = await opened({
      handlers: { 'models.test': () => ({ milliseconds: 90, answeredBy: null, problem }) },
    });
    fireEvent.click(dialog.getByRole('button', { name: 'Test Away' }));
    expect(await dialog.findByText('Language model: the key is refused')).toBeTruthy();
    expect(dialog.getByText('Give it another key.')).toBeTruthy();
  });

  it('is not said of another address', async () => {
    const { dialog, topics } = await opened({
      handlers: {
        'models.test': () => ({ milliseconds: 1_260, answeredBy: 'chat-text', problem: null }),
      },
    });
    fireEvent.click(dialog.getByRole('button', { name: 'Test Ours' }));
    expect(await dialog.findByText(/^Answers in 1.3 s/)).toBeTruthy();
    topics.studio.set({ ...STUDIO, models: [{ ...LOCAL, baseUrl: 'http://localhost:1/v1' }] });
    await waitFor(() => expect(dialog.queryByText(/^Answers in/)).toBeNull());
  });
});

describe('privacy', () => {
  it('tells of a model whether what it is asked leaves the computer', async () => {
    const { dialog } = await opened();
    const rows = dialog.getAllByRole('listitem').map((row) => row.textContent);
    expect(rows.find((row) => row?.startsWith('Ours'))).toContain('does not leave it');
    expect(rows.find((row) => row?.startsWith('Away'))).toContain('leaves this computer');
  });

  it.each([
    ['http://localhost:11434/v1', true],
    ['http://127.0.0.1/v1', true],
    ['http://[::1]:8080/v1', true],
    ['http://127.0.0.1.example.org/v1', false],
    ['http://localhost.example.org/v1', false],
    ['https://10.0.0.7/v1', false],
    ['no address', false],
  ])('%s is on this computer: %s', (address, isHere) => {
    expect(isOnThisComputer(address)).toBe(isHere);
  });

  it('speaks of new versions only where the host looks for them', async () => {
    const { dialog } = await opened({ abilities: { updates: true } });
    expect(dialog.getByText(/^New versions of the studio/)).toBeTruthy();
  });
});
