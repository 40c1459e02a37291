/**
 * Which rows a model may see and which it is judged by. All index arithmetic of the studio's splits is here.
 *
 * Conventions: rows count from 0; a range holds rows from <= row < to. An origin is the LAST row that may be
 * seen, as in `SimulationRequest.mode.origin`: training rows 0 .. origin, test rows origin + 1 .. origin + horizon.
 */
import { createRandom } from '../simulator/kernel/samplers.ts';
import { purposeOf } from '../simulator/kernel/streams.ts';
import { DataError } from './data-error.ts';
import type { Dataset } from './dataset.ts';

/** Rows from <= row < to. */
export interface RowRange {
  readonly from: number;
  readonly to: number;
}

export interface TimeSplit {
  readonly train: RowRange;
  readonly test: RowRange;
}

export interface RollingOrigin extends TimeSplit {
  /** Last training row. */
  readonly origin: number;
}

/** The last `heldOut` rows are the test; at least 2 rows stay to learn from. Throws DataError `split`. */
export function splitByTime(rows: number, heldOut: number): TimeSplit {
  const cut = rows - requireWhole('held-out rows', heldOut, 0, rows - 2);
  return { train: { from: 0, to: cut }, test: { from: cut, to: rows } };
}

/**
 * Forecast origins `first`, `first + step`, ... as long as a full horizon follows (rolling-origin evaluation,
 * Tashman 2000). Throws DataError `split` when not even the first has one.
 */
export function rollingOrigins(
  rows: number,
  plan: { readonly first: number; readonly horizon: number; readonly step: number },
): readonly RollingOrigin[] {
  const horizon = requireWhole('horizon', plan.horizon, 1, rows - 1);
  const first = requireWhole('first origin', plan.first, 0, rows - 1 - horizon);
  const step = requireWhole('step', plan.step, 1, Number.MAX_SAFE_INTEGER);
  const count = Math.floor((rows - 1 - horizon - first) / step) + 1;
  return Array.from({ length: count }, (_, i) => {
    const origin = first + i * step;
    return {
      origin,
      train: { from: 0, to: origin + 1 },
      test: { from: origin + 1, to: origin + 1 + horizon },
    };
  });
}

/** Ranges of `length` rows that begin at 0, stride, 2 stride, ...; only full ones. Throws DataError `split`. */
export function windowsOf(rows: number, length: number, stride: number): readonly RowRange[] {
  requireWhole('window length', length, 1, rows);
  requireWhole('stride', stride, 1, Number.MAX_SAFE_INTEGER);
  const count = Math.floor((rows - length) / stride) + 1;
  return Array.from({ length: count }, (_, i) => ({ from: i * stride, to: i * stride + length }));
}

/** fractions: of all trajectories, summing to at most 1; counts: numbers of trajectories. */
export interface Shares {
  readonly kind: 'fractions' | 'counts';
  readonly train: number;
  readonly validation: number;
  readonly test: number;
}

export interface TrajectorySplit {
  /** Positions in `dataset.trajectories`, ascending; the three are disjoint. */
  readonly train: readonly number[];
  readonly validation: readonly number[];
  readonly test: readonly number[];
}

/**
 * Trajectories in random order cut into three parts; the same seed gives the same parts. Fractions are rounded
 * down, except that what they leave of a sum of 1 goes to training. Throws DataError `split`.
 */
export function splitTrajectories(count: number, shares: Shares, seed: number): TrajectorySplit {
  const sizes = sizesOf(count, shares);
  const order = Array.from({ length: count }, (_, i) => i);
  const random = createRandom(1);
  random.open(0, seed, 0, purposeOf('data/split-trajectories'), 0);
  random.source.shuffle(order);
  const part = (from: number, size: number) => order.slice(from, from + size).sort((a, b) => a - b);
  return {
    train: part(0, sizes.train),
    validation: part(sizes.train, sizes.validation),
    test: part(sizes.train + sizes.validation, sizes.test),
  };
}

function sizesOf(count: number, { kind, train, validation, test }: Shares) {
  const parts = [train, validation, test];
  if (parts.some((part) => !(part >= 0)))
    throw wrong('shares', parts.join(', '), 'not be negative');
  const sum = train + validation + test;
  if (kind === 'counts') {
    for (const part of parts) requireWhole('trajectories', part, 0, count);
    if (sum > count) throw wrong('trajectories', sum, `be at most ${count} in all`);
    return { train, validation, test };
  }
  if (sum > 1 + 1e-9) throw wrong('fractions', sum, 'sum to at most 1');
  const floor = (fraction: number) => Math.floor(fraction * count + 1e-9);
  const others = floor(validation) + floor(test);
  return {
    train: sum > 1 - 1e-9 ? count - others : floor(train),
    validation: floor(validation),
    test: floor(test),
  };
}

/** The dataset with these rows of every trajectory; trajectories that have none of them are left out. */
export function takeRows(dataset: Dataset, { from, to }: RowRange): Dataset {
  const trajectories = dataset.trajectories
    .filter(({ rows }) => rows > from)
    .map((trajectory) => ({
      ...trajectory,
      rows: Math.min(to, trajectory.rows) - from,
      ...(trajectory.dates && { dates: trajectory.dates.slice(from, to) }),
      values: Object.fromEntries(
        Object.entries(trajectory.values).map(([name, values]) => [name, values.slice(from, to)]),
      ),
    }));
  return { ...dataset, trajectories };
}

export function takeTrajectories(dataset: Dataset, positions: readonly number[]): Dataset {
  const trajectories = positions.map((position) => {
    const found = dataset.trajectories[position];
    if (!found) throw wrong('trajectory', position, `be below ${dataset.trajectories.length}`);
    return found;
  });
  return { ...dataset, trajectories };
}

function requireWhole(noun: string, value: number, low: number, high: number): number {
  if (Number.isInteger(value) && value >= low && value <= high) return value;
  const most = high === Number.MAX_SAFE_INTEGER ? `${low} or more` : `within ${low} .. ${high}`;
  throw wrong(
    noun,
    value,
    high < low ? 'be possible: there are too few rows' : `be a whole number ${most}`,
  );
}

function wrong(noun: string, value: number | string, must: string): DataError {
  return new DataError('split', `${noun}: ${value}`, { hint: `It must ${must}.` });
}
