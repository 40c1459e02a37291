import type { RandomSource } from '../simulator/kernel/samplers.ts';

/** How many of the draws lie below the truth, 0 .. draws; among equal ones a place by lot, so that ranks stay uniform. */
export function rankOf(draws: ArrayLike<number>, truth: number, random: RandomSource): number {
  let below = 0;
  let equal = 0;
  for (let i = 0; i < draws.length; i++) {
    if (draws[i]! < truth) below += 1;
    else if (draws[i] === truth) equal += 1;
  }
  return equal === 0 ? below : below + random.integer(0, equal);
}
