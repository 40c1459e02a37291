/**
 * Numbers from runs with their simulation error. Runs come in blocks that share the numbers of the simulator and the state of
 * today, so that neighbours are alike: errors are judged from the differences between blocks (the ratio estimator of
 * cluster sampling, Cochran 1977, eq. 10.4), with Student's t for as many degrees of freedom as there are blocks but one.
 */
import { betaQuantile } from '../../calibrate/special.ts';

/** One number a run, block after block, all of `block` runs. NaN: the run broke. */
export interface RunValues {
  readonly values: Float64Array;
  readonly block: number;
}

/** With ever more runs the number would lie in low..high (95 % sure). */
export interface Estimate {
  readonly value: number;
  readonly low: number;
  readonly high: number;
  /** Standard error. */
  readonly error: number;
  /** That it rests on. */
  readonly runs: number;
}

/** How sure a range of simulation error is. */
const CONFIDENCE = 0.95;

export interface ClusterMean {
  readonly value: number;
  readonly error: number;
  readonly runs: number;
  /** Half the width of the range, in standard errors. */
  readonly deviate: number;
}

/** Of the values that are numbers. Of a single block: as if its runs were independent. */
export function clusterMean({ values, block }: RunValues): ClusterMean {
  let [sum, runs, clusters] = [0, 0, 0];
  for (let start = 0; start < values.length; start += block) {
    const before = runs;
    for (let i = start; i < Math.min(start + block, values.length); i++) {
      if (Number.isNaN(values[i]!)) continue;
      sum += values[i]!;
      runs++;
    }
    if (runs > before) clusters++;
  }
  const value = sum / runs;
  if (clusters < 2 && block > 1) return clusterMean({ values, block: 1 });
  let squares = 0;
  for (let start = 0; start < values.length; start += block) {
    let rest = 0;
    for (let i = start; i < Math.min(start + block, values.length); i++)
      if (!Number.isNaN(values[i]!)) rest += values[i]! - value;
    squares += rest * rest;
  }
  const error = Math.sqrt((clusters / (clusters - 1)) * squares) / runs;
  return { value, error, runs, deviate: studentDeviate(clusters - 1) };
}

/** Mean with its range. */
export function meanOf(runs: RunValues): Estimate {
  const { value, error, deviate, runs: count } = clusterMean(runs);
  return { value, low: value - deviate * error, high: value + deviate * error, error, runs: count };
}

/**
 * Share of the runs with value 1, of those that are 0 or 1: Wilson's interval (1927) for as many independent runs as the
 * blocks are worth (Korn & Graubard 1998), at most as many as there are.
 */
export function shareOf(runs: RunValues): Estimate {
  const { value, error, deviate, runs: all } = clusterMean(runs);
  if (!(all > 0)) return { value: Number.NaN, low: 0, high: 1, error: Number.NaN, runs: 0 };
  const worth = error > 0 ? Math.min(all, (value * (1 - value)) / error ** 2) : all;
  const z = Number.isFinite(deviate) ? deviate : studentDeviate(all);
  const scale = 1 + z ** 2 / worth;
  const middle = (value + z ** 2 / (2 * worth)) / scale;
  const half = (z / scale) * Math.sqrt((value * (1 - value)) / worth + (z / (2 * worth)) ** 2);
  return {
    value,
    low: Math.max(0, middle - half),
    high: Math.min(1, middle + half),
    error: error > 0 ? error : half / z,
    runs: all,
  };
}

const deviates = new Map<number, number>();

/** Of Student's t: the central range that holds 95 %. Infinity for no degree of freedom. */
export function studentDeviate(degrees: number): number {
  if (!(degrees > 0)) return Number.POSITIVE_INFINITY;
  const known = deviates.get(degrees);
  if (known !== undefined) return known;
  const x = betaQuantile(1 - CONFIDENCE, degrees / 2, 0.5);
  const deviate = Math.sqrt((degrees * (1 - x)) / x);
  deviates.set(degrees, deviate);
  return deviate;
}
