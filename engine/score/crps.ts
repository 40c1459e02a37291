/**
 * Continuous ranked probability score of an ensemble of one quantity against one observation, exact and in
 * O(n log n): mean |x_i - y| - 1/2 mean |x_i - x_j| (Gneiting & Raftery 2007, eq. 21).
 */
import { sortAscending } from './quantiles.ts';

/**
 * The score of the ensemble as it stands, i.e. of its empirical distribution. Small ensembles are punished for
 * their size; with one member it is the absolute error. Sorts `members` in place.
 */
export function crps(members: Float64Array, observed: number): number {
  return spreadScore(members, observed, members.length * members.length);
}

/**
 * The fair score (Ferro 2014): its expectation is that of the distribution the members were drawn from, so a
 * small ensemble does not reward too little spread. Needs two members (otherwise NaN). Sorts `members` in place.
 */
export function fairCrps(members: Float64Array, observed: number): number {
  return spreadScore(members, observed, members.length * (members.length - 1));
}

/** In ascending order, the sum over i < j of (x_j - x_i) is the sum of (2 i + 1 - n) x_i, i from 0. */
function spreadScore(members: Float64Array, observed: number, pairs: number): number {
  const size = members.length;
  const sorted = sortAscending(members);
  let distance = 0;
  let spread = 0;
  for (let i = 0; i < size; i++) {
    const gap = sorted[i]! - observed;
    distance += Math.abs(gap);
    spread += (2 * i + 1 - size) * gap;
  }
  return distance / size - spread / pairs;
}
