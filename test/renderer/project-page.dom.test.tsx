import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { ContractError } from '../../engine/studio/contract/error.ts';
import type { JobView } from '../../engine/studio/contract/job-view.ts';
import { FINISHED, FOLDER, JOB, PROJECT, SUMMARY } from './fixtures.ts';
import { show } from './show.tsx';

const locked = {
  name: 'ProjectError',
  code: 'locked',
  message: 'project: open elsewhere',
  hint: 'Close it there.',
};

describe('a project', () => {
  it('saves what is typed as one intent, and says so in words', async () => {
    const { paramsOf } = show({
      inProject: true,
      handlers: { 'documents.edit': ({ edit }) => ({ ...PROJECT, ...edit }) as typeof PROJECT },
    });
    const words = await screen.findByRole('textbox', { name: /What happens there/ });
    fireEvent.change(words, { target: { value: 'Patients' } });
    expect(screen.getByText('Saving…')).toBeTruthy();
    fireEvent.change(words, { target: { value: 'Patients come' } });
    await screen.findByText('Saved');
    const edits = paramsOf('documents.edit');
    expect(edits).toMatchObject([
      { project: FOLDER, intent: 'Changed the words', edit: { description: 'Patients come' } },
    ]);
    expect(edits[0]?.burst).toBeTruthy();
  });

  it('keeps in the field what could not be saved, and says why', async () => {
    show({
      inProject: true,
      handlers: {
        'documents.edit': () => {
          throw new ContractError('busy', 'disk: full', { hint: 'Free some space.' });
        },
      },
    });
    const words = await screen.findByRole('textbox', { name: /What happens there/ });
    fireEvent.change(words, { target: { value: 'Lost?' } });
    expect(await screen.findByText('Not saved')).toBeTruthy();
    const alerts = screen.getAllByRole('alert').map(({ textContent }) => textContent);
    expect(alerts).toContain('Not saved: disk: full. Free some space.');
    expect((words as HTMLTextAreaElement).value).toBe('Lost?');
  });

  it('undoes by the keyboard, also from within the words, and names the intent', async () => {
    const { paramsOf } = show({
      inProject: true,
      handlers: {
        'documents.undo': () => ({ ...PROJECT, undo: null, redo: 'Kept 7 days for the check' }),
      },
    });
    const words = await screen.findByRole('textbox', { name: /What happens there/ });
    expect(screen.getByRole('button', { name: 'Undo: Kept 7 days for the check' })).toBeTruthy();
    words.focus();
    fireEvent.keyDown(words, { key: 'z', ctrlKey: true });
    await waitFor(() => expect(paramsOf('documents.undo')).toEqual([{ project: FOLDER }]));
    expect(
      await screen.findByRole('button', { name: 'Redo: Kept 7 days for the check' }),
    ).toBeTruthy();
  });

  it('says why no model can be looked for', async () => {
    show({ inProject: true, project: { ...PROJECT, heldOut: { kind: 'none' } } });
    const button = await screen.findByRole('button', { name: 'Find a model' });
    expect(button.hasAttribute('disabled')).toBe(true);
    expect(screen.getByText('Keep some of the last days for the check first')).toBeTruthy();
  });

  it('starts a search with the seed of the command line', async () => {
    const { paramsOf } = show({
      inProject: true,
      handlers: { 'jobs.start': () => ({ job: SUMMARY.job }) },
    });
    const button = await screen.findByRole('button', { name: 'Find a model' });
    await waitFor(() => expect(button.hasAttribute('disabled')).toBe(false));
    fireEvent.keyDown(document.body, { key: 'Enter', ctrlKey: true });
    await waitFor(() =>
      expect(paramsOf('jobs.start')).toEqual([
        { project: FOLDER, job: { kind: 'discover', seed: 1 } },
      ]),
    );
  });
});

