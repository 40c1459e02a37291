import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';
import type { ProjectView } from '../../engine/studio/contract/project-view.ts';
import type { StructureView } from '../../engine/studio/contract/structure-view.ts';
import type { Handlers } from '../../engine/studio/server/service.ts';
import type { DiagramMoment, DiagramSwitches } from '../../renderer/diagram/diagram-marks.ts';
import { STANDING } from './calibrate-fixtures.ts';
import {
  compared,
  FLOW,
  MEASURES_PROJECT,
  OPENED,
  type Scenario,
  SPACE,
  WARD,
} from './measures-fixtures.ts';
import { show } from './show.tsx';

vi.mock('../../renderer/diagram/causal-diagram.tsx', () => ({
  CausalDiagram: ({ graph, switches, moment }: DiagramProps) => (
    <section aria-label="Causal diagram">
      {graph.nodes.map(({ id, kind, name }) =>
        kind === 'module' && switches ? (
          <button
            key={id}
            type="button"
            role="switch"
            aria-checked={switches.isOn(name)}
            onClick={() => switches.turn(name, !switches.isOn(name))}
          >
            {name} happens
          </button>
        ) : (
          <p key={id}>{`${name}: ${moment?.levels.get(id) ?? ''}`}</p>
        ),
      )}
    </section>
  ),
}));
interface DiagramProps {
  readonly graph: StructureView['graph'];
  readonly switches?: DiagramSwitches;
  readonly moment?: DiagramMoment;
}

/** A project that keeps what is saved. */
function showMeasures(project: ProjectView = MEASURES_PROJECT, handlers: Partial<Handlers> = {}) {
  let view = project;
  const keep = (next: Partial<ProjectView>) => {
    view = { ...view, ...next, revision: view.revision + 1 };
    return view;
  };
  return show({
    ...{ inProject: true, project, step: 'measures' },
    handlers: {
      'standing.read': () => STANDING,
      'structures.read': () => WARD,
      'decisions.space': () => SPACE,
      'scenarios.compare': ({ question }) => compared(question),
      'scenarios.flow': () => FLOW,
      'scenarios.save': ({ id = `s${view.revision}`, scenario }) => {
        const others = view.scenarios.filter((one) => one.id !== id);
        const scenarios = view.scenarios.some((one) => one.id === id)
          ? view.scenarios.map((one) => (one.id === id ? { id, scenario } : one))
          : [...others, { id, scenario }];
        return { id, view: keep({ scenarios }) };
      },
      'scenarios.remove': ({ id }) =>
        keep({ scenarios: view.scenarios.filter((one) => one.id !== id) }),
      'documents.edit': ({ edit }) => {
        const { resources = view.resources, costs = view.costs } = edit;
        return keep({ resources, costs });
      },
      ...handlers,
    },
  });
}

const EMPTY: ProjectView = { ...MEASURES_PROJECT, scenarios: [] };

