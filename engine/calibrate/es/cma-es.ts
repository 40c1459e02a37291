/**
 * Covariance matrix adaptation evolution strategy as pure ask and tell over a frozen state: active update of
 * the covariance, cumulative step-size adaptation. Equations are numbered as in Hansen, "The CMA evolution
 * strategy: a tutorial" (arXiv 1604.00772); constants and details are those of pycma 4.4, whose traces it
 * replays. The state is plain JSON: store it after any generation, go on later to the same numbers.
 */
import { EigenvalueDecomposition, Matrix } from 'ml-matrix';
import { z } from 'zod';
import { type CmaConstants, cmaConstants, defaultPopulationSize } from './cma-constants.ts';
import { ranking } from './ranking.ts';

const vector = z.array(z.number()).readonly();

export const cmaStateSchema = z.strictObject({
  /** Generations told so far. */
  generation: z.int().min(0),
  /** lambda, candidates in the next generation. */
  populationSize: z.int().min(2),
  active: z.boolean(),
  /** m, length n. */
  mean: vector,
  sigma: z.number().positive(),
  /** p_c and p_sigma, length n. */
  pathC: vector,
  pathSigma: vector,
  /** C, row-major [n, n]. */
  covariance: vector,
  /** B, row-major [n, n], its columns the eigenvectors of C, and D, roots of its eigenvalues. */
  basis: vector,
  scales: vector,
  /** Generation in which C was last decomposed. */
  decomposed: z.int().min(0),
  /** A, the coordinates' own units: all ones until a floor stretches one. C and paths are in these units. */
  units: vector,
  /** Least standard deviation of each coordinate (0: none), for coordinates that are rounded. */
  floors: vector,
});

export type CmaState = z.infer<typeof cmaStateSchema>;

export interface CmaOptions {
  /** Start point, length n. */
  readonly mean: ArrayLike<number>;
  /** Start step size; the optimum should lie within about three of it. */
  readonly sigma: number;
  /** Default 4 + floor(3 ln n). */
  readonly populationSize?: number;
  /** Learn from the worse half as well (default true). */
  readonly active?: boolean;
  /** C at the start, row-major [n, n], symmetric and positive definite; default the identity. */
  readonly covariance?: ArrayLike<number>;
  /** Least standard deviation of each coordinate; default 0. */
  readonly floors?: readonly number[];
}

export function createState(options: CmaOptions): CmaState {
  const mean = Array.from(options.mean);
  const n = mean.length;
  const covariance = options.covariance ? Array.from(options.covariance) : identity(n);
  const state: CmaState = {
    generation: 0,
    populationSize: options.populationSize ?? defaultPopulationSize(n),
    active: options.active ?? true,
    mean,
    sigma: options.sigma,
    pathC: zeros(n),
    pathSigma: zeros(n),
    covariance,
    ...decompose(covariance, n),
    decomposed: 0,
    units: mean.map(() => 1),
    floors: options.floors ?? zeros(n),
  };
  return Object.freeze(keepFloors(state));
}

/** The same search with another number of candidates from the next generation on. */
export function resize(state: CmaState, populationSize: number): CmaState {
  return Object.freeze({ ...state, populationSize });
}

/**
 * Candidates of the next generation, row-major [lambda, n]: m + sigma A B D z (eqs. 38 to 40).
 * normals: lambda x n independent draws of N(0, 1).
 */
export function ask(state: CmaState, normals: Float64Array): Float64Array {
  const { mean, sigma, basis, scales, units, populationSize } = state;
  const n = mean.length;
  const candidates = new Float64Array(populationSize * n);
  for (let at = 0; at < candidates.length; at += n) {
    for (let i = 0; i < n; i++) {
      let step = 0;
      for (let j = 0; j < n; j++) {
        step += basis[i * n + j]! * scales[j]! * normals[at + j]!;
      }
      candidates[at + i] = mean[i]! + sigma * units[i]! * step;
    }
  }
  return candidates;
}

/**
 * The state after a generation. candidates: row-major [lambda, n]; values: what they are worth, lower is
 * better, NaN is worse than everything. Candidates need not come from `ask`.
 */
export function tell(
  state: CmaState,
  candidates: Float64Array,
  values: ArrayLike<number>,
): CmaState {
  const { mean, sigma, pathC, pathSigma, units, generation } = state;
  const n = mean.length;
  const constants = constantsOf(state);
  const { selectionMass, cPath, cSigma, damping, normalLength } = constants;
  const steps = rankedSteps(state, candidates, values);

  // Eqs. 41 and 42: move to the weighted mean of the better half, with c_m = 1.
  const move = weightedMean(steps, constants.weights, n);
  // Eq. 43: the path of whitened moves.
  const whitened = whiten(state, move);
  const gain = Math.sqrt(cSigma * (2 - cSigma) * selectionMass);
  const nextPathSigma = pathSigma.map((p, i) => (1 - cSigma) * p + gain * whitened[i]!);
  // Eq. 44, its exponent capped at 1 (pycma).
  const length = Math.sqrt(squaredLength(nextPathSigma));
  const growth = Math.min(1, (cSigma / damping) * (length / normalLength - 1));
  // Eq. 45: h_sigma stalls the path p_c while p_sigma is long.
  const settled = 1 - (1 - cSigma) ** (2 * (generation + 1));
  const follows = length ** 2 / n / settled < 2 + 4 / (n + 1);
  const gainC = follows ? Math.sqrt(cPath * (2 - cPath) * selectionMass) : 0;
  const nextPathC = pathC.map((p, i) => (1 - cPath) * p + gainC * move[i]!);

  const next: CmaState = {
    ...state,
    generation: generation + 1,
    mean: mean.map((m, i) => m + sigma * units[i]! * move[i]!),
    sigma: sigma * Math.exp(growth),
    pathC: nextPathC,
    pathSigma: nextPathSigma,
    covariance: adapted(state, constants, nextPathC, follows, steps),
  };
  return Object.freeze(keepFloors(redecomposed(next, constants)));
}

