/**
 * What drives the outcome, one factor at a time: the outcome at both ends of each factor's range with all others at their
 * middle. All points share their random numbers, so that a swing is the factor's and not luck.
 */
import type { Evaluate, Factor, Outcomes } from './factor.ts';
import { failedOf, meanOf, succeeded, varianceOf } from './rows.ts';
import { isClear } from './told-from-chance.ts';

/** The calibrated range of a factor, in its own unit. */
export interface FactorRange extends Factor {
  /** 10 %, 50 % and 90 % quantile. Of options only the middle is read: every other one is tried. */
  readonly low: number;
  readonly middle: number;
  readonly high: number;
}

export interface TornadoEnd {
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
  /** With every factor at its middle; of existing runs: as they come. */
  readonly middle: { readonly outcome: number; readonly error: number };
  /** Largest swing first; what is unknown as everything failed at an end comes first of all. */
  readonly rows: readonly TornadoRow[];
  /** Runs that failed, of all. */
  readonly failed: number;
  readonly runs: number;
}

/** One call of `evaluate`. Ranges of no width are left out: they cannot swing. */
export async function tornado(
  ranges: readonly FactorRange[],
  evaluate: Evaluate,
): Promise<Tornado> {
  const middle = Float64Array.from(ranges, (range) => range.middle);
  const arms = ranges.flatMap((range, index) =>
    endsOf(range).map((value) => ({ range, index, value })),
  );
  const points = [middle, ...arms.map(({ index, value }) => middle.with(index, value))];
  const outcomes = await evaluate(
    Float64Array.from(points.flatMap((point) => [...point])),
    points.length,
  );
  const runsAt = (point: number): Float64Array => runsOf(outcomes, point);
  const places = (range: FactorRange): Place[] =>
    arms.flatMap((arm, k) =>
      arm.range === range ? [{ value: arm.value, runs: runsAt(k + 1) }] : [],
    );
  const swinging = ranges.filter((range) => places(range).length > 0);
  const told = swinging.reduce((sum, range) => sum + differencesOf(range), 0);
  const rows = swinging.map((range) => {
    if (range.options === undefined) return rowOf(range, places(range), told);
    const all = [{ value: range.middle, runs: runsAt(0) }, ...places(range)];
    return rowOf(range, extremes(all), told);
  });
  return {
    middle: levelOf(runsAt(0)),
    rows: bySwing(rows),
    failed: failedOf(outcomes.values),
    runs: outcomes.values.length,
  };
}

/** Differences that a row is the largest of: all pairs of options. */
export function differencesOf({ options }: Factor): number {
  return options === undefined ? 1 : (options.length * (options.length - 1)) / 2;
}

/** Largest first. */
export function bySwing(rows: readonly TornadoRow[]): TornadoRow[] {
  const size = ({ swing }: TornadoRow): number =>
    Number.isNaN(swing) ? Number.POSITIVE_INFINITY : Math.abs(swing);
  return [...rows].sort((a, b) => (size(a) === size(b) ? 0 : size(b) - size(a)));
}

/** Mean and its standard error. */
export function levelOf(values: Float64Array): { outcome: number; error: number } {
  const kept = succeeded(values);
  return { outcome: meanOf(kept), error: Math.sqrt(varianceOf(kept) / kept.length) };
}

interface Place {
  readonly value: number;
  readonly runs: Float64Array;
}

function endsOf({ low, middle, high, options }: FactorRange): number[] {
  if (options === undefined) return high > low ? [low, high] : [];
  return options.map((_, option) => option).filter((option) => option !== middle);
}

function runsOf({ values, replications }: Outcomes, point: number): Float64Array {
  return values.subarray(point * replications, (point + 1) * replications);
}

/** The places of the least and of the greatest outcome. */
function extremes(places: readonly Place[]): Place[] {
  const level = ({ runs }: Place): number => levelOf(runs).outcome;
  const order = [...places].sort((a, b) => level(a) - level(b));
  return [order.at(0), order.at(-1)].filter((place) => place !== undefined);
}

function rowOf(factor: FactorRange, places: readonly Place[], told: number): TornadoRow {
  const [low, high] = places as [Place, Place];
  const pairs = succeeded(high.runs.map((value, r) => value - low.runs[r]!));
  const { outcome: swing, error } = levelOf(pairs);
  const { name, options } = factor;
  return {
    factor: { name, ...(options && { options }) },
    low: { value: low.value, ...levelOf(low.runs) },
    high: { value: high.value, ...levelOf(high.runs) },
    swing,
    error,
    clear: isClear(swing, error, pairs.length - 1, told),
  };
}
