/** The free run: from the first observed row with the real inputs, never told the observations again. */
import { rootMeanSquaredError } from '../score/errors.ts';
import type { CompiledSimulator } from '../simulator/compile/compile-simulator.ts';
import { programOf } from '../simulator/program-of.ts';
import type { Episode, Failure, Simulate } from '../simulator/simulation.ts';
import { type ResidualDiagnostics, residualDiagnostics } from '../trust/residuals.ts';
import type { Fit } from './candidate.ts';

export interface CalibratedModel {
  readonly simulate: Simulate;
  readonly compiled: CompiledSimulator;
  /** In the order of the declaration. */
  readonly parameters: Float64Array;
  readonly seed: number;
}

/** The observed outputs of one episode, with the ensemble on the same rows. */
interface ObservedOutput {
  readonly output: string;
  readonly episode: number;
  /** rows values, NaN where not observed. */
  readonly observed: Float64Array;
  /** Row-major [rows, members]. */
  readonly ensemble: Float64Array;
}

export interface FreeRun {
  readonly members: number;
  readonly observed: readonly ObservedOutput[];
  /** 0 = Monday .. 6 = Sunday of the rows of the first episode; absent for undated data. */
  readonly weekdays?: readonly number[];
  readonly failures: readonly Failure[];
  /** Value of an output at the last row of the first episode, one a member. */
  readonly lastRow: (output: string) => Float64Array;
}

export async function freeRun(
  { simulate, compiled, parameters, seed }: CalibratedModel,
  episodes: readonly Episode[],
  members: number,
): Promise<FreeRun> {
  const { values, failures } = await simulate({
    program: programOf(compiled),
    episodes,
    parameters,
    sets: 1,
    replications: members,
    mode: { kind: 'rollout' },
    seed,
    streams: 'common',
  });
  const outputs = Object.keys(compiled.declaration.outputs);
  let start = 0;
  const observed: ObservedOutput[] = [];
  const ensembles = episodes.map((episode, index) => {
    const rows = episode.steps + 1;
    const at = start;
    start += rows * members * outputs.length;
    const ensembleOf = (output: string) =>
      transposed(values, { at, rows, members, outputs, output });
    for (const [output, series] of Object.entries(episode.observed)) {
      if (series.some(Number.isFinite)) {
        observed.push({ output, episode: index, observed: series, ensemble: ensembleOf(output) });
      }
    }
    return { rows, ensembleOf };
  });
  const [first] = ensembles;
  const weekdays = weekdaysOf(episodes[0]?.dates);
  return {
    members,
    observed,
    failures,
    ...(weekdays && { weekdays }),
    lastRow: (output) =>
      first?.ensembleOf(output).slice((first.rows - 1) * members) ?? new Float64Array(0),
  };
}

/** [members, rows, outputs] to [rows, members] of one output. */
function transposed(
  values: Float64Array,
  {
    at,
    rows,
    members,
    outputs,
    output,
  }: { at: number; rows: number; members: number; outputs: readonly string[]; output: string },
): Float64Array {
  const column = outputs.indexOf(output);
  return Float64Array.from({ length: rows * members }, (_, i) => {
    const row = Math.floor(i / members);
    return values[at + ((i % members) * rows + row) * outputs.length + column] ?? Number.NaN;
  });
}

function weekdaysOf(dates: readonly string[] | undefined): number[] | undefined {
  return dates?.map((date) => (new Date(`${date}T00:00:00Z`).getUTCDay() + 6) % 7);
}

/** Residual diagnostics of an output in the first episode that observes it. Row 0 is where the run starts. */
export function fitOf(
  { observed, members, weekdays }: FreeRun,
  output: string,
): ResidualDiagnostics {
  const part = observed.find((item) => item.output === output);
  if (part === undefined) throw new Error(`output: ${output} is not observed`);
  return residualDiagnostics({
    observed: part.observed.subarray(1),
    ensemble: part.ensemble.subarray(members),
    members,
    ...(weekdays && { weekdays: weekdays.slice(1) }),
  });
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
