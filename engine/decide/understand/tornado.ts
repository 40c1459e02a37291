/**
 * What drives the outcome, from runs that exist: the mean outcome of the draws with the least and with the greatest values of
 * each factor, all others as they come. Where factors go together a swing is of all that goes along with the factor.
 */
import { quantiles } from '../../score/quantiles.ts';
import type { Factor, Runs } from './factor.ts';
import { columnOf, failedOf, meanOf, rowMeans, succeeded, varianceOf } from './rows.ts';
import { isClear } from './told-from-chance.ts';

interface TornadoEnd {
  /** Of the factor. */
  readonly value: number;
  /** Mean over the runs that did not fail, in units of the outcome; NaN where all failed. */
  readonly outcome: number;
  /** Standard error: what more runs would narrow. NaN where it cannot be told. */
  readonly error: number;
}

export interface TornadoRow {
  readonly factor: Factor;
  /** The end of the least and of the greatest value; of options that of the least and of the greatest outcome. */
  readonly low: TornadoEnd;
  readonly high: TornadoEnd;
  /** Outcome at the high end less that at the low end. */
  readonly swing: number;
  /** Standard error of the swing. */
  readonly error: number;
  /** False: the swing cannot be told from chance. */
  readonly clear: boolean;
}

export interface Tornado {
  /** Of all draws. */
  readonly middle: { readonly outcome: number; readonly error: number };
  /** Largest swing first; what is unknown as everything failed at an end comes first of all. */
  readonly rows: readonly TornadoRow[];
  /** Runs that failed, of all. */
  readonly failed: number;
  readonly runs: number;
}

/** `share` of the draws at each end, 0..0.5, default 0.1. A factor that does not vary is left out. */
export function tornado(runs: Runs, { share = 0.1 } = {}): Tornado {
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
  const all = [...values.keys()].filter((row) => isIn(values[row]!));
  const rows = all.filter((row) => !Number.isNaN(level[row]!));
  return {
    // Where every run failed, it is told at which value.
    value: meanOf((rows.length > 0 ? rows : all).map((row) => values[row]!)),
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

/** Differences that a row is the largest of: all pairs of options. */
function differencesOf({ options }: Factor): number {
  return options === undefined ? 1 : (options.length * (options.length - 1)) / 2;
}

/** Largest first. */
function bySwing(rows: readonly TornadoRow[]): TornadoRow[] {
  const size = ({ swing }: TornadoRow): number =>
    Number.isNaN(swing) ? Number.POSITIVE_INFINITY : Math.abs(swing);
  return [...rows].sort((a, b) => (size(a) === size(b) ? 0 : size(b) - size(a)));
}

/** Mean and its standard error. */
function levelOf(values: Float64Array): { outcome: number; error: number } {
  const kept = succeeded(values);
  return { outcome: meanOf(kept), error: Math.sqrt(varianceOf(kept) / kept.length) };
}
