/**
 * Maximum mean discrepancy between two samples under the kernel exp(-|x - y|^2 / (2 sigma^2))
 * (Gretton et al. 2012). Samples are row-major [count, dimension].
 */
import { distance } from './energy.ts';
import { median } from './quantiles.ts';

export interface MmdOptions {
  /** Width of the kernel; default the median distance between the pooled points. */
  readonly sigma?: number;
  /** Leave each point's kernel with itself out (their eq. 3): unbiased, may be negative. Default false. */
  readonly unbiased?: boolean;
}

/** The squared discrepancy: their eq. 5, or eq. 3 when unbiased. */
export function squaredMmd(
  a: Float64Array,
  b: Float64Array,
  dimension: number,
  options: MmdOptions = {},
): number {
  const sigma = options.sigma ?? medianDistance(a, b, dimension);
  // All points alike: no distance to measure.
  if (sigma === 0) return 0;
  const rate = 1 / (2 * sigma * sigma);
  const unbiased = options.unbiased ?? false;
  return (
    meanKernelWithin(a, dimension, rate, unbiased) +
    meanKernelWithin(b, dimension, rate, unbiased) -
    2 * meanKernelBetween(a, b, dimension, rate)
  );
}

/** The median heuristic: median distance between all pairs of the pooled points. */
export function medianDistance(a: Float64Array, b: Float64Array, dimension: number): number {
  const pooled = new Float64Array(a.length + b.length);
  pooled.set(a);
  pooled.set(b, a.length);
  const distances: number[] = [];
  for (let i = 0; i < pooled.length; i += dimension) {
    for (let j = 0; j < i; j += dimension)
      distances.push(distance(pooled, i, pooled, j, dimension));
  }
  return median(distances);
}

function meanKernelWithin(
  a: Float64Array,
  dimension: number,
  rate: number,
  unbiased: boolean,
): number {
  const count = a.length / dimension;
  let sum = 0;
  for (let i = 0; i < a.length; i += dimension) {
    for (let j = 0; j < i; j += dimension) {
      sum += 2 * Math.exp(-rate * distance(a, i, a, j, dimension) ** 2);
    }
  }
  return unbiased ? sum / (count * (count - 1)) : (sum + count) / (count * count);
}

function meanKernelBetween(
  a: Float64Array,
  b: Float64Array,
  dimension: number,
  rate: number,
): number {
  let sum = 0;
  for (let i = 0; i < a.length; i += dimension) {
    for (let j = 0; j < b.length; j += dimension) {
      sum += Math.exp(-rate * distance(a, i, b, j, dimension) ** 2);
    }
  }
  return sum / ((a.length / dimension) * (b.length / dimension));
}
