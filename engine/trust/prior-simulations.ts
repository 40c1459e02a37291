/** Data sets that the model made itself, from parameters drawn from the priors: the answers are known. */
import { priorDistribution } from '../calibrate/prior.ts';
import { drawPriors } from '../calibrate/sbi/simulated.ts';
import type { FailureReason, InferenceTask, SimulateOptions } from '../calibrate/sbi/task.ts';
import { deriveSeed } from '../calibrate/streams.ts';

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
  const parameters = drawPriors(task.priors.map(priorDistribution), count, seed);
  return simulateKnown(task, parameters, deriveSeed(seed, 'trust/data', 0), options);
}

/**
 * One data set of each parameter set, row-major [count, names]. A data set that failed, or has no number where one was
 * observed, is left out: which ones these are shows in the data sets themselves, so what is claimed of the others stays as
 * it was.
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
  const needed = Array.from(task.observed, (_, j) => j).filter((j) =>
    Number.isFinite(task.observed[j]),
  );
  const reasons = Array.from(
    { length: asked },
    (_, set) =>
      result.failures[set] ??
      (needed.every((j) => Number.isFinite(result.x[set * size + j]!))
        ? undefined
        : 'not-a-number'),
  );
  const kept = reasons.flatMap((reason, set) => (reason === undefined ? [set] : []));
  const truths = new Float64Array(kept.length * width);
  const x = new Float64Array(kept.length * size);
  kept.forEach((set, i) => {
    truths.set(parameters.subarray(set * width, (set + 1) * width), i * width);
    x.set(result.x.subarray(set * size, (set + 1) * size), i * size);
  });
  const failures: Partial<Record<FailureReason, number>> = {};
  for (const reason of reasons) {
    if (reason !== undefined) failures[reason] = (failures[reason] ?? 0) + 1;
  }
  return { count: kept.length, truths, x, failures };
}
