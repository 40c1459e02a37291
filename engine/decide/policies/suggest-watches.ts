/** What a policy for a lever would look at: results that it reaches soon and that are spoken of in the same words. */
import type { CausalGraph } from '../../simulator/compile/causal-graph.ts';
import { shortMeaning } from '../plain-names.ts';
import type { WatchChoice } from '../schemas/policy-choice.ts';
import { distancesFrom } from './causal-distance.ts';
import type { SuggestedWatch, WatchedOutput } from './lever-context.ts';
import { watchedWords } from './watch-words.ts';

const MOST = 6;

/** Of what is there, how much is taken. */
const USED = /\b(?:occupied|occupancy|in use|load|busy)\b/i;
/** Of no help in telling what is spoken of. */
const SMALL = /^(?:the|that|there|are|and|for|who|may|how|many|kind)$/;
const STOCK = /\b(?:stock|inventory|inventories|on hand)\b/i;
const OWED = /\b(?:backlog|back-?orders?|unmet|owed|waits?|waiting)\b/i;
const UNDERWAY = /\b(?:under ?way|pipeline|on order|in transit|not arrived)\b/i;

export interface WatchedLever {
  readonly name: string;
  readonly words: string;
  readonly unit: string;
  readonly isOrder: boolean;
  /** Output that a resource serves; null: none, or a lever. */
  readonly serves: string | null;
}

/** `leadTime`: steps from an order to its arrival. Graph absent for resources, which reach nothing. */
export function suggestWatches(
  lever: WatchedLever,
  outputs: readonly WatchedOutput[],
  {
    graph,
    leadTime,
    timeUnit,
  }: {
    readonly graph?: CausalGraph;
    readonly leadTime: number;
    readonly timeUnit: string;
  },
): SuggestedWatch[] {
  const reached = graph && distancesFrom(`lever:${lever.name}`, graph);
  const score = (output: WatchedOutput) =>
    (output.name === lever.serves ? 100 : 0) +
    3 * sharedShare(lever, output) +
    (output.unit === lever.unit ? 0.5 : 0) +
    (USED.test(spokenOf(output)) ? 0.2 : 0) -
    0.1 * (reached?.get(output.name) ?? 10);
  const singles = outputs
    .toSorted((a, b) => score(b) - score(a))
    .map(({ name }) => watchOn([{ output: name, weight: 1 }]));
  const position = lever.isOrder ? positionOf(lever, outputs, leadTime) : undefined;
  return (position ? [position, ...singles] : singles).slice(0, MOST).map((watch) => ({
    watch,
    words: watchedWords(
      watch,
      (name) => outputs.find((output) => output.name === name)?.words ?? name,
      timeUnit,
    ),
  }));
}

/** Inventory position: what is there and on its way, less what is owed (Axsäter, Inventory Control, 2015, section 3.1). */
function positionOf(
  { unit }: WatchedLever,
  outputs: readonly WatchedOutput[],
  leadTime: number,
): WatchChoice | undefined {
  const own = outputs.filter((output) => output.unit === unit);
  const find = (pattern: RegExp) => own.find((output) => pattern.test(spokenOf(output)));
  const stock = find(STOCK);
  if (stock === undefined) return undefined;
  const owed = find(OWED);
  const underway = find(UNDERWAY);
  return {
    ...watchOn([
      { output: stock.name, weight: 1 },
      ...(owed ? [{ output: owed.name, weight: -1 }] : []),
      ...(underway ? [{ output: underway.name, weight: 1 }] : []),
    ]),
    underway: underway ? 0 : leadTime,
  };
}

function watchOn(terms: WatchChoice['terms']): WatchChoice {
  return { terms, delay: 0, window: 1, underway: 0 };
}

function spokenOf({ name, meaning }: WatchedOutput): string {
  return `${name} ${shortMeaning(meaning) ?? ''}`;
}

/** Share of the lever's words that the output's have, too: 'intensive-care beds' in 'intensive-care beds occupied'. */
function sharedShare(lever: WatchedLever, output: WatchedOutput): number {
  const own = wordsOf(`${lever.name} ${lever.words}`);
  const others = wordsOf(spokenOf(output));
  const shared = [...own].filter((word) => others.has(word)).length;
  return own.size === 0 ? 0 : shared / own.size;
}

function wordsOf(text: string): ReadonlySet<string> {
  const parts = text
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/);
  return new Set(
    parts
      .filter((part) => part.length > 2 && !SMALL.test(part))
      .map((part) => part.replace(/s$/, '')),
  );
}
