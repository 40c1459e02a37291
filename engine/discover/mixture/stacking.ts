/**
 * Stacking of predictive distributions (Yao, Vehtari, Simpson & Gelman 2018, Bayesian Analysis 13(3), eq. 4 with the
 * logarithmic score): the weights whose mixture would have foretold the held-out points best.
 *
 * It maximises (1/n) sum_i a_i log sum_k w_k p_ik over the simplex, which is concave. As the objective grows by log c when
 * w grows by a factor c, the constraint may be left out: minimise sum_k w_k - (1/n) sum_i a_i log sum_k w_k p_ik over
 * w >= 0. That is done by a primal-dual interior point method (Koenker & Mizera 2014, JASA 109(506); Nocedal & Wright 2006,
 * chapter 19). Multiplicative updates (EM) need tens of thousands of turns for structures that are much alike.
 */
import { CholeskyDecomposition, Matrix } from 'ml-matrix';
import type { DensityTable } from './density-table.ts';

export interface Stacked {
  /** [structures], 0..1, sum 1. */
  readonly weights: Float64Array;
  /** The best mean log density is at most this much higher. */
  readonly gap: number;
}

export interface StackingOptions {
  /** [clusters], >= 0, sum `clusters`: how often each counts; default 1. */
  readonly clusterWeights?: Float64Array;
  /**
   * [structures], sum 1: Dirichlet(1 + prior), one cluster's worth of points shared among the structures. Default: none,
   * so that a structure that adds nothing has weight 0.
   */
  readonly prior?: Float64Array;
}

const TOLERANCE = 1e-9;
const MOST_TURNS = 200;
/** Share of the way to the bound that a step may go. */
const INSIDE = 0.99;
/** How far each turn goes towards the bounds. */
const CENTRING = 0.1;
/** What is less is 0: one in a million. */
const LEAST_WEIGHT = 1e-6;

/** Structures that say the same share their weight equally. Without points: the prior, or equal weights. */
export function stackingWeights(table: DensityTable, options: StackingOptions = {}): Stacked {
  const { structures, points } = table;
  const weights = new Float64Array(structures).fill(1 / structures);
  if (points === 0) return { weights: options.prior ?? weights, gap: 0 };
  const slacks = new Float64Array(structures).fill(1);
  const problem = problemOf(table, options);
  for (let turn = 0; turn < MOST_TURNS; turn++) {
    const { slopes, curvature } = derivatives(problem, weights);
    if (gapOf(weights, slopes) <= TOLERANCE) break;
    step(weights, slacks, slopes, curvature);
  }
  const shares = onSimplex(
    weights.map((w, k) => (w < LEAST_WEIGHT && !options.prior?.[k] ? 0 : w)),
  );
  return { weights: shares, gap: gapOf(shares, derivatives(problem, shares).slopes) };
}

interface Problem {
  /** Row-major [rows, structures]; each row as a share of its largest. */
  readonly densities: Float64Array;
  /** [rows], sum 1. */
  readonly counts: Float64Array;
}

function problemOf(table: DensityTable, { clusterWeights, prior }: StackingOptions): Problem {
  const { structures, points, clusters, values, cluster } = table;
  const rows = points + (prior ? structures : 0);
  const densities = new Float64Array(rows * structures);
  const counts = new Float64Array(rows);
  for (let i = 0; i < points; i++) {
    const row = values.subarray(i * structures, (i + 1) * structures);
    const top = row.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
    densities.set(
      row.map((value) => Math.exp(value - top)),
      i * structures,
    );
    counts[i] = clusterWeights?.[cluster[i] ?? 0] ?? 1;
  }
  // A prior weight is a point that only this structure foretold.
  prior?.forEach((share, k) => {
    densities[(points + k) * structures + k] = 1;
    counts[points + k] = (share * points) / clusters;
  });
  const total = counts.reduce((a, b) => a + b, 0);
  return { densities, counts: counts.map((count) => count / total) };
}