describe('measures', () => {
  it('stand beside things as they are, with the same luck, in sentences and figures', async () => {
    const { paramsOf } = showMeasures();
    const side = await screen.findByRole('region', { name: 'Scenarios side by side' });
    await within(side).findByText('It changes: lever.');
    expect(
      await within(side).findByRole('img', {
        name: 'As things are, occupied beds: On 2 Mar 2024 between 21 and 29 patients in 8 of 10 outcomes, 25 in the middle.',
      }),
    ).toBeTruthy();
    expect(
      within(side).getByRole('img', { name: /^Beds opened, occupied beds: On 2 Mar 2024/ }),
    ).toBeTruthy();
    const table = screen.getByRole('region', { name: 'What each comes to' });
    const row = within(table).getByRole('row', { name: /^Highest day of occupied beds/ });
    expect(row.textContent).toContain('20 15 to 28');
    expect(row.textContent).toContain('−5 (−5.5 to −4.5)');
    expect(row.textContent).toContain('lower in 83 of 100 runs (79 to 87)');
    const asked = paramsOf('scenarios.compare').map(({ question }) => question);
    expect(asked.map(({ runs }) => runs)).toEqual([100, 400]);
    expect(new Set(asked.map(({ seed }) => seed)).size).toBe(1);
    expect(screen.getByText('Arrivals ahead: as last recorded.')).toBeTruthy();
  });

  it('begin with a stress test in one click', async () => {
    const { paramsOf } = showMeasures(EMPTY);
    fireEvent.click(await screen.findByRole('button', { name: 'Add a stress test' }));
    fireEvent.click(
      await screen.findByRole('menuitem', { name: 'A week with 30 % more arrivals' }),
    );
    expect(await screen.findByRole('heading', { name: 'What “Surge week” changes' })).toBeTruthy();
    expect(paramsOf('scenarios.save')[0]).toMatchObject({
      intent: 'Added the stress test “A week with 30 % more arrivals”',
      scenario: { name: 'Surge week' },
    });
    fireEvent.click(screen.getByRole('button', { name: 'Add a stress test' }));
    fireEvent.click(
      await screen.findByRole('menuitem', { name: 'A week with 30 % more arrivals' }),
    );
    await waitFor(() =>
      expect(paramsOf('scenarios.save')[1]).toMatchObject({ scenario: { name: 'Surge week 2' } }),
    );
  });

  it('that cannot be run say so in their column, and the others stay', async () => {
    const broken: Scenario = { ...OPENED, name: 'Broken', changes: [] };
    showMeasures({
      ...MEASURES_PROJECT,
      scenarios: [...MEASURES_PROJECT.scenarios, { id: 'broken', scenario: broken }],
    });
    expect(await screen.findByText('change 1: no day like that')).toBeTruthy();
    expect(screen.getByText('Take a day of the data.')).toBeTruthy();
    expect(
      await screen.findByRole('img', { name: /^Beds opened, occupied beds: On/ }),
    ).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: 'Change it' }));
    expect(screen.getByRole('heading', { name: 'What “Broken” changes' })).toBeTruthy();
  });
});

describe('a dated change', () => {
  it('is moved by a slider: asked live, only its column, and saved as one step', async () => {
    const { paramsOf } = showMeasures();
    await screen.findByText('It changes: lever.');
    fireEvent.click(
      screen.getByRole('button', { name: /^extra beds set to 5 beds/, expanded: false }),
    );
    const slider = await screen.findByRole('slider', { name: 'extra beds: set to' });
    await waitFor(() => expect(paramsOf('scenarios.compare')).toHaveLength(2));
    for (const value of [6, 7, 8]) fireEvent.change(slider, { target: { value: String(value) } });
    await waitFor(() => expect(paramsOf('scenarios.save').length).toBeGreaterThan(0));
    const saved = paramsOf('scenarios.save');
    expect(saved.at(-1)?.scenario.changes[0]?.change).toMatchObject({ value: 8 });
    expect(new Set(saved.map(({ burst }) => burst)).size).toBe(1);
    await waitFor(() => {
      const last = paramsOf('scenarios.compare').at(-1)?.question;
      expect(last).toMatchObject({ runs: 400, scenarios: [{ id: 'opened' }] });
      expect(last?.scenarios[0]?.scenario.changes[0]?.change).toMatchObject({ value: 8 });
    });
  });

  it('is moved by keys on its bar, left out, reordered and removed', async () => {
    const { paramsOf } = showMeasures();
    const bar = await screen.findByRole('button', {
      name: /^extra beds set to 5 beds, 1 Mar.*Arrow/,
    });
    const last = () => paramsOf('scenarios.save').at(-1)?.scenario.changes[0];
    fireEvent.keyDown(bar, { key: 'ArrowLeft', shiftKey: true });
    await waitFor(() => expect(last()).toMatchObject({ from: '2024-03-01', to: '2024-03-01' }));
    fireEvent.click(screen.getByRole('switch', { name: /^In effect: extra beds/ }));
    await waitFor(() => expect(last()?.on).toBe(false));
    fireEvent.click(screen.getByRole('button', { name: /^Remove: extra beds/ }));
    await waitFor(() => expect(paramsOf('scenarios.save').at(-1)?.scenario.changes).toEqual([]));
  });

  it('switches a part of the model off, by the list as on the diagram', async () => {
    const { paramsOf } = showMeasures();
    const parts = await screen.findByRole('region', { name: 'Parts of the model' });
    fireEvent.click(within(parts).getByRole('switch', { name: 'discharge' }));
    await waitFor(() =>
      expect(paramsOf('scenarios.save').at(-1)?.scenario.changes.at(-1)).toMatchObject({
        change: { kind: 'disable', module: 'discharge' },
        ...{ from: null, to: null },
      }),
    );
    const onDiagram = await within(parts).findByRole('switch', { name: 'discharge happens' });
    expect(onDiagram.getAttribute('aria-checked')).toBe('false');
    fireEvent.click(onDiagram);
    await waitFor(() =>
      expect(paramsOf('scenarios.save').at(-1)?.scenario.changes).toEqual(OPENED.changes),
    );
  });
});

