/** Data sets that the model made itself, from parameters drawn from the priors: the answers are known. */
import { priorDistribution } from '../calibrate/prior.ts';
import type { FailureReason, InferenceTask, SimulateOptions } from '../calibrate/sbi/task.ts';
import { deriveSeed, openRandom } from '../calibrate/streams.ts';
import type { Prior } from '../simulator/declaration.ts';

/** Data sets with the parameters that made them; those that failed are not among them. */
export interface KnownDataSets {
  readonly count: number;
  /** Row-major [count, names]. */
  readonly truths: Float64Array;
  /** Row-major [count, members * observations]. */
  readonly x: Float64Array;
  /** Reason -> sets that gave nothing. */
  readonly failures: Readonly<Partial<Record<FailureReason, number>>>;
}

/** `count` sets in one request; the same seed gives the same sets. */
export function simulatePriors(
  task: InferenceTask,
  count: number,
  seed: number,
  options?: SimulateOptions,
): Promise<KnownDataSets> {
  const parameters = drawPriors(task.priors, count, seed);
  return simulateKnown(task, parameters, deriveSeed(seed, 'trust/data', 0), options);
}

/** Row-major [count, priors]. */
export function drawPriors(priors: readonly Prior[], count: number, seed: number): Float64Array {
  const distributions = priors.map(priorDistribution);
  const random = openRandom(seed, 'trust/prior', 0);
  return Float64Array.from({ length: count * priors.length }, (_, k) =>
    distributions[k % priors.length]!.quantile(random.uniform()),
  );
}

/**
 * One data set of each parameter set, row-major [count, names]. A data set that failed is left out: which ones fail shows in the data
 * set itself, so what is claimed of the others stays as it was.
 */
export async function simulateKnown(
  task: InferenceTask,
  parameters: Float64Array,
  seed: number,
  options?: SimulateOptions,
): Promise<KnownDataSets> {
  const width = task.names.length;
  const size = task.members * task.observations;
  const asked = parameters.length / width;
  const result = await task.simulate({ parameters, count: asked, seed, first: 0 }, options);
  const kept = Array.from({ length: asked }, (_, i) => i).filter(
    (i) => result.failures[i] === undefined,
  );
  const truths = new Float64Array(kept.length * width);
  const x = new Float64Array(kept.length * size);
  kept.forEach((set, i) => {
    truths.set(parameters.subarray(set * width, (set + 1) * width), i * width);
    x.set(result.x.subarray(set * size, (set + 1) * size), i * size);
  });
  const failures: Partial<Record<FailureReason, number>> = {};
  for (const reason of result.failures) {
    if (reason !== undefined) failures[reason] = (failures[reason] ?? 0) + 1;
  }
  return { count: kept.length, truths, x, failures };
}
