import { logPoissonMass } from './special.ts';
import { nextUniform } from './xoshiro.ts';

/** Below this mean, searching the distribution from 0 is quicker; transformed rejection holds from 10 on. */
const SEARCH_BELOW = 30;
/** Where a search gives up and starts anew: the mass beyond is under 1e-27. */
const SEARCH_END = 110;

/** Largest mean for which every draw is an exact whole number. */
export const LARGEST_MEAN = 1e15;

/** Exact Poisson draw; 0 <= mean <= LARGEST_MEAN (taken as checked). */
export function drawPoisson(stream: Int32Array, mean: number): number {
  if (mean === 0) return 0;
  return mean < SEARCH_BELOW ? search(stream, mean) : rejectTransformed(stream, mean);
}

/** Inversion: walks up the masses from k = 0. */
function search(stream: Int32Array, mean: number): number {
  const massAtZero = Math.exp(-mean);
  for (;;) {
    let rest = nextUniform(stream);
    let mass = massAtZero;
    let k = 0;
    while (rest >= mass && k <= SEARCH_END) {
      rest -= mass;
      k++;
      mass *= mean / k;
    }
    if (k <= SEARCH_END) return k;
  }
}

/**
 * Transformed rejection with squeeze (PTRS), for mean >= 10. Hoermann, "The transformed rejection method for
 * generating Poisson random variables", Insurance: Mathematics and Economics 12 (1993), 39-45. With the published
 * constants the mass sticks out of the hat, and the squeeze out of the mass, by up to 0.4 % near |u| = 0.43; both
 * are moved by more than that here, so that the draw is exact.
 */
function rejectTransformed(stream: Int32Array, mean: number): number {
  const b = 0.931 + 2.53 * Math.sqrt(mean);
  const a = -0.059 + 0.02483 * b;
  for (;;) {
    const v = nextUniform(stream);
    const u = nextUniform(stream) - 0.5;
    const us = 0.5 - Math.abs(u);
    const k = Math.floor(((2 * a) / us + b) * u + mean + 0.43);
    if (us >= 0.07 && v <= 0.98 * (0.9277 - 3.6224 / (b - 2))) return k;
    if (k < 0 || (us < 0.013 && v > us)) continue;
    const inverseAlpha = 1.006 * (1.1239 + 1.1328 / (b - 3.4));
    const height = Math.log((v * inverseAlpha) / (a / (us * us) + b));
    // By the mass rather than a log factorial, which loses all digits for a large mean.
    if (height <= logPoissonMass(k, mean)) return k;
  }
}
