import { drawBinomial } from './binomial.ts';
import { nextUniform } from './xoshiro.ts';

/** Index of the kind drawn, by inversion; `total` is the sum of the probabilities (taken as checked, about 1). */
export function drawCategorical(
  stream: Int32Array,
  probabilities: readonly number[],
  total: number,
): number {
  let rest = nextUniform(stream) * total;
  let last = 0;
  for (let i = 0; i < probabilities.length; i++) {
    const p = probabilities[i]!;
    if (rest < p) return i;
    rest -= p;
    if (p > 0) last = i;
  }
  // Rounding ate the last crumb.
  return last;
}

/** How n trials fall on the kinds, by conditional binomials from the first kind on (taken as checked). */
export function drawMultinomial(
  stream: Int32Array,
  n: number,
  probabilities: readonly number[],
): number[] {
  const counts: number[] = [];
  for (let i = 0; i < probabilities.length; i++) counts.push(0);
  // First the sums from each kind to the end: no difference of near equals, and so no share above 1.
  let sum = 0;
  for (let i = probabilities.length - 1; i >= 0; i--) {
    sum += probabilities[i]!;
    counts[i] = sum;
  }
  let left = n;
  for (let i = 0; i < probabilities.length; i++) {
    const p = probabilities[i]!;
    const count = p === 0 ? 0 : drawBinomial(stream, left, p / counts[i]!);
    counts[i] = count;
    left -= count;
  }
  return counts;
}
