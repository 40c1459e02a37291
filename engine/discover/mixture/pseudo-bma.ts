/**
 * Pseudo-BMA+ (Yao, Vehtari, Simpson & Gelman 2018, Bayesian Analysis 13(3), section 3.4): Akaike-like weights
 * exp(elpd_k) / sum_j exp(elpd_j) from the log densities of held-out points, averaged over the Bayesian bootstrap, so that
 * a lead that rests on a few clusters counts less.
 */
import { shares } from '../../calibrate/sbi/abc/weights.ts';
import { bootstrapWeights } from './bootstrap.ts';
import { clusterSums, type DensityTable } from './density-table.ts';

export interface PseudoBma {
  /** [structures], 0..1, sum 1. */
  readonly weights: Float64Array;
  /** Those of which they are the mean: [structures] each. */
  readonly replicates: readonly Float64Array[];
}

export interface PseudoBmaOptions {
  readonly seed: number;
  /** Default 1000. */
  readonly replicates?: number;
  /** [structures], positive: weights before any data; they multiply exp(elpd). Default: equal. */
  readonly prior?: Float64Array;
}

const REPLICATES = 1000;

/**
 * elpd of a replicate: sum over clusters of a_c times the sum of the cluster's log densities, a_c of mean 1. Without points:
 * the prior.
 */
export function pseudoBmaWeights(
  table: DensityTable,
  { seed, replicates = REPLICATES, prior }: PseudoBmaOptions,
): PseudoBma {
  const { structures, clusters } = table;
  const sums = clusterSums(table);
  const weigh = (clusterWeights: Float64Array) => {
    const elpd = Float64Array.from({ length: structures }, (_, k) => Math.log(prior?.[k] ?? 1));
    clusterWeights.forEach((weight, c) => {
      for (let k = 0; k < structures; k++) {
        elpd[k] = (elpd[k] ?? 0) + weight * (sums[c * structures + k] ?? 0);
      }
    });
    return shares(elpd);
  };
  const drawn = bootstrapWeights(clusters, weigh, { seed, replicates });
  const sum = new Float64Array(structures);
  for (const replicate of drawn) {
    replicate.forEach((weight, k) => {
      sum[k] = (sum[k] ?? 0) + weight;
    });
  }
  const total = sum.reduce((a, b) => a + b, 0);
  return { weights: sum.map((weight) => weight / total), replicates: drawn };
}
