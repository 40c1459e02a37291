/** What it is worth to know more, in sentences. */

import { listed, percent } from '../../trust/words.ts';
import { sentenceCase } from '../number-words.ts';
import type { FactorWords, OutcomeWords } from './factor-words.ts';
import type { Knowing, KnowingRow, Worth } from './value-of-knowing.ts';

/** Standard errors beyond which a worth is told from nothing. */
const CLEAR = 2;
/** Factors told one by one. */
const MOST = 3;

/** `policies`: how each is named in the middle of a sentence. */
export function knowingWords(
  { best, all, rows, toldFromLuck, leftOut, draws }: Knowing,
  policies: readonly string[],
  words: FactorWords,
  { amount }: OutcomeWords,
): string[] {
  const named = policies[best] ?? '';
  const left =
    leftOut > 0
      ? [`${leftOut} of ${draws} sets of numbers are left out, as a run of them failed.`]
      : [];
  if (!isClear(all)) {
    return [
      `Knowing more would not change the choice: ${named} is best whatever the numbers are.`,
      ...left,
    ];
  }
  const clear = rows.filter(({ worth }) => isClear(worth));
  const rest = rows.filter((row) => !clear.includes(row));
  const names = listed(rest.map(({ factor }) => words.name(factor.name)));
  return [
    `As things are known, ${named} is best. Knowing every number before choosing would be worth ${worthWords(all, amount)} on average${toldFromLuck ? '' : ' at most (luck counts as known here)'}.`,
    ...clear.slice(0, MOST).map((row) => rowWords(row, best, policies, words, amount)),
    ...(clear.length === 0
      ? ['No single number alone would change the choice enough to matter.']
      : []),
    ...(clear.length > 0 && rest.length > 0
      ? [`Knowing ${names} better would not pay by itself.`]
      : []),
    ...left,
  ];
}

function rowWords(
  { factor, worth, choices }: KnowingRow,
  best: number,
  policies: readonly string[],
  words: FactorWords,
  amount: OutcomeWords['amount'],
): string {
  const other = choices.find(({ policy }) => policy !== best);
  const change =
    other === undefined
      ? ''
      : `: ${policies[other.policy]} would then be chosen in ${percent(other.share)} of cases`;
  return `${sentenceCase(words.name(factor.name))}: knowing it alone would be worth ${worthWords(worth, amount)}${change}.`;
}

function worthWords({ value, error }: Worth, amount: OutcomeWords['amount']): string {
  return `${amount(value)} (give or take ${amount(CLEAR * error)})`;
}

function isClear({ value, error }: Worth): boolean {
  return value > CLEAR * error;
}