interface Derivatives {
  /** g_k = sum_i a_i p_ik / s_i with s_i = sum_j w_j p_ij. */
  readonly slopes: Float64Array;
  /** sum_i a_i p_ij p_ik / s_i^2. */
  readonly curvature: Matrix;
}

function derivatives({ densities, counts }: Problem, weights: Float64Array): Derivatives {
  const size = weights.length;
  const slopes = new Float64Array(size);
  const below = new Float64Array(size * size);
  const ratios = new Float64Array(size);
  counts.forEach((count, i) => {
    if (count === 0) return;
    const row = densities.subarray(i * size, (i + 1) * size);
    let sum = 0;
    for (let k = 0; k < size; k++) sum += (weights[k] ?? 0) * (row[k] ?? 0);
    for (let k = 0; k < size; k++) {
      const ratio = (row[k] ?? 0) / sum;
      ratios[k] = ratio;
      slopes[k] = (slopes[k] ?? 0) + count * ratio;
      for (let j = 0; j <= k; j++) {
        const at = k * size + j;
        below[at] = (below[at] ?? 0) + count * ratio * (ratios[j] ?? 0);
      }
    }
  });
  const curvature = new Matrix(size, size);
  for (let k = 0; k < size; k++) {
    for (let j = 0; j <= k; j++) {
      const value = below[k * size + j] ?? 0;
      curvature.set(k, j, value).set(j, k, value);
    }
  }
  return { slopes, curvature };
}

/** Duality gap of the weights as shares: log(max_k g_k), at most max_k g_k - 1. */
function gapOf(weights: Float64Array, slopes: Float64Array): number {
  const total = weights.reduce((a, b) => a + b, 0);
  return total * slopes.reduce((a, b) => Math.max(a, b), 0) - 1;
}

/**
 * One Newton step on 1 - g(w) - z = 0, w_k z_k = mu, in place: (curvature + diag(z / w)) dw = g - 1 + mu / w.
 * `curvature` is changed, too.
 */
function step(
  weights: Float64Array,
  slacks: Float64Array,
  slopes: Float64Array,
  curvature: Matrix,
): void {
  const size = weights.length;
  const complement = weights.reduce((sum, w, k) => sum + w * (slacks[k] ?? 0), 0) / size;
  const mu = CENTRING * complement;
  const right = slopes.map((slope, k) => slope - 1 + mu / (weights[k] ?? 1));
  weights.forEach((w, k) => {
    curvature.set(k, k, curvature.get(k, k) + (slacks[k] ?? 0) / w);
  });
  const move = solved(curvature, right);
  const slackMove = slacks.map((z, k) => {
    const w = weights[k] ?? 1;
    return mu / w - z - (z / w) * (move[k] ?? 0);
  });
  const share = Math.min(1, INSIDE * reach(weights, move), INSIDE * reach(slacks, slackMove));
  for (let k = 0; k < size; k++) {
    weights[k] = (weights[k] ?? 0) + share * (move[k] ?? 0);
    slacks[k] = (slacks[k] ?? 0) + share * (slackMove[k] ?? 0);
  }
}

/** Where rounding has left no positive definite matrix, a step along its diagonal. */
function solved(matrix: Matrix, right: Float64Array): Float64Array {
  const factor = new CholeskyDecomposition(matrix);
  if (!factor.isPositiveDefinite()) return right.map((value, k) => value / matrix.get(k, k));
  return Float64Array.from(factor.solve(Matrix.columnVector(right)).to1DArray());
}

/** How many times the move fits before one of the values is 0. */
function reach(values: Float64Array, move: Float64Array): number {
  return values.reduce((least, value, k) => {
    const change = move[k] ?? 0;
    return change < 0 ? Math.min(least, -value / change) : least;
  }, Number.POSITIVE_INFINITY);
}

function onSimplex(weights: Float64Array<ArrayBuffer>): Float64Array<ArrayBuffer> {
  const total = weights.reduce((a, b) => a + b, 0);
  return weights.map((weight) => weight / total);
}
