/** Which policies are looked at closely, and which of them is recommended. */

import type { Aim } from '../../decide/schemas/aim.ts';
import { KEPT } from '../../decide/search/choose.ts';
import { compromise } from '../../decide/search/compromise.ts';
import { isFeasible, surenessOf } from '../../decide/search/judgement.ts';
import type { PolicySearch } from '../../decide/search/search-policies.ts';
import { frontOf, type Tried } from '../../decide/search/search-progress.ts';
import { evenly, shortlist } from '../../decide/search/shortlist.ts';
import type { PolicyCard } from '../contract/decision-view.ts';

/** Of one objective: the best and some that come near it. */
const MOST_OF_ONE = 4;
const MOST_OF_FRONT = 12;

/** Best first. Of a search that was stopped: what looked best on the runs that it had. */
export function worthALook(
  { finalists, refine, search }: PolicySearch,
  aim: Aim,
): readonly Pick<Tried, 'id' | 'point'>[] {
  if (finalists === null) return shortlist((refine ?? search)?.tried ?? [], aim, MOST_OF_ONE);
  if (aim.objectives.length === 1) return finalists.slice(0, MOST_OF_ONE);
  const asTried = finalists.map((own) => ({ ...own, stage: 0 }));
  const surely = asTried.filter(({ judgement }) => surenessOf(judgement, aim) >= KEPT);
  const kept = surely.length > 0 ? surely : asTried.filter((own) => isFeasible(own.judgement, aim));
  const front = frontOf(kept, aim);
  return front.length > 0 ? evenly(byFirst(front), MOST_OF_FRONT) : finalists.slice(0, MOST_OF_ONE);
}

function byFirst(front: readonly Tried[]): Tried[] {
  return [...front].sort((a, b) => a.judgement.values[0]! - b.judgement.values[0]!);
}

/**
 * Of the cards, best first: the first that keeps its limits on the fresh runs, too, or at least the first of which they do not
 * refute it; among those that surely keep them the one that comes off best there. Of several objectives the one that gives away least of what is possible in all of them together.
 */
export function recommendedOf(
  cards: readonly PolicyCard[],
  { objectives, limits }: Pick<Aim, 'objectives' | 'limits'>,
): PolicyCard | undefined {
  const keeping = cards.filter((card) =>
    card.limits.every(({ value }, i) => value >= (limits[i]?.chance ?? 0)),
  );
  const possible = cards.filter((card) => card.limits.every(({ holds }) => holds !== 'no'));
  const sound = keeping.length > 0 ? keeping : possible;
  if (sound.length === 0) return cards[0];
  const least = (card: PolicyCard) =>
    objectives.map(({ direction }, i) => {
      const { value } = card.objectives[i]!;
      return direction === 'minimise' ? value : -value;
    });
  if (objectives.length > 1) return sound[compromise(sound.map(least))];
  const [first] = sound;
  const sure = sound.filter(surelyKeeps);
  // Near a limit the cheapest on these runs would be the one that was lucky on them.
  if (first === undefined || !sure.includes(first)) return first;
  return sure.reduce((best, card) => (least(card)[0]! < least(best)[0]! ? card : best), first);
}

function surelyKeeps({ limits }: PolicyCard): boolean {
  return limits.every(({ holds }) => holds === 'yes');
}
