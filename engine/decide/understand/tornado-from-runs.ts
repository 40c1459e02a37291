/**
 * What drives the outcome, from runs that exist: the mean outcome of the draws with the least and with the greatest values of
 * each factor, all others as they come. Where factors go together a swing is of all that goes along with the factor.
 */
import { quantiles } from '../../score/quantiles.ts';
import type { Factor, Runs } from './factor.ts';
import { columnOf, failedOf, meanOf, rowMeans } from './rows.ts';
import { isClear } from './told-from-chance.ts';
import {
  bySwing,
  differencesOf,
  levelOf,
  type Tornado,
  type TornadoEnd,
  type TornadoRow,
} from './tornado.ts';

/** `share` of the draws at each end, 0..0.5, default 0.1. A factor that does not vary is left out. */
export function tornadoFromRuns(runs: Runs, { share = 0.1 } = {}): Tornado {
  const { factors, x, outcomes, replications } = runs;
  const level = rowMeans(outcomes, replications);
  const told = factors.reduce((sum, factor) => sum + differencesOf(factor), 0);
  const rows = factors.flatMap((factor, index) => {
    const values = columnOf(x, factors.length, index);
    const groups = factor.options
      ? groupsOfOptions(values, level, factor.options.length)
      : groupsOfEnds(values, level, share);
    return rowOf(factor, groups, told);
  });
  return {
    middle: levelOf(level),
    rows: bySwing(rows),
    failed: failedOf(outcomes),
    runs: outcomes.length,
  };
}

interface Group extends TornadoEnd {
  readonly draws: number;
}

function groupOf(
  values: Float64Array,
  level: Float64Array,
  isIn: (value: number) => boolean,
): Group {
  const rows = [...values.keys()].filter((row) => isIn(values[row]!) && !Number.isNaN(level[row]!));
  return {
    value: meanOf(rows.map((row) => values[row]!)),
    draws: rows.length,
    ...levelOf(Float64Array.from(rows, (row) => level[row]!)),
  };
}

function groupsOfEnds(values: Float64Array, level: Float64Array, share: number): Group[] {
  const [low, high] = quantiles(values, [share, 1 - share]) as [number, number];
  if (!(high > low)) return [];
  return [
    groupOf(values, level, (value) => value <= low),
    groupOf(values, level, (value) => value >= high),
  ];
}

/** Least outcome first. */
function groupsOfOptions(values: Float64Array, level: Float64Array, options: number): Group[] {
  return Array.from({ length: options }, (_, option) =>
    groupOf(values, level, (value) => value === option),
  )
    .filter(({ draws }) => draws > 0)
    .sort((a, b) => a.outcome - b.outcome);
}

function rowOf(factor: Factor, groups: readonly Group[], told: number): TornadoRow[] {
  const [low, high] = [groups.at(0), groups.at(-1)];
  if (low === undefined || high === undefined || low === high) return [];
  const swing = high.outcome - low.outcome;
  const error = Math.hypot(low.error, high.error);
  const clear = isClear(swing, error, low.draws + high.draws - 2, told);
  return [{ factor, low: endOf(low), high: endOf(high), swing, error, clear }];
}

function endOf({ value, outcome, error }: Group): TornadoEnd {
  return { value, outcome, error };
}
