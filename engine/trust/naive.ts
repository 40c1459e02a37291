/**
 * The forecasts that cost nothing, which a simulator must beat to be worth its trouble: rows of a registry.
 *
 * Each is a normal forecast whose spread grows with the horizon as derived for that method in Hyndman and
 * Athanasopoulos, Forecasting: Principles and Practice (3rd ed., section 5.5), with sigma estimated from the
 * method's own one-step residuals on the history it is given. The normal form is used rather than empirical
 * quantiles per horizon because an origin has often fewer than a hundred residuals, too few for 1 % and 99 %.
 */

import { normalQuantile } from '../calibrate/special.ts';
import { HUB_ALPHAS, type QuantileForecast } from '../score/interval-score.ts';

/** Centre and standard deviation of the forecast h rows ahead (h = 1, 2, ...). */
export interface NormalForecast {
  readonly mean: (horizon: number) => number;
  readonly sd: (horizon: number) => number;
}

export interface NaiveMethod {
  readonly name: 'last-value' | 'same-period-last-season' | 'drift';
  /** In the planner's words. */
  readonly label: (timeUnit: string) => string;
  /**
   * Forecast after the last row of `history` (NaN where not observed). `period`: rows in a season, absent
   * where the time unit has none. Undefined where the history is too short for this method.
   */
  readonly fit: (history: Float64Array, period: number | undefined) => NormalForecast | undefined;
}

export const NAIVE_METHODS: readonly NaiveMethod[] = [
  { name: 'last-value', label: () => 'last value', fit: lastValue },
  { name: 'same-period-last-season', label: seasonLabel, fit: lastSeason },
  { name: 'drift', label: () => 'straight line on (drift)', fit: drift },
];

const SEASONS: Readonly<Record<string, { readonly length: number; readonly label: string }>> = {
  minute: { length: 1440, label: 'same minute yesterday' },
  hour: { length: 24, label: 'same hour yesterday' },
  day: { length: 7, label: 'same day last week' },
  week: { length: 52, label: 'same week last year' },
  month: { length: 12, label: 'same month last year' },
};

/** Rows in a season of data whose rows are `step` time units apart; undefined where it is not a whole number > 1. */
export function seasonLength(timeUnit: string, step: number): number | undefined {
  const rows = (SEASONS[timeUnit]?.length ?? 0) / step;
  return Number.isInteger(rows) && rows > 1 ? rows : undefined;
}

/** The forecast `horizon` rows ahead as median and the intervals of the forecast hubs. */
export function naiveForecastAt(
  forecast: NormalForecast,
  horizon: number,
  kind: OutputKind,
): QuantileForecast {
  const at = (deviate: number) => valueAt(forecast, horizon, deviate, kind);
  return {
    median: at(0),
    intervals: HUB_DEVIATES.map(({ alpha, deviate }) => ({
      alpha,
      low: at(-deviate),
      high: at(deviate),
    })),
  };
}

/** The same forecast as 200 equally likely values in ascending order, for scores that take an ensemble. */
export function naiveEnsembleAt(
  forecast: NormalForecast,
  horizon: number,
  kind: OutputKind,
): Float64Array {
  return ENSEMBLE_DEVIATES.map((deviate) => valueAt(forecast, horizon, deviate, kind));
}

// Computed once: the same levels are asked for at every point.
const HUB_DEVIATES = HUB_ALPHAS.map((alpha) => ({ alpha, deviate: -normalQuantile(alpha / 2) }));
const ENSEMBLE_DEVIATES = Float64Array.from({ length: 200 }, (_, i) =>
  normalQuantile((i + 0.5) / 200),
);

type OutputKind = 'count' | 'continuous' | 'proportion';

/** In the range of the output: counts from 0, proportions from 0 to 1. */
function valueAt(
  forecast: NormalForecast,
  horizon: number,
  deviate: number,
  kind: OutputKind,
): number {
  const value = forecast.mean(horizon) + forecast.sd(horizon) * deviate;
  if (kind === 'continuous') return value;
  return Math.min(kind === 'proportion' ? 1 : Number.POSITIVE_INFINITY, Math.max(0, value));
}

