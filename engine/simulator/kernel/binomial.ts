import { logBinomialMass } from './special.ts';
import { nextUniform } from './xoshiro.ts';

/** Below this n p, searching the distribution from 0 is quicker; BTRS holds from 10 on. */
const SEARCH_BELOW = 10;

/** Exact binomial draw. n: whole number in 0 .. 2^53 - 1; p in 0..1 (both taken as checked). */
export function drawBinomial(words: Int32Array, at: number, n: number, p: number): number {
  if (n === 0 || p === 0) return 0;
  if (p === 1) return n;
  if (p > 0.5) return n - drawMinority(words, at, n, 1 - p);
  return drawMinority(words, at, n, p);
}

function drawMinority(words: Int32Array, at: number, n: number, p: number): number {
  return n * p < SEARCH_BELOW ? search(words, at, n, p) : rejectTransformed(words, at, n, p);
}

/** Inversion: walks up the masses from k = 0. At most n or 110 steps (the mass beyond is under 1e-70). */
function search(words: Int32Array, at: number, n: number, p: number): number {
  const odds = p / (1 - p);
  const massAtZero = Math.exp(n * Math.log1p(-p));
  const last = n < 110 ? n : 110;
  for (;;) {
    let rest = nextUniform(words, at);
    let mass = massAtZero;
    let k = 0;
    while (rest >= mass && k <= last) {
      rest -= mass;
      k++;
      mass *= ((n - k + 1) / k) * odds;
    }
    if (k <= last) return k;
  }
}

/**
 * BTRS, transformed rejection with squeeze, for n p >= 10 and p <= 1/2. Hoermann, "The generation of binomial
 * random variates", J. Statist. Comput. Simul. 46 (1993), 101-110. The masses are compared by `logBinomialMass`
 * rather than by log factorials, which lose all digits for large n.
 */
function rejectTransformed(words: Int32Array, at: number, n: number, p: number): number {
  const deviation = Math.sqrt(n * p * (1 - p));
  const b = 1.15 + 2.53 * deviation;
  const a = -0.0873 + 0.0248 * b + 0.01 * p;
  const centre = n * p + 0.5;
  const squeeze = 0.92 - 4.2 / b;
  for (;;) {
    const v = nextUniform(words, at);
    const u = nextUniform(words, at) - 0.5;
    const us = 0.5 - Math.abs(u);
    const k = Math.floor(((2 * a) / us + b) * u + centre);
    if (us >= 0.07 && v <= squeeze) return k;
    if (k < 0 || k > n || us === 0) continue;
    const alpha = (2.83 + 5.1 / b) * deviation;
    const height = Math.log((v * alpha) / (a / (us * us) + b));
    const mode = Math.floor((n + 1) * p);
    if (height <= logBinomialMass(k, n, p) - logBinomialMass(mode, n, p)) return k;
  }
}
