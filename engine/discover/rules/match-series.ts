/** Which series do these words speak of? */
import { singular } from './rule-words.ts';

/** Words that say nothing of which series is meant. */
const EMPTY = new Set(
  (
    'a an the of in at on to for and or any all total number amount count level value sum there is are be will ' +
    'should must can may not never always ever more than that which we have has it its this each every day days'
  ).split(' '),
);

/** Words for every series there is. */
const EVERYTHING = new Set([
  'nothing',
  'everything',
  'series',
  'quantity',
  'number',
  'value',
  'count',
  'stocks',
]);

/**
 * Series whose whole name is said, plurals and underscores aside: all of them. Otherwise the one of which most words are
 * said; none where several are as likely.
 */
export function seriesIn(words: readonly string[], names: readonly string[]): string[] {
  const said = new Set(words.flatMap(partsOf));
  if (said.size === 0) return [];
  const scored = names.map((name) => {
    const parts = partsOf(name);
    return { name, parts, hits: parts.filter((part) => said.has(part) && !EMPTY.has(part)).length };
  });
  const whole = scored.filter(({ parts, hits }) => hits > 0 && hits === parts.length);
  const longest = whole.filter(
    ({ parts }) =>
      !whole.some(
        (other) =>
          other.parts.length > parts.length && parts.every((part) => other.parts.includes(part)),
      ),
  );
  if (longest.length > 0) return longest.map(({ name }) => name);
  const most = scored.reduce((best, { hits }) => Math.max(best, hits), 0);
  const likely = scored.filter(({ hits }) => hits === most);
  return most > 0 && likely.length === 1 ? likely.map(({ name }) => name) : [];
}

/** Every series whose name has one of the words in it. */
export function seriesWith(words: readonly string[], names: readonly string[]): string[] {
  const said = new Set(words.flatMap(partsOf).filter((word) => !EMPTY.has(word)));
  return names.filter((name) => partsOf(name).some((part) => said.has(part)));
}

/** 'no quantity', 'nothing', 'all values'. */
export function speaksOfEverything(words: readonly string[]): boolean {
  const content = words.filter((word) => word === 'number' || word === 'value' || !EMPTY.has(word));
  const every = content.filter((word) => EVERYTHING.has(word) || EVERYTHING.has(singular(word)));
  return every.length > 0 && every.length === content.filter((word) => word !== 'no').length;
}

export function partsOf(name: string): string[] {
  return name
    .replace(/(\p{Ll})(\p{Lu})/gu, '$1_$2')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((part) => part !== '')
    .map(singular);
}
