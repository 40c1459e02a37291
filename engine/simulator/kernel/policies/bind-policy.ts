/** A policy checked and bound to what it sets and watches. */
import type { LeverChange } from '../interventions/lever-changes.ts';
import type { LeverPolicy } from '../lever-policy.ts';
import type { Range } from './range.ts';
import { type BoundWatch, bindWatch, checkSteps } from './watch.ts';

export interface BoundPolicy {
  readonly policy: LeverPolicy;
  readonly range: Range;
  /** In the order in which the policy names them; of a rule, clause by clause. */
  readonly watches: readonly BoundWatch[];
  /** Interventions on what it sets. */
  readonly changes: readonly LeverChange[];
}

/** Throws an Error `unknown output in policy: ...` or `noun: value` where the policy does not fit. */
export function bindPolicy(
  policy: LeverPolicy,
  range: Range,
  outputs: readonly string[],
  changes: readonly LeverChange[],
): BoundPolicy {
  const watches = watchesOf(policy).map((watch) => bindWatch(watch, outputs));
  return { policy, range, watches, changes };
}

function watchesOf(policy: LeverPolicy) {
  switch (policy.kind) {
    case 'constant':
    case 'schedule':
    case 'ramp':
      return [];
    case 'weekday':
      if (policy.values.length !== 7)
        throw new Error(`values of a policy by weekday: ${policy.values.length}, expected 7`);
      return [];
    case 'threshold':
      checkSteps('after', policy.after ?? 1, 1);
      checkSteps('least', policy.least ?? 1, 1);
      return [policy.watch];
    case 'order-up-to':
    case 'reorder':
      checkSteps('every', policy.every, 1);
      return [policy.watch];
    case 'rule':
      return policy.clauses.flatMap(({ when }) => when.map(({ watch }) => watch));
    default:
      throw new Error(`unknown policy: ${(policy satisfies never as { kind: string }).kind}`);
  }
}

/** Rows before a step that the policy looks at: 1 is the end of the step before alone. */
export function lookbackOf({ watches }: BoundPolicy): number {
  return watches.reduce((most, { delay, window }) => Math.max(most, delay + window), 1);
}

/** Whether it counts what it set before. */
export function looksAtSettings({ watches }: BoundPolicy): boolean {
  return watches.some(({ underway }) => underway > 0);
}
