/** From where the next round's sets are drawn: around accepted ones, each with a normal kernel of its own. */
import { CholeskyDecomposition, Matrix } from 'ml-matrix';
import type { RandomSource } from '../../../simulator/kernel/samplers.ts';
import type { Pool } from './semi-automatic.ts';
import { systematic } from './weights.ts';

export interface LocalKernels {
  readonly dimension: number;
  /** Row-major [count, dimension]. */
  readonly centres: Float64Array<ArrayBuffer>;
  /** Row-major [count, dimension, dimension]: lower triangles L of the covariances L L'. */
  readonly factors: Float64Array<ArrayBuffer>;
}

/** Kernels of a round at most: the density of a set is a sum over all of them. */
const MOST = 200;
const FLOOR = 1e-9;

/**
 * Optimal local covariance matrices (Filippi et al. 2013, eq. 14): of a set i, the mean of (t_k - t_i)(t_k - t_i)' over those k
 * that pass the next threshold. `rows` of the pool: what the kernels stand around;
 * `next`: those of them that pass it.
 */
export function localKernels(
  { points, dimension, weights }: Pick<Pool, 'points' | 'dimension' | 'weights'>,
  rows: Uint32Array,
  next: Uint32Array,
  random: RandomSource,
): LocalKernels {
  const own = Float64Array.from(rows, (row) => weights[row]!);
  const parents = systematic(own, Math.min(MOST, rows.length), random.uniform());
  const centres = new Float64Array(parents.length * dimension);
  const factors = new Float64Array(parents.length * dimension * dimension);
  parents.forEach((parent, k) => {
    const from = rows[parent]! * dimension;
    const centre = points.subarray(from, from + dimension);
    centres.set(centre, k * dimension);
    factors.set(factorOf(centre, points, weights, next), k * dimension * dimension);
  });
  return { dimension, centres, factors };
}

function factorOf(
  centre: Float64Array,
  points: Float64Array,
  weights: Float64Array,
  next: Uint32Array,
): number[] {
  const n = centre.length;
  const sums = new Float64Array(n * n);
  let total = 0;
  for (const k of next) {
    const weight = weights[k]!;
    total += weight;
    for (let i = 0; i < n; i++) {
      const value = weight * (points[k * n + i]! - centre[i]!);
      for (let j = 0; j <= i; j++) sums[i * n + j]! += value * (points[k * n + j]! - centre[j]!);
    }
  }
  const covariance = new Matrix(n, n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      const value = total > 0 ? sums[i * n + j]! / total : 0;
      covariance.set(i, j, value).set(j, i, value);
    }
    covariance.set(i, i, covariance.get(i, i) * (1 + 1e-6) + FLOOR);
  }
  return new CholeskyDecomposition(covariance).lowerTriangularMatrix.to1DArray();
}

/** Row-major [count, dimension]: draw i from the stream of `open(i)`. */
export function drawFromKernels(
  { dimension: n, centres, factors }: LocalKernels,
  count: number,
  open: (draw: number) => RandomSource,
): Float64Array {
  const kernels = centres.length / n;
  const points = new Float64Array(count * n);
  for (let draw = 0; draw < count; draw++) {
    const random = open(draw);
    const k = random.integer(0, kernels - 1);
    const z = Array.from({ length: n }, () => random.normal());
    for (let i = 0; i < n; i++) {
      let value = centres[k * n + i]!;
      for (let j = 0; j <= i; j++) value += factors[(k * n + i) * n + j]! * z[j]!;
      points[draw * n + i] = value;
    }
  }
  return points;
}

/** Log density of row-major [count, dimension] under the equal mixture of the kernels. */
export function logKernelDensity(kernels: LocalKernels, points: Float64Array): Float64Array {
  const { dimension: n, centres, factors } = kernels;
  const count = centres.length / n;
  const constants = Float64Array.from({ length: count }, (_, k) => {
    let log = -Math.log(count) - (n / 2) * Math.log(2 * Math.PI);
    for (let i = 0; i < n; i++) log -= Math.log(factors[(k * n + i) * n + i]!);
    return log;
  });
  const solved = new Float64Array(n);
  const terms = new Float64Array(count);
  return Float64Array.from({ length: points.length / n }, (_, row) => {
    let top = Number.NEGATIVE_INFINITY;
    for (let k = 0; k < count; k++) {
      let squares = 0;
      for (let i = 0; i < n; i++) {
        let value = points[row * n + i]! - centres[k * n + i]!;
        const from = (k * n + i) * n;
        for (let j = 0; j < i; j++) value -= factors[from + j]! * solved[j]!;
        solved[i] = value / factors[from + i]!;
        squares += solved[i]! ** 2;
      }
      terms[k] = constants[k]! - squares / 2;
      if (terms[k]! > top) top = terms[k]!;
    }
    let sum = 0;
    for (let k = 0; k < count; k++) sum += Math.exp(terms[k]! - top);
    return top + Math.log(sum);
  });
}
