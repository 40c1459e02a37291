/** Range of a share that was counted (Wilson 1927, JASA 22, 209-212). */
import { normalQuantile } from '../../calibrate/special.ts';
import type { Interval } from '../../score/quantiles.ts';

/** `hits` of `count`, count >= 1; `level` default 0.95. */
export function wilsonInterval(hits: number, count: number, level = 0.95): Interval {
  const z = normalQuantile((1 + level) / 2);
  const share = hits / count;
  const centre = share + (z * z) / (2 * count);
  const half = z * Math.sqrt((share * (1 - share)) / count + (z / (2 * count)) ** 2);
  const scale = 1 + (z * z) / count;
  return {
    low: Math.max(0, (centre - half) / scale),
    high: Math.min(1, (centre + half) / scale),
  };
}
