/** From which of the tried structures the search goes on. */
import type { ProposalRequest } from '../proposer.ts';
import type { Symptom } from '../symptoms.ts';
import type { Structure } from './structure.ts';

/** A tried structure that could be run. */
export interface Parent {
  /** Of the proposal. */
  readonly id: string;
  readonly structure: Structure;
  readonly score: number;
  /** What was seen wrong with it, strongest first. */
  readonly symptoms: readonly Symptom[];
  /** The person wants it to be followed up. */
  readonly isPinned: boolean;
}

/** Structures that are followed up side by side, besides pinned ones. */
const BEAM = 3;

/**
 * A held-out error of 1 is as large as the data scatter by themselves. A structure near that tells little more than
 * no model at all, so that its kind of system is in doubt.
 */
const TELLS_LITTLE = 0.9;

/** Every tried structure that could be run, best first. */
export function runnableParents({ history, feedback, pinned }: ProposalRequest): Parent[] {
  return history.flatMap((tried, place) => {
    const { structure, id } = tried.proposal;
    if (structure === undefined || tried.score === undefined) return [];
    const seen = tried.feedback ?? (place === 0 ? feedback : undefined);
    return {
      id,
      structure,
      score: tried.score,
      symptoms: seen?.symptoms ?? [],
      isPinned: pinned.includes(id),
    };
  });
}

/**
 * Pinned structures first; then the best and those that the held-out rows cannot tell from it (within one standard
 * error of the difference), three at most, and other explanations nearly as good; where the best tells little, also
 * the best of each other family.
 */
export function beamOf(
  parents: readonly Parent[],
  { history, alternatives }: Pick<ProposalRequest, 'history' | 'alternatives'>,
): Parent[] {
  const [best] = parents;
  if (best === undefined) return [];
  const errors = new Map(
    history.map(({ proposal, standardError }) => [proposal.id, standardError]),
  );
  const asGood = parents.filter(
    ({ id, score, isPinned }) => !isPinned && score - best.score <= (errors.get(id) ?? 0),
  );
  const families = [...Map.groupBy(parents, ({ structure }) => structure.family).values()];
  const firsts = tellsLittle(best) ? families.flatMap(([first]) => first ?? []) : [];
  return [
    ...new Set([
      ...parents.filter(({ isPinned }) => isPinned),
      ...asGood.slice(0, BEAM),
      ...alternatives.flatMap((id) => parents.find((parent) => parent.id === id) ?? []),
      ...firsts,
    ]),
  ];
}

export function tellsLittle({ score }: Parent): boolean {
  return score > TELLS_LITTLE;
}
