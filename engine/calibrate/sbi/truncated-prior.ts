/**
 * The prior where a learned posterior has its mass: the region of highest density that holds all but a share of 1e-4 of it
 * (Deistler et al. 2022, "Truncated proposals for scalable and hassle-free simulation-based inference"). Inside, it is the
 * prior as it was, so that what is learned from it needs no correction.
 */
import { z } from 'zod';
import { quantiles } from '../../score/quantiles.ts';
import type { Prior } from '../../simulator/declaration.ts';
import { priorDistribution } from '../prior.ts';
import { deriveSeed, openRandom } from '../streams.ts';
import { openDensity, type StoredPosterior, storedPosteriorSchema } from './learned-posterior.ts';
import { drawPriors, rows } from './simulated.ts';

export const regionSchema = z.strictObject({
  posterior: storedPosteriorSchema,
  /** Log density of parameters below which it ends. */
  threshold: z.number(),
});
export type Region = z.infer<typeof regionSchema>;

export interface TruncatedPrior {
  /** Row-major [count, names] -> for each whether it lies inside. */
  readonly holds: (parameters: Float64Array, count: number) => readonly boolean[];
  /** Row-major [count, names]. */
  readonly draw: (count: number, seed: number) => Float64Array;
}

/** Share of the posterior that is left out. */
export const TRUNCATION = 1e-4;
const THRESHOLD_DRAWS = 10_000;
/** Prior draws that are looked at together. */
const LOOKED_AT = 4096;
/** Share of prior draws inside below which proposals come from the posterior by sampling-importance-resampling. */
const POOR = 0.004;
/** Draws of the posterior for each one that is kept. */
const OVERSAMPLED = 32;

interface Subject {
  readonly priors: readonly Prior[];
  readonly observed: Float64Array;
}

export function regionOf(
  subject: Subject,
  posterior: StoredPosterior,
  truncation: number,
  seed: number,
): Region {
  const density = openDensity(subject, posterior);
  const draws = density.sample(subject.observed, THRESHOLD_DRAWS, seed);
  const densities = density.logDensity(subject.observed, draws, THRESHOLD_DRAWS);
  const [threshold] = quantiles([...densities], [truncation]) as [number];
  return { posterior, threshold };
}

export function openTruncatedPrior(
  { priors, observed }: Subject,
  { posterior, threshold }: Region,
): TruncatedPrior {
  const names = priors.length;
  const distributions = priors.map(priorDistribution);
  const density = openDensity({ priors }, posterior);
  const holds = (parameters: Float64Array, count: number) =>
    Array.from(density.logDensity(observed, parameters, count), (value) => value >= threshold);
  const inside = (draws: Float64Array): Float64Array => {
    const held = holds(draws, draws.length / names);
    return rows(
      draws,
      held.flatMap((holding, row) => (holding ? [row] : [])),
      names,
    );
  };
  const resample = (count: number, seed: number): Float64Array => {
    const draws = inside(density.sample(observed, OVERSAMPLED * count, seed));
    const total = draws.length / names;
    const learned = density.logDensity(observed, draws, total);
    const prior = density.map.logPrior(draws, total);
    const random = openRandom(seed, 'truncated/resample', 0);
    // The largest of log weight + Gumbel noise: draws without replacement (Efraimidis and Spirakis 2006).
    const keys = learned.map(
      (value, i) => prior[i]! - value - Math.log(-Math.log(random.uniform())),
    );
    const order = Array.from(keys, (_, i) => i).sort((a, b) => keys[b]! - keys[a]!);
    return rows(draws, order.slice(0, count), names);
  };
  return {
    holds,
    draw(count, seed) {
      const kept = new Float64Array(count * names);
      let at = 0;
      for (let turn = 0; at < kept.length; turn++) {
        const draws = inside(
          drawPriors(distributions, LOOKED_AT, deriveSeed(seed, 'truncated', turn)),
        );
        const part = draws.subarray(0, kept.length - at);
        kept.set(part, at);
        at += part.length;
        if (at < POOR * LOOKED_AT * names * (turn + 1) && at < kept.length) {
          return resample(count, seed);
        }
      }
      return kept;
    },
  };
}
