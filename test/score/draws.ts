/** Random samples for tests, from the studio's own streams. */
import { createRandom, type RandomSource } from '../../engine/simulator/kernel/samplers.ts';

export function randomOf(seed: number): RandomSource {
  const random = createRandom(1);
  random.open(0, seed, 0, 0, 0);
  return random.source;
}

export function sample(count: number, draw: () => number): Float64Array {
  return Float64Array.from({ length: count }, draw);
}
