/** A posterior that is a sample: parameter sets, each with a weight. */
import type { Posterior } from './posterior.ts';
import { openRandom } from './streams.ts';

export interface FiniteSample {
  readonly names: readonly string[];
  /** Row-major [count, names]; at least one row. */
  readonly sets: Float64Array;
  /** [count], of any sum; default all alike. */
  readonly weights?: ArrayLike<number>;
  /** The most plausible set, where it is known. Default: the medoid, in ranges of the sample. */
  readonly map?: Float64Array;
}

/** Draws with replacement, by weight. */
export function finitePosterior({ names, sets, weights, map }: FiniteSample): Posterior {
  const width = names.length;
  const count = sets.length / width;
  const upTo = new Float64Array(count);
  let sum = 0;
  for (let i = 0; i < count; i++) {
    sum += weights === undefined ? 1 : weights[i]!;
    upTo[i] = sum;
  }
  return {
    names,
    sample(draws, seed) {
      const random = openRandom(seed, 'finite-posterior', 0);
      const drawn = new Float64Array(draws * width);
      for (let i = 0; i < draws; i++) {
        const row = Math.min(count - 1, firstAbove(upTo, random.uniform() * sum));
        drawn.set(sets.subarray(row * width, (row + 1) * width), i * width);
      }
      return drawn;
    },
    map: map ?? medoid(sets, width),
  };
}

/** Index of the first number above `value` in an ascending list. */
function firstAbove(ascending: Float64Array, value: number): number {
  let low = 0;
  let high = ascending.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (ascending[middle]! > value) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Rows that are compared with each other. */
const COMPARED = 500;

/** The set with the least sum of distances to the others. */
function medoid(sets: Float64Array, width: number): Float64Array {
  const rows = Array.from({ length: Math.min(COMPARED, sets.length / width) }, (_, i) =>
    sets.subarray(i * width, (i + 1) * width),
  );
  const ranges = Array.from({ length: width }, (_, d) => {
    const column = rows.map((row) => row[d]!);
    return Math.max(...column) - Math.min(...column) || 1;
  });
  const distances = rows.map((row) =>
    rows.reduce((sum, other) => {
      let squares = 0;
      for (let d = 0; d < width; d++) squares += ((row[d]! - other[d]!) / ranges[d]!) ** 2;
      return sum + Math.sqrt(squares);
    }, 0),
  );
  return rows[distances.indexOf(Math.min(...distances))]!.slice();
}
