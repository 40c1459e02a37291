import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { isTable } from '../../renderer/screens/describe/use-taken-in.ts';
import { FOLDER, PROJECT } from './fixtures.ts';
import { show } from './show.tsx';

const UNDERSTOOD = {
  isTooShort: false,
  themes: [{ words: 'a queue', sentence: 'They wait for a bed.' }],
  numbers: [{ words: 'typical stay', value: 21, unit: 'days', sentence: 'They stay 21 days.' }],
  rules: [{ sentence: 'Beds never exceed 40.', words: 'beds at most 40' }],
  notUnderstood: [
    {
      sentence: 'Beds usually never exceed 40.',
      hint: 'A rule always holds: put it without "usually", as in "beds never exceeds 20".',
      wording: 'Beds never exceed 40.',
    },
  ],
  facts: [],
};

const kept = { 'documents.edit': () => PROJECT };

describe('words and data', () => {
  it('are there with what each column means and the chart with its sentence', async () => {
    show({ inProject: true });
    const words = await screen.findByRole('textbox', { name: /What happens there/ });
    expect((words as HTMLTextAreaElement).value).toBe(PROJECT.description);
    const columns = screen.getByRole('region', { name: 'What the columns mean' });
    const row = within(columns).getByRole('row', { name: /occupied beds/ });
    expect(row.textContent).toContain('how many there are');
    expect(row.textContent).toContain('3 to 1,204, 2 missing');
    const sentence = /Occupied beds was highest on 3 Jan 2024, at 1,204 patients\./;
    expect(await screen.findByRole('img', { name: sentence })).toBeTruthy();
  });

  it('have goal and rules beside them, each saved by itself', async () => {
    const { paramsOf } = show({ inProject: true, handlers: kept });
    const goal = await screen.findByRole('textbox', { name: 'What you want to know' });
    fireEvent.change(goal, { target: { value: 'How many beds?' } });
    const rules = screen.getByRole('textbox', { name: /What must always hold/ });
    fireEvent.change(rules, { target: { value: 'Beds never exceed 40.' } });
    await waitFor(() => expect(paramsOf('documents.edit')).toHaveLength(2));
    expect(paramsOf('documents.edit')).toMatchObject([
      { intent: 'Changed the goal', edit: { goal: 'How many beds?' } },
      { intent: 'Changed the rules', edit: { rules: 'Beds never exceed 40.' } },
    ]);
  });

  it('are told back as they were understood, with a wording that works where one was not', async () => {
    const { paramsOf } = show({
      inProject: true,
      project: { ...PROJECT, rules: 'Beds usually never exceed 40.' },
      handlers: { ...kept, 'words.read': () => UNDERSTOOD },
    });
    const panel = await screen.findByRole('region', { name: 'What the studio understood' });
    await within(panel).findByText('a queue');
    expect(panel.textContent).toContain('typical stay: 21 days');
    expect(panel.textContent).toContain('Every run is checked: beds at most 40');
    fireEvent.click(
      within(panel).getByRole('button', { name: 'Put it so: Beds never exceed 40.' }),
    );
    await waitFor(() =>
      expect(paramsOf('documents.edit')).toMatchObject([
        { edit: { rules: 'Beds never exceed 40.' } },
      ]),
    );
  });

  it('change the unit of a column as one step', async () => {
    const { paramsOf } = show({ inProject: true, handlers: kept });
    const unit = await screen.findByRole('textbox', { name: 'Unit of occupied beds' });
    fireEvent.change(unit, { target: { value: 'beds' } });
    await waitFor(() => expect(paramsOf('documents.edit')).toHaveLength(1));
    expect(paramsOf('documents.edit')[0]).toMatchObject({
      intent: 'Changed what occupied beds means',
      edit: {
        columns: [
          { column: 'date', role: 'date' },
          { column: 'occupied beds', role: 'stock', unit: 'beds' },
        ],
      },
    });
  });

  it('take in a table that is pasted where no field has the focus', async () => {
    const { paramsOf } = show({ inProject: true, handlers: { 'data.import': refused } });
    await screen.findByRole('region', { name: 'What the columns mean' });
    const paste = new Event('paste', { bubbles: true, cancelable: true });
    Object.assign(paste, { clipboardData: { getData: () => 'date\tbeds\n2024-01-01\t28' } });
    window.dispatchEvent(paste);
    await waitFor(() => expect(paramsOf('data.import')).toHaveLength(1));
    const [sent] = paramsOf('data.import');
    expect(sent?.file).toBe('pasted table.csv');
    expect(new TextDecoder().decode(sent?.bytes)).toBe('date\tbeds\n2024-01-01\t28');
  });

  it.each([
    ['date\tbeds\n2024-01-01\t28', true],
    ['date;beds\r\n2024-01-01;28', true],
    ['Just a sentence, with a comma.', false],
    ['one\ntwo', false],
  ])('know a table from other text: %j', (text, expected) => {
    expect(isTable(text)).toBe(expected);
  });

  it('lead on: a search begins and the window goes to watch it', async () => {
    const { paramsOf, app } = show({
      inProject: true,
      handlers: { 'jobs.start': () => ({ job: '0001-discover' }) },
    });
    const next = await screen.findByRole('region', { name: 'Next: find a model' });
    fireEvent.click(within(next).getByRole('button'));
    await waitFor(() => expect(app.route.getState().step).toBe('discover'));
    expect(paramsOf('jobs.start')).toEqual([
      { project: FOLDER, job: { kind: 'discover', seed: 1 } },
    ]);
  });

  it('may only be looked at where the project is read-only', async () => {
    const readOnly = { name: 'E', code: 'locked', message: 'project: open elsewhere' };
    show({ inProject: true, project: { ...PROJECT, readOnly } });
    const unit = await screen.findByRole('textbox', { name: 'Unit of occupied beds' });
    expect((unit as HTMLInputElement).readOnly).toBe(true);
    expect(screen.getByText('The project is read-only')).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Other data…' })).toBeNull();
  });
});

function refused(): never {
  throw new Error('not now');
}
