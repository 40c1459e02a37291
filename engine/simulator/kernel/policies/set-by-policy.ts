/** Policies: what a planner would set, knowing only what was observed at the end of the step before. */
import { changedSetting } from '../interventions/lever-changes.ts';
import type { LeverPolicy } from '../lever-policy.ts';
import type { BoundPolicy } from './bind-policy.ts';
import { allowed } from './range.ts';
import { MEMORY, type Ruled } from './ruled.ts';
import type { BoundWatch } from './watch.ts';
import { watched } from './watched.ts';

type Of<Kind extends LeverPolicy['kind']> = Extract<LeverPolicy, { readonly kind: Kind }>;

/** The value in step t, interventions on it included. `slot`: of the lever, or number of levers + that of the resource. */
export function setByPolicy(
  bound: BoundPolicy,
  t: number,
  weekday: number,
  ruled: Ruled,
  slot: number,
): number {
  const answer = answerOf(bound, t, weekday, ruled, slot);
  const { changes, range } = bound;
  return changes.length === 0 ? answer : changedSetting(changes, answer, t, range);
}

function answerOf(
  { policy, range, watches }: BoundPolicy,
  t: number,
  weekday: number,
  ruled: Ruled,
  slot: number,
): number {
  switch (policy.kind) {
    case 'constant':
      return allowed(policy.value, range);
    case 'schedule':
      return allowed(scheduled(policy, t, range.default), range);
    case 'weekday':
      return allowed(policy.values[weekday] ?? Number.NaN, range);
    case 'ramp':
      return allowed(ramped(policy, t), range);
    case 'threshold': {
      const seen = watched(watches[0]!, t, ruled, slot);
      const isHigh = passes(policy, seen, ruled.memory, slot * MEMORY);
      return allowed(isHigh ? policy.high : policy.low, range);
    }
    case 'order-up-to': {
      if ((t - 1) % policy.every !== 0) return allowed(0, range);
      return allowed(Math.max(0, policy.level - watched(watches[0]!, t, ruled, slot)), range);
    }
    case 'reorder': {
      if ((t - 1) % policy.every !== 0) return allowed(0, range);
      const seen = watched(watches[0]!, t, ruled, slot);
      return allowed(seen > policy.below ? 0 : Math.max(0, policy.level - seen), range);
    }
    case 'rule':
      return allowed(decided(policy, watches, t, ruled, slot), range);
    default:
      return policy satisfies never;
  }
}

function scheduled({ entries }: Of<'schedule'>, t: number, before: number): number {
  let value = before;
  for (const entry of entries) if (entry.from <= t) value = entry.value;
  return value;
}

function ramped({ from, to, start, end }: Of<'ramp'>, t: number): number {
  if (t >= to) return end;
  if (t <= from) return start;
  return start + ((end - start) * (t - from)) / (to - from);
}

/**
 * Whether the threshold's value is `high`. memory[at..]: 1 while it is; steps in a row above `above`; steps that it has been
 * high. Where nothing was observed it stays as it is.
 */
function passes(
  { above, below, after = 1, least = 1 }: Of<'threshold'>,
  seen: number,
  memory: Int32Array,
  at: number,
): boolean {
  if (memory[at] === 1) {
    if (memory[at + 2]! >= least && seen < below) memory.fill(0, at, at + MEMORY);
  } else {
    memory[at + 1] = seen > above ? memory[at + 1]! + 1 : 0;
    if (memory[at + 1]! >= after) memory[at] = 1;
  }
  if (memory[at] === 1) memory[at + 2]!++;
  return memory[at] === 1;
}

/** NaN where a condition that matters cannot be told. */
function decided(
  { clauses, otherwise }: Of<'rule'>,
  watches: readonly BoundWatch[],
  t: number,
  ruled: Ruled,
  slot: number,
): number {
  let next = 0;
  for (const { when, value } of clauses) {
    let holds = true;
    let isKnown = true;
    for (const condition of when) {
      const seen = watched(watches[next++]!, t, ruled, slot);
      if (Number.isNaN(seen)) isKnown = false;
      else if (condition.is === 'above' ? !(seen > condition.value) : !(seen < condition.value))
        holds = false;
    }
    if (holds) return isKnown ? value : Number.NaN;
  }
  return otherwise;
}
