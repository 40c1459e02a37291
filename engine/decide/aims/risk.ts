/** What of all outcomes counts, as one number: the mean, a quantile, or the mean of the worst ones. */
import { quantileOfSorted } from '../../score/quantiles.ts';
import type { Objective, Risk } from '../schemas/aim.ts';
import { clusterMean, type Estimate, meanOf, type RunValues } from './estimate.ts';

/**
 * Worst by the direction. quantile of level p: what a share p of outcomes reaches or betters. cvar of level p: mean of the
 * worst 1 - p (Rockafellar & Uryasev 2000). Runs that broke are left out; NaN where all did.
 */
export function riskOf(risk: Risk, direction: Objective['direction'], runs: RunValues): Estimate {
  if (risk.kind === 'mean') return meanOf(runs);
  if (direction === 'minimise') return ofLosses(risk, runs);
  const { value, low, high, ...rest } = ofLosses(risk, {
    ...runs,
    values: runs.values.map((one) => -one),
  });
  return { ...rest, value: -value, low: -high, high: -low };
}

function ofLosses(risk: Exclude<Risk, { kind: 'mean' }>, runs: RunValues): Estimate {
  const sorted = runs.values.filter((value) => !Number.isNaN(value)).sort();
  return risk.kind === 'quantile'
    ? quantile(risk.level, runs, sorted)
    : worstMean(risk.level, runs, sorted);
}

/** Its range is that of the share of runs below it, carried over (Woodruff 1952). */
function quantile(level: number, { values, block }: RunValues, sorted: Float64Array): Estimate {
  const value = quantileOfSorted(sorted, level);
  const isBelow = values.map((one) => (Number.isNaN(one) ? one : Number(one <= value)));
  const { value: share, error, deviate, runs } = clusterMean({ values: isBelow, block });
  // All below, or but one: nothing between the blocks is seen.
  const least = Math.sqrt((level * (1 - level)) / runs);
  const half = deviate * (share < 1 && error > 0 ? error : least);
  const at = (part: number) => quantileOfSorted(sorted, part);
  const [low, high] = [at(level - half), at(level + half)];
  return { value, low, high, error: (high - low) / (2 * deviate), runs };
}

/**
 * Of n values in ascending order v = x_(ceil(p n)) minimises v + E max(0, x - v) / (1 - p), and the minimum is the CVaR
 * (ibid., theorem 1); the error is that of the mean of v + max(0, x - v) / (1 - p), as if v were known (Trindade et al. 2007).
 */
function worstMean(level: number, { values, block }: RunValues, sorted: Float64Array): Estimate {
  const at = Math.max(0, Math.ceil(level * sorted.length - 1e-9) - 1);
  const v = sorted[at] ?? Number.NaN;
  return meanOf({ values: values.map((x) => v + Math.max(0, x - v) / (1 - level)), block });
}
