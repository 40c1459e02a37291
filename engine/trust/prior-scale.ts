/**
 * The scale on which a parameter's uncertainty is measured: its own, or its logarithm where the prior is one of logarithms.
 */
import { priorDistribution } from '../calibrate/prior.ts';
import type { Prior } from '../simulator/declaration.ts';

export interface PriorScale {
  readonly logarithmic: boolean;
  /** A value of the parameter on this scale. */
  readonly of: (value: number) => number;
  /** Mean and standard deviation of the prior; 0 where it has a single value. */
  readonly mean: number;
  readonly sd: number;
  /** Least and greatest value of the prior; infinite where there is no bound. */
  readonly low: number;
  readonly high: number;
}

/** Quantiles that stand for the prior. */
const LEVELS = 4000;

/** Throws CalibrationError 'bad-prior'. */
export function priorScale(prior: Prior): PriorScale {
  const { low, high, quantile } = priorDistribution(prior);
  const logarithmic = prior.kind === 'log-uniform' || prior.kind === 'log-normal';
  const of = logarithmic ? Math.log : (value: number) => value;
  const values = Float64Array.from({ length: LEVELS }, (_, k) => of(quantile((k + 0.5) / LEVELS)));
  const mean = values.reduce((sum, value) => sum + value, 0) / LEVELS;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / LEVELS;
  const sd = low === high ? 0 : Math.sqrt(variance);
  return { logarithmic, of, mean, sd, low: of(low), high: of(high) };
}
