import { describe, expect, it } from 'vitest';
import { courseFor } from '../../../engine/decide/interventions/course-for.ts';
import type { DatedChange } from '../../../engine/decide/schemas/dated-change.ts';
import type { PolicyChoice } from '../../../engine/decide/schemas/policy-choice.ts';
import type { Scenario } from '../../../engine/decide/schemas/scenario.ts';
import type { Declaration } from '../../../engine/simulator/declaration.ts';
import type { Episode } from '../../../engine/simulator/simulation.ts';

const declaration: Declaration = {
  contract: 1,
  title: 'Ward',
  description: '',
  time: { unit: 'day', step: 1, substeps: 1 },
  assumptions: [],
  parameters: {
    stay: { prior: { kind: 'uniform', low: 1, high: 30 }, unit: 'day', meaning: 'length of stay' },
  },
  inputs: { admissions: { unit: 'patients/day', meaning: 'admissions' } },
  levers: {
    beds: { unit: 'beds', meaning: 'beds', default: 10, low: 0, high: 40, integer: true },
  },
  outputs: { occupied: { unit: 'patients', meaning: 'occupied', kind: 'count' } },
  modules: [{ name: 'flow', meaning: '', reads: ['patients'], writes: ['patients'] }],
  rules: [],
};
const structure = { name: 'Ward', declaration };

/** Rows 0..9 of 1 to 10 June, observed up to row 4. */
const dates = Array.from({ length: 10 }, (_, i) => `2024-06-${String(i + 1).padStart(2, '0')}`);
const nan = Number.NaN;
const episode: Episode = {
  id: 'a',
  steps: 9,
  observed: {},
  inputs: {},
  levers: { beds: Float64Array.from([10, nan, 12, 12, 12, 12, 12, 12, 12, 12]) },
  dates,
};
const future = { episode, origin: 4 };
const extra = {
  name: 'extra',
  words: 'extra beds',
  unit: 'beds',
  low: 0,
  high: 8,
  default: 2,
  integer: true,
  serves: null,
};
const means = { resources: [extra] };

function change(what: DatedChange['change'], more: Partial<DatedChange> = {}): DatedChange {
  const cost = { once: 0, perStep: 0 };
  return { id: 'c', words: '', change: what, from: null, to: null, cost, on: true, ...more };
}

function scenario(changes: readonly DatedChange[], more: Partial<Scenario> = {}): Scenario {
  return { name: 'S', notes: '', parent: null, changes: [...changes], policies: {}, ...more };
}

function run(...changes: DatedChange[]) {
  return courseFor({ scenario: scenario(changes), policies: {} }, structure, future, means);
}

