/** What calibration tells of the parameters: which press against a bound, which the data do not narrow. */
import { priorDistribution } from '../calibrate/prior.ts';
import type { Declaration } from '../simulator/declaration.ts';
import { checkIdentifiability } from '../trust/identifiability.ts';
import type { Identifiability } from '../trust/schemas/identifiability.ts';

export interface BoundParameter {
  readonly name: string;
  readonly meaning: string;
  readonly unit: string;
  readonly value: number;
  readonly bound: 'low' | 'high';
  /** The least, or greatest, value that its prior allows. */
  readonly limit: number;
}

/** Sets of parameters that the data leave possible: draws of a posterior, or of a bootstrap. */
export interface ParameterSets {
  /** Row-major [count, parameters], in the order of the declaration. */
  readonly sets: Float64Array;
  readonly count: number;
}

/** Within this share of the prior's probability from an end, a value is at the bound. */
const AT_BOUND = 0.005;

/**
 * Calibrated values at a bound of their prior. Left out are whole and chosen numbers, ends that the prior does not
 * have, and parameters that only noise takes: less noise is no misfit.
 */
export function parametersAtBound(
  { parameters, outputs }: Pick<Declaration, 'parameters' | 'outputs'>,
  values: Readonly<Record<string, number>>,
): BoundParameter[] {
  const ofNoise = new Set(
    Object.values(outputs).flatMap(({ noise }) => Object.values(noise ?? {}).map(String)),
  );
  return Object.entries(parameters).flatMap(([name, { prior, meaning, unit }]) => {
    const value = values[name];
    if (value === undefined || ofNoise.has(name)) return [];
    if (prior.kind === 'integer' || prior.kind === 'choice') return [];
    const { low, high, cdf } = priorDistribution(prior);
    const place = cdf(value);
    const isLow = place < 0.5;
    const limit = isLow ? low : high;
    // A log-normal prior has no least value that somebody chose.
    const isChosen = Number.isFinite(limit) && prior.kind !== 'log-normal' && low < high;
    if (!isChosen || Math.min(place, 1 - place) > AT_BOUND) return [];
    return [{ name, meaning, unit, value, bound: isLow ? 'low' : 'high', limit } as const];
  });
}

export function identifiedParameters(
  { parameters }: Pick<Declaration, 'parameters'>,
  { sets, count }: ParameterSets,
): Identifiability {
  return checkIdentifiability({
    names: Object.keys(parameters),
    priors: Object.values(parameters).map(({ prior }) => prior),
    sets,
    count,
  });
}
