import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';
import { StudioError } from '../../engine/base/error.ts';
import type { JobView } from '../../engine/studio/contract/job-view.ts';
import type { StructureView } from '../../engine/studio/contract/structure-view.ts';
import type { CodeProblem } from '../../renderer/code/code-problems.ts';
import { FINISHED, FOLDER, JOB, PROJECT, STUDIO, SUMMARY } from './fixtures.ts';
import { show } from './show.tsx';

// Neither has a layout in jsdom.
vi.mock('../../renderer/code/code-view.tsx', () => ({
  CodeView: ({ label, code, parent, onChange, problems = [] }: CodeProps) => (
    <>
      <textarea
        aria-label={label}
        defaultValue={code}
        readOnly={!onChange}
        data-parent={parent}
        onChange={(event) => onChange?.(event.target.value)}
      />
      {problems.map(({ line, text }) => (
        <p key={line}>
          line {line}: {text}
        </p>
      ))}
    </>
  ),
}));
vi.mock('../../renderer/diagram/causal-diagram.tsx', () => ({
  CausalDiagram: ({ graph, onChoose }: DiagramProps) => (
    <section aria-label="Causal diagram">
      {graph.nodes.map(({ id }) => (
        <button key={id} type="button" onClick={() => onChoose(id)}>
          {id}
        </button>
      ))}
    </section>
  ),
}));

interface CodeProps {
  readonly label: string;
  readonly code: string;
  readonly parent?: string;
  readonly problems?: readonly CodeProblem[];
  onChange?(code: string): void;
}

interface DiagramProps {
  readonly graph: StructureView['graph'];
  onChoose(id: string): void;
}

const STRUCTURE: StructureView = {
  title: 'Ward 4',
  code: 'first\n  stay()\nlast',
  parent: null,
  assumptions: [{ text: 'Nobody comes back.', from: 'model' }],
  graph: {
    nodes: [
      { id: 'module:stay', kind: 'module', name: 'stay', meaning: 'who stays', unit: '' },
      {
        id: 'parameter:mean_stay',
        kind: 'parameter',
        name: 'mean_stay',
        meaning: '',
        unit: 'days',
      },
    ],
    edges: [{ from: 'parameter:mean_stay', to: 'module:stay', kind: 'reads' }],
  },
  modules: [{ name: 'stay', meaning: 'who stays', lines: [2, 2], parameters: ['mean_stay'] }],
  parameters: [
    {
      name: 'mean_stay',
      meaning: '',
      unit: 'days',
      prior: { kind: 'uniform', low: 1, high: 30 },
    },
  ],
  levers: [],
  outputs: [],
};

const FIT = {
  timeUnit: 'day',
  levels: [0.025, 0.5, 0.975],
  runs: 100,
  trajectories: [
    {
      id: '1',
      first: 0,
      rows: 3,
      dates: ['2024-01-01', '2024-01-02', '2024-01-03'],
      outputs: [
        {
          name: 'occupied_beds',
          unit: 'patients',
          meaning: '',
          mean: new Float64Array(3),
          quantiles: new Float64Array([1, 3, 5, 1, 3, 5, 1, 3, 5]),
          ...{ quantilesLow: new Float64Array(9), quantilesHigh: new Float64Array(9) },
          ...{ peak: new Float64Array(3), peakLow: new Float64Array(3) },
          ...{ peakHigh: new Float64Array(3), paths: new Float64Array(), line: null },
        },
      ],
      failures: null,
    },
  ],
  ...{ conditions: [], warnings: [], milliseconds: 4 },
};

type ShowOptions = NonNullable<Parameters<typeof show>[0]>;

function showDiscover({ handlers, ...options }: ShowOptions = {}) {
  return show({
    inProject: true,
    step: 'discover',
    jobs: options.job ? [{ ...SUMMARY, state: options.job.state, ended: options.job.ended }] : [],
    handlers: {
      'structures.read': () => STRUCTURE,
      'explore.run': () => FIT,
      'jobs.steer': () => ({}),
      'jobs.start': () => ({ job: SUMMARY.job }),
      ...handlers,
    },
    ...options,
  });
}

