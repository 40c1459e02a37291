/** A posterior that networks have learned: from the space they work in to the parameters of the simulator, and to a file. */
import { z } from 'zod';
import type { Prior } from '../../simulator/declaration.ts';
import { CalibrationError } from '../error.ts';
import { openFlow, storedFlowSchema } from '../flow/stored-flow.ts';
import type { AmortisedPosterior, Posterior } from '../posterior.ts';
import { openRandom } from '../streams.ts';
import { createFlowMixture } from './flow-mixture.ts';
import { standardisationSchema, standardise } from './standardise.ts';
import { createUnconstrained } from './unconstrained.ts';

/** All that the density is made of again, with the priors of its task. */
export const storedPosteriorSchema = z.strictObject({
  version: z.literal(1),
  networks: z.array(storedFlowSchema).min(1).readonly(),
  standardisation: standardisationSchema,
  /** Of unconstrained points, by coordinate: what networks see is (point - centre) / spread. */
  centres: z.array(z.number()).readonly(),
  spreads: z.array(z.number().positive()).readonly(),
  /** Learned for every data set of the task, not only for the observed one. */
  amortised: z.boolean(),
});
export type StoredPosterior = z.infer<typeof storedPosteriorSchema>;

/** What a posterior is about: an InferenceTask is one. */
export interface PosteriorSubject {
  readonly names: readonly string[];
  readonly priors: readonly Prior[];
  readonly observed: Float64Array;
}

/** Draws among which the most plausible set is looked for. */
const CANDIDATES = 2048;
/** Then around the best so far, so many times, each time half as far. */
const REFINEMENTS = 8;

/** Throws CalibrationError 'bad-checkpoint' when `stored` is not such a posterior. */
export function readStoredPosterior(stored: unknown): StoredPosterior {
  const read = storedPosteriorSchema.safeParse(stored);
  if (read.success) return read.data;
  throw new CalibrationError('bad-checkpoint', `posterior: ${read.error.issues[0]!.message}`, {
    hint: 'Calibrate again: the file was changed or belongs to another version.',
    cause: read.error,
  });
}

/** The same density and, from the same seeds, the same samples as when it was stored. */
export function openPosterior(subject: PosteriorSubject, stored: StoredPosterior): Posterior {
  const density = openDensity(subject, stored);
  const { names, observed } = subject;
  const sample = (count: number, seed: number) => density.sample(observed, count, seed);
  const logDensity = (parameters: Float64Array, count: number) =>
    density.logDensity(observed, parameters, count);
  return {
    names,
    sample,
    logDensity,
    map: mostPlausible(density, observed),
    ...(stored.amortised && { amortised: density }),
  };
}

/** Of any data set; besides what a posterior has, densities along the way of the networks. */
export interface OpenDensity extends Required<AmortisedPosterior> {
  readonly map: ReturnType<typeof createUnconstrained>;
  /** Row-major [count, dimension] of unconstrained points. */
  samplePoints(x: Float64Array, sets: number, perSet: number, seed: number): Float64Array;
}

export function openDensity(
  { priors }: Pick<PosteriorSubject, 'priors'>,
  { networks, standardisation, centres, spreads }: StoredPosterior,
): OpenDensity {
  const map = createUnconstrained(priors);
  const { dimension } = map;
  const mixture = createFlowMixture(networks.map(openFlow));
  const logSpread = spreads.reduce((sum, spread) => sum + Math.log(spread), 0);
  const samplePoints = (x: Float64Array, sets: number, perSet: number, seed: number) =>
    mixture
      .sample(standardise(standardisation, x, sets), sets, perSet, (set) =>
        openRandom(seed, 'posterior/sample', set),
      )
      .map((value, i) => centres[i % dimension]! + spreads[i % dimension]! * value);
  const sampleMany = (x: Float64Array, sets: number, perSet: number, seed: number) =>
    map.toParameters(samplePoints(x, sets, perSet, seed), sets * perSet);
  return {
    map,
    samplePoints,
    sampleMany,
    sample: (x, count, seed) => sampleMany(x, 1, count, seed),
    logDensity(x, parameters, count) {
      const points = map.toPoints(parameters, count);
      const scaled = points.map(
        (value, i) => (value - centres[i % dimension]!) / spreads[i % dimension]!,
      );
      const densities = mixture.logDensity(standardise(standardisation, x, 1), 1, scaled, count);
      const slopes = map.logSlope(points, count);
      const priorDensities = map.logPrior(parameters, count);
      return densities.map((value, row) =>
        priorDensities[row] === Number.NEGATIVE_INFINITY
          ? Number.NEGATIVE_INFINITY
          : value - slopes[row]! - logSpread,
      );
    },
  };
}

/**
 * Highest density: the best of many draws, then of draws around the best that come closer and closer. The density is that of
 * unconstrained points: inside flat priors it is the same, and at a bound, where all points beyond it are squeezed
 * together, that of the parameters grows without limit.
 */
function mostPlausible(density: OpenDensity, observed: Float64Array): Float64Array {
  const { map } = density;
  const { dimension } = map;
  const score = (points: Float64Array, count: number) => {
    const parameters = map.toParameters(points, count);
    const slopes = map.logSlope(points, count);
    const densities = density
      .logDensity(observed, parameters, count)
      .map((value, i) => value + slopes[i]!);
    const best = densities.reduce((at, value, i) => (value > densities[at]! ? i : at), 0);
    const point = points.slice(best * dimension, (best + 1) * dimension);
    return { point, value: densities[best]!, parameters: map.toParameters(point, 1) };
  };
  const draws = density.samplePoints(observed, 1, CANDIDATES, 0);
  let best = score(draws, CANDIDATES);
  const random = openRandom(0, 'posterior/map', 0);
  const deviations = Float64Array.from({ length: dimension }, (_, d) =>
    deviation(draws.filter((__, i) => i % dimension === d)),
  );
  const around = 64 * dimension;
  for (let turn = 1; turn <= REFINEMENTS; turn++) {
    const { point } = best;
    const near = Float64Array.from(
      { length: around * dimension },
      (_, i) => point[i % dimension]! + (deviations[i % dimension]! * random.normal()) / 2 ** turn,
    );
    const found = score(near, around);
    if (found.value > best.value) best = found;
  }
  return best.parameters;
}

function deviation(values: Float64Array): number {
  const mean = values.reduce((sum, value) => sum + value / values.length, 0);
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2 / values.length, 0));
}
