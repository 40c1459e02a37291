/** A weighted sample as a posterior. */

import { shuffled } from '../../../score/classifier.ts';
import type { Posterior } from '../../posterior.ts';
import { openRandom } from '../../streams.ts';
import type { InferenceTask } from '../task.ts';
import { createUnconstrained } from '../unconstrained.ts';
import { robustSpreads } from './distance.ts';
import { systematic } from './weights.ts';

/** Sets among which the medoid is looked for. */
const COMPARED = 400;

/** `points`: row-major, in unconstrained space, with their weights. */
export function samplePosterior(
  { names, priors }: InferenceTask,
  points: Float64Array,
  weights: Float64Array,
): Posterior {
  const map = createUnconstrained(priors);
  const parameters = map.toParameters(points, weights.length);
  const width = names.length;
  return {
    names,
    map: medoid(parameters, points, weights, width),
    sample(count, seed) {
      const random = openRandom(seed, 'abc/sample', 0);
      const rows = systematic(weights, count, random.uniform());
      const draws = new Float64Array(count * width);
      shuffled(count, random).forEach((place, i) => {
        const row = rows[place]!;
        draws.set(parameters.subarray(row * width, (row + 1) * width), i * width);
      });
      return draws;
    },
  };
}

/** The set whose distance from the others is least in sum. */
function medoid(
  parameters: Float64Array,
  points: Float64Array,
  weights: Float64Array,
  width: number,
): Float64Array {
  const rows = systematic(weights, Math.min(COMPARED, 4 * weights.length), 0.5);
  const dimension = points.length / weights.length;
  const units = robustSpreads(points, dimension, rows);
  let best = { row: rows[0]!, sum: Number.POSITIVE_INFINITY };
  for (const row of new Set(rows)) {
    let sum = 0;
    for (const other of rows) {
      let square = 0;
      for (let d = 0; d < dimension; d++) {
        square +=
          ((points[row * dimension + d]! - points[other * dimension + d]!) / units[d]!) ** 2;
      }
      sum += Math.sqrt(square);
    }
    if (sum < best.sum) best = { row, sum };
  }
  return parameters.slice(best.row * width, (best.row + 1) * width);
}
