/** The bounds that a sentence states: 'never more than 20', 'at least 5', 'between 0 and 100', 'never negative'. */
import type { Token } from './rule-words.ts';

/** A bound, with the words that say of what. */
export interface Bound {
  readonly kind: 'at-most' | 'at-least';
  /** Undefined where no number follows. */
  readonly value: number | undefined;
  /** Words before it, back to the bound before; words after its number. */
  readonly before: readonly string[];
  readonly after: readonly string[];
}

type Sense = 'over' | 'under' | 'at-most' | 'at-least' | 'between' | 'negative';

/** Phrases, the longest first. */
const PHRASES: readonly (readonly [string, Sense])[] = [
  ['no more than', 'at-most'],
  ['not more than', 'at-most'],
  ['no greater than', 'at-most'],
  ['no higher than', 'at-most'],
  ['no less than', 'at-least'],
  ['not less than', 'at-least'],
  ['no fewer than', 'at-least'],
  ['no lower than', 'at-least'],
  ['a maximum of', 'at-most'],
  ['a minimum of', 'at-least'],
  ['at most', 'at-most'],
  ['at least', 'at-least'],
  ['limited to', 'at-most'],
  ['more than', 'over'],
  ['greater than', 'over'],
  ['higher than', 'over'],
  ['larger than', 'over'],
  ['less than', 'under'],
  ['fewer than', 'under'],
  ['lower than', 'under'],
  ['smaller than', 'under'],
  ['<=', 'at-most'],
  ['≤', 'at-most'],
  ['>=', 'at-least'],
  ['≥', 'at-least'],
  ['exceeds', 'over'],
  ['exceed', 'over'],
  ['above', 'over'],
  ['over', 'over'],
  ['beyond', 'over'],
  ['below', 'under'],
  ['under', 'under'],
  ['between', 'between'],
  ['negative', 'negative'],
];
const SPLIT = PHRASES.map(([phrase, sense]) => [phrase.split(' '), sense] as const);

const NEGATIONS = new Set(['never', 'not', 'no', 'nothing', 'nobody', 'none', 'neither', 'nor']);
/** It holds always. */
const ALWAYS = new Set(
  'never always can may must should ever any every stay stays remain remains limited lies lie'.split(
    ' ',
  ),
);
const PRESENT = new Set(['is', 'are', 'be', 'does', 'do', 'there']);
/** It is told of the past, or holds under a condition, or mostly. */
const NOT_A_RULE = new Set(
  (
    'was were had did been exceeded fell rose went dropped if when unless until except while usually often ' +
    'sometimes rarely hardly almost nearly normally typically mostly average expected about approximately likely ' +
    'weekend weekends once'
  ).split(' '),
);
const TIMES = /^(?:second|minute|hour|day|week|month|year)s?$/;
/** Words between a bound and its number. */
const GAP = 3;

/** The word that makes a sentence hold only sometimes, or once. */
export function hedgeIn(tokens: readonly Token[]): string | undefined {
  return tokens.find(({ text }) => NOT_A_RULE.has(text))?.text;
}

/** Of one sentence; none where it is no rule. */
export function boundsIn(tokens: readonly Token[]): Bound[] {
  if (hedgeIn(tokens) !== undefined) return [];
  const found: Bound[] = [];
  let from = 0;
  for (let at = 0; at < tokens.length; ) {
    const phrase = phraseAt(tokens, at);
    if (phrase === undefined) {
      at++;
      continue;
    }
    const { length, sense } = phrase;
    const before = tokens.slice(from, at).map(({ text }) => text);
    const number = sense === 'negative' ? undefined : numberAfter(tokens, at + length);
    const end = number?.end ?? at + length;
    const bounds = read(sense, before, number, tokens.slice(0, at));
    if (bounds.length > 0) from = end;
    const after = wordsAfter(tokens, end);
    found.push(...bounds.map((bound) => ({ ...bound, before, after })));
    at = Math.max(end, at + length);
  }
  return found;
}

function phraseAt(tokens: readonly Token[], at: number) {
  const match = SPLIT.find(([words]) => words.every((word, i) => tokens[at + i]?.text === word));
  return match === undefined ? undefined : { length: match[0].length, sense: match[1] };
}

interface Found {
  /** The number, and the second one of 'between 2 and 5'; none where it is a time, which bounds no series. */
  readonly values: readonly number[];
  /** Position after it. */
  readonly end: number;
}

/** Undefined where there is none that can be compared with a series: a share cannot. */
function numberAfter(tokens: readonly Token[], from: number): Found | undefined {
  for (let at = from; at <= from + GAP; at++) {
    const value = tokens[at]?.value;
    if (value === undefined) continue;
    const second = tokens[at + 1]?.text === 'and' ? tokens[at + 2]?.value : undefined;
    const end = at + (second === undefined ? 1 : 3);
    const next = tokens[end]?.text ?? '';
    if (next === '%' || next === 'percent' || next === 'times') return undefined;
    if (TIMES.test(next)) return { values: [], end };
    return { values: second === undefined ? [value] : [value, second], end };
  }
  return undefined;
}

type Read = Pick<Bound, 'kind' | 'value'>;

function read(
  sense: Sense,
  before: readonly string[],
  number: Found | undefined,
  earlier: readonly Token[],
): Read[] {
  const isNegated = before.some((word) => NEGATIONS.has(word));
  const holds = earlier.some(({ text }) => ALWAYS.has(text) || PRESENT.has(text));
  const [value, second] = number?.values ?? [];
  const isStated = number !== undefined && before.length > 0;
  if (number?.values.length === 0) return [];
  switch (sense) {
    case 'negative':
      return isNegated ? [{ kind: 'at-least', value: 0 }] : [];
    case 'between':
      if (!holds || isNegated || value === undefined || second === undefined) return [];
      return [
        { kind: 'at-least', value: Math.min(value, second) },
        { kind: 'at-most', value: Math.max(value, second) },
      ];
    case 'over':
    case 'under':
      if (!isNegated && !earlier.some(({ text }) => ALWAYS.has(text))) return [];
      return [{ kind: (sense === 'over') === isNegated ? 'at-most' : 'at-least', value }];
    case 'at-most':
    case 'at-least':
      return holds || isStated ? [{ kind: sense, value }] : [];
    default:
      return sense satisfies never;
  }
}

/** Up to the next 'and' or comma. */
function wordsAfter(tokens: readonly Token[], from: number): string[] {
  const words: string[] = [];
  for (let at = from; at < Math.min(tokens.length, from + 8); at++) {
    const text = tokens[at]?.text ?? '';
    if (text === 'and' || text === ',') break;
    words.push(text);
  }
  return words;
}
