/** Metrics of runs whose series were kept: asked for later, nothing is run again. */
import type { Metric } from '../schemas/aim.ts';
import type { Means } from '../schemas/means.ts';
import { metricsReader } from './read-metrics.ts';
import type { SeriesRuns } from './run-series.ts';

/**
 * By metric and run, as runCourse tells them; NaN where a run broke. Not of costs: those of changes and of the row before are not
 * among the series.
 */
export function metricsOfSeries(
  metrics: readonly Metric[],
  { series, rows: { rows }, structure: { length: runs } }: SeriesRuns,
  means: Means,
): Float64Array[] {
  const width = series.length;
  const before = Number.NaN;
  const columns = new Map(series.map(({ name }, at) => [name, { name, at, before }]));
  const read = metricsReader(metrics, columns, means, new Float64Array(rows));
  const table = { values: new Float64Array(rows * width), rows, width };
  const told = metrics.map(() => new Float64Array(runs));
  for (let run = 0; run < runs; run++) {
    series.forEach(({ values }, at) => {
      for (let row = 0; row < rows; row++)
        table.values[row * width + at] = values[row * runs + run]!;
    });
    read(table, 0, told, run);
  }
  return told;
}