describe('a project that is not as usual', () => {
  it('that only may be read says why and lets nothing be changed', async () => {
    show({ inProject: true, project: { ...PROJECT, readOnly: locked } });
    expect(await screen.findByText(/^Read-only: you can look/)).toBeTruthy();
    expect(screen.getByText('Close it there.')).toBeTruthy();
    expect(
      screen.getByRole('textbox', { name: /What happens there/ }).hasAttribute('readonly'),
    ).toBe(true);
    expect(
      screen
        .getByRole('button', { name: 'Undo: Kept 7 days for the check' })
        .hasAttribute('disabled'),
    ).toBe(true);
  });

  it('that another program changed offers a merge and a reload', async () => {
    const conflict = { file: 'project.json', kind: 'changed', clashes: ['name'] } as const;
    const { paramsOf } = show({
      inProject: true,
      project: { ...PROJECT, conflicts: [{ ...conflict, clashes: ['name'] }] },
      handlers: { 'documents.resolve': () => PROJECT },
    });
    const banner = await screen.findByRole('alert');
    expect(banner.textContent).toContain('Both sides changed name: a merge keeps yours there.');
    fireEvent.click(within(banner).getByRole('button', { name: 'Take theirs' }));
    await waitFor(() =>
      expect(paramsOf('documents.resolve')).toEqual([
        { project: FOLDER, file: 'project.json', choice: 'reload' },
      ]),
    );
  });

  it('that was mended tells what', async () => {
    const notice = { file: 'project.json', message: 'The name was missing.', hint: 'Give it one.' };
    show({ inProject: true, project: { ...PROJECT, notices: [notice] } });
    expect(await screen.findByText('The name was missing. Give it one.')).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: 'Understood' }));
    expect(screen.queryByText('The name was missing. Give it one.')).toBeNull();
  });

  it('that is locked can be opened read-only', async () => {
    const { paramsOf } = show({
      inProject: true,
      handlers: {
        'projects.open': ({ readOnly }) => {
          if (readOnly) return PROJECT;
          throw Object.assign(new ContractError('busy', locked.message, { hint: locked.hint }), {
            code: 'locked',
          });
        },
      },
    });
    fireEvent.click(await screen.findByRole('button', { name: 'Open it read-only' }));
    expect(await screen.findByRole('heading', { name: 'What was observed' })).toBeTruthy();
    expect(paramsOf('projects.open').at(-1)).toEqual({ folder: FOLDER, readOnly: true });
  });

  it('without data asks for a file', async () => {
    show({ inProject: true, project: { ...PROJECT, data: null } });
    expect(await screen.findByText('Add a table of what was observed (CSV)')).toBeTruthy();
    expect(screen.getByText('Add what was observed first')).toBeTruthy();
  });
});

describe('a run', () => {
  const withJob = (job: JobView, more: Parameters<typeof show>[0] = {}) =>
    show({
      inProject: true,
      step: 'discover',
      jobs: [{ ...SUMMARY, state: job.state, ended: job.ended, seconds: job.seconds }],
      job,
      ...more,
    });

  it('shows stage, steps and time left on every step', async () => {
    withJob(JOB);
    const bar = await screen.findByRole('progressbar', { name: 'Finding a structure' });
    expect(bar.getAttribute('aria-valuetext')).toBe('1 of 4 structures');
    expect(screen.getByText('about 45 seconds left')).toBeTruthy();
  });

  it('is paused, resumed and stopped', async () => {
    const { paramsOf, topics } = withJob(JOB, {
      handlers: { 'jobs.pause': () => ({}), 'jobs.resume': () => ({}), 'jobs.cancel': () => ({}) },
    });
    const target = { project: FOLDER, job: SUMMARY.job };
    fireEvent.click(await screen.findByRole('button', { name: 'Pause' }));
    await waitFor(() => expect(paramsOf('jobs.pause')).toEqual([target]));
    act(() => topics.job.set({ ...JOB, state: 'paused' }));
    fireEvent.click(await screen.findByRole('button', { name: 'Resume' }));
    await waitFor(() => expect(paramsOf('jobs.resume')).toEqual([target]));
    fireEvent.click(screen.getByRole('button', { name: 'Stop and keep the best' }));
    await waitFor(() => expect(paramsOf('jobs.cancel')).toEqual([target]));
  });

  it('is stopped by Escape only after a question', async () => {
    const { paramsOf } = withJob(JOB, { handlers: { 'jobs.cancel': () => ({}) } });
    await screen.findByRole('button', { name: 'Pause' });
    fireEvent.keyDown(document.body, { key: 'Escape' });
    const question = await screen.findByRole('alertdialog', { name: 'Stop this run?' });
    expect(paramsOf('jobs.cancel')).toEqual([]);
    fireEvent.click(within(question).getByRole('button', { name: 'Stop and keep the best' }));
    await waitFor(() => expect(paramsOf('jobs.cancel')).toHaveLength(1));
  });

  it('that was interrupted offers to go on', async () => {
    const { paramsOf } = withJob(
      { ...JOB, state: 'interrupted' },
      { handlers: { 'jobs.resume': () => ({}) } },
    );
    expect(await screen.findByText('This run was interrupted.')).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: 'Resume' }));
    await waitFor(() => expect(paramsOf('jobs.resume')).toHaveLength(1));
  });

  it('that failed says why', async () => {
    withJob({ ...JOB, state: 'failed', error: { ...locked, message: 'data: too few rows' } });
    expect((await screen.findByRole('alert')).textContent).toContain('Data: too few rows');
  });

  it('is told at its end', async () => {
    const { desktop, topics } = withJob(JOB);
    await screen.findByRole('button', { name: 'Pause' });
    await waitFor(() => expect(desktop.setBusy).toHaveBeenCalledWith(true));
    act(() => topics.jobs.set([{ ...SUMMARY, state: 'finished', ended: FINISHED.ended }]));
    await waitFor(() =>
      expect(desktop.notify).toHaveBeenCalledWith({
        title: 'Finding a model: finished',
        body: 'Ward 4',
      }),
    );
    expect(desktop.setBusy).toHaveBeenLastCalledWith(false);
  });
});
