/** Numbers of data sets made comparable: evened out, centred and scaled by what is usual among them. */
import type { ObservationScale } from '../calibrate/sbi/task.ts';
import { quantileOfSorted } from '../score/quantiles.ts';

/** No number counts as further out than this many usual distances: one wild number must not decide alone. */
const FURTHEST = 10;
/** Interquartile range of the standard normal distribution. */
const NORMAL_RANGE = 1.3489795003921634;

/**
 * Row-major [count, width] in, the same out: each column less its median, over its spread (interquartile range as a
 * standard deviation, the standard deviation where that is 0), within -10 .. 10. Columns without spread, and numbers that
 * are not there, are 0. `scales` repeat over the columns.
 */
export function standardiseColumns(
  x: Float64Array,
  count: number,
  scales?: readonly ObservationScale[],
): Float64Array {
  const width = x.length / count;
  const result = new Float64Array(x.length);
  const column = new Float64Array(count);
  for (let j = 0; j < width; j++) {
    const scale = scales?.[j % scales.length] ?? 'none';
    for (let i = 0; i < count; i++) column[i] = evened(x[i * width + j]!, scale);
    const sorted = column.filter(Number.isFinite).sort();
    const centre = quantileOfSorted(sorted, 0.5);
    const spread = spreadOf(sorted);
    if (!(spread > 0)) continue;
    for (let i = 0; i < count; i++) {
      const z = (column[i]! - centre) / spread;
      result[i * width + j] = Number.isNaN(z) ? 0 : Math.max(-FURTHEST, Math.min(FURTHEST, z));
    }
  }
  return result;
}

export function evened(value: number, scale: ObservationScale): number {
  switch (scale) {
    case 'none':
      return value;
    case 'log1p':
      return Math.sign(value) * Math.log1p(Math.abs(value));
    case 'sqrt':
      return Math.sign(value) * Math.sqrt(Math.abs(value));
    default:
      return scale satisfies never;
  }
}

function spreadOf(sorted: Float64Array): number {
  const range = quantileOfSorted(sorted, 0.75) - quantileOfSorted(sorted, 0.25);
  if (range > 0) return range / NORMAL_RANGE;
  const mean = sorted.reduce((sum, value) => sum + value, 0) / sorted.length;
  return Math.sqrt(sorted.reduce((sum, value) => sum + (value - mean) ** 2, 0) / sorted.length);
}
