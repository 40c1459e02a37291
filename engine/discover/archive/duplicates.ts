/** The same explanation in other words counts once. */
import { type Evaluated, rankCandidates } from '../candidate.ts';
import { explanationKeys } from './fingerprint.ts';

export interface MergedCandidates {
  /** In the order given. */
  readonly kept: readonly Evaluated[];
  /** Ids of proposals: each was dropped for the other, which is kept. In the order given. */
  readonly merged: readonly { readonly id: string; readonly into: string }[];
}

/** Of candidates that are the same explanation the best is kept, by the same order as always (rankCandidates). */
export function mergeDuplicates(candidates: readonly Evaluated[]): MergedCandidates {
  const keys = explanationKeys(candidates.map(({ fingerprint }) => fingerprint));
  const classes = Map.groupBy(candidates, (candidate) => keys[candidates.indexOf(candidate)]);
  const into = new Map<Evaluated, Evaluated>();
  for (const same of classes.values()) {
    const [best, ...others] = rankCandidates(same);
    if (best !== undefined) for (const other of others) into.set(other, best);
  }
  return {
    kept: candidates.filter((candidate) => !into.has(candidate)),
    merged: candidates.flatMap((candidate) => {
      const other = into.get(candidate);
      return other ? [{ id: candidate.proposal.id, into: other.proposal.id }] : [];
    }),
  };
}
