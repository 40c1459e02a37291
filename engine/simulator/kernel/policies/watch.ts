/** What a policy looks at (Watch), with names looked up. */
import type { Watch } from '../lever-policy.ts';

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
