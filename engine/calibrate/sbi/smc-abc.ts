/**
 * Approximate Bayesian computation by a population that moves towards the observation (Beaumont et al. 2009; Del Moral et al.
 * 2012; the populations of Lenormand et al. 2013): each round keeps the nearest of all sets simulated so far, which sets the
 * threshold by a quantile, and draws new ones around them. Nothing is thrown away: at the end every set counts by prior over
 * the mixture of all proposals (Owen & Zhou 2000), the prior among them, so that no weight is large.
 */
import { type AbcRun, type AbcSettings, createAbcRun, LEAST_SETS } from './abc/abc-run.ts';
import type { Inference, InferenceOptions } from './inference.ts';
import type { InferenceTask } from './task.ts';

export interface SmcAbcSettings extends AbcSettings {
  /** Share of the simulations that comes from the prior; default .2. */
  readonly first?: number;
  /** Rounds after it, at most; default 10. */
  readonly rounds?: number;
  /** Share of the simulations that is kept at the end of a round; default .05. */
  readonly population?: number;
  /** When fewer of a round's sets enter the population than this share, it was the last one; default .01. */
  readonly acceptance?: number;
}

const isWorthwhile = (run: AbcRun): boolean => run.valid >= LEAST_SETS && run.informed;

/** Simulations from the prior at least, if there are as many. */
const FIRST = 100;

/** Throws CalibrationError 'bad-prior', 'bad-checkpoint', 'all-failed'. */
export async function smcAbc(
  task: InferenceTask,
  settings: SmcAbcSettings,
  options: InferenceOptions,
): Promise<Inference> {
  const { first = 0.2, rounds = 10, population = 0.05, acceptance = 0.01 } = settings;
  const { simulations, signal } = options;
  const start = Math.min(simulations, Math.max(FIRST, Math.round(first * simulations)));
  const keep = Math.max(LEAST_SETS, Math.round(population * simulations));
  const run = createAbcRun(task, settings, options);
  if (run.rounds === 0) await run.simulate(start);
  for (let round = 0; round < rounds && !signal?.aborted && isWorthwhile(run); round++) {
    if (run.rounds <= round) {
      if (round > 0 && run.entered(keep) < acceptance) return await run.finish(keep, 'converged');
      await run.begin(keep);
    }
    await run.simulate(start + Math.floor(((simulations - start) * (round + 1)) / rounds));
  }
  return await run.finish(keep, signal?.aborted ? 'cancelled' : 'budget');
}
