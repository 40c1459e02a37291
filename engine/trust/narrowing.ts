/** How much of what was possible before the data ruled out. */
import { priorDistribution } from '../calibrate/prior.ts';
import type { Interval } from '../score/quantiles.ts';
import type { Prior } from '../simulator/declaration.ts';

/** Central range of the prior that holds `level`, 0..1, of it. Throws CalibrationError 'bad-prior'. */
export function priorRange(prior: Prior, level: number): Interval {
  const { quantile } = priorDistribution(prior);
  const tail = (1 - level) / 2;
  return { low: quantile(tail), high: quantile(1 - tail) };
}

/**
 * 1 - width of the range / width of the prior's range of the same level, cut to 0..1; of logarithms where the prior is one of
 * logarithms. Null where the prior has no width.
 */
export function narrowedShare(prior: Prior, range: Interval, level: number): number | null {
  const before = widthOn(prior, priorRange(prior, level));
  if (!(before > 0)) return null;
  return Math.min(1, Math.max(0, 1 - widthOn(prior, range) / before));
}

function widthOn({ kind }: Prior, { low, high }: Interval): number {
  return kind === 'log-uniform' || kind === 'log-normal' ? Math.log(high / low) : high - low;
}