function discovery(
  change: Partial<NonNullable<JobView['discovery']>>,
  job: JobView = JOB,
): JobView {
  return { ...job, discovery: job.discovery && { ...job.discovery, ...change } };
}

describe('finding a model', () => {
  it('needs no decision: one press with what the studio chooses', async () => {
    const { paramsOf } = showDiscover();
    const button = await screen.findByRole('button', { name: 'Find a model' });
    await waitFor(() => expect(button.hasAttribute('disabled')).toBe(false));
    expect(await screen.findByRole('heading', { name: 'Nothing was tried yet' })).toBeTruthy();
    fireEvent.click(button);
    await waitFor(() =>
      expect(paramsOf('jobs.start')).toEqual([
        { project: FOLDER, job: { kind: 'discover', seed: 1 } },
      ]),
    );
  });

  it('by a language model needs one to be set up', async () => {
    showDiscover();
    fireEvent.click(await screen.findByRole('radio', { name: 'A language model' }));
    expect(screen.getByText('Set up a language model first')).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: 'Open the settings' }));
    expect(await screen.findByRole('dialog', { name: 'Settings' })).toBeTruthy();
  });

  it('shows exactly what would be sent; rows only where they were allowed', async () => {
    const model = { id: 'm', name: 'Ours', baseUrl: 'http://localhost:1', model: 'x' };
    const { paramsOf } = showDiscover({
      studio: { ...STUDIO, models: [model] },
      handlers: { 'proposer.preview': ({ sendRows }) => ({ text: sendRows ? 'rows' : 'no rows' }) },
    });
    fireEvent.click(await screen.findByRole('radio', { name: 'Both' }));
    fireEvent.click(screen.getByRole('button', { name: 'See what would be sent…' }));
    expect(await screen.findByText('no rows')).toBeTruthy();
    fireEvent.keyDown(screen.getByRole('dialog'), { key: 'Escape' });
    fireEvent.click(screen.getByRole('switch', { name: /Rows of the data may be sent/ }));
    fireEvent.click(screen.getByRole('button', { name: 'See what would be sent…' }));
    expect(await screen.findByText('rows')).toBeTruthy();
    expect(paramsOf('proposer.preview')).toEqual([
      { project: FOLDER, proposer: 'both', sendRows: false },
      { project: FOLDER, proposer: 'both', sendRows: true },
    ]);
  });
});

