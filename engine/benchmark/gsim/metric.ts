/**
 * The published metric (Holt et al. 2025, section on metrics), at each state that the test trajectories visit: how far the next
 * rows that a candidate draws are from those that the truth draws, state and action being the same. Always beside it the
 * floor: what two samples of the truth itself are apart. N = 200 samples of each.
 */
import { squaredMmd } from '../../score/mmd.ts';
import { wasserstein } from '../../score/wasserstein.ts';

export const GSIM_SAMPLES = 200;
/** Width of the kernel, as published: on whole numbers it is 1 for equal rows and nearly 0 for others. */
const SIGMA = 0.2;

/** Next rows at several states, row-major. */
export interface StepBatch {
  readonly states: number;
  readonly features: number;
  /** [states, samples, features] of the candidate; one sample a state: all of its draws are this one. */
  readonly predicted: Float64Array;
  /** [states, samples, features] of the truth. */
  readonly truth: Float64Array;
  /** [states, features]: the row that came next in the test trajectory. */
  readonly next: Float64Array;
}

/** One number a state. */
export interface StepScores {
  /** Exact 1-Wasserstein distance, Euclidean ground metric, all features in their own units. */
  readonly wasserstein: Float64Array;
  /** Squared maximum mean discrepancy (Gretton et al. 2012, eq. 5), Gaussian kernel of width 0.2. */
  readonly mmd: Float64Array;
  /** Mean over samples and features of the squared distance to the row that came next. It rewards too little spread. */
  readonly mse: Float64Array;
}

/** Throws RangeError for batches whose sizes do not go together, or that hold what is no number. */
export function scoreSteps(batch: StepBatch): StepScores {
  const { states, features, predicted, truth, next } = batch;
  if (!(isShared(predicted, states * features) && isShared(truth, states * features)))
    throw new RangeError(
      `batch: ${predicted.length} and ${truth.length} numbers, ${states} states`,
    );
  if (!predicted.every(Number.isFinite)) throw new RangeError('batch: a prediction is no number');
  const scores = {
    wasserstein: new Float64Array(states),
    mmd: new Float64Array(states),
    mse: new Float64Array(states),
  };
  for (let state = 0; state < states; state++) {
    const a = partOf(predicted, states, state);
    const b = partOf(truth, states, state);
    const seen = partOf(next, states, state);
    scores.wasserstein[state] =
      a.length === features ? meanDistance(b, a, features) : wasserstein(a, b, features);
    scores.mmd[state] = squaredMmd(a, b, features, { sigma: SIGMA });
    scores.mse[state] =
      a.reduce((sum, value, i) => sum + (value - seen[i % features]!) ** 2, 0) / a.length;
  }
  return scores;
}

function isShared(values: Float64Array, size: number): boolean {
  return values.length > 0 && values.length % size === 0;
}

function partOf(values: Float64Array, states: number, state: number): Float64Array {
  const size = values.length / states;
  return values.subarray(state * size, (state + 1) * size);
}

/** From a sample to one point: every plan costs the same. */
function meanDistance(sample: Float64Array, point: Float64Array, features: number): number {
  let sum = 0;
  for (let at = 0; at < sample.length; at += features) {
    let square = 0;
    for (let k = 0; k < features; k++) square += (sample[at + k]! - point[k]!) ** 2;
    sum += Math.sqrt(square);
  }
  return (sum * features) / sample.length;
}
