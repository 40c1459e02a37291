/**
 * Limited-memory matrix adaptation ES: the transformation of the draws is a product of 4 + 3 ln n rank-one maps along
 * smoothed past steps, so that time and memory grow as n log n. For thousands of parameters that act together.
 * Loshchilov, Glasmachers & Beyer 2018, "Large scale black-box optimization by limited-memory matrix adaptation" (IEEE
 * TEVC 23(2)), algorithm 2; lines numbered as there.
 */
import { z } from 'zod';
import { drawNormals } from '../streams.ts';
import { cmaConstants } from './cma-constants.ts';
import { ranking } from './ranking.ts';
import type { Asked, EvolutionStrategy, RunStart } from './strategy.ts';

const vector = z.array(z.number()).readonly();

export const lmMaStateSchema = z.strictObject({
  kind: z.literal('lm-ma-es'),
  /** Generations told so far. */
  generation: z.int().min(0),
  /** lambda. */
  populationSize: z.int().min(2),
  /** y, length n. */
  mean: vector,
  sigma: z.number().positive(),
  /** p_sigma, length n. */
  pathSigma: vector,
  /** m_1 .. m_m, fastest first, each of length n. */
  directions: z.array(vector).readonly(),
  /** Mean squares of recent steps d, by coordinate: how wide the search is where no matrix says so. */
  squares: vector,
  /** The coordinates' own units: all ones until a floor stretches one. */
  units: vector,
  /** Least standard deviation of each coordinate (0: none), for coordinates that are rounded. */
  floors: vector,
});
export type LmMaState = z.infer<typeof lmMaStateSchema>;

/** Share of the newest generation in `squares`. */
const RECENT = 0.1;
/** Rates are meant for many parameters and lie above 1 for one or two; they stop here. */
const FASTEST = 0.5;

export const lmMaEs: EvolutionStrategy<LmMaState> = {
  create: createState,
  candidates: ({ populationSize }) => populationSize,
  ask(state, random) {
    const { mean, sigma, units, populationSize } = state;
    const n = mean.length;
    const normals = drawNormals(random, populationSize * n);
    const candidates = transformed(state, normals);
    for (let from = 0; from < candidates.length; from += n) {
      for (let i = 0; i < n; i++) {
        candidates[from + i] = mean[i]! + sigma * units[i]! * candidates[from + i]!;
      }
    }
    return { candidates, normals };
  },
  tell,
  resize: (state, populationSize) => Object.freeze({ ...state, populationSize }),
  view(state) {
    const { sigma, squares, units } = state;
    return {
      ...state,
      deviations: squares.map((square, i) => sigma * units[i]! * Math.sqrt(square)),
      drift: squares.map(() => 0),
      axes: { longest: 1, shortest: 1 },
    };
  },
};

function createState({ mean, sigma, populationSize, floors }: RunStart): LmMaState {
  const zeros = mean.map(() => 0);
  const ones = mean.map(() => 1);
  return Object.freeze(
    keepFloors({
      kind: 'lm-ma-es',
      generation: 0,
      populationSize,
      mean,
      sigma,
      pathSigma: zeros,
      directions: Array.from({ length: 4 + Math.floor(3 * Math.log(mean.length)) }, () => zeros),
      squares: ones,
      units: ones,
      floors,
    }),
  );
}