describe('structures tried', () => {
  it('are told, ranked, and gone through by the arrows', async () => {
    showDiscover({ job: JOB });
    const table = await screen.findByRole('region', { name: 'Structures, best first' });
    const rows = within(table).getAllByRole('row').slice(1);
    expect(rows.map((row) => row.textContent)).toEqual([
      '11.1 the simplest model best so farthe studio6.21 %',
      '1.2 two phasesthe studio refused',
    ]);
    const strip = screen.getByRole('listbox', { name: /Structures tried/ });
    const chosen = () => within(strip).getByRole('option', { selected: true });
    expect(chosen().getAttribute('aria-label')).toContain('1.1, the simplest model');
    fireEvent.keyDown(strip, { key: 'ArrowRight' });
    expect(chosen().getAttribute('aria-label')).toContain('1.2, two phases');
    const sheet = screen.getByRole('region', { name: 'Structure 1.2' });
    expect(sheet.textContent).toContain('it divides by zero');
    fireEvent.click(screen.getByRole('button', { name: 'Look at the best' }));
    expect(screen.getByRole('region', { name: 'Structure 1.1' })).toBeTruthy();
  });

  it('show how the best runs against what was observed', async () => {
    const { paramsOf } = showDiscover({ job: JOB });
    const summary = /1 of 1 values it was fitted to and 0 of 1 not seen lie inside/;
    expect(await screen.findByRole('img', { name: summary })).toBeTruthy();
    expect(paramsOf('explore.run')).toMatchObject([
      { question: { subject: { kind: 'candidate', run: JOB.job, candidate: 'a' }, mode: 'fit' } },
    ]);
  });

  it('hang together: a part tells its words, its numbers and its code', async () => {
    showDiscover({ job: JOB });
    fireEvent.click(await screen.findByRole('tab', { name: 'Diagram' }));
    fireEvent.click(await screen.findByRole('button', { name: 'module:stay' }));
    const part = screen.getByRole('region', { name: 'Part: stay' });
    expect(part.textContent).toContain('who stays');
    expect(part.textContent).toContain('20.4 days');
    expect(part.textContent).toContain('possible before: 1 to 30 days');
    const code = (await within(part).findByLabelText('Code of stay')) as HTMLTextAreaElement;
    expect(code.value).toBe('stay()');
    const panel = screen.getByRole('tabpanel', { name: 'Diagram' });
    fireEvent.click(within(panel).getByRole('button', { name: 'Show as table' }));
    const row = within(screen.getByRole('region', { name: 'Diagram as table' })).getAllByRole(
      'row',
    );
    expect(row[1]?.textContent).toBe('staywhat happens who staysmean staynothing');
  });

  it('assume what can be confirmed or disputed, and the modeller hears of it', async () => {
    const { paramsOf, topics } = showDiscover({
      job: JOB,
      handlers: {
        'documents.edit': ({ edit }) => {
          const next = { ...PROJECT, ...edit } as typeof PROJECT;
          topics.project.set(next);
          return next;
        },
      },
    });
    fireEvent.click(await screen.findByRole('tab', { name: 'Assumptions' }));
    const one = await screen.findByRole('group', { name: 'Nobody comes back.' });
    fireEvent.click(within(one).getByRole('button', { name: 'It is not so' }));
    fireEvent.click(await screen.findByRole('button', { name: 'Tell the modeller now' }));
    await waitFor(() =>
      expect(paramsOf('jobs.steer')).toMatchObject([
        { steer: { kind: 'tell', text: 'It is not so that: Nobody comes back.' } },
      ]),
    );
    expect(paramsOf('documents.edit')).toMatchObject([
      {
        intent: 'Disputed an assumption',
        edit: { assumptions: { 'Nobody comes back.': 'disputed' } },
      },
    ]);
  });
});