describe('a course as a simulator takes it', () => {
  it('changes nothing without a scenario, with every resource at its default', () => {
    const course = courseFor({ scenario: null, policies: {} }, structure, future, means);
    expect(course).toEqual({
      interventions: [],
      policies: {},
      resources: {
        extra: {
          ...{ low: 0, high: 8, integer: true, default: 2 },
          policy: { kind: 'constant', value: 2 },
        },
      },
      cost: { once: [], perStep: [] },
      idle: [],
    });
  });

  it('puts dates as rows, also before the first row ahead, in the order of the scenario', () => {
    const { interventions } = run(
      change(
        { kind: 'input', how: 'scale', input: 'admissions', value: 1.3 },
        { from: '2024-06-07', to: '2024-06-08' },
      ),
      change(
        { kind: 'parameter', how: 'set', parameter: 'stay', value: 7 },
        { from: '2024-06-02', to: '2024-06-03' },
      ),
      change({ kind: 'state', how: 'add', field: 'patients', value: 20 }),
      change({ kind: 'delay', module: 'flow', by: 2 }, { from: 6 }),
    );
    expect(interventions).toEqual([
      { kind: 'scale-input', input: 'admissions', value: 1.3, from: 6, to: 7 },
      { kind: 'set-parameter', parameter: 'stay', value: 7, from: 1, to: 2 },
      { kind: 'add-state', field: 'patients', value: 20, at: 5 },
      { kind: 'delay-module', module: 'flow', by: 2, from: 6, to: 9 },
    ]);
  });

  it('leaves out what is off, cuts what ends later, and says what begins later', () => {
    const cap = { kind: 'cap', module: 'flow', field: 'patients', most: 3 } as const;
    const course = run(
      change(cap, { on: false }),
      change(cap, { from: '2024-06-09', to: '2024-08-01' }),
      change(cap, { id: 'late', from: '2024-08-01' }),
    );
    expect(course.interventions).toEqual([
      { kind: 'cap-module', module: 'flow', field: 'patients', most: 3, from: 8, to: 9 },
    ]);
    expect(course.idle).toEqual([
      'change late: begins after the last day looked at; it changes nothing yet.',
    ]);
  });

  it('changes levers and resources by their days, also before the first row ahead, in the order of the scenario', () => {
    const { interventions, policies, resources } = run(
      change({ kind: 'lever', how: 'scale', lever: 'beds', value: 1.2 }, { from: 1, to: 8 }),
      change({ kind: 'lever', how: 'set', lever: 'extra', value: 5 }, { from: 7, to: 7 }),
      change({ kind: 'lever', how: 'add', lever: 'beds', value: 1 }),
    );
    expect(interventions).toEqual([
      { kind: 'scale-lever', lever: 'beds', value: 1.2, from: 1, to: 8 },
      { kind: 'set-lever', lever: 'extra', value: 5, from: 7, to: 7 },
      { kind: 'add-lever', lever: 'beds', value: 1, from: 5, to: 9 },
    ]);
    expect(policies).toEqual({});
    expect(resources.extra?.policy).toEqual({ kind: 'constant', value: 2 });
  });

  it('says that a resource was not set in the past', () => {
    const course = run(
      change({ kind: 'lever', how: 'set', lever: 'extra', value: 5 }, { from: 2, to: 4 }),
    );
    expect(course.interventions).toEqual([]);
    expect(course.idle).toEqual([
      'extra: stands beside the model and is set in the days ahead only; a change that ends before them changes nothing.',
    ]);
  });

  it('sets resources by policy', () => {
    const watch = { terms: [{ output: 'occupied', weight: 1 }], delay: 1, window: 1, underway: 0 };
    const values = { above: 30, gap: 6, low: 0, high: 8 };
    const chosen: PolicyChoice = { kind: 'threshold', watch, values, starts: [] };
    const course = { scenario: null, policies: { extra: chosen } };
    expect(courseFor(course, structure, future, means).resources.extra?.policy).toEqual({
      ...{ kind: 'threshold', watch, above: 30, below: 24, low: 0, high: 8 },
    });
  });

  it('lets the policies of the course stand before those of the scenario, and dated changes on top of them', () => {
    const constant = (value: number): PolicyChoice => ({
      kind: 'constant',
      watch: null,
      values: { value },
      starts: [],
    });
    const own = scenario([change({ kind: 'lever', how: 'set', lever: 'beds', value: 1 })], {
      policies: { extra: constant(3) },
    });
    const policies = { beds: constant(20), extra: constant(4) };
    const course = courseFor({ scenario: own, policies }, structure, future, means);
    expect(course.policies).toEqual({ beds: { kind: 'constant', value: 20 } });
    expect(course.resources.extra?.policy).toEqual({ kind: 'constant', value: 4 });
    expect(course.interventions).toEqual([
      { kind: 'set-lever', lever: 'beds', value: 1, from: 5, to: 9 },
    ]);
    expect(course.idle).toEqual([]);
  });

  it('counts costs from the day on which they arise, of what the structure does not know, too', () => {
    const { cost, interventions, idle } = run(
      change(
        { kind: 'disable', module: 'transfers' },
        { from: 6, to: 7, cost: { once: 500, perStep: 20 } },
      ),
      change(
        { kind: 'state', how: 'add', field: 'patients', value: 3 },
        { cost: { once: 0, perStep: 9 } },
      ),
    );
    expect(cost).toEqual({
      once: [{ row: 6, amount: 500 }],
      perStep: [
        { from: 6, to: 7, amount: 20 },
        { from: 5, to: 5, amount: 9 },
      ],
    });
    expect(interventions).toHaveLength(1);
    expect(idle).toEqual(['transfers: not known to Ward; there it changes nothing.']);
  });

  it('names the dates that there are where a day is none of them', () => {
    const early = () => run(change({ kind: 'disable', module: 'flow' }, { from: '2024-05-01' }));
    expect(early).toThrow('change c: 2024-05-01 is before the first day of the data');
    const undated = { episode: { ...episode, dates: undefined as never }, origin: 4 };
    const { dates: _, ...bare } = undated.episode;
    const asked = scenario([change({ kind: 'disable', module: 'flow' }, { from: '2024-06-01' })]);
    expect(() =>
      courseFor({ scenario: asked, policies: {} }, structure, { episode: bare, origin: 4 }, means),
    ).toThrow('change c: 2024-06-01, but the data have no dates');
  });

  it('refuses a policy that looks at what the structure does not compute', () => {
    const watch = { terms: [{ output: 'waiting', weight: 1 }], delay: 0, window: 1, underway: 0 };
    const values = { above: 3, gap: 0, low: 0, high: 8 };
    const beds: PolicyChoice = { kind: 'threshold', watch, values, starts: [] };
    const policies = { beds };
    expect(() => courseFor({ scenario: null, policies }, structure, future, means)).toThrow(
      'policy of beds: looks at waiting, which Ward does not compute',
    );
  });
});
