/** Parameter sets around the answer of a search: a bootstrap, and the prior where the data say nothing. */
import { type BootstrapState, bootstrap, bootstrapCost } from '../bootstrap.ts';
import { influenceCost, silentCoordinates } from '../influence.ts';
import type { Losses, Objective } from '../objective.ts';
import { priorDistribution } from '../prior.ts';
import { type CalibrationProblem, priorsOf } from '../problem.ts';
import { spreadAlongRidges } from '../ridges.ts';
import { openRandom } from '../streams.ts';
import type { Transform } from '../transform.ts';
import type { EvolutionCheckpoint } from './checkpoint.ts';
import type { OptimiseResult } from './optimise.ts';
import { type RunState, runOf } from './strategies.ts';

export interface Size {
  readonly replicates: number;
  /** Of each replicate. */
  readonly evaluations: number;
}

export interface UncertaintyOptions extends Size {
  readonly problem: CalibrationProblem;
  readonly objective: Objective;
  readonly transform: Transform;
  readonly found: OptimiseResult;
  readonly seed: number;
  readonly signal?: AbortSignal;
  readonly resume?: Pick<EvolutionCheckpoint, 'silent' | 'bootstrap'>;
  readonly count: (losses: Losses) => void;
  readonly save: (state: {
    readonly silent: readonly number[];
    readonly bootstrap: BootstrapState;
  }) => Promise<void> | void;
  readonly onProgress: (evaluations: number) => void;
}

export interface Uncertainty {
  /** One row a replicate, in the order of the declaration. */
  readonly sets: readonly (readonly number[])[];
  readonly evaluations: number;
}

/** Evaluations that `findUncertainty` will make at most, those along ridges not counted: few problems have one. */
export function uncertaintyCost(dimension: number, { replicates, evaluations }: Size): number {
  return influenceCost(dimension) + bootstrapCost(dimension, replicates, evaluations);
}

/** Fewer evaluations leave a replicate near the answer: its ranges would claim too much. */
const FEWEST_EVALUATIONS = 50;
/** Share of the time at which the ranges are to be there. */
const READY = 0.95;

/** What the rest of the time allows at the pace of the search so far; null: too little for honest ranges. */
export function sizeInTime(
  size: Size,
  dimension: number,
  { used, evaluations }: { readonly used: number; readonly evaluations: number },
): Size | null {
  const affordable = (evaluations * (READY - used)) / Math.max(used, 1e-9);
  const share = Math.min(1, affordable / uncertaintyCost(dimension, size));
  const each = Math.floor(size.evaluations * share);
  if (each < Math.min(FEWEST_EVALUATIONS, size.evaluations)) return null;
  return { ...size, evaluations: each };
}

/** Null when cancelled. */
export async function findUncertainty(options: UncertaintyOptions): Promise<Uncertainty | null> {
  const { transform, found, replicates, evaluations, seed, signal, resume } = options;
  try {
    const silent = resume?.silent ?? (await silentOf(options));
    const before = influenceCost(transform.dimension);
    let spent = before + (resume?.bootstrap?.evaluations ?? 0);
    const drawn = await bootstrap({
      problem: options.problem,
      objective: options.objective,
      transform,
      best: found.point,
      covariance: covarianceOf(found.state.restarts.run),
      seed,
      replicates,
      evaluations,
      save: (state) => {
        spent = before + state.evaluations;
        return options.save({ silent, bootstrap: state });
      },
      onProgress: (done) => options.onProgress(before + done),
      onLosses: options.count,
      ...(signal && { signal }),
      ...(resume?.bootstrap && { resume: resume.bootstrap }),
    });
    let done = uncertaintyCost(transform.dimension, options);
    options.onProgress(done);
    const points = await spreadAlongRidges({
      objective: options.objective,
      transform,
      point: found.point,
      points: Float64Array.from(
        rowsOf(drawn, replicates).flatMap((set) => Array.from(transform.toPoint(set))),
      ),
      silent,
      seed,
      onLosses: (losses) => {
        options.count(losses);
        spent += losses.losses.length;
        done += losses.losses.length;
        options.onProgress(done);
      },
      ...(signal && { signal }),
    });
    const sets = transform.toParameters(points, replicates);
    for (const coordinate of silent) spread(sets, coordinate, options);
    return { sets: rowsOf(sets, replicates), evaluations: spent };
  } catch (error) {
    // Whatever the error, the person asked to stop.
    if (signal?.aborted) return null;
    throw error;
  }
}

function rowsOf(sets: Float64Array, count: number): number[][] {
  const width = sets.length / count;
  return Array.from({ length: count }, (_, i) =>
    Array.from(sets.subarray(i * width, (i + 1) * width)),
  );
}

async function silentOf(options: UncertaintyOptions): Promise<number[]> {
  const { objective, transform, found, seed, signal, count } = options;
  const silent = await silentCoordinates({
    objective,
    transform,
    point: found.point,
    seed,
    onLosses: count,
    ...(signal && { signal }),
  });
  options.onProgress(influenceCost(transform.dimension));
  return silent;
}

/** Puts the prior's own spread in the place of a parameter that does not move the loss. */
function spread(
  sets: Float64Array,
  coordinate: number,
  { problem, replicates, seed }: UncertaintyOptions,
): void {
  const free = priorsOf(problem)
    .map(priorDistribution)
    .flatMap(({ low, high, quantile }, index) => (low < high ? [{ index, quantile }] : []));
  const { index, quantile } = free[coordinate]!;
  const width = sets.length / replicates;
  const random = openRandom(seed, 'uncertainty/silent', coordinate);
  const places = random.shuffle(Array.from({ length: replicates }, (_, i) => i));
  places.forEach((place, i) => {
    sets[i * width + index] = quantile((place + 0.5) / replicates);
  });
}

/** Row-major; of strategies without a matrix the variances on its diagonal. */
function covarianceOf(run: RunState): readonly number[] {
  if (!('kind' in run)) return run.covariance;
  const { deviations } = runOf(run).view();
  const n = deviations.length;
  // A population can have lost all spread in a coordinate.
  const variances = deviations.map((deviation) => deviation ** 2 + 1e-20);
  return Array.from({ length: n * n }, (_, k) =>
    k % (n + 1) === 0 ? variances[Math.floor(k / n)]! : 0,
  );
}
