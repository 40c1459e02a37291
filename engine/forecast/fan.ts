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
  const sorted = values.filter((value) => !Number.isNaN(value)).sort();
  const quantiles = FAN_LEVELS.map((level) => {
    const value = quantileOfSorted(sorted, level);
    const error = shareError({ values, particles }, (member) => member <= value);
    const at = (share: number) => quantileOfSorted(sorted, Math.min(1, Math.max(0, share)));
    return { level, value, low: at(level - DEVIATE * error), high: at(level + DEVIATE * error) };
  });
  const mean = sorted.reduce((sum, value) => sum + value, 0) / sorted.length;
  return { mean, quantiles, runs: sorted.length };
}

/** Share of the runs, of those with a value, for which it holds. NaN where there are none. */
export function chanceOf(members: Members, holds: (value: number) => boolean): Estimate {
  const finite = members.values.filter((value) => !Number.isNaN(value));
  const value = finite.reduce((sum, one) => sum + (holds(one) ? 1 : 0), 0) / finite.length;
  const error = DEVIATE * shareError(members, holds);
  return { value, low: Math.max(0, value - error), high: Math.min(1, value + error) };
}

/**
 * Standard error of the share of runs for which it holds: between ensembles, and at least what as many independent runs
 * would have where a share of 0 or 1 leaves nothing to see (one run more or less, Wilson 1927).
 */
function shareError({ values, particles }: Members, holds: (value: number) => boolean): number {
  const clusters: { readonly runs: number; readonly hits: number }[] = [];
  for (let from = 0; from < values.length; from += particles) {
    let [runs, hits] = [0, 0];
    for (let i = from; i < Math.min(from + particles, values.length); i++) {
      if (Number.isNaN(values[i]!)) continue;
      runs++;
      if (holds(values[i]!)) hits++;
    }
    if (runs > 0) clusters.push({ runs, hits });
  }
  const all = clusters.reduce((sum, { runs }) => sum + runs, 0);
  const hits = clusters.reduce((sum, cluster) => sum + cluster.hits, 0);
  const share = hits / all;
  const near = (hits + 1) / (all + 2);
  const independent = Math.sqrt((near * (1 - near)) / all);
  if (clusters.length < 2 || hits === 0 || hits === all) return independent;
  const squares = clusters.reduce((sum, { runs, hits: of }) => sum + (of - share * runs) ** 2, 0);
  return Math.sqrt((clusters.length / (clusters.length - 1)) * squares) / all;
}
