/**
 * Interval score, weighted interval score and coverage of predictive intervals (Bracher, Ray, Gneiting & Reich
 * 2021, "Evaluating epidemic forecasts in an interval format", eqs. 1-3).
 */
import { centralInterval, type Interval, quantileOfSorted, sortAscending } from './quantiles.ts';

/** Alphas of the forecast hubs: central intervals of 98, 95, 90, 80 .. 10 %. With the median, 23 quantiles. */
export const HUB_ALPHAS: readonly number[] = [
  0.02, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9,
];

/** What a forecast says of one quantity: its median and central intervals holding 1 - alpha each. */
export interface QuantileForecast {
  readonly median: number;
  readonly intervals: readonly (Interval & { readonly alpha: number })[];
}

/** Eq. 1: width of the interval plus 2/alpha times the distance by which the observation missed it. */
export function intervalScore(interval: Interval, alpha: number, observed: number): number {
  const { low, high } = interval;
  const missed = Math.max(0, low - observed) + Math.max(0, observed - high);
  return high - low + (2 / alpha) * missed;
}

/** Eq. 2 with w_0 = 1/2 and w_k = alpha_k / 2, in the unit of the observation. */
export function weightedIntervalScore(forecast: QuantileForecast, observed: number): number {
  let sum = Math.abs(observed - forecast.median) / 2;
  for (const interval of forecast.intervals) {
    sum += (interval.alpha / 2) * intervalScore(interval, interval.alpha, observed);
  }
  return sum / (forecast.intervals.length + 0.5);
}

/** Median and central intervals of an ensemble. Sorts `members` in place. */
export function forecastOfEnsemble(
  members: Float64Array,
  alphas: readonly number[] = HUB_ALPHAS,
): QuantileForecast {
  const sorted = sortAscending(members);
  return {
    median: quantileOfSorted(sorted, 0.5),
    intervals: alphas.map((alpha) => ({ alpha, ...centralInterval(sorted, 1 - alpha) })),
  };
}

/** 1 when the observation lies in the ensemble's central interval of this level (ends included), else 0. */
export function covered(members: Float64Array, observed: number, level: number): 0 | 1 {
  const { low, high } = centralInterval(sortAscending(members), level);
  return observed >= low && observed <= high ? 1 : 0;
}

/** Share of observations inside their intervals, missing ones (NaN) left out; NaN when all are missing. */
export function intervalCoverage(
  intervals: readonly Interval[],
  observed: ArrayLike<number>,
): number {
  let inside = 0;
  let counted = 0;
  intervals.forEach(({ low, high }, i) => {
    const value = observed[i] ?? Number.NaN;
    if (Number.isNaN(value)) return;
    counted++;
    if (value >= low && value <= high) inside++;
  });
  return inside / counted;
}
