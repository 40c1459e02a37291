import { logBinomialMass } from './special.ts';
import { nextUniform } from './xoshiro.ts';

/** Below this n p, searching the distribution from 0 is quicker; transformed rejection holds from 10 on. */
const SEARCH_BELOW = 30;
/** Where a search gives up and starts anew: the mass beyond is under 1e-27. */
const SEARCH_END = 110;

/** Exact binomial draw. n: whole number in 0 .. 2^53 - 1; p in 0..1 (both taken as checked). */
export function drawBinomial(stream: Int32Array, n: number, p: number): number {
  if (n === 0 || p === 0) return 0;
  if (p === 1) return n;
  if (p > 0.5) return n - drawMinority(stream, n, 1 - p);
  return drawMinority(stream, n, p);
}

function drawMinority(stream: Int32Array, n: number, p: number): number {
  return n * p < SEARCH_BELOW ? search(stream, n, p) : rejectTransformed(stream, n, p);
}

/** Inversion: walks up the masses from k = 0. */
function search(stream: Int32Array, n: number, p: number): number {
  const odds = p / (1 - p);
  const massAtZero = Math.exp(n * Math.log1p(-p));
  const end = n < SEARCH_END ? n : SEARCH_END;
  for (;;) {
    let rest = nextUniform(stream);
    let mass = massAtZero;
    let k = 0;
    while (rest >= mass && k <= end) {
      rest -= mass;
      k++;
      mass *= ((n - k + 1) / k) * odds;
    }
    if (k <= end) return k;
  }
}

/**
 * Transformed rejection with squeeze (BTRS), for n p >= 10 and p <= 1/2, with the quick tests of BTRD.
 * Hoermann, "The generation of binomial random variates", J. Statist. Comput. Simul. 46 (1993), 101-110.
 */
function rejectTransformed(stream: Int32Array, n: number, p: number): number {
  const variance = n * p * (1 - p);
  const deviation = Math.sqrt(variance);
  const b = 1.15 + 2.53 * deviation;
  const a = -0.0873 + 0.0248 * b + 0.01 * p;
  const alpha = (2.83 + 5.1 / b) * deviation;
  for (;;) {
    const v = nextUniform(stream);
    const u = nextUniform(stream) - 0.5;
    const us = 0.5 - Math.abs(u);
    const k = Math.floor(((2 * a) / us + b) * u + n * p + 0.5);
    if (us >= 0.07 && v <= 0.92 - 4.2 / b) return k;
    if (k < 0 || k > n) continue;
    if (isUnderMass((v * alpha) / (a / (us * us) + b), k, n, p, variance)) return k;
  }
}

/** Whether height <= P(k) / P(mode). */
function isUnderMass(height: number, k: number, n: number, p: number, variance: number): boolean {
  const mode = Math.floor((n + 1) * p);
  const distance = Math.abs(k - mode);
  if (distance <= 15) {
    const odds = p / (1 - p);
    let ratio = 1;
    for (let i = mode + 1; i <= k; i++) ratio *= ((n - i + 1) / i) * odds;
    for (let i = k + 1; i <= mode; i++) height *= ((n - i + 1) / i) * odds;
    return height <= ratio;
  }
  const logHeight = Math.log(height);
  if (distance < variance / 2 - 1) {
    // BTRD's step 3.2: so near, the exact ratio lies within `slack` of the normal one, which settles most cases.
    // (The bound on the distance is that of BTPE; far out the ratio leaves the band.)
    const bracket = ((distance / 3 + 0.625) * distance + 1 / 6) / variance + 0.5;
    const slack = (distance / variance) * bracket;
    const normal = (-distance * distance) / (2 * variance);
    if (logHeight < normal - slack) return true;
    if (logHeight > normal + slack) return false;
  }
  // By masses rather than log factorials, which lose all digits for large n.
  return logHeight <= logBinomialMass(k, n, p) - logBinomialMass(mode, n, p);
}
