/** What approximate Bayesian computation compares: the numbers of a data set, or statistics of its members. */
import { learnStandardisation, standardise } from '../standardise.ts';
import type { InferenceTask } from '../task.ts';

export interface Features {
  readonly count: number;
  /** Row-major [count, members * observations] to [count, features], each about one unit wide. */
  compute(x: Float64Array, count: number): Float64Array;
}

/** Correlations between the places of a member are looked at up to so many. */
const CORRELATED = 4;

/**
 * A single member: every number that was observed and is not always the same. Several: their order says nothing, so mean and
 * log spread of each place over the members, and how a few places go together. Learned from x [count, members * observations].
 */
export function learnFeatures(
  task: Pick<InferenceTask, 'observations' | 'members' | 'channels' | 'observed' | 'scales'>,
  x: Float64Array,
  count: number,
): Features {
  // In time order or not does not matter here: places that never change are left out.
  const { channels: _, ...unordered } = task;
  const standardisation = learnStandardisation(unordered, x, count);
  const { members } = task;
  const places = standardisation.kept.length;
  if (members === 1) {
    return { count: places, compute: (sets, n) => standardise(standardisation, sets, n) };
  }
  const pairs = places <= CORRELATED ? (places * (places - 1)) / 2 : 0;
  const width = 2 * places + pairs;
  return {
    count: width,
    compute(sets, n) {
      const values = standardise(standardisation, sets, n);
      const features = new Float64Array(n * width);
      for (let row = 0; row < n; row++) {
        const own = values.subarray(row * members * places, (row + 1) * members * places);
        pooled(own, members, places, features.subarray(row * width, (row + 1) * width), pairs > 0);
      }
      return features;
    },
  };
}

/** Means, log spreads and the inverse tanh of correlations over the members of row-major [members, places]. */
function pooled(
  values: Float64Array,
  members: number,
  places: number,
  out: Float64Array,
  correlated: boolean,
): void {
  const spreads = new Float64Array(places);
  for (let p = 0; p < places; p++) {
    let sum = 0;
    for (let m = 0; m < members; m++) sum += values[m * places + p]!;
    const mean = sum / members;
    let squares = 0;
    for (let m = 0; m < members; m++) squares += (values[m * places + p]! - mean) ** 2;
    spreads[p] = Math.sqrt(squares / members);
    out[p] = mean;
    out[places + p] = Math.log(spreads[p]! + SMALL);
  }
  if (!correlated) return;
  let at = 2 * places;
  for (let p = 0; p < places; p++) {
    for (let q = 0; q < p; q++) {
      let product = 0;
      for (let m = 0; m < members; m++) {
        product += (values[m * places + p]! - out[p]!) * (values[m * places + q]! - out[q]!);
      }
      const scale = members * spreads[p]! * spreads[q]!;
      out[at] = scale > 0 ? Math.atanh((1 - SMALL) * (product / scale)) : 0;
      at += 1;
    }
  }
}

/** Keeps logarithms finite. */
const SMALL = 1e-4;
