import { observedAt, type Ruled, settingAt } from './ruled.ts';
import type { BoundWatch } from './watch.ts';

/** What a policy sees in step t; `slot`: of the policy itself. NaN: nothing was observed. */
export function watched(watch: BoundWatch, t: number, ruled: Ruled, slot: number): number {
  const newest = t - 1 - watch.delay;
  const oldest = Math.max(0, newest - watch.window + 1);
  let sum = 0;
  let count = 0;
  for (let row = oldest; row <= newest; row++) {
    const value = weighted(watch, row, ruled);
    if (Number.isNaN(value)) continue;
    sum += value;
    count++;
  }
  let underway = 0;
  for (let row = Math.max(1, t - watch.underway); row < t; row++)
    underway += settingAt(ruled, row, slot);
  return (count === 1 ? sum : sum / count) + underway;
}

function weighted({ outputs, weights }: BoundWatch, row: number, ruled: Ruled): number {
  let sum = 0;
  for (let k = 0; k < outputs.length; k++) sum += weights[k]! * observedAt(ruled, row, outputs[k]!);
  return sum;
}
