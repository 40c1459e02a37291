/** What a proposer may know: the words, and the columns with figures of the rows that are not held out. */
import type { Dataset } from '../data/dataset.ts';
import { readClues } from './clues.ts';
import type { SeriesStatistics, Setting } from './composer/structure.ts';

/** `dataset` holds the training rows only. */
export function createSetting(title: string, description: string, dataset: Dataset): Setting {
  return {
    title,
    timeUnit: dataset.timeUnit,
    rows: Math.max(0, ...dataset.trajectories.map(({ rows }) => rows)),
    clues: readClues(description),
    series: dataset.series.map((series) => ({
      ...series,
      statistics: statisticsOf(dataset, series.name),
    })),
  };
}

function statisticsOf({ trajectories }: Dataset, name: string): SeriesStatistics {
  const values = trajectories.flatMap((trajectory) =>
    [...(trajectory.values[name] ?? [])].filter(Number.isFinite),
  );
  if (values.length === 0) return { first: 0, mean: 0, max: 0 };
  return {
    first: values[0] ?? 0,
    mean: values.reduce((sum, value) => sum + value, 0) / values.length,
    max: values.reduce((top, value) => Math.max(top, value), Number.NEGATIVE_INFINITY),
  };
}
