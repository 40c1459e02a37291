/** The free run: from the first observed row with the real inputs, never told the observations again. */
import { rootMeanSquaredError } from '../score/errors.ts';
import type { CompiledSimulator } from '../simulator/compile/compile-simulator.ts';
import type { Declaration } from '../simulator/declaration.ts';
import { programOf } from '../simulator/program-of.ts';
import type { Episode, Failure, Simulate } from '../simulator/simulation.ts';
import type { ResidualInput } from '../trust/residuals.ts';
import type { Fit } from './candidate.ts';
import { ensemblesOf } from './ensembles.ts';

export interface CalibratedModel {
  readonly simulate: Simulate;
  readonly compiled: CompiledSimulator;
  /** In the order of the declaration. */
  readonly parameters: Float64Array;
  readonly seed: number;
}

/** An observed output of one episode, with the ensemble on the same rows. */
export interface ObservedOutput {
  readonly output: string;
  /** Position of the episode. */
  readonly episode: number;
  /** rows values, NaN where not observed. */
  readonly observed: Float64Array;
  /** Row-major [rows, members]. */
  readonly ensemble: Float64Array;
  /** 0 = Monday .. 6 = Sunday of each row; absent for undated data. */
  readonly weekdays?: readonly number[];
}

export interface FreeRun {
  readonly members: number;
  /** Number of episodes that were run. */
  readonly episodes: number;
  readonly observed: readonly ObservedOutput[];
  readonly failures: readonly Failure[];
  /**
   * What the runs of an episode give for an output, observed or not: row-major [rows, members]. It is known by its
   * own name or by its column; undefined where the simulator has no such output.
   */
  readonly simulated: (output: string, episode: number) => Float64Array | undefined;
  /** Value of an output at the last row of the first episode, one a member. */
  readonly lastRow: (output: string) => Float64Array;
}

export interface FreeRunOptions {
  /** Observation noise is added to the outputs (default true); without it rules of the system itself can be checked. */
  readonly noise?: boolean;
}

export async function freeRun(
  { simulate, compiled, parameters, seed }: CalibratedModel,
  episodes: readonly Episode[],
  members: number,
  { noise = true }: FreeRunOptions = {},
): Promise<FreeRun> {
  const mode = { kind: 'rollout' } as const;
  const { values, failures } = await simulate({
    ...{ program: programOf(compiled), episodes, parameters, sets: 1, replications: members },
    ...{ mode, noise, seed, streams: 'common' },
  });
  const { declaration } = compiled;
  const simulated = (name: string, episode: number) =>
    transposed(values, { episodes, episode, members, column: columnOf(declaration, name) });
  return {
    members,
    episodes: episodes.length,
    failures,
    simulated,
    observed: ensemblesOf(values, episodes, { declaration, members, mode }).map(
      ({ output, episode, observed, ensemble }) => {
        const weekdays = weekdaysOf(episodes[episode]?.dates);
        return { output, episode, observed, ensemble, ...(weekdays && { weekdays }) };
      },
    ),
    lastRow: (output) => simulated(output, 0)?.slice(-members) ?? new Float64Array(0),
  };
}

interface Column {
  /** Position among the outputs; -1: there is none. */
  readonly at: number;
  readonly outputs: number;
}

function columnOf({ outputs }: Declaration, name: string): Column {
  const entries = Object.entries(outputs);
  const own = entries.findIndex(([output]) => output === name);
  const at = own >= 0 ? own : entries.findIndex(([, { column }]) => column === name);
  return { at, outputs: entries.length };
}

/** [members, rows, outputs] of an episode to [rows, members] of one output. */
function transposed(
  values: Float64Array,
  {
    episodes,
    episode,
    members,
    column: { at, outputs },
  }: {
    readonly episodes: readonly Episode[];
    readonly episode: number;
    readonly members: number;
    readonly column: Column;
  },
): Float64Array | undefined {
  const steps = episodes[episode]?.steps;
  if (at < 0 || steps === undefined) return undefined;
  const rows = steps + 1;
  const rowsBefore = episodes.slice(0, episode).reduce((sum, one) => sum + one.steps + 1, 0);
  const start = rowsBefore * members * outputs;
  return Float64Array.from({ length: rows * members }, (_, i) => {
    const row = Math.floor(i / members);
    return values[start + ((i % members) * rows + row) * outputs + at] ?? Number.NaN;
  });
}

function weekdaysOf(dates: readonly string[] | undefined): number[] | undefined {
  return dates?.map((date) => (new Date(`${date}T00:00:00Z`).getUTCDay() + 6) % 7);
}

/** The rows of an output that residuals are taken of, one part an episode. Row 0 is where the run starts. */
export function residualParts({ observed, members }: FreeRun, output: string): ResidualInput[] {
  return observed
    .filter((part) => part.output === output)
    .map((part) => ({
      observed: part.observed.subarray(1),
      ensemble: part.ensemble.subarray(members),
      members,
      ...(part.weekdays && { weekdays: part.weekdays.slice(1) }),
    }));
}

/** Root mean squared error of the mean run over all rows, by output. */
export function meanSquaredFit({ observed, members }: FreeRun): Fit {
  const byOutput = Map.groupBy(observed, ({ output }) => output);
  const rmse = [...byOutput].map(([output, parts]) => {
    const seen: number[] = [];
    const predicted: number[] = [];
    for (const { observed: series, ensemble } of parts) {
      for (let row = 0; row < series.length; row++) {
        const mean = meanOf(ensemble.subarray(row * members, (row + 1) * members));
        if (!Number.isFinite(series[row]) || !Number.isFinite(mean)) continue;
        seen.push(series[row] ?? Number.NaN);
        predicted.push(mean);
      }
    }
    return [output, rootMeanSquaredError(predicted, seen)] as const;
  });
  return { rmse: Object.fromEntries(rmse) };
}

/** The share of the members with the least squared distance to all observations, each output in its own scale. */
export function nearestRuns({ observed, members }: FreeRun, share: number): number[] {
  const distance = new Float64Array(members);
  for (const { observed: series, ensemble } of observed) {
    const scale =
      series.reduce((sum, value) => sum + (Number.isFinite(value) ? value * value : 0), 0) || 1;
    for (let row = 0; row < series.length; row++) {
      const seen = series[row] ?? Number.NaN;
      if (!Number.isFinite(seen)) continue;
      for (let member = 0; member < members; member++) {
        const value = ensemble[row * members + member] ?? Number.NaN;
        distance[member] = (distance[member] ?? 0) + (value - seen) ** 2 / scale;
      }
    }
  }
  return [...distance.keys()]
    .filter((member) => Number.isFinite(distance[member]))
    .toSorted((a, b) => (distance[a] ?? 0) - (distance[b] ?? 0))
    .slice(0, Math.max(1, Math.round(share * members)));
}

/** Failed runs have no value. */
function meanOf(members: Float64Array): number {
  const finite = members.filter(Number.isFinite);
  return finite.reduce((sum, value) => sum + value, 0) / finite.length;
}
