/** How runs are shared out among structures with weights, so that the first ones are the same for any number of runs. */
import type { MemberPlan } from '../../discover/mixture/mix-forecast.ts';

export interface SharedRuns {
  /** Blocks of each structure; 0 for one that weighs too little. */
  readonly blocks: readonly number[];
  /** Blocks of each structure among those before the first. */
  readonly before: readonly number[];
  /** Of the structures that have some, in their order; members are counted from the first. */
  readonly plan: MemberPlan;
}

/**
 * `count` blocks of `block` runs each, from block `first` on (default 0). Every further block goes to the structure that lacks
 * most of its share, the first of several, so that each has its share of any first ones, give or take a block.
 */
export function shareRuns(
  weights: readonly number[],
  count: number,
  block: number,
  first = 0,
): SharedRuns {
  const taken = weights.map(() => 0);
  let before = [...taken];
  const structure = new Uint32Array(count * block);
  const member = new Uint32Array(count * block);
  for (let at = -first; at < count; at++) {
    if (at === 0) before = [...taken];
    const lack = weights.map((weight, k) => weight * (first + at + 1) - taken[k]!);
    const k = lack.indexOf(Math.max(...lack));
    for (let i = 0; at >= 0 && i < block; i++) {
      structure[at * block + i] = k;
      member[at * block + i] = (taken[k]! - before[k]!) * block + i;
    }
    taken[k]! += 1;
  }
  const blocks = taken.map((all, k) => all - before[k]!);
  let used = 0;
  const place = blocks.map((own) => (own > 0 ? used++ : -1));
  return { blocks, before, plan: { structure: structure.map((k) => place[k]!), member } };
}