function seasonLabel(timeUnit: string): string {
  return SEASONS[timeUnit]?.label ?? 'same row last season';
}

/** y(T+h) = y(T), sd = sigma sqrt(h). */
function lastValue(history: Float64Array): NormalForecast | undefined {
  const last = lastObserved(history);
  const sigma = rootMeanSquare(steps(history), 0);
  if (last === undefined || sigma === undefined) return undefined;
  return {
    mean: () => last.value,
    sd: (horizon) => sigma * Math.sqrt(horizon + last.age),
  };
}

/** y(T+h) = y(T+h-m(k+1)), sd = sigma sqrt(k+1), k = floor((h-1)/m). */
function lastSeason(history: Float64Array, period: number | undefined): NormalForecast | undefined {
  if (period === undefined || history.length < 2 * period) return undefined;
  const differences: number[] = [];
  for (let row = period; row < history.length; row++) {
    const difference = history[row]! - history[row - period]!;
    if (Number.isFinite(difference)) differences.push(difference);
  }
  const sigma = rootMeanSquare(differences, 0);
  // One observation for every position in the season, from the newest season that has it.
  const newest = Array.from({ length: period }, (_, position) => {
    for (let age = 0; age * period < history.length; age++) {
      const value = history[history.length - period * (age + 1) + position];
      if (value !== undefined && Number.isFinite(value)) return { value, age };
    }
    return undefined;
  });
  if (sigma === undefined || newest.some((entry) => entry === undefined)) return undefined;
  const entry = (horizon: number) => newest[(horizon - 1) % period]!;
  return {
    mean: (horizon) => entry(horizon).value,
    sd: (horizon) => sigma * Math.sqrt(Math.floor((horizon - 1) / period) + 1 + entry(horizon).age),
  };
}

/** y(T+h) = y(T) + h b, b the mean step of the history, sd = sigma sqrt(h (1 + h / (T - 1))). */
function drift(history: Float64Array): NormalForecast | undefined {
  const last = lastObserved(history);
  const first = history.findIndex(Number.isFinite);
  if (last === undefined || history.length - 1 - last.age <= first + 1) return undefined;
  const length = history.length - 1 - last.age - first;
  const slope = (last.value - history[first]!) / length;
  const sigma = rootMeanSquare(steps(history, slope), 1);
  if (sigma === undefined) return undefined;
  const ahead = (horizon: number) => horizon + last.age;
  return {
    mean: (horizon) => last.value + slope * ahead(horizon),
    sd: (horizon) => sigma * Math.sqrt(ahead(horizon) * (1 + ahead(horizon) / length)),
  };
}

function lastObserved(history: Float64Array): { value: number; age: number } | undefined {
  const row = history.findLastIndex(Number.isFinite);
  return row < 0 ? undefined : { value: history[row]!, age: history.length - 1 - row };
}

/** One-step residuals; a step over a gap of g rows counts as one step of a random walk: divided by sqrt(g). */
function steps(history: Float64Array, slope = 0): number[] {
  const result: number[] = [];
  let previous = -1;
  for (let row = 0; row < history.length; row++) {
    if (!Number.isFinite(history[row])) continue;
    if (previous >= 0) {
      const gap = row - previous;
      result.push((history[row]! - history[previous]! - slope * gap) / Math.sqrt(gap));
    }
    previous = row;
  }
  return result;
}

/** sqrt(sum e^2 / (n - fitted)); undefined with fewer than two residuals more than fitted parameters. */
function rootMeanSquare(residuals: readonly number[], fitted: number): number | undefined {
  if (residuals.length < fitted + 2) return undefined;
  const sum = residuals.reduce((total, residual) => total + residual * residual, 0);
  return Math.sqrt(sum / (residuals.length - fitted));
}
