/** What drives the outcome, in sentences. */

import { listed } from '../../trust/words.ts';
import { sentenceCase } from '../number-words.ts';
import { type FactorWords, type OutcomeWords, valueWords } from './factor-words.ts';
import type { Tornado, TornadoRow } from './tornado.ts';

/** The largest swings one by one, `most` at most (default 5), then what cannot be told from chance. */
export function tornadoWords(
  { rows, failed, runs }: Tornado,
  words: FactorWords,
  outcome: OutcomeWords,
  { most = 5 } = {},
): string[] {
  const unknown = rows.filter(({ swing }) => Number.isNaN(swing));
  const clear = rows.filter((row) => row.clear);
  const rest = rows.filter((row) => !row.clear && !unknown.includes(row));
  const names = (some: readonly TornadoRow[]): string =>
    listed(some.map(({ factor }) => words.name(factor.name)));
  return [
    ...(rows.length === 0 ? ['Nothing varies: there is no range to try.'] : []),
    ...unknown.map((row) => failedWords(row, words)),
    ...clear.slice(0, most).map((row) => rowWords(row, words, outcome)),
    ...(clear.length > most ? [`${sentenceCase(names(clear.slice(most)))} matter less.`] : []),
    ...(rest.length > 0
      ? [`What ${names(rest)} ${rest.length > 1 ? 'do' : 'does'} cannot be told from chance.`]
      : []),
    ...(failed > 0 ? [`${failed} of ${runs} runs failed and are not counted.`] : []),
  ];
}

/** 'Length of stay: from 8 days to 12 days the peak of beds needed goes from 31 beds to 47 beds.' */
function rowWords(
  { factor, low, high }: TornadoRow,
  words: FactorWords,
  { name, amount }: OutcomeWords,
): string {
  const [from, to] = [low, high].map(({ value }) => valueWords(factor, value, words));
  const subject = sentenceCase(words.name(factor.name));
  return `${subject}: from ${from} to ${to}, ${name} goes from ${amount(low.outcome)} to ${amount(high.outcome)}.`;
}

function failedWords({ factor, low, high }: TornadoRow, words: FactorWords): string {
  const ends = [low, high]
    .filter(({ outcome }) => Number.isNaN(outcome))
    .map(({ value }) => valueWords(factor, value, words));
  const subject = sentenceCase(words.name(factor.name));
  return ends.length > 0
    ? `${subject}: the simulator fails in every run at ${listed(ends)}, so its share cannot be told.`
    : `${subject}: no run lasted at both ends of its range, so its share cannot be told.`;
}