describe('the person decides', () => {
  it('while the search goes on: it is sent, and what waits is shown', async () => {
    const job = discovery({ waiting: ['Leave out what was tried first.'] });
    const { paramsOf } = showDiscover({ job });
    const waiting = await screen.findByRole('region', { name: /wait for the next round/ });
    expect(waiting.textContent).toContain('Leave out what was tried first.');
    fireEvent.click(screen.getByRole('button', { name: 'Follow it up' }));
    await waitFor(() =>
      expect(paramsOf('jobs.steer')).toEqual([
        { project: FOLDER, job: job.job, steer: { kind: 'pin', candidate: 'a' } },
      ]),
    );
    expect((await screen.findAllByText('followed up by you')).length).toBe(1);
    fireEvent.click(screen.getByRole('button', { name: 'Followed up' }));
    await waitFor(() => expect(paramsOf('jobs.steer')).toHaveLength(2));
    expect(paramsOf('jobs.steer')[1]?.steer).toEqual({ kind: 'release', candidate: 'a' });
  });

  it('after its end: decisions are gathered, can be taken back, and go into a run that goes on', async () => {
    const { paramsOf } = showDiscover({ job: FINISHED });
    fireEvent.click(await screen.findByRole('button', { name: 'Leave it out' }));
    fireEvent.change(screen.getByRole('textbox', { name: /A sentence that goes/ }), {
      target: { value: 'Nobody leaves on Sundays.' },
    });
    fireEvent.click(screen.getByRole('button', { name: 'Tell the modeller' }));
    const kept = await screen.findByRole('region', { name: 'Go on with this search' });
    expect(kept.textContent).toContain('2 decisions not heeded yet');
    fireEvent.click(within(kept).getByRole('button', { name: /^Take back: Leave out/ }));
    fireEvent.click(within(kept).getByRole('button', { name: 'Go on with these decisions' }));
    await waitFor(() =>
      expect(paramsOf('jobs.start')).toEqual([
        {
          project: FOLDER,
          job: {
            kind: 'discover',
            seed: 1,
            continues: FINISHED.job,
            rounds: 1,
            steers: [{ kind: 'tell', text: 'Nobody leaves on Sundays.' }],
          },
        },
      ]),
    );
    expect(paramsOf('jobs.steer')).toEqual([]);
  });

  it('answers a question of the studio', async () => {
    const weights = { structures: [], warnings: [], doubts: [], questions: ['Do beds close?'] };
    const { paramsOf } = showDiscover({ job: discovery({ weights }) });
    fireEvent.click(await screen.findByRole('button', { name: 'Answer' }));
    const field = screen.getByRole('textbox', { name: /A sentence that goes/ });
    expect(document.activeElement).toBe(field);
    fireEvent.change(field, { target: { value: 'No.' } });
    fireEvent.click(screen.getByRole('button', { name: 'Tell the modeller' }));
    await waitFor(() =>
      expect(paramsOf('jobs.steer')).toMatchObject([{ steer: { text: 'Do beds close? No.' } }]),
    );
  });

  it('edits code; what is wrong with it is shown at its lines, and nothing typed is lost', async () => {
    const { paramsOf } = showDiscover({
      job: JOB,
      handlers: {
        'jobs.steer': () => {
          throw new StudioError('refused', 'own.sim.js:2:5 syntax: Unexpected. Mend it');
        },
      },
    });
    fireEvent.click(await screen.findByRole('tab', { name: 'Code' }));
    fireEvent.click(await screen.findByRole('button', { name: 'Edit' }));
    const code = await screen.findByLabelText('Your version of the code');
    expect(screen.getByRole('button', { name: 'Try this version' }).hasAttribute('disabled')).toBe(
      true,
    );
    fireEvent.change(code, { target: { value: 'mine' } });
    fireEvent.click(screen.getByRole('button', { name: 'Try this version' }));
    expect(await screen.findByText('line 2: Unexpected. Mend it')).toBeTruthy();
    expect(screen.getByRole('alert').textContent).toContain('1 problem in the code.');
    expect(paramsOf('jobs.steer')).toMatchObject([
      { steer: { kind: 'add', code: 'mine', parent: 'a' } },
    ]);
    expect((code as HTMLTextAreaElement).value).toBe('mine');
  });

  it('adds a structure of their own, made from no other', async () => {
    const { paramsOf } = showDiscover({ job: JOB });
    fireEvent.click(await screen.findByRole('button', { name: 'Add your own…' }));
    const window = await screen.findByRole('alertdialog', { name: 'A structure of your own' });
    const code = await within(window).findByLabelText('Your version of the code');
    expect((code as HTMLTextAreaElement).value).toBe(STRUCTURE.code);
    fireEvent.change(code, { target: { value: 'mine' } });
    fireEvent.click(within(window).getByRole('button', { name: 'Try this version' }));
    await waitFor(() => expect(screen.queryByRole('alertdialog')).toBeNull());
    expect(paramsOf('jobs.steer')).toEqual([
      { project: FOLDER, job: JOB.job, steer: { kind: 'add', code: 'mine' } },
    ]);
  });

  it('tries an edit by the keys that would find a model anew', async () => {
    const { paramsOf } = showDiscover({ job: FINISHED });
    fireEvent.click(await screen.findByRole('tab', { name: 'Code' }));
    fireEvent.click(await screen.findByRole('button', { name: 'Edit' }));
    const code = await screen.findByLabelText('Your version of the code');
    fireEvent.change(code, { target: { value: 'mine' } });
    fireEvent.keyDown(code, { key: 'Enter', ctrlKey: true });
    await waitFor(() =>
      expect(paramsOf('jobs.start')).toMatchObject([
        {
          job: {
            continues: FINISHED.job,
            rounds: 1,
            steers: [{ kind: 'add', code: 'mine', parent: 'a' }],
          },
        },
      ]),
    );
  });

  it('sees the edit of a language model as a difference, to be accepted or rejected', async () => {
    const [round] = JOB.discovery?.rounds ?? [];
    const [parent] = round?.candidates ?? [];
    if (!round || !parent) throw new Error('fixture');
    const edited = { ...parent, id: 'llm', proposer: 'llm' as const, parent: 'a' };
    const job = discovery({ rounds: [{ ...round, candidates: [parent, edited], best: 'llm' }] });
    const { paramsOf } = showDiscover({
      job,
      handlers: {
        'structures.read': () => ({ ...STRUCTURE, parent: { title: 'Before', code: 'before' } }),
      },
    });
    const code = await screen.findByLabelText('Code of the structure');
    expect(code.dataset.parent).toBe('before');
    fireEvent.click(screen.getByRole('button', { name: 'Accept the change' }));
    await waitFor(() =>
      expect(paramsOf('jobs.steer')).toMatchObject([{ steer: { kind: 'pin', candidate: 'llm' } }]),
    );
    expect(screen.queryByRole('button', { name: 'Accept the change' })).toBeNull();
  });
});

