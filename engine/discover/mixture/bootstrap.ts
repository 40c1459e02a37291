/**
 * How far weights depend on which stretches of data happened to be held back: the Bayesian bootstrap (Rubin 1981, Annals of
 * Statistics 9(1)) over clusters, as points of one cluster are not independent.
 */
import { openRandom } from '../../calibrate/streams.ts';
import { centralInterval, type Interval } from '../../score/quantiles.ts';

export interface BootstrapOptions {
  readonly seed: number;
  /** Default 200. */
  readonly replicates?: number;
}

const REPLICATES = 200;
const LEVEL = 0.9;

/**
 * `weigh` asked again for Dirichlet(1, ..., 1) weights of the clusters, [clusters] with sum `clusters`: one [structures]
 * array each.
 */
export function bootstrapWeights(
  clusters: number,
  weigh: (clusterWeights: Float64Array) => Float64Array,
  { seed, replicates = REPLICATES }: BootstrapOptions,
): Float64Array[] {
  return Array.from({ length: replicates }, (_, index) => {
    const random = openRandom(seed, 'mixture/bootstrap', index);
    const draws = Float64Array.from({ length: clusters }, () => random.exponential(1));
    const total = draws.reduce((a, b) => a + b, 0);
    return weigh(draws.map((draw) => (clusters * draw) / total));
  });
}

/**
 * Central 90 % of the replicates of each structure, and its weight. From fewer than two clusters nothing is known of how
 * far they differ: 0..1.
 */
export function weightIntervals(
  weights: Float64Array,
  clusters: number,
  replicates: readonly Float64Array[],
): Interval[] {
  return Array.from(weights, (weight, k) => {
    if (weights.length === 1) return { low: 1, high: 1 };
    if (clusters < 2) return { low: 0, high: 1 };
    const sorted = Float64Array.from(replicates, (replicate) => replicate[k] ?? 0).sort();
    const { low, high } = centralInterval(sorted, LEVEL);
    // The mean of a few large values among many small ones can lie above all of the central ones.
    return { low: Math.min(low, weight), high: Math.max(high, weight) };
  });
}
