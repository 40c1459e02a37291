/** Simulates parameter sets for scoring: all episodes and replications, with common random numbers. */
import {
  type Episode,
  type Failure,
  rowsOf,
  type SimulationRequest,
} from '../simulator/simulation.ts';
import type { Observations } from './observations.ts';
import type { CalibrationProblem } from './problem.ts';

/** Where the runs of one parameter set stand: for each episode and replication, rows x outputs. */
export interface Layout {
  readonly episodes: readonly { readonly start: number; readonly rows: number }[];
  readonly replications: number;
  readonly outputs: number;
  /** Numbers in all runs of a set. */
  readonly size: number;
}

/** All runs of one parameter set. */
export interface Ensemble {
  readonly layout: Layout;
  readonly values: Float64Array;
  /** One a run that failed, its first. */
  readonly failures: readonly Failure[];
}

/** Numbers in one simulation result at most (64 MB). */
const RESULT_LIMIT = 8_000_000;

export function layoutOf(problem: CalibrationProblem, replications: number): Layout {
  const outputs = Object.keys(problem.declaration.outputs).length;
  const mode = modeOf(problem);
  let size = 0;
  const episodes = problem.episodes.map((episode: Episode) => {
    const start = size;
    const rows = rowsOf(episode, mode);
    size += rows * outputs * replications;
    return { start, rows };
  });
  return { episodes, replications, outputs, size };
}

/** Simulates in as few requests as memory allows, usually one, and hands over set by set. */
export async function simulateSets(
  problem: CalibrationProblem,
  layout: Layout,
  parameters: Float64Array,
  count: number,
  { seed, signal }: { readonly seed: number; readonly signal?: AbortSignal },
  visit: (ensemble: Ensemble, set: number) => void,
): Promise<void> {
  const { replications, size } = layout;
  const width = parameters.length / count;
  const chunk = Math.max(1, Math.floor(RESULT_LIMIT / size));
  for (let first = 0; first < count; first += chunk) {
    const sets = Math.min(chunk, count - first);
    const request: SimulationRequest = {
      program: problem.program,
      episodes: problem.episodes,
      parameters: parameters.slice(first * width, (first + sets) * width),
      sets,
      replications,
      mode: modeOf(problem),
      seed,
      streams: 'common',
    };
    const result = await problem.simulate(request, signal && { signal });
    const failures = firstFailures(result.failures, layout, sets);
    for (let set = 0; set < sets; set++) {
      const values = result.values.subarray(set * size, (set + 1) * size);
      visit({ layout, values, failures: failures[set]! }, first + set);
    }
  }
}

/** Mean over the replications that did not fail, laid out like observations. */
export function meanOf({ values, layout }: Ensemble): Observations {
  return layout.episodes.map(({ start, rows }) => {
    const size = rows * layout.outputs;
    return Float64Array.from({ length: size }, (_, k) => {
      let sum = 0;
      let kept = 0;
      for (let r = 0; r < layout.replications; r++) {
        const value = values[start + r * size + k]!;
        if (Number.isNaN(value)) continue;
        sum += value;
        kept++;
      }
      return sum / kept;
    });
  });
}

/** Each run, laid out like observations. */
export function runsOf({ values, layout }: Ensemble): Observations[] {
  return Array.from({ length: layout.replications }, (_, run) =>
    layout.episodes.map(({ start, rows }) => {
      const size = rows * layout.outputs;
      return values.slice(start + run * size, start + (run + 1) * size);
    }),
  );
}

function modeOf(problem: CalibrationProblem): SimulationRequest['mode'] {
  return { kind: problem.mode ?? 'rollout' };
}

/** The first failure of each run, by set. */
function firstFailures(
  failures: readonly Failure[],
  { episodes, replications }: Layout,
  sets: number,
): Failure[][] {
  const firstOfRun = new Map<number, Failure>();
  for (const failure of failures) {
    const known = firstOfRun.get(failure.run);
    if (known === undefined || failure.step < known.step) firstOfRun.set(failure.run, failure);
  }
  const bySet: Failure[][] = Array.from({ length: sets }, () => []);
  const runs = episodes.length * replications;
  for (const failure of firstOfRun.values()) bySet[Math.floor(failure.run / runs)]!.push(failure);
  return bySet;
}
