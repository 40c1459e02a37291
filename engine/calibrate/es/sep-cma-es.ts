/**
 * Separable CMA-ES: the covariance matrix is its diagonal, learned (n + 2) / 3 times as fast. Time and memory are linear
 * in n; for many parameters that act one by one. Ros & Hansen 2008, "A simple modification in CMA-ES achieving linear
 * time and space complexity" (PPSN X); equations as in cma-es.ts, constants as in cma-constants.ts without the active
 * update.
 */
import { z } from 'zod';
import { drawNormals } from '../streams.ts';
import { type CmaConstants, cmaConstants } from './cma-constants.ts';
import { ranking } from './ranking.ts';
import type { EvolutionStrategy, RunStart } from './strategy.ts';

const vector = z.array(z.number()).readonly();

export const sepCmaStateSchema = z.strictObject({
  kind: z.literal('sep-cma-es'),
  /** Generations told so far. */
  generation: z.int().min(0),
  /** lambda. */
  populationSize: z.int().min(2),
  /** m, length n. */
  mean: vector,
  sigma: z.number().positive(),
  /** p_c and p_sigma, length n. */
  pathC: vector,
  pathSigma: vector,
  /** Diagonal of C, length n. */
  variances: vector,
  /** Least standard deviation of each coordinate (0: none), for coordinates that are rounded. */
  floors: vector,
});
export type SepCmaState = z.infer<typeof sepCmaStateSchema>;

export const sepCmaEs: EvolutionStrategy<SepCmaState> = {
  create: createState,
  candidates: ({ populationSize }) => populationSize,
  ask(state, random) {
    const { mean, sigma, variances, populationSize } = state;
    const n = mean.length;
    const normals = drawNormals(random, populationSize * n);
    const scales = variances.map((v) => sigma * Math.sqrt(v));
    const candidates = new Float64Array(normals.length);
    for (let from = 0; from < normals.length; from += n) {
      for (let i = 0; i < n; i++) {
        candidates[from + i] = mean[i]! + scales[i]! * normals[from + i]!;
      }
    }
    return { candidates, normals };
  },
  tell: (state, { candidates }, values) => tell(state, candidates, values),
  resize: (state, populationSize) => Object.freeze({ ...state, populationSize }),
  view(state) {
    const { sigma, variances, pathC } = state;
    const scales = variances.map(Math.sqrt);
    return {
      ...state,
      deviations: scales.map((scale) => sigma * scale),
      drift: pathC.map((p) => Math.abs(p) * sigma),
      axes: {
        longest: scales.reduce((a, b) => Math.max(a, b)),
        shortest: scales.reduce((a, b) => Math.min(a, b)),
      },
    };
  },
};

function createState({ mean, sigma, populationSize, floors }: RunStart): SepCmaState {
  const zeros = mean.map(() => 0);
  return Object.freeze(
    keepFloors({
      kind: 'sep-cma-es',
      generation: 0,
      populationSize,
      mean,
      sigma,
      pathC: zeros,
      pathSigma: zeros,
      variances: mean.map(() => 1),
      floors,
    }),
  );
}

function tell(
  state: SepCmaState,
  candidates: Float64Array,
  values: ArrayLike<number>,
): SepCmaState {
  const { mean, sigma, pathC, pathSigma, variances, generation } = state;
  const n = mean.length;
  const constants = cmaConstants(n, state.populationSize, false);
  const { selectionMass, cPath, cSigma, damping, normalLength } = constants;
  const { move, squares } = selected(state, constants, candidates, values);

  // p_sigma whitens by the root of the diagonal.
  const gain = Math.sqrt(cSigma * (2 - cSigma) * selectionMass);
  const nextPathSigma = pathSigma.map(
    (p, i) => (1 - cSigma) * p + (gain * move[i]!) / Math.sqrt(variances[i]!),
  );
  const length = Math.sqrt(nextPathSigma.reduce((sum, p) => sum + p * p, 0));
  const growth = Math.min(1, (cSigma / damping) * (length / normalLength - 1));
  const settled = 1 - (1 - cSigma) ** (2 * (generation + 1));
  const follows = length ** 2 / n / settled < 2 + 4 / (n + 1);
  const gainC = follows ? Math.sqrt(cPath * (2 - cPath) * selectionMass) : 0;
  const nextPathC = pathC.map((p, i) => (1 - cPath) * p + gainC * move[i]!);

  const { one, many } = rates(constants, n);
  const rateOne = follows ? one : one * (1 - cPath * (2 - cPath));
  return Object.freeze(
    keepFloors({
      ...state,
      generation: generation + 1,
      mean: mean.map((m, i) => m + sigma * move[i]!),
      sigma: sigma * Math.exp(growth),
      pathC: nextPathC,
      pathSigma: nextPathSigma,
      variances: variances.map(
        (v, i) => v * (1 - rateOne - many) + rateOne * nextPathC[i]! ** 2 + many * squares[i]!,
      ),
    }),
  );
}

/** Learning rates of the diagonal: (n + 2) / 3 times those of the full matrix (their section 3). */
function rates({ cOne, cMu }: CmaConstants, n: number): { one: number; many: number } {
  const faster = (n + 2) / 3;
  const one = Math.min(1, cOne * faster);
  return { one, many: Math.min(1 - one, cMu * faster) };
}

/** Weighted means over the better half of the steps y = (x - m) / sigma and of their squares, by coordinate. */
function selected(
  { mean, sigma }: SepCmaState,
  { weights }: CmaConstants,
  candidates: Float64Array,
  values: ArrayLike<number>,
): { readonly move: Float64Array; readonly squares: Float64Array } {
  const n = mean.length;
  const move = new Float64Array(n);
  const squares = new Float64Array(n);
  const order = ranking(values);
  for (let rank = 0; weights[rank]! > 0; rank++) {
    const at = order[rank]! * n;
    for (let i = 0; i < n; i++) {
      const step = (candidates[at + i]! - mean[i]!) / sigma;
      move[i] = move[i]! + weights[rank]! * step;
      squares[i] = squares[i]! + weights[rank]! * step * step;
    }
  }
  return { move, squares };
}

function keepFloors(state: SepCmaState): SepCmaState {
  const { variances, floors, sigma } = state;
  if (floors.every((floor) => floor === 0)) return state;
  return { ...state, variances: variances.map((v, i) => Math.max(v, (floors[i]! / sigma) ** 2)) };
}
