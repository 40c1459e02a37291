/** Runs of many parameter sets beside the data, row by row, output by output. */
import { observationsOf } from '../calibrate/observations.ts';
import type { CalibrationProblem } from '../calibrate/problem.ts';
import { rowsOf } from '../simulator/simulation.ts';

/** Series of one output in all episodes; observed rows only. */
export interface OutputPaths {
  readonly output: string;
  readonly unit: string;
  readonly episodes: readonly EpisodePaths[];
}

export interface EpisodePaths {
  /** Rows that were observed, from 1. */
  readonly rows: Int32Array;
  /** [rows] */
  readonly observed: Float64Array;
  /** Row-major [runs, rows]; runs that failed are not among them, the same in every episode and output. */
  readonly simulated: Float64Array;
}

export interface PredictivePaths {
  readonly runs: number;
  /** Parameter sets whose run broke in some episode. */
  readonly failed: number;
  readonly outputs: readonly OutputPaths[];
}

/** Numbers in one simulation result at most (64 MB). */
const RESULT_LIMIT = 8_000_000;

/**
 * One free run, with observation noise, of every set, row-major [count, parameters], in every episode; each set has random
 * numbers of its own. Outputs without any observation are left out.
 */
export async function predictivePaths(
  problem: CalibrationProblem,
  sets: Float64Array,
  count: number,
  seed: number,
  signal?: AbortSignal,
): Promise<PredictivePaths> {
  const rows = problem.episodes.map((episode) => rowsOf(episode, { kind: 'rollout' }));
  const outputs = Object.entries(problem.declaration.outputs);
  const size = rows.reduce((sum, own) => sum + own, 0) * outputs.length;
  const width = sets.length / Math.max(1, count);
  const chunk = Math.max(1, Math.floor(RESULT_LIMIT / size));
  const kept: Float64Array[] = [];
  for (let first = 0; first < count; first += chunk) {
    const own = Math.min(chunk, count - first);
    const { values, failures } = await problem.simulate(
      {
        program: problem.program,
        episodes: problem.episodes,
        parameters: sets.slice(first * width, (first + own) * width),
        sets: own,
        replications: 1,
        mode: { kind: 'rollout' },
        seed,
        streams: 'independent',
        firstSet: first,
      },
      signal && { signal },
    );
    const broken = new Set(failures.map(({ run }) => Math.floor(run / rows.length)));
    for (let set = 0; set < own; set++) {
      if (!broken.has(set)) kept.push(values.subarray(set * size, (set + 1) * size));
    }
  }
  const observed = observationsOf({ ...problem, mode: 'rollout' });
  let start = 0;
  const starts = rows.map((own) => {
    const at = start;
    start += own * outputs.length;
    return at;
  });
  const paths = outputs.map(([output, { unit }], column) => ({
    output,
    unit,
    episodes: observed.flatMap((values, e) => {
      const place = (row: number) => row * outputs.length + column;
      const seen = Array.from({ length: rows[e]! }, (_, row) => row).filter(
        (row) => !Number.isNaN(values[place(row)]!),
      );
      if (seen.length === 0) return [];
      return [
        {
          rows: Int32Array.from(seen),
          observed: Float64Array.from(seen, (row) => values[place(row)]!),
          simulated: Float64Array.from({ length: kept.length * seen.length }, (_, k) => {
            const run = Math.floor(k / seen.length);
            return kept[run]![starts[e]! + place(seen[k - run * seen.length]!)]!;
          }),
        },
      ];
    }),
  }));
  return {
    runs: kept.length,
    failed: count - kept.length,
    outputs: paths.filter(({ episodes }) => episodes.length > 0),
  };
}
