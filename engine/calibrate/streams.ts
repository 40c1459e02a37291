/** Random numbers of calibrations, keyed by what they are for, so that a resumed run draws the same ones. */
import { createRandom, type RandomSource } from '../simulator/kernel/samplers.ts';
import { purposeOf } from '../simulator/kernel/streams.ts';

/** The stream of (seed, purpose, index); index in 0 .. 2^32 - 1. */
export function openRandom(seed: number, purpose: string, index: number): RandomSource {
  const random = createRandom(1);
  random.open(0, seed, index, purposeOf(`calibrate/${purpose}`), 0);
  return random.source;
}

/** A seed for simulations, in 0 .. 2^53 - 1, from (seed, purpose, index). */
export function deriveSeed(seed: number, purpose: string, index: number): number {
  return Math.floor(openRandom(seed, purpose, index).uniform() * 2 ** 53);
}

export function drawNormals(random: RandomSource, count: number): Float64Array {
  const draws = new Float64Array(count);
  for (let i = 0; i < count; i++) draws[i] = random.normal();
  return draws;
}
