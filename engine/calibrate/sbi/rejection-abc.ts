/**
 * Approximate Bayesian computation by rejection (Tavare et al. 1997; Pritchard et al. 1999): all sets come from the prior, those
 * are kept that simulated what lies nearest to the observation.
 */
import { type AbcSettings, createAbcRun, LEAST_SETS } from './abc/abc-run.ts';
import type { Inference, InferenceOptions } from './inference.ts';
import type { InferenceTask } from './task.ts';

/** Of the simulations: the nearest, among which summaries are learned and the last choices are made. */
const NEAR = 0.05;

/** Throws CalibrationError 'bad-prior', 'bad-checkpoint', 'all-failed'. */
export async function rejectionAbc(
  task: InferenceTask,
  settings: AbcSettings,
  options: InferenceOptions,
): Promise<Inference> {
  const run = createAbcRun(task, settings, options);
  await run.simulate(options.simulations);
  const near = Math.max(LEAST_SETS, Math.round(NEAR * options.simulations));
  return await run.finish(near, options.signal?.aborted ? 'cancelled' : 'budget');
}
