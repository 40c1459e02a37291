/**
 * Whether a structure of the composer does what a known system does. Data come from the known system; free runs of both
 * from its start row, and one step of the structure from every row against the row that really came next.
 */

import type { Dataset, Series } from '../../../../engine/data/dataset.ts';
import { episodesOf } from '../../../../engine/data/episodes.ts';
import { createSetting } from '../../../../engine/discover/setting.ts';
import type { CompiledSimulator } from '../../../../engine/simulator/compile/compile-simulator.ts';
import { createPlainRunner } from '../../../../engine/simulator/plain-runner.ts';
import { programOf } from '../../../../engine/simulator/program-of.ts';
import type { Episode, SimulationRequest } from '../../../../engine/simulator/simulation.ts';
import type { World } from '../../settings.ts';

export interface System {
  readonly compiled: CompiledSimulator;
  /** Name -> value; absent: the declared defaults. */
  readonly parameters?: Readonly<Record<string, number>> | undefined;
}

export interface Observation {
  readonly words: string;
  /** Output of the known system -> its first value. */
  readonly start: Readonly<Record<string, number>>;
  readonly runs: number;
  readonly rows: number;
  /** Inputs and levers as they are recorded, by row. */
  readonly driven?: Readonly<
    Record<
      string,
      {
        readonly use: 'input' | 'lever';
        readonly role: Series['role'];
        readonly at: (row: number) => number;
      }
    >
  >;
  /** Levers of the known system that nobody recorded. */
  readonly unrecorded?: Readonly<Record<string, number>>;
  /** Output -> role; absent: a stock. */
  readonly roles?: Readonly<Record<string, Series['role']>>;
}

const simulate = createPlainRunner();

/** Rollouts of the known system as data: one trajectory a run. */
export async function observe(
  { compiled, parameters }: System,
  { words, start, runs, rows, driven = {}, unrecorded = {}, roles = {} }: Observation,
): Promise<World> {
  const { outputs, inputs, levers } = compiled.declaration;
  const names = Object.keys(outputs);
  const series = Object.fromEntries(
    Object.entries(driven).map(([name, { at }]) => [
      name,
      Float64Array.from({ length: rows }, (_, row) => at(row)),
    ]),
  );
  const of = (declared: object) =>
    Object.fromEntries(Object.entries(series).filter(([name]) => Object.hasOwn(declared, name)));
  const episode: Episode = {
    id: 'start',
    steps: rows - 1,
    observed: constant(start, rows),
    inputs: of(inputs),
    levers: { ...of(levers), ...constant(unrecorded, rows) },
  };
  const values = await run({ compiled, parameters }, [episode], runs, { kind: 'rollout' }, 5);
  const width = names.length;
  const dataset: Dataset = {
    timeUnit: 'day',
    series: [
      ...names.map((name) => ({
        name,
        column: outputs[name]!.column ?? name,
        role: roles[name] ?? ('stock' as const),
        use: 'output' as const,
        unit: outputs[name]!.unit,
        kind: outputs[name]!.kind,
      })),
      ...Object.entries(driven).map(([name, { role, use }]) => ({
        name,
        column: inputs[name]?.column ?? name,
        role,
        use,
        unit: '',
        kind: 'count' as const,
      })),
    ],
    trajectories: Array.from({ length: runs }, (_, r) => ({
      id: String(r),
      rows,
      values: {
        ...Object.fromEntries(
          names.map((name, at) => [
            name,
            Float64Array.from({ length: rows }, (_, row) => values[(r * rows + row) * width + at]!),
          ]),
        ),
        ...series,
      },
    })),
  };
  return { setting: createSetting('A known system', words, dataset), dataset };
}

function constant(
  values: Readonly<Record<string, number>>,
  rows: number,
): Record<string, Float64Array> {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, new Float64Array(rows).fill(value)]),
  );
}

export interface Difference {
  readonly output: string;
  readonly what: string;
  /** Difference in standard errors. */
  readonly z: number;
}

const ROWS_COMPARED = [1, 2, 5, 12, 30];