function tell(
  state: LmMaState,
  { candidates, normals }: Asked,
  values: ArrayLike<number>,
): LmMaState {
  const { mean, sigma, units, pathSigma, directions, squares, populationSize, generation } = state;
  const n = mean.length;
  const { weights, selectionMass: mass } = cmaConstants(n, populationSize, false);
  const order = ranking(values);
  const draw = weightedMean(order, weights, n, (at) => normals[at]!);
  const step = weightedMean(
    order,
    weights,
    n,
    (at, i) => (candidates[at]! - mean[i]!) / (sigma * units[i]!),
  );
  // Line 12.
  const cSigma = Math.min(FASTEST, (2 * populationSize) / n);
  const gain = Math.sqrt(mass * cSigma * (2 - cSigma));
  const nextPath = pathSigma.map((p, i) => (1 - cSigma) * p + gain * draw[i]!);
  const length = nextPath.reduce((sum, p) => sum + p * p, 0);
  const latest = meanSquares(state, candidates);
  return Object.freeze(
    keepFloors({
      ...state,
      generation: generation + 1,
      // Line 11.
      mean: mean.map((m, i) => m + sigma * units[i]! * step[i]!),
      // Line 15; its exponent capped as in CMA-ES.
      sigma: sigma * Math.exp(Math.min(1, (cSigma / 2) * (length / n - 1))),
      pathSigma: nextPath,
      // Lines 13 and 14: c_c = lambda / (4^(i - 1) n).
      directions: directions.map((direction, k) => {
        const rate = Math.min(FASTEST, populationSize / (4 ** k * n));
        const share = Math.sqrt(mass * rate * (2 - rate));
        return direction.map((m, i) => (1 - rate) * m + share * draw[i]!);
      }),
      squares: squares.map((square, i) => (1 - RECENT) * square + RECENT * latest[i]!),
    }),
  );
}

/** Lines 5 to 8: d = z, then d = (1 - c_d) d + c_d m_j (m_j . d) for the directions that exist by now. */
function transformed({ directions, mean, generation }: LmMaState, normals: Float64Array) {
  const n = mean.length;
  const known = directions.slice(0, generation).map((direction) => Float64Array.from(direction));
  const steps = normals.slice();
  for (let from = 0; from < steps.length; from += n) {
    const d = steps.subarray(from, from + n);
    known.forEach((direction, j) => {
      // c_d = 1 / (1.5^(j - 1) n).
      const rate = Math.min(FASTEST, 1 / (1.5 ** j * n));
      const share = rate * dot(direction, d);
      for (let i = 0; i < n; i++) d[i] = (1 - rate) * d[i]! + share * direction[i]!;
    });
  }
  return steps;
}

/** Four sums side by side: one alone would wait for each addition. */
function dot(a: Float64Array, b: Float64Array): number {
  const n = a.length;
  const even = n - (n % 4);
  let [s0, s1, s2, s3] = [0, 0, 0, 0];
  for (let i = 0; i < even; i += 4) {
    s0 += a[i]! * b[i]!;
    s1 += a[i + 1]! * b[i + 1]!;
    s2 += a[i + 2]! * b[i + 2]!;
    s3 += a[i + 3]! * b[i + 3]!;
  }
  for (let i = even; i < n; i++) s0 += a[i]! * b[i]!;
  return s0 + s1 + (s2 + s3);
}

/** Over the better half. valueAt: of place `at` in a row-major array, whose coordinate is `i`. */
function weightedMean(
  order: readonly number[],
  weights: readonly number[],
  n: number,
  valueAt: (at: number, i: number) => number,
): Float64Array {
  const mean = new Float64Array(n);
  for (let rank = 0; weights[rank]! > 0; rank++) {
    const from = order[rank]! * n;
    for (let i = 0; i < n; i++) mean[i] = mean[i]! + weights[rank]! * valueAt(from + i, i);
  }
  return mean;
}

function meanSquares({ mean, sigma, units }: LmMaState, candidates: Float64Array): Float64Array {
  const n = mean.length;
  const squares = new Float64Array(n);
  for (let from = 0; from < candidates.length; from += n) {
    for (let i = 0; i < n; i++) {
      const step = (candidates[from + i]! - mean[i]!) / (sigma * units[i]!);
      squares[i] = squares[i]! + step * step;
    }
  }
  return squares.map((sum) => (sum * n) / candidates.length);
}

function keepFloors(state: LmMaState): LmMaState {
  const { floors, sigma, squares, units } = state;
  if (floors.every((floor) => floor === 0)) return state;
  const own = units.map((unit, i) => sigma * unit * Math.sqrt(squares[i]!));
  return { ...state, units: units.map((unit, i) => unit * Math.max(1, floors[i]! / own[i]!)) };
}
