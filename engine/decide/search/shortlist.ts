/** Which of all that was tried is looked at more closely: the best, and what is a little worse but keeps the limits more surely. */
import { frontsOf } from './algorithms/fronts.ts';
import { entryOf } from './algorithms/judged.ts';
import { type Goal, judgedOf, surenessOf } from './judgement.ts';
import type { Tried } from './search-progress.ts';

/** Standard errors beyond which a limit is kept as surely as it can be. */
const SURE = 2;
/** What misses a limit by less may well keep it on other runs. */
const LIKELY = -1;

/**
 * At most `most`, by fronts of objectives and sureness: the search took what looked best on its runs, and that is what was
 * lucky on them. Where nothing comes near to keeping the limits, those that miss them by least.
 */
export function shortlist(tried: readonly Tried[], goal: Goal, most: number): Tried[] {
  const sound = distinct(tried.filter(({ judgement }) => !judgement.values.some(Number.isNaN)));
  const likely = sound.filter(({ judgement }) => surenessOf(judgement, goal) >= LIKELY);
  if (likely.length === 0) {
    const missed = (own: Tried) => judgedOf(own.judgement, goal).violation;
    return [...sound].sort((a, b) => missed(a) - missed(b)).slice(0, most);
  }
  const entries = likely.map(({ point, judgement }) => {
    const { objectives } = judgedOf(judgement, goal);
    const sureness = Math.min(SURE, surenessOf(judgement, goal));
    return entryOf(point, { objectives: [...objectives, -sureness], violation: 0 });
  });
  const found: number[] = [];
  for (const front of frontsOf(entries)) {
    const left = most - found.length;
    if (left <= 0) break;
    const byFirst = [...front].sort(
      (a, b) => entries[a]!.objectives[0]! - entries[b]!.objectives[0]!,
    );
    found.push(...evenly(byFirst, left));
  }
  return found.map((i) => likely[i]!);
}

/** The first of those that came to the very same: with the same luck they do the same, whatever their numbers are. */
function distinct(tried: readonly Tried[]): Tried[] {
  const seen = new Map<string, Tried>();
  for (const own of tried) {
    const key = JSON.stringify(own.judgement);
    if (!seen.has(key)) seen.set(key, own);
  }
  return [...seen.values()];
}

/** At most `most`, the first and the last among them. */
export function evenly<Of>(all: readonly Of[], most: number): Of[] {
  if (all.length <= most) return [...all];
  if (most === 1) return all.slice(0, 1);
  return Array.from(
    { length: most },
    (_, i) => all[Math.round((i * (all.length - 1)) / (most - 1))]!,
  );
}
