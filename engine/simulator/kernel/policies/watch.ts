/** What a policy looks at (Watch), with names looked up. */
import type { Watch } from '../lever-policy.ts';
import { observedAt, type Ruled, settingAt } from './ruled.ts';

export interface BoundWatch {
  /** By term: number of the output. */
  readonly outputs: readonly number[];
  readonly weights: readonly number[];
  readonly delay: number;
  readonly window: number;
  readonly underway: number;
}

/** Throws an Error `unknown output in policy: ...`, and for counts of steps that are none. */
export function bindWatch(watch: Watch, outputs: readonly string[]): BoundWatch {
  const { terms, delay = 0, window = 1, underway = 0 } = watch;
  if (terms.length === 0) throw new Error('terms of a policy: none, must be one at least');
  const indexes = terms.map(({ output }) => {
    const index = outputs.indexOf(output);
    if (index < 0) throw new Error(`unknown output in policy: ${output}`);
    return index;
  });
  checkSteps('delay', delay, 0);
  checkSteps('window', window, 1);
  checkSteps('underway', underway, 0);
  return { outputs: indexes, weights: terms.map(({ weight }) => weight), delay, window, underway };
}

export function checkSteps(name: string, value: number, least: number): void {
  if (!(Number.isInteger(value) && value >= least))
    throw new Error(`${name} of a policy: ${value}, must be whole and at least ${least}`);
}

/** Its value in step t for the policy of this slot; NaN: nothing was observed. */
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