describe('a rule', () => {
  it('sets a lever day by day, with the numbers that the studio suggests', async () => {
    const { paramsOf } = showMeasures({
      ...EMPTY,
      scenarios: [{ id: 'rules', scenario: { ...OPENED, changes: [] } }],
    });
    fireEvent.click(await screen.findByRole('button', { name: /extra beds/ }));
    fireEvent.click(await screen.findByRole('option', { name: /^Opens above, closes below/ }));
    await waitFor(() =>
      expect(paramsOf('scenarios.save').at(-1)?.scenario.policies).toEqual({
        extra_beds: {
          kind: 'threshold',
          watch: SPACE.levers[0]?.watches[0]?.watch,
          values: { above: 15, gap: 3, low: 0, high: 8 },
          starts: [],
        },
      }),
    );
    expect(screen.getByRole('slider', { name: 'Opens above' })).toBeTruthy();
  });
});

describe('one run', () => {
  it('moves through the parts of the model step by step, and is a table', async () => {
    showMeasures();
    fireEvent.click(
      await screen.findByRole('button', { name: 'Follow one run through the model' }),
    );
    const picture = await screen.findByRole('figure', { name: 'One run through the model' });
    expect(within(picture).getByText('1 Mar 2024')).toBeTruthy();
    fireEvent.click(within(picture).getByRole('button', { name: 'One day on' }));
    expect(within(picture).getByText('2 Mar 2024')).toBeTruthy();
    fireEvent.click(within(picture).getByRole('button', { name: 'Show as table' }));
    const rows = within(picture)
      .getAllByRole('row')
      .map(({ textContent }) => textContent);
    expect(rows.at(-1)).toBe('2 Mar 2024dischargeward−520');
  });
});

describe('what can be provided', () => {
  it('is added with a name of its own, and can cost something', async () => {
    const { paramsOf } = showMeasures();
    fireEvent.click(await screen.findByRole('button', { name: 'Add something you can provide' }));
    fireEvent.change(await screen.findByRole('textbox', { name: 'What it is called' }), {
      target: { value: 'Beds kept open' },
    });
    fireEvent.click(screen.getByRole('button', { name: 'Add it' }));
    await waitFor(() =>
      expect(paramsOf('documents.edit').at(-1)?.edit.resources).toEqual([
        {
          ...{ name: 'beds_kept_open', words: 'Beds kept open', unit: '' },
          ...{ low: 0, high: 10, default: 0, integer: true },
          serves: { output: 'occupied_beds', there: 0 },
        },
      ]),
    );
    fireEvent.click(await screen.findByRole('button', { name: 'Add a cost' }));
    await waitFor(() =>
      expect(paramsOf('documents.edit').at(-1)?.edit.costs?.items).toEqual([
        { of: 'beds_kept_open', per: 'unit', amount: 1 },
      ]),
    );
  });
});

describe('a project that only may be read', () => {
  it('shows what is compared and lets nothing be changed', async () => {
    const { paramsOf } = showMeasures({
      ...MEASURES_PROJECT,
      readOnly: { name: 'ProjectError', code: 'locked', message: 'it is open elsewhere' },
    });
    const bar = await screen.findByRole('button', { name: /^extra beds set to 5 beds, 1 Mar/ });
    fireEvent.keyDown(bar, { key: 'ArrowRight' });
    for (const name of ['New scenario', 'Add a change', 'Add something you can provide'])
      expect(screen.getByRole('button', { name })).toHaveProperty('disabled', true);
    expect(screen.queryByRole('button', { name: 'Add a stress test' })).toBeNull();
    expect(screen.getByRole('switch', { name: /^In effect/ })).toHaveProperty('disabled', true);
    await new Promise((done) => setTimeout(done, 400));
    expect(paramsOf('scenarios.save')).toEqual([]);
  });
});

describe('without a model', () => {
  it('the way to one is shown', async () => {
    const { app } = showMeasures(EMPTY, {
      'standing.read': () => ({ simulators: [], mixture: null }),
    });
    fireEvent.click(await screen.findByRole('button', { name: 'Go to Find a model' }));
    expect(app.route.getState().step).toBe('discover');
  });
});
