/** Series with known laws. */
import { createRandom, type RandomSource } from '../../engine/simulator/kernel/samplers.ts';

export function source(seed: number): RandomSource {
  const random = createRandom(1);
  random.open(0, seed, 0, 0, 0);
  return random.source;
}

export function whiteNoise(rows: number, sd: number, seed: number): Float64Array {
  const { normal } = source(seed);
  return Float64Array.from({ length: rows }, () => normal(0, sd));
}

export function randomWalk(rows: number, sd: number, seed: number): Float64Array {
  const steps = whiteNoise(rows, sd, seed);
  let at = 0;
  return steps.map((step, row) => {
    if (row > 0) at += step;
    return at;
  });
}
