import { openRandom } from '../../calibrate/streams.ts';
import { createBenchmark } from './benchmark-task.ts';

const DIMENSIONS = 10;
/** Of the prior and of the noise. */
const VARIANCE = 0.1;
const SD = Math.sqrt(VARIANCE);

/** Ten parameters, each seen once with noise: the posterior is N(x / 2, VARIANCE / 2). */
export const gaussianLinear = createBenchmark({
  id: 'gaussian-linear',
  names: Array.from({ length: DIMENSIONS }, (_, i) => `t${i + 1}`),
  priors: Array.from({ length: DIMENSIONS }, () => ({ kind: 'normal', mean: 0, sd: SD }) as const),
  observations: DIMENSIONS,
  members: 1,
  simulate(parameters, random, x) {
    parameters.forEach((value, i) => {
      x[i] = random.normal(value, SD);
    });
  },
  reference(observed, count, seed) {
    const random = openRandom(seed, 'benchmark/gaussian-linear/reference', 0);
    return Float64Array.from({ length: count * DIMENSIONS }, (_, k) =>
      random.normal(observed[k % DIMENSIONS]! / 2, SD / Math.SQRT2),
    );
  },
  logPosterior(parameters, observed) {
    return observed.reduce(
      (sum, x, i) => sum - (parameters[i]! ** 2 + (x - parameters[i]!) ** 2) / (2 * VARIANCE),
      0,
    );
  },
});
