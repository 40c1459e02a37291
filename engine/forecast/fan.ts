/**
 * What the runs of a forecast say of one quantity: quantiles and chances (the risk, which more runs do not change), each
 * with the range in which it would lie with ever more runs (the simulation error, which more runs narrow).
 *
 * Runs come in ensembles: those of one ensemble share the numbers of the simulator and the particles that
 * they go on from, so that the error is judged from the differences between ensembles (the ratio estimator of cluster
 * sampling, Cochran 1977, eq. 10.4), and carried over to a quantile through the share of runs below it (Woodruff 1952).
 */
import { normalQuantile } from '../calibrate/special.ts';
import { type Interval, quantileOfSorted } from '../score/quantiles.ts';

/** Median and central intervals of 50, 80, 90 and 95 %. */
export const FAN_LEVELS = [0.025, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.975] as const;

/** How sure a range of simulation error is. */
const CONFIDENCE = 0.95;
const DEVIATE = normalQuantile((1 + CONFIDENCE) / 2);

/** An estimate; with ever more runs it would lie in low..high (95 % sure). */
export interface Estimate extends Interval {
  readonly value: number;
}

interface FanQuantile extends Estimate {
  readonly level: (typeof FAN_LEVELS)[number];
}

export interface Fan {
  readonly mean: number;
  /** In the order of FAN_LEVELS. */
  readonly quantiles: readonly FanQuantile[];
  /** Finite values that it rests on. */
  readonly runs: number;
}

/** Values of one quantity: one a run, ensemble after ensemble, all of `particles` runs. NaN: the run had failed. */
export interface Members {
  readonly values: Float64Array;
  readonly particles: number;
}

/** All NaN where no run has a value. */
export function fanOf({ values, particles }: Members): Fan {
  const sorted = sortedValues(values);
  const found = Float64Array.from(FAN_LEVELS, (level) => quantileOfSorted(sorted, level));
  const errors =
    particles === 1
      ? independentErrors(sorted, found)
      : shareErrors(countBelow({ values, particles }, found));
  const at = (share: number) => quantileOfSorted(sorted, Math.min(1, Math.max(0, share)));
  const quantiles = FAN_LEVELS.map((level, i) => {
    const error = DEVIATE * errors[i]!;
    return { level, value: found[i]!, low: at(level - error), high: at(level + error) };
  });
  let sum = 0;
  for (let i = 0; i < sorted.length; i++) sum += sorted[i]!;
  return { mean: sum / sorted.length, quantiles, runs: sorted.length };
}

/** Share of the runs, of those with a value, that are above the line. NaN where there are none. */
export function chanceAbove(members: Members, line: number): Estimate {
  const below = countBelow(members, Float64Array.of(line));
  const all = sumOf(below.runs);
  const value = (all - sumOf(below.hits)) / all;
  const error = DEVIATE * shareErrors(below)[0]!;
  return { value, low: Math.max(0, value - error), high: Math.min(1, value + error) };
}

/** How many runs of each ensemble have a value, and how many of them are at or below each of some lines. */
interface Counts {
  readonly runs: Float64Array;
  /** Row-major [ensembles, lines]. */
  readonly hits: Float64Array;
  readonly lines: number;
}

/** `lines`: in ascending order. */
function countBelow({ values, particles }: Members, lines: Float64Array): Counts {
  const ensembles = Math.ceil(values.length / particles);
  const runs = new Float64Array(ensembles);
  const hits = new Float64Array(ensembles * lines.length);
  for (let e = 0; e < ensembles; e++) {
    const end = Math.min((e + 1) * particles, values.length);
    for (let i = e * particles; i < end; i++) {
      const value = values[i]!;
      if (Number.isNaN(value)) continue;
      runs[e]! += 1;
      for (let line = lines.length - 1; line >= 0 && value <= lines[line]!; line--)
        hits[e * lines.length + line]! += 1;
    }
  }
  return { runs, hits, lines: lines.length };
}

/**
 * By line, the standard error of the share of runs at or below it: between ensembles, and at least what as many
 * independent runs would have where a share of 0 or 1 leaves nothing to see (one run more or less, Wilson 1927).
 */
function shareErrors({ runs, hits, lines }: Counts): Float64Array {
  const all = sumOf(runs);
  const errors = new Float64Array(lines);
  for (let line = 0; line < lines; line++) {
    let below = 0;
    let ensembles = 0;
    for (let e = 0; e < runs.length; e++) {
      below += hits[e * lines + line]!;
      if (runs[e]! > 0) ensembles++;
    }
    const share = below / all;
    let squares = 0;
    for (let e = 0; e < runs.length; e++)
      squares += (hits[e * lines + line]! - share * runs[e]!) ** 2;
    const near = (below + 1) / (all + 2);
    errors[line] =
      ensembles < 2 || below === 0 || below === all
        ? Math.sqrt((near * (1 - near)) / all)
        : Math.sqrt((ensembles / (ensembles - 1)) * squares) / all;
  }
  return errors;
}

/** Those that are numbers, in ascending order. */
function sortedValues(values: Float64Array): Float64Array {
  // NaN comes last.
  const all = values.slice().sort();
  let count = all.length;
  while (count > 0 && Number.isNaN(all[count - 1]!)) count--;
  return all.subarray(0, count);
}

/** The same where every run stands alone: then how many are at or below a line says all. `sorted`: ascending. */
function independentErrors(sorted: Float64Array, lines: Float64Array): Float64Array {
  const all = sorted.length;
  return lines.map((line) => {
    let [below, end] = [0, all];
    while (below < end) {
      const middle = (below + end) >> 1;
      if (sorted[middle]! <= line) below = middle + 1;
      else end = middle;
    }
    const near = (below + 1) / (all + 2);
    if (all < 2 || below === 0 || below === all) return Math.sqrt((near * (1 - near)) / all);
    const share = below / all;
    return Math.sqrt((share * (1 - share)) / (all - 1));
  });
}

function sumOf(values: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  return sum;
}
