/**
 * What a dataset looks like in a few numbers: for feedback, for prompts (which never see raw rows), for a
 * person's first look. Plain data: NaN is null.
 */
import { daysOf, weekdayOf } from './calendar.ts';
import type { Dataset, Series } from './dataset.ts';
import { movingAverage } from './fix-values.ts';
import { autocorrelation, average } from './series-shape.ts';

interface SeriesSummary {
  readonly name: string;
  /** Of the file. */
  readonly column: string;
  readonly role: Series['role'];
  readonly use: Series['use'];
  readonly unit: string;
  readonly kind: Series['kind'];
  /** Over all trajectories. */
  readonly rows: number;
  readonly missing: number;
  readonly min: number | null;
  readonly max: number | null;
  readonly mean: number | null;
  /** First and last date with a value; null for undated data. */
  readonly firstDate: string | null;
  readonly lastDate: string | null;
  /** Correlation with the value seven rows before, mean over trajectories; null with too few rows. */
  readonly autocorrelation7: number | null;
  /**
   * 0..1: share of the variance around the centred seven-day mean that the day of the week explains (R squared,
   * adjusted for its 6 degrees of freedom); null unless daily, dated, and at least three weeks.
   */
  readonly weeklyPattern: number | null;
}

export interface DatasetSummary {
  readonly timeUnit: Dataset['timeUnit'];
  readonly trajectories: number;
  /** Rows of the shortest and of the longest trajectory. */
  readonly rows: { readonly shortest: number; readonly longest: number };
  readonly series: readonly SeriesSummary[];
}

export function summarise(dataset: Dataset): DatasetSummary {
  const lengths = dataset.trajectories.map(({ rows }) => rows);
  return {
    timeUnit: dataset.timeUnit,
    trajectories: dataset.trajectories.length,
    rows: {
      shortest: lengths.reduce((a, b) => Math.min(a, b), lengths[0] ?? 0),
      longest: lengths.reduce((a, b) => Math.max(a, b), 0),
    },
    series: dataset.series.map((series) => summariseSeries(dataset, series)),
  };
}

function summariseSeries(dataset: Dataset, series: Series): SeriesSummary {
  const { name, column, role, use, unit, kind } = series;
  const parts = dataset.trajectories.map(({ values, dates }) => ({
    values: [...values[name]!],
    dates,
  }));
  const present = parts.flatMap(({ values }) => values).filter((value) => !Number.isNaN(value));
  const rows = parts.reduce((sum, { values }) => sum + values.length, 0);
  const dates = parts
    .flatMap((part) => part.dates?.filter((_, row) => !Number.isNaN(part.values[row]!)) ?? [])
    .sort();
  return {
    name,
    column,
    role,
    use,
    unit,
    kind,
    rows,
    missing: rows - present.length,
    min: orNull(present.reduce((a, b) => Math.min(a, b), present[0] ?? Number.NaN)),
    max: orNull(present.reduce((a, b) => Math.max(a, b), present[0] ?? Number.NaN)),
    mean: orNull(average(present)),
    firstDate: dates[0] ?? null,
    lastDate: dates.at(-1) ?? null,
    autocorrelation7: orNull(meanOfNumbers(parts.map(({ values }) => autocorrelation(values, 7)))),
    weeklyPattern: dataset.timeUnit === 'day' ? orNull(weeklyPattern(parts)) : null,
  };
}

interface Part {
  readonly values: readonly number[];
  readonly dates: readonly string[] | undefined;
}

/** One-way analysis of variance of the departures from the moving average, by day of the week. */
function weeklyPattern(parts: readonly Part[]): number {
  const departures: { day: number; value: number }[] = [];
  for (const { values, dates } of parts) {
    if (!dates) return Number.NaN;
    const trend = movingAverage(values, 7);
    // The ends have no full window: a trend there would look like a pattern.
    for (let row = 3; row < values.length - 3; row++) {
      const value = values[row]! - trend[row]!;
      if (!Number.isNaN(value)) departures.push({ day: weekdayOf(daysOf(dates[row]!)), value });
    }
  }
  const n = departures.length;
  if (n < 21) return Number.NaN;
  const mean = average(departures.map(({ value }) => value));
  const total = departures.reduce((sum, { value }) => sum + (value - mean) ** 2, 0);
  if (total === 0) return 0;
  let within = 0;
  for (let day = 0; day < 7; day++) {
    const values = departures.filter((d) => d.day === day).map((d) => d.value);
    const dayMean = average(values);
    within += values.reduce((sum, value) => sum + (value - dayMean) ** 2, 0);
  }
  return Math.max(0, 1 - within / (n - 7) / (total / (n - 1)));
}

function meanOfNumbers(values: readonly number[]): number {
  return average(values.filter((value) => !Number.isNaN(value)));
}

function orNull(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}
