/**
 * Problems whose posteriors are known: normal parameters, each seen once with normal noise; and methods that get them
 * wrong.
 */
import type { Posterior } from '../../engine/calibrate/posterior.ts';
import type { InferenceTask } from '../../engine/calibrate/sbi/task.ts';
import { openRandom } from '../../engine/calibrate/streams.ts';

/**
 * Standard normal priors, noise of standard deviation `NOISE`: the posterior is N(x / (1 + NOISE^2), NOISE^2 / (1 +
 * NOISE^2)).
 */
export const NOISE = 0.5;
const SHRINK = 1 / (1 + NOISE ** 2);
const POSTERIOR_SD = NOISE * Math.sqrt(SHRINK);

export function gaussianTask(observed: readonly number[]): InferenceTask {
  const names = observed.map((_, i) => 'abcdefghij'[i]!);
  return {
    names,
    priors: names.map(() => ({ kind: 'normal', mean: 0, sd: 1 })),
    observations: names.length,
    members: 1,
    observed: Float64Array.from(observed),
    labels: names.map((name) => `beds: of ${name}`),
    async simulate({ parameters, count, seed, first }) {
      const width = names.length;
      const x = new Float64Array(count * width);
      for (let set = 0; set < count; set++) {
        const random = openRandom(seed, 'test/gaussian', first + set);
        for (let i = 0; i < width; i++) {
          x[set * width + i] = random.normal(parameters[set * width + i]!, NOISE);
        }
      }
      return { x, failures: new Array(count).fill(undefined) };
    },
  };
}

export interface Mistake {
  /** Standard deviations are multiplied by this; default 1. */
  readonly width?: number;
  /** Added to means, in standard deviations of the posterior; default 0. */
  readonly shift?: number;
  /** Answers with the prior, whatever the data. */
  readonly prior?: boolean;
}

/** The exact posterior at any data, or one that is wrong in a known way. */
export function gaussianPosterior(
  { names, observed }: InferenceTask,
  { width = 1, shift = 0, prior = false }: Mistake = {},
): Posterior & Required<Pick<Posterior, 'amortised' | 'logDensity'>> {
  const n = names.length;
  const sd = prior ? 1 : POSTERIOR_SD * width;
  const mean = (x: Float64Array, i: number): number =>
    prior ? 0 : x[i]! * SHRINK + shift * POSTERIOR_SD;
  const sample = (x: Float64Array, count: number, seed: number): Float64Array => {
    const random = openRandom(seed, 'test/gaussian/posterior', 0);
    return Float64Array.from({ length: count * n }, (_, k) => random.normal(mean(x, k % n), sd));
  };
  const logDensity = (x: Float64Array, parameters: Float64Array, count: number): Float64Array =>
    Float64Array.from({ length: count }, (_, row) => {
      let sum = 0;
      for (let i = 0; i < n; i++) {
        const z = (parameters[row * n + i]! - mean(x, i)) / sd;
        sum -= 0.5 * z * z + Math.log(sd * Math.sqrt(2 * Math.PI));
      }
      return sum;
    });
  return {
    names,
    sample: (count, seed) => sample(observed, count, seed),
    logDensity: (parameters, count) => logDensity(observed, parameters, count),
    map: Float64Array.from(names, (_, i) => mean(observed, i)),
    amortised: { sample, logDensity },
  };
}
