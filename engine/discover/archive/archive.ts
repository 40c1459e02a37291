/**
 * Different explanations kept side by side: one elite a cell, as in MAP-Elites (Mouret & Clune 2015), where cells are not
 * a grid but opened as behaviours appear (the unstructured archive of Cully & Demiris 2018).
 */
import { type Evaluated, effectiveScore, pairedDifference } from '../candidate.ts';
import { behaviourDistance, type Fingerprint, noiseDistance, sameForm } from './fingerprint.ts';

export interface Archive {
  /** The best of each cell, cells in the order in which they were opened. */
  readonly elites: readonly Evaluated[];
}

export const EMPTY_ARCHIVE: Archive = { elites: [] };

/** A cell reaches so far from its elite, in standard errors: further than what counts as the same explanation (1.7). */
const NICHE = 3;

/**
 * The archive with the candidate in it, unless its cell has a better one by effective score. Its cell is the nearest of the
 * same links and distributions whose elite behaves within `NICHE` of it; else it opens one.
 */
export function admitTo({ elites }: Archive, candidate: Evaluated): Archive {
  const distances = elites.map(({ fingerprint }) =>
    sameForm(fingerprint, candidate.fingerprint)
      ? noiseDistance(fingerprint, candidate.fingerprint)
      : Number.POSITIVE_INFINITY,
  );
  const nearest = Math.min(...distances);
  if (!(nearest <= NICHE)) return { elites: [...elites, candidate] };
  const cell = distances.indexOf(nearest);
  return {
    elites: elites.map((elite, i) =>
      i === cell && effectiveScore(candidate) < effectiveScore(elite) ? candidate : elite,
    ),
  };
}

/** An explanation with twice the error of the best may still become the better one when it is worked on. */
const WITHIN_FACTOR = 2;
/** Standard errors of the paired difference within which a candidate is not told from the best. */
const WITHIN_ERRORS = 2;

/**
 * At most `count` elites other than `best` as parents of the next round: those whose score is within twice that of the best
 * or within two standard errors of it, far from it and from one another (farthest first, Gonzalez 1985). The first
 * is the one that differs most from the best.
 */
export function alternatives({ elites }: Archive, best: Evaluated, count: number): Evaluated[] {
  const open = elites.filter((elite) => elite !== best && isNearlyAsGood(elite, best));
  const chosen: Evaluated[] = [];
  while (chosen.length < count) {
    const [next] = open
      .filter((elite) => !chosen.includes(elite))
      .map((elite) => ({
        elite,
        distance: Math.min(...[best, ...chosen].map((one) => explanationDistance(elite, one))),
      }))
      .filter(({ distance }) => distance > 0)
      .toSorted((a, b) => b.distance - a.distance);
    if (next === undefined) break;
    chosen.push(next.elite);
  }
  return chosen;
}

function isNearlyAsGood(candidate: Evaluated, best: Evaluated): boolean {
  if (effectiveScore(candidate) <= WITHIN_FACTOR * effectiveScore(best)) return true;
  const { mean, standardError } = pairedDifference(candidate.score, best.score);
  return mean <= WITHIN_ERRORS * standardError;
}

/** Distance of behaviour, and the shares of links and of distributions that only one of the two has; 0 when alike. */
function explanationDistance({ fingerprint: a }: Evaluated, { fingerprint: b }: Evaluated): number {
  return behaviourDistance(a, b) + unshared(a, b, 'links') + unshared(a, b, 'distributions');
}

/** Jaccard distance, 0..1. */
function unshared(a: Fingerprint, b: Fingerprint, part: 'links' | 'distributions'): number {
  const all = new Set([...a[part], ...b[part]]);
  const shared = a[part].filter((item) => b[part].includes(item)).length;
  return all.size === 0 ? 0 : 1 - shared / all.size;
}
