/** Observed values laid out like the rows of a simulation, and what one unit of score is worth in them. */
import { rowsOf } from '../simulator/simulation.ts';
import { CalibrationError } from './error.ts';
import type { CalibrationProblem } from './problem.ts';

/** For each episode, row-major [rows, outputs] in the order of the declaration; NaN: not scored. */
export type Observations = readonly Float64Array[];

/** Rows of a run as the simulator returns them; row 0 of a rollout was given to it and is not scored. */
export function observationsOf(problem: CalibrationProblem): Observations {
  const mode = { kind: problem.mode ?? 'rollout' } as const;
  const outputs = Object.keys(problem.declaration.outputs);
  return problem.episodes.map((episode) => {
    const rows = rowsOf(episode, mode);
    const values = new Float64Array(rows * outputs.length).fill(Number.NaN);
    const first = mode.kind === 'rollout' ? 1 : 0;
    for (let row = first; row < rows; row++) {
      outputs.forEach((output, i) => {
        const observed = episode.observed[output]?.[row - first + 1];
        if (observed !== undefined) values[row * outputs.length + i] = observed;
      });
    }
    return values;
  });
}

/**
 * Scale of each output in the order of the declaration, NaN for those that are not scored. Throws
 * CalibrationError 'no-observations' when nothing is.
 */
export function scalesOf(problem: CalibrationProblem, observations: Observations): Float64Array {
  const outputs = Object.keys(problem.declaration.outputs);
  const scales = Float64Array.from(outputs, (output, i) => {
    const seen = observations.flatMap((values) => seenOf(values, i, outputs.length));
    if (seen.length === 0) return Number.NaN;
    return problem.scales?.[output] ?? meanAbsoluteDeviation(seen);
  });
  if (scales.every(Number.isNaN)) {
    throw new CalibrationError('no-observations', `outputs: ${outputs.join(', ')} have no data`, {
      hint: 'Map at least one column of the data to an output of the simulator.',
    });
  }
  return scales;
}

function seenOf(values: Float64Array, output: number, outputs: number): number[] {
  return Array.from(values).filter((value, k) => k % outputs === output && !Number.isNaN(value));
}

/** 1 for a constant series: any unit is as good. */
function meanAbsoluteDeviation(values: readonly number[]): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const deviation = values.reduce((sum, value) => sum + Math.abs(value - mean), 0) / values.length;
  return deviation > 0 ? deviation : 1;
}
