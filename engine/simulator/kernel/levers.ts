/** Lever policies: what a planner would set, knowing only what was observed at the end of the step before. */
import type { DeclaredLever } from './declared.ts';
import type { LeverPolicy } from './simulation.ts';

/** A policy bound to its lever and to the index of the output that it watches. */
export interface BoundPolicy {
  readonly policy: LeverPolicy;
  readonly lever: DeclaredLever;
  /** -1: watches nothing. */
  readonly output: number;
}

/** Throws `unknown output: ...` when the policy watches an output that is not declared. */
export function bindPolicy(
  policy: LeverPolicy,
  lever: DeclaredLever,
  outputs: readonly string[],
): BoundPolicy {
  if (policy.kind !== 'threshold' && policy.kind !== 'order-up-to')
    return { policy, lever, output: -1 };
  const output = outputs.indexOf(policy.output);
  if (output < 0) throw new Error(`unknown output in policy: ${policy.output}`);
  return { policy, lever, output };
}

/**
 * The lever's value in step t. seen: the observed value of the watched output at the end of step t - 1 (NaN: not
 * observed). memory[slot] is the policy's own memory of this run: 1 while a threshold is tripped.
 */
export function setByPolicy(
  bound: BoundPolicy,
  t: number,
  seen: number,
  memory: Uint8Array,
  slot: number,
): number {
  const { policy, lever } = bound;
  switch (policy.kind) {
    case 'constant':
      return allowed(policy.value, lever);
    case 'schedule':
      return allowed(scheduled(policy.entries, t, lever.default), lever);
    case 'threshold':
      if (seen > policy.above) memory[slot] = 1;
      else if (seen < policy.below) memory[slot] = 0;
      return allowed(memory[slot] === 1 ? policy.high : policy.low, lever);
    case 'order-up-to':
      if ((t - 1) % policy.every !== 0) return allowed(0, lever);
      return allowed(Math.max(0, policy.level - seen), lever);
    default:
      return policy satisfies never;
  }
}

function scheduled(
  entries: readonly { readonly from: number; readonly value: number }[],
  t: number,
  before: number,
): number {
  let value = before;
  for (const entry of entries) if (entry.from <= t) value = entry.value;
  return value;
}

function allowed(value: number, lever: DeclaredLever): number {
  if (Number.isNaN(value)) return lever.default;
  const inside = Math.min(lever.high, Math.max(lever.low, value));
  return lever.integer ? Math.round(inside) : inside;
}
