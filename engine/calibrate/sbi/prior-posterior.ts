import type { Posterior } from '../posterior.ts';
import { priorDistribution } from '../prior.ts';
import { drawPriors } from './simulated.ts';
import type { InferenceTask } from './task.ts';
import { createUnconstrained } from './unconstrained.ts';

/** What is known before anything was learned. */
export function priorAsPosterior({ names, priors }: InferenceTask): Posterior {
  const distributions = priors.map(priorDistribution);
  return {
    names,
    sample: (count, seed) => drawPriors(distributions, count, seed),
    logDensity: createUnconstrained(priors).logPrior,
    map: Float64Array.from(distributions, ({ quantile }) => quantile(0.5)),
  };
}