/** Every difference between the structure, with levers set so, and the data; the largest first. */
export async function differences(
  { dataset }: World,
  { compiled, parameters }: System,
  {
    levers = {},
    reference,
  }: {
    readonly levers?: Readonly<Record<string, number>>;
    /** Its steps from the observed rows are what should come, where errors of counting hide what came. */
    readonly reference?: System;
  } = {},
): Promise<Difference[]> {
  const episodes = episodesOf(dataset, compiled.declaration).map((episode) => ({
    ...episode,
    levers: { ...episode.levers, ...constant(levers, episode.steps + 1) },
  }));
  const names = Object.keys(compiled.declaration.outputs);
  const seen = names.filter((name) => episodes[0]?.observed[name] !== undefined);
  const system = { compiled, parameters };
  const rows = (episodes[0]?.steps ?? 0) + 1;
  const width = names.length;
  const found: Difference[] = [];
  const free = await run(system, episodes.slice(0, 1), episodes.length, { kind: 'rollout' }, 8);
  for (const name of seen) {
    const at = names.indexOf(name);
    for (const row of ROWS_COMPARED.filter((row) => row < rows)) {
      const simulated = episodes.map((_, r) => free[(r * rows + row) * width + at]!);
      const real = episodes.map(({ observed }) => observed[name]![row]!);
      found.push(...compared(name, `row ${row} of free runs`, simulated, real));
    }
  }
  const steps = await nextRows(system, episodes);
  const real =
    reference && (await nextRows(reference, episodesOf(dataset, reference.compiled.declaration)));
  for (const name of seen) {
    // One number a run, so that rows that hang together count once.
    const over = (power: number, next: (r: number, row: number) => number) =>
      episodes.map(({ observed }, r) => {
        let sum = 0;
        for (let row = 1; row < rows; row++)
          sum += (next(r, row) - observed[name]![row - 1]!) ** power;
        return sum / (rows - 1);
      });
    const came = (r: number, row: number) =>
      real === undefined ? episodes[r]!.observed[name]![row]! : real(name, r, row);
    for (const power of [1, 2])
      found.push({
        output: name,
        what: `one step, moment ${power}`,
        z: paired(
          over(power, (r, row) => steps(name, r, row)),
          over(power, came),
        ),
      });
  }
  return found.toSorted((a, b) => Math.abs(b.z) - Math.abs(a.z));
}

/** One step from every row: output, run, row -> value. */
async function nextRows(system: System, episodes: readonly Episode[]) {
  const values = await run(system, episodes, 1, { kind: 'one-step' }, 9);
  const names = Object.keys(system.compiled.declaration.outputs);
  const steps = episodes[0]?.steps ?? 0;
  return (output: string, r: number, row: number) =>
    values[(r * steps + row - 1) * names.length + names.indexOf(output)]!;
}

async function run(
  { compiled, parameters = {} }: System,
  episodes: readonly Episode[],
  replications: number,
  mode: SimulationRequest['mode'],
  seed: number,
): Promise<Float64Array> {
  const result = await simulate({
    program: programOf(compiled),
    episodes,
    parameters: Float64Array.from(
      Object.entries(compiled.declaration.parameters).map(([name, declared]) => {
        const value = parameters[name] ?? declared.default;
        if (value === undefined) throw new Error(`parameters: ${name} has no value`);
        return value;
      }),
    ),
    sets: 1,
    replications,
    mode,
    seed,
    streams: 'independent',
  });
  const [failure] = result.failures;
  if (failure !== undefined) throw new Error(`${failure.module}: ${failure.detail}`);
  return result.values;
}

/** Mean and variance of two samples, with the variance's standard error from the fourth moment. */
function compared(
  output: string,
  where: string,
  a: readonly number[],
  b: readonly number[],
): Difference[] {
  const [one, two] = [moments(a), moments(b)];
  return [
    {
      output,
      what: `mean, ${where}`,
      z: ratio(one.mean - two.mean, one.variance / a.length + two.variance / b.length),
    },
    {
      output,
      what: `variance, ${where}`,
      z: ratio(one.variance - two.variance, one.error ** 2 + two.error ** 2),
    },
  ];
}

function paired(a: readonly number[], b: readonly number[]): number {
  const { mean, variance } = moments(a.map((value, i) => value - (b[i] ?? Number.NaN)));
  return ratio(mean, variance / a.length);
}

function ratio(difference: number, squaredError: number): number {
  if (difference === 0) return 0;
  return difference / Math.sqrt(squaredError);
}

function moments(values: readonly number[]) {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const central = (power: number) =>
    values.reduce((sum, value) => sum + (value - mean) ** power, 0) / values.length;
  const variance = central(2);
  const error = Math.sqrt(Math.max(0, central(4) - variance ** 2) / values.length);
  return { mean, variance, error };
}
