/** The same explanation in other words counts once. */
import { type Evaluated, effectiveScore } from '../candidate.ts';
import { sameExplanation } from './fingerprint.ts';

export interface MergedCandidates {
  /** In the order given. */
  readonly kept: readonly Evaluated[];
  /** Ids of proposals: each was dropped for the other, which is kept. In the order given. */
  readonly merged: readonly { readonly id: string; readonly into: string }[];
}

/** Of candidates that are the same explanation the simplest is kept, of equally simple ones the better one. */
export function mergeDuplicates(candidates: readonly Evaluated[]): MergedCandidates {
  const into = new Map<Evaluated, Evaluated>();
  const kept: Evaluated[] = [];
  for (const candidate of candidates.toSorted(
    (a, b) => a.complexity - b.complexity || effectiveScore(a) - effectiveScore(b),
  )) {
    const same = kept.find((one) => sameExplanation(one.fingerprint, candidate.fingerprint));
    if (same === undefined) kept.push(candidate);
    else into.set(candidate, same);
  }
  return {
    kept: candidates.filter((candidate) => kept.includes(candidate)),
    merged: candidates.flatMap((candidate) => {
      const other = into.get(candidate);
      return other ? [{ id: candidate.proposal.id, into: other.proposal.id }] : [];
    }),
  };
}
