/** Data from the worked simulators, and the structures of the composer that are the same. */
import type { Dataset, Series } from '../../engine/data/dataset.ts';
import type { Structure } from '../../engine/discover/composer/structure.ts';
import { createPlainRunner } from '../../engine/simulator/plain-runner.ts';
import type { Episode } from '../../engine/simulator/simulation.ts';
import { type WorkedName, workedSimulator } from './worked-simulators.ts';

export interface KnownSystem {
  readonly name: WorkedName;
  readonly words: string;
  readonly runs: number;
  readonly rows: number;
  /** Output -> first value. */
  readonly start: Readonly<Record<string, number>>;
  /** Input or lever -> value on a row. */
  readonly driven: Readonly<
    Record<string, { readonly role: Series['role']; readonly at: (row: number) => number }>
  >;
  /** Output -> role; absent: a stock. */
  readonly roles: Readonly<Record<string, Series['role']>>;
  /** Parameter -> value; absent: the declared default. */
  readonly parameters: Readonly<Record<string, number>>;
  /** Slot -> block, where the same structure is told by it (test/discover/composer/families/worked-simulators.test.ts). */
  readonly truth: Structure['blocks'];
}

const common = { driven: {}, roles: {}, parameters: {}, runs: 20, rows: 41 } as const;

export const KNOWN_SYSTEMS: readonly KnownSystem[] = [
  {
    ...common,
    name: 'sir',
    words: 'An infection spreads from person to person in a closed group of people.',
    start: { S: 75, I: 3, R: 0 },
    truth: { pace: 'once-a-day', course: 'ill-infect', illness: 'one-phase' },
  },
  {
    ...common,
    name: 'supply-chain',
    words: 'A warehouse keeps goods on stock; orders arrive after a lead time.',
    start: { inventory: 30, backlog: 0, pipeline: 2 },
    driven: { order: { role: 'order', at: () => 4 } },
    truth: { supply: 'fixed-lead-time', unmet: 'backlog', review: 'recorded-orders' },
  },
  {
    ...common,
    name: 'hospital-beds',
    words:
      'Patients of three diseases take an intensive-care or a standard bed in a hospital, stay for some days, leave or die.',
    start: { day: 0, icu: 0, standard: 0, patients0: 0, patients1: 0, patients2: 0, patients: 0 },
    truth: { stay: 'whole-days', deaths: 'rising-risk', preference_patients2: 'standard-first' },
  },
  {
    ...common,
    name: 'icu-staged-stay',
    words: 'Patients are admitted to intensive care, stay in phases, and leave.',
    runs: 1,
    rows: 121,
    start: { occupied: 60 },
    driven: {
      admissions: {
        role: 'flow',
        at: (row) => Math.round(6 + 14 * Math.exp(-(((row - 40) / 15) ** 2)) + (row % 3)),
      },
    },
    parameters: { stay: 15, error: 3 },
    truth: { stay: 'two-equal-phases' },
  },
  {
    ...common,
    name: 'ward',
    words: 'Patients arrive at random times on a ward, stay in a bed, or wait for one.',
    start: { occupied: 28, waiting: 3, arrived: 0, turnedAway: 0 },
    roles: { arrived: 'flow', turnedAway: 'flow' },
    parameters: { arrivals: 6, stay: 5, spread: 0.7 },
    truth: { stay: 'lognormal', gate: 'waits', pace: 'through-the-day' },
  },
];

/** The runs of one repeat, as a planner would have recorded them. */
export async function recorded(system: KnownSystem, seed: number): Promise<Dataset> {
  const { name, rows, runs, start, driven, roles, parameters } = system;
  const { declaration, hash, code } = workedSimulator(name, false);
  const { outputs, inputs, levers } = declaration;
  const constant = (value: number) => new Float64Array(rows).fill(value);
  const series = Object.entries(driven).map(
    ([id, { at }]) => [id, Float64Array.from({ length: rows }, (_, row) => at(row))] as const,
  );
  const among = (declared: object) =>
    Object.fromEntries(series.filter(([id]) => Object.hasOwn(declared, id)));
  const episode: Episode = {
    id: name,
    steps: rows - 1,
    observed: Object.fromEntries(
      Object.entries(start).map(([output, value]) => [output, constant(value)]),
    ),
    inputs: among(inputs),
    levers: among(levers),
  };
  const { values } = await createPlainRunner()({
    ...{ program: { hash, code }, episodes: [episode], sets: 1, replications: runs, seed },
    parameters: Float64Array.from(
      Object.entries(declaration.parameters).map(
        ([id, { default: value = Number.NaN }]) => parameters[id] ?? value,
      ),
    ),
    ...{ mode: { kind: 'rollout' }, streams: 'independent' },
  });
  const names = Object.keys(outputs);
  return {
    timeUnit: 'day',
    series: [
      ...Object.entries(outputs).map(([id, { column = id, unit, kind }]): Series => {
        return { name: id, column, role: roles[id] ?? 'stock', use: 'output', unit, kind };
      }),
      ...Object.entries(driven).map(([id, { role }]): Series => {
        const declared = inputs[id] ?? levers[id];
        const use = Object.hasOwn(inputs, id) ? 'input' : 'lever';
        const { column = id, unit = '' } = declared ?? {};
        return { name: id, column, role, use, unit, kind: 'count' };
      }),
    ],
    trajectories: Array.from({ length: runs }, (_, run) => ({
      id: `${run}`,
      rows,
      values: Object.fromEntries([
        ...names.map((output, at) => [
          output,
          Float64Array.from(
            { length: rows },
            (_, row) => values[(run * rows + row) * names.length + at] ?? Number.NaN,
          ),
        ]),
        ...series,
      ]),
    })),
  };
}
