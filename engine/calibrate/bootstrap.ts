/**
 * How well the data determine the parameters: an approximate confidence distribution by bootstrap.
 *
 * Each replicate has a data set of its own (made-up-data.ts: a run of the calibrated model, or its residuals resampled in
 * blocks), and is calibrated again by a short CMA-ES that starts at the answer. All replicates are simulated side by
 * side, one request a generation, with the same seeds; what they have in common is the luck of these seeds, not
 * uncertainty, so they are moved together until their mean is the answer.
 *
 * What it is not: a posterior. It holds what these data leave open, given the structure; blocks carry memory
 * of about their own length (Kuensch 1989; Politis & Romano 1994).
 */
import { z } from 'zod';
import { ask, type CmaState, cmaStateSchema, createState, tell } from './es/cma-es.ts';
import { madeUpData } from './made-up-data.ts';
import { DEFAULT_REPLICATIONS, type Losses, type Objective } from './objective.ts';
import type { Observations } from './observations.ts';
import type { CalibrationProblem } from './problem.ts';
import { deriveSeed, drawNormals, openRandom } from './streams.ts';
import type { Transform } from './transform.ts';

export const bootstrapStateSchema = z.strictObject({
  generation: z.int().min(0),
  evaluations: z.int().min(0),
  /** One for each replicate. */
  runs: z.array(cmaStateSchema).readonly(),
});
export type BootstrapState = z.infer<typeof bootstrapStateSchema>;

export interface BootstrapOptions {
  readonly problem: CalibrationProblem;
  readonly objective: Objective;
  readonly transform: Transform;
  /** The calibrated point, in coordinates of the transform. */
  readonly best: Float64Array;
  /** Shape of the search at its end, row-major; sets the directions of the replicates' searches. */
  readonly covariance: ArrayLike<number>;
  readonly seed: number;
  /** Default 24. */
  readonly replicates?: number;
  /** Evaluations of each replicate at most, default 150. */
  readonly evaluations?: number;
  readonly signal?: AbortSignal;
  readonly resume?: BootstrapState;
  readonly save?: (state: BootstrapState) => Promise<void> | void;
  readonly onProgress?: (evaluations: number, budget: number) => void;
  readonly onLosses?: (losses: Losses) => void;
}

/** Start step of the replicates, in prior widths. */
const SIGMA = 0.1;
/** Replications of the mean prediction, in replications of the problem. */
const SMOOTHING = 5;

/** A replicate has found its answer when its search is so much narrower than the answers lie apart. */
const SETTLED = 0.2;

/** Evaluations that `bootstrap` will make at most. */
export function bootstrapCost(dimension: number, replicates = 24, evaluations = 150): number {
  const { populationSize } = createState({
    mean: new Array<number>(dimension).fill(0),
    sigma: SIGMA,
  });
  return replicates * populationSize * Math.ceil(evaluations / populationSize);
}

/** One parameter set a replicate, row-major [replicates, parameters]. */
export async function bootstrap(options: BootstrapOptions): Promise<Float64Array> {
  const { transform, best, replicates = 24, evaluations = 150 } = options;
  const data = await replicateData(options, replicates);
  let state = options.resume ?? startState(options, replicates);
  const budget = bootstrapCost(transform.dimension, replicates, evaluations);
  while (state.evaluations < budget && !isSettled(state)) {
    state = await generation(state, data, options);
    await options.save?.(state);
    options.onProgress?.(state.evaluations, budget);
  }
  const centre = best.map((_, i) => mean(state.runs.map((run) => run.mean[i]!)));
  const points = state.runs.flatMap((run) => run.mean.map((m, i) => best[i]! + m - centre[i]!));
  return transform.toParameters(points, replicates);
}

/** Whether searching on would move the replicates by little beside how far they lie apart, in every coordinate. */
function isSettled({ runs }: BootstrapState): boolean {
  return runs[0]!.mean.every((_, i) => {
    const centre = mean(runs.map((run) => run.mean[i]!));
    const apart = mean(runs.map((run) => (run.mean[i]! - centre) ** 2));
    const narrow = mean(runs.map((run) => Math.max(0, deviation(run, i) - run.floors[i]!) ** 2));
    return apart > 0 && narrow <= SETTLED ** 2 * apart;
  });
}

/** Of the candidates in one coordinate. */
function deviation({ sigma, covariance, units, mean }: CmaState, i: number): number {
  return sigma * units[i]! * Math.sqrt(covariance[i * (mean.length + 1)]!);
}

/** One data set a replicate. */
async function replicateData(
  { problem, objective, transform, best, seed, signal }: BootstrapOptions,
  replicates: number,
): Promise<readonly Observations[]> {
  const least = SMOOTHING * (problem.replications ?? DEFAULT_REPLICATIONS);
  const replications = Math.max(replicates, least);
  const predicted = await objective.predict(transform.toParameters(best, 1), replications, {
    seed: deriveSeed(seed, 'bootstrap/mean', 0),
    ...(signal && { signal }),
  });
  const kinds = Object.values(problem.declaration.outputs).map(({ kind }) => kind);
  return madeUpData(objective.observations, predicted, kinds, { count: replicates, seed });
}

function startState(
  { transform, best, covariance }: BootstrapOptions,
  replicates: number,
): BootstrapState {
  const run = createState({ mean: best, sigma: SIGMA, covariance: softened(covariance) });
  const floors = transform.floors(run.populationSize);
  const floored = createState({ mean: best, sigma: SIGMA, covariance: run.covariance, floors });
  return { generation: 0, evaluations: 0, runs: new Array<CmaState>(replicates).fill(floored) };
}

/** Largest variance 1, and a little of every direction: the search may have narrowed too far in some. */
function softened(covariance: ArrayLike<number>): number[] {
  const n = Math.sqrt(covariance.length);
  const values = Array.from(covariance);
  const largest = Math.max(...values.filter((_, k) => k % (n + 1) === 0));
  return values.map((c, k) => (0.9 * c) / largest + (k % (n + 1) === 0 ? 0.1 : 0));
}

async function generation(
  state: BootstrapState,
  data: readonly Observations[],
  { objective, transform, seed, signal, onLosses }: BootstrapOptions,
): Promise<BootstrapState> {
  const n = transform.dimension;
  // The same normals for every replicate: their differences are then differences between the data.
  const random = openRandom(seed, 'bootstrap/search', state.generation);
  const normals = drawNormals(random, state.runs[0]!.populationSize * n);
  const candidates = state.runs.map((run) => ask(run, normals));
  const points = Float64Array.from(candidates.flatMap((own) => Array.from(own)));
  const lambda = normals.length / n;
  const observed = data.flatMap((own) => new Array<Observations>(lambda).fill(own));
  const scored = await objective.evaluateAgainst(
    transform.toParameters(points, observed.length),
    observed,
    { seed: deriveSeed(seed, 'bootstrap/simulate', 0), ...(signal && { signal }) },
  );
  onLosses?.(scored);
  return {
    generation: state.generation + 1,
    evaluations: state.evaluations + observed.length,
    runs: state.runs.map((run, i) =>
      tell(run, candidates[i]!, scored.losses.subarray(i * lambda, (i + 1) * lambda)),
    ),
  };
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
