import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { DEFAULT_SETTINGS } from '../../engine/studio/contract/studio-view.ts';
import { FOLDER, JOB, PROJECT, STUDIO, SUMMARY } from './fixtures.ts';
import { show } from './show.tsx';

const press = (key: string, keys: object = {}) =>
  fireEvent.keyDown(document.activeElement ?? document.body, { key, ...keys });

/** Waits until the screen has handed in its commands. */
async function palette() {
  press('k', { ctrlKey: true });
  return within(await screen.findByRole('dialog', { name: 'All commands' }));
}

const rowsOf = (dialog: ReturnType<typeof within>, group: string) =>
  within(dialog.getByRole('group', { name: group }))
    .getAllByRole('menuitem')
    .map((row) => row.textContent);

describe('the palette', () => {
  it('has every command, and says why one cannot be chosen', async () => {
    show();
    await screen.findByText('Ward 4');
    const dialog = await palette();
    const rows = rowsOf(dialog, 'Commands');
    expect(rows).toContain('Trust: is it right about days not seen? (open a project first)4');
    expect(rows).toContain('Use my own data…CtrlShiftO');
    const trust = dialog.getByRole('menuitem', { name: /^Trust/ });
    expect(trust.getAttribute('aria-disabled')).toBe('true');
  });

  it('goes to projects that are there, and to samples', async () => {
    const { paramsOf } = show({ handlers: { 'samples.open': () => PROJECT } });
    await screen.findByText('Ward 4');
    await screen.findByRole('article', { name: 'Influenza in a school' });
    const dialog = await palette();
    expect(rowsOf(dialog, 'Your projects')).toEqual(['Ward 4ward-4']);
    fireEvent.change(dialog.getByRole('searchbox'), { target: { value: 'intensive' } });
    fireEvent.click(await dialog.findByRole('menuitem', { name: /Intensive care/ }));
    await screen.findByRole('navigation', { name: 'Steps' });
    expect(paramsOf('samples.open')).toEqual([{ sample: 'long' }]);
  });

  it('carries out what Enter chooses, found by typing', async () => {
    const handlers = { 'settings.change': () => DEFAULT_SETTINGS };
    const { paramsOf } = show({ handlers });
    await screen.findByText('Ward 4');
    const dialog = await palette();
    const field = dialog.getByRole('searchbox');
    fireEvent.change(field, { target: { value: 'light or' } });
    await waitFor(() => expect(dialog.getAllByRole('menuitem')).toHaveLength(1));
    fireEvent.keyDown(field, { key: 'ArrowDown' });
    await waitFor(() => expect(field.getAttribute('aria-activedescendant')).toBeTruthy());
    fireEvent.keyDown(field, { key: 'Enter' });
    fireEvent.keyUp(field, { key: 'Enter' });
    await waitFor(() => expect(paramsOf('settings.change')).toEqual([{ theme: 'dark' }]));
  });

  it('goes to a run, at the step where it is seen', async () => {
    const check = { ...SUMMARY, job: '0002-check', kind: 'check', state: 'finished' } as const;
    const { app } = show({ inProject: true, jobs: [check], job: { ...JOB, ...check } });
    await screen.findByRole('navigation', { name: 'Steps' });
    const dialog = await palette();
    fireEvent.click(dialog.getByRole('menuitem', { name: /^Run 2: checking/ }));
    await waitFor(() => expect(app.route.getState().step).toBe('trust'));
  });

  it('asks for the samples where the window began in a project', async () => {
    show({ inProject: true });
    await screen.findByRole('navigation', { name: 'Steps' });
    const dialog = await palette();
    expect(await dialog.findByRole('group', { name: 'Samples' })).toBeTruthy();
  });
});

describe('keys', () => {
  it('lead to the steps, and a text field keeps them for itself', async () => {
    const { app } = show({ inProject: true });
    const name = await screen.findByRole('textbox', { name: 'Name of the project' });
    press('4');
    expect(app.route.getState().step).toBe('trust');
    name.focus();
    press('1');
    expect(app.route.getState().step).toBe('trust');
  });

  it('pause a run, and resume it', async () => {
    const handlers = { 'jobs.pause': () => ({}), 'jobs.resume': () => ({}) };
    const { paramsOf, topics } = show({ inProject: true, jobs: [SUMMARY], handlers });
    await screen.findByRole('button', { name: 'Pause' });
    press('.', { ctrlKey: true });
    await waitFor(() => expect(paramsOf('jobs.pause')).toHaveLength(1));
    act(() => {
      topics.jobs.set([{ ...SUMMARY, state: 'paused' }]);
      topics.job.set({ ...JOB, state: 'paused' });
    });
    await screen.findByRole('button', { name: 'Resume' });
    await new Promise((resolve) => setTimeout(resolve, 100));
    press('.', { ctrlKey: true });
    await waitFor(() =>
      expect(paramsOf('jobs.resume')).toEqual([{ project: FOLDER, job: SUMMARY.job }]),
    );
  });

  it('close an explanation, and stop no run by that', async () => {
    show({ inProject: true, jobs: [SUMMARY] });
    await screen.findByRole('button', { name: 'Pause' });
    press('e', { ctrlKey: true, shiftKey: true });
    await screen.findByRole('dialog', { name: 'Words of the studio' });
    press('Escape');
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(screen.queryByRole('alertdialog')).toBeNull();
    press('Escape');
    expect(await screen.findByRole('alertdialog', { name: 'Stop this run?' })).toBeTruthy();
  });

  it('of sliders are in the sheet beside those of commands', async () => {
    show({ studio: { ...STUDIO, settings: DEFAULT_SETTINGS } });
    await screen.findByText('Ward 4');
    press('?');
    const sheet = await screen.findByRole('dialog', { name: 'Keyboard shortcuts' });
    expect(sheet.textContent).toContain('A large stepPage ↑Page ↓');
    expect(sheet.textContent).toContain('Pause or resume the runCtrl.');
  });
});
