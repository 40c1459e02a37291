/** What a proposer may know: the words, and the columns with figures of the rows that are not held out. */
import type { Dataset, Series } from '../data/dataset.ts';
import type { Declaration } from '../simulator/declaration.ts';
import { type Clues, readClues } from './clues.ts';
import { readRules, type StatedRule } from './rules/stated-rule.ts';

export interface Setting {
  readonly title: string;
  /** What the planner said of the system, as it was said. */
  readonly words: string;
  readonly timeUnit: Declaration['time']['unit'];
  /** Series in the order of the file, without ignored ones. */
  readonly series: readonly (Series & { readonly statistics: SeriesStatistics })[];
  /** Of the longest trajectory. */
  readonly rows: number;
  readonly trajectories: number;
  readonly clues: Clues;
  /** What the person says must always hold ('beds never exceed 20'). */
  readonly rules: readonly StatedRule[];
}

/** Of the rows that may be looked at (never the held-out ones). */
interface SeriesStatistics {
  readonly first: number;
  readonly mean: number;
  readonly min: number;
  readonly max: number;
  /** Standard deviation. */
  readonly spread: number;
}

/** `dataset` holds the training rows only. */
export function createSetting(title: string, description: string, dataset: Dataset): Setting {
  const names = dataset.series.map(({ name }) => name);
  return {
    title,
    words: description,
    timeUnit: dataset.timeUnit,
    rows: Math.max(0, ...dataset.trajectories.map(({ rows }) => rows)),
    trajectories: dataset.trajectories.length,
    clues: readClues(description),
    rules: readRules(description, names),
    series: dataset.series.map((series) => ({
      ...series,
      statistics: statisticsOf(dataset, series.name),
    })),
  };
}

/**
 * The setting with sentences that the person told while the search went on: proposers see them. Facts and rules stay
 * those of the beginning, for all structures are judged by the same ones.
 */
export function withTold(setting: Setting, told: readonly string[]): Setting {
  if (told.length === 0) return setting;
  const words = [setting.words, ...told].join('\n');
  return { ...setting, words, clues: { ...readClues(words), facts: setting.clues.facts } };
}

function statisticsOf({ trajectories }: Dataset, name: string): SeriesStatistics {
  const values = trajectories.flatMap((trajectory) =>
    [...(trajectory.values[name] ?? [])].filter(Number.isFinite),
  );
  if (values.length === 0) return { first: 0, mean: 0, min: 0, max: 0, spread: 0 };
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return {
    first: values[0] ?? 0,
    mean,
    min: values.reduce((low, value) => Math.min(low, value), Number.POSITIVE_INFINITY),
    max: values.reduce((top, value) => Math.max(top, value), Number.NEGATIVE_INFINITY),
    spread: Math.sqrt(squares / values.length),
  };
}
