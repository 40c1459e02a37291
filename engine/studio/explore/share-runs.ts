/** How runs are shared out among structures with weights, so that the first ones are the same for any number of runs. */
import type { MemberPlan } from '../../discover/mixture/mix-forecast.ts';

export interface SharedRuns {
  /** Blocks of each structure; 0 for one that weighs too little. */
  readonly blocks: readonly number[];
  /** Of the structures that have some, in their order. */
  readonly plan: MemberPlan;
}

/**
 * `count` blocks of `block` runs each. Every further block goes to the structure that lacks most of its share, the first of
 * several, so that each has its share of any first ones, give or take a block.
 */
export function shareRuns(weights: readonly number[], count: number, block: number): SharedRuns {
  const blocks = weights.map(() => 0);
  const structure = new Uint32Array(count * block);
  const member = new Uint32Array(count * block);
  for (let at = 0; at < count; at++) {
    const lack = weights.map((weight, k) => weight * (at + 1) - blocks[k]!);
    const k = lack.indexOf(Math.max(...lack));
    for (let i = 0; i < block; i++) {
      structure[at * block + i] = k;
      member[at * block + i] = blocks[k]! * block + i;
    }
    blocks[k]! += 1;
  }
  let used = 0;
  const place = blocks.map((own) => (own > 0 ? used++ : -1));
  return { blocks, plan: { structure: structure.map((k) => place[k]!), member } };
}
