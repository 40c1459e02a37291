import type { Dataset } from '../../data/dataset.ts';
import type { DatasetSummary } from '../../data/summarise.ts';
import type { Result } from '../contract/methods.ts';

type DataSummary = Extract<Result<'data.import'>['outcome'], { kind: 'saved' }>['summary'];

/** What a window sees of the data in use. `name`: in the project. */
export function dataSummary(
  name: string,
  { timeUnit, trajectories, rows, series }: DatasetSummary,
): DataSummary {
  const dates = series.flatMap(({ firstDate, lastDate }) =>
    firstDate === null || lastDate === null ? [] : [firstDate, lastDate],
  );
  dates.sort();
  return {
    name,
    timeUnit: timeUnit satisfies Dataset['timeUnit'],
    trajectories,
    rows: rows.longest,
    firstDate: dates[0] ?? null,
    lastDate: dates.at(-1) ?? null,
    series: series.map((one) => ({
      name: one.name,
      column: one.column,
      role: one.role,
      use: one.use,
      unit: one.unit,
      missing: one.missing,
      min: one.min,
      max: one.max,
      mean: one.mean,
    })),
  };
}