describe('a search that has ended', () => {
  it('says what came of it and where to go next', async () => {
    showDiscover({ job: FINISHED });
    const run = await screen.findByRole('region', { name: 'Run 1' });
    expect(run.textContent).toContain('Of 1 structure the best is 1.1, the simplest model');
    expect(run.textContent).toContain('Usable with care.');
    fireEvent.click(within(run).getByRole('button', { name: 'Look at trust' }));
    await waitFor(() => expect(sessionStorage.getItem('gsim-step')).toBe('trust'));
  });

  it('of a project that only may be read lets nothing be decided', async () => {
    const readOnly = { name: 'ProjectError', code: 'locked', message: 'project: open elsewhere' };
    showDiscover({ job: FINISHED, project: { ...PROJECT, readOnly } });
    const button = await screen.findByRole('button', { name: 'Follow it up' });
    expect(button.hasAttribute('disabled')).toBe(true);
    expect(screen.queryByRole('region', { name: 'Go on with this search' })).toBeNull();
  });
});

describe('models that were kept', () => {
  const kept = {
    id: 's1',
    title: 'Ward 4',
    saved: '2026-11-22T09:01:00.000Z',
    proposer: 'person' as const,
    round: null,
    parent: null,
    rationale: '',
  };

  it('can be looked into, and an edit becomes a model of its own', async () => {
    const { paramsOf } = showDiscover({
      project: { ...PROJECT, simulators: [kept] },
      handlers: { 'simulators.add': () => ({ id: 's2', title: 'Mine', warnings: [] }) },
    });
    const list = await screen.findByRole('region', { name: 'Models kept' });
    fireEvent.click(within(list).getByRole('button', { name: 'Ward 4' }));
    const window = await screen.findByRole('dialog', { name: 'Ward 4' });
    fireEvent.click(within(window).getByRole('tab', { name: 'Code' }));
    fireEvent.click(await within(window).findByRole('button', { name: 'Edit' }));
    const code = await within(window).findByLabelText('Your version of the code');
    fireEvent.change(code, { target: { value: 'mine' } });
    fireEvent.click(within(window).getByRole('button', { name: 'Keep as a model of your own' }));
    await waitFor(() =>
      expect(paramsOf('simulators.add')).toEqual([
        { project: FOLDER, code: 'mine', file: 's1-edited.sim.js', parent: 's1' },
      ]),
    );
    expect(paramsOf('structures.read')).toEqual([
      { project: FOLDER, of: { kind: 'simulator', simulator: 's1' } },
    ]);
  });
});
