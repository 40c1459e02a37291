/** From the rows of runs to one number a run for each metric. */
import type { Metric } from '../schemas/aim.ts';
import type { Means } from '../schemas/means.ts';
import { type Column, type RunTable, seriesReader } from './run-rows.ts';

/** Writes metric m of a run to `into[m][at]`; NaN where the run broke. */
export type ReadMetrics = (
  table: RunTable,
  run: number,
  into: readonly Float64Array[],
  at: number,
) => void;

/** `changes`: costs by row of what is done. Metrics of a quantity that is not known are NaN. */
export function metricsReader(
  metrics: readonly Metric[],
  columns: ReadonlyMap<string, Column>,
  means: Means,
  changes: Float64Array,
): ReadMetrics {
  const groups = Map.groupBy(metrics.keys(), (m) => JSON.stringify(metrics[m]?.series));
  const readers = [...groups.values()].map((numbers) => {
    const own = numbers.flatMap((m) => {
      const metric = metrics[m];
      return metric === undefined ? [] : [{ m, metric }];
    });
    const [first] = own;
    const read = first && seriesReader(first.metric.series, columns, means, changes);
    return { read, own };
  });
  let series = new Float64Array(0);
  return (table, run, into, at) => {
    if (series.length !== table.rows) series = new Float64Array(table.rows);
    const broke = Number.isNaN(table.values[((run + 1) * table.rows - 1) * table.width]!);
    for (const { read, own } of readers) {
      if (!broke) read?.(table, run, series);
      for (const { m, metric } of own)
        into[m]![at] = broke || read === undefined ? Number.NaN : metricOf(metric, series);
    }
  };
}

/** Of a series of at least one row. */
export function metricOf(
  { how, level }: Pick<Metric, 'how' | 'level'>,
  series: Float64Array,
): number {
  switch (how) {
    case 'mean':
      return sumOf(series) / series.length;
    case 'total':
      return sumOf(series);
    case 'peak':
      return series.reduce((highest, value) => Math.max(highest, value), Number.NEGATIVE_INFINITY);
    case 'lowest':
      return series.reduce((lowest, value) => Math.min(lowest, value), Number.POSITIVE_INFINITY);
    case 'last':
      return series.at(-1) ?? Number.NaN;
    case 'time-above':
      return countOf(series, (value) => value > (level ?? Number.NaN));
    case 'time-below':
      return countOf(series, (value) => value < (level ?? Number.NaN));
    default:
      return how satisfies never;
  }
}

function sumOf(series: Float64Array): number {
  let sum = 0;
  for (let row = 0; row < series.length; row++) sum += series[row]!;
  return sum;
}

function countOf(series: Float64Array, holds: (value: number) => boolean): number {
  let count = 0;
  for (let row = 0; row < series.length; row++) if (holds(series[row]!)) count++;
  return count;
}