/** Standard deviation of each coordinate of the search distribution. */
export function deviations(state: CmaState): number[] {
  const n = state.mean.length;
  return state.units.map((unit, i) => state.sigma * unit * Math.sqrt(state.covariance[i * n + i]!));
}

export function constantsOf(state: CmaState): CmaConstants {
  return cmaConstants(state.mean.length, state.populationSize, state.active);
}

/** y = A^-1 (x - m) / sigma of every candidate, best first, row-major. */
function rankedSteps(
  { mean, sigma, units }: CmaState,
  candidates: Float64Array,
  values: ArrayLike<number>,
): Float64Array {
  const n = mean.length;
  const steps = new Float64Array(candidates.length);
  ranking(values).forEach((from, rank) => {
    for (let i = 0; i < n; i++)
      steps[rank * n + i] = (candidates[from * n + i]! - mean[i]!) / (sigma * units[i]!);
  });
  return steps;
}

function weightedMean(steps: Float64Array, weights: readonly number[], n: number): Float64Array {
  const mean = new Float64Array(n);
  for (let rank = 0; weights[rank]! > 0; rank++) {
    for (let i = 0; i < n; i++) mean[i] = mean[i]! + weights[rank]! * steps[rank * n + i]!;
  }
  return mean;
}

/** C^(-1/2) v = B D^-1 B^T v. */
function whiten({ basis, scales }: CmaState, v: ArrayLike<number>): Float64Array {
  const n = scales.length;
  const whitened = new Float64Array(n);
  for (let j = 0; j < n; j++) {
    let along = 0;
    for (let i = 0; i < n; i++) along += basis[i * n + j]! * v[i]!;
    along /= scales[j]!;
    for (let i = 0; i < n; i++) whitened[i] = whitened[i]! + basis[i * n + j]! * along;
  }
  return whitened;
}

/** Eqs. 46 and 47: decay, rank-one update by p_c, rank-mu update by all ranked steps. */
function adapted(
  state: CmaState,
  { weights, cOne, cMu, cPath }: CmaConstants,
  pathC: readonly number[],
  follows: boolean,
  steps: Float64Array,
): number[] {
  const n = pathC.length;
  // pycma: while stalled, rank-one update and its share of the decay shrink together.
  const rateOne = follows ? cOne : cOne * (1 - cPath * (2 - cPath));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const next = state.covariance.map((c) => c * (1 - rateOne - cMu * total));
  addOuter(next, rateOne, pathC, 0);
  weights.forEach((weight, rank) => {
    if (weight === 0) return;
    let rate = cMu * weight;
    if (weight < 0) {
      // Eq. 46: a bad step counts by its direction only, so that C stays positive definite.
      const step = steps.subarray(rank * n, rank * n + n);
      const length = Math.sqrt(squaredLength(whiten(state, step)));
      rate *= n / (length + 1e-9) ** 2;
    }
    addOuter(next, rate, steps, rank * n);
  });
  return next;
}

/** matrix += rate v v^T with v the n numbers from `at` on; both triangles get the same sums. */
function addOuter(matrix: number[], rate: number, v: ArrayLike<number>, at: number): void {
  const n = Math.sqrt(matrix.length);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++)
      matrix[i * n + j] = matrix[i * n + j]! + rate * (v[at + i]! * v[at + j]!);
  }
}

/**
 * Decomposes C again once it has changed by a tenth of what matters (tutorial, appendix B.2): each generation
 * in small dimensions, rarely in large ones.
 */
function redecomposed(state: CmaState, { cOne, cMu }: CmaConstants): CmaState {
  const n = state.mean.length;
  const due = state.generation - state.decomposed > 1 / ((cOne + cMu) * n * 10) - 1;
  if (!due) return state;
  return { ...state, ...decompose(state.covariance, n), decomposed: state.generation };
}

function decompose(
  covariance: readonly number[],
  n: number,
): { readonly basis: number[]; readonly scales: number[] } {
  const matrix = Matrix.from1DArray(n, n, covariance);
  const { eigenvectorMatrix, realEigenvalues } = new EigenvalueDecomposition(matrix, {
    assumeSymmetric: true,
  });
  const largest = Math.max(...realEigenvalues);
  // Rounding can push the least eigenvalue of an ill-conditioned C below zero.
  const least = largest * 1e-30;
  return {
    basis: eigenvectorMatrix.to1DArray(),
    scales: realEigenvalues.map((value) => Math.sqrt(Math.max(value, least))),
  };
}

/**
 * Stretches the unit of coordinates whose standard deviation fell below its floor. Without it the step along a
 * rounded coordinate shrinks until no candidate leaves its plateau (Hamano et al. 2022). C stays as it is:
 * widened itself, it would become singular while other coordinates go on narrowing.
 */
function keepFloors(state: CmaState): CmaState {
  if (state.floors.every((floor) => floor === 0)) return state;
  const own = deviations(state);
  const units = state.units.map((unit, i) => unit * Math.max(1, state.floors[i]! / own[i]!));
  return { ...state, units };
}

function squaredLength(v: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < v.length; i++) sum += v[i]! * v[i]!;
  return sum;
}

function zeros(n: number): number[] {
  return new Array<number>(n).fill(0);
}

function identity(n: number): number[] {
  return Array.from({ length: n * n }, (_, k) => (k % (n + 1) === 0 ? 1 : 0));
}
