/** The text of a sentence made ready to be read: names stand for themselves, whatever words they are made of. */
import type { AimNames, NamedSeries } from './aim-names.ts';

/** Why a sentence was not understood, and how to put it. */
export interface Problem {
  readonly message: string;
  readonly hint: string;
}

/** What a share or number of outcomes says, of an objective or a limit. */
export type OutcomeWords =
  | { readonly kind: 'mean' }
  | { readonly kind: 'share'; readonly share: number }
  | { readonly kind: 'worst'; readonly level: number };

/** What the parts of a sentence are read with. */
export interface Asked {
  readonly names: AimNames;
  /** Those that the text names, by number, and how it names them. */
  readonly series: readonly NamedSeries[];
  readonly typed: readonly string[];
  readonly outcomes: OutcomeWords | undefined;
}

/** Spaces and signs in one way; without the full stop. */
export function plainText(text: string): string {
  return text
    .normalize('NFC')
    .replace(/[“”„«»]/g, '"')
    .replace(/≤/g, ' at most ')
    .replace(/≥/g, ' at least ')
    .replace(/<=/g, ' at most ')
    .replace(/>=/g, ' at least ')
    .replace(/</g, ' below ')
    .replace(/>/g, ' above ')
    .replace(/\s+/g, ' ')
    .replace(/[.!;\s]+$/, '')
    .trim();
}

/** Stands for name number i. */
function tokenOf(i: number): string {
  return `\u00a7${i}\u00a7`;
}

/** As a part of a pattern; captures the number. */
export const TOKEN = '\u00a7(\\d+)\u00a7';

/** As a part of a pattern with flag u: what a number counts, be it a name as well ('40 beds'). */
export const UNIT = '(?:\u00a7\\d+\u00a7|[\\p{L}€$£%/-]+)';

/** Words of sentences, which stand for a name only in quotation marks. */
const RESERVED = new Set(
  (
    'a all among and any are as at average be below beyond by case cases chance cost costs day days each enough every everything ' +
    'few fewer for from future futures highest hold hour hours in is keep lack least less level limit lower lowest maximise maximize ' +
    'maximum mean minimise minimize minimum minute minutes month months more most must never no not number of on only or over ' +
    'outcome outcomes peak per reduce run runs share short shortage shortfall stay step steps than that the time to too total ' +
    'under up week weeks with without worst year years above last largest smallest sum'
  ).split(' '),
);

/**
 * Puts tokens for the names, the longest first; the rest in small letters. Names in quotation marks go before others. A meaning
 * that is made of words of sentences stands for nothing without them.
 */
export function takeNames(
  text: string,
  { series }: Pick<AimNames, 'series'>,
): {
  readonly rest: string;
  readonly named: readonly NamedSeries[];
  readonly typed: readonly string[];
} {
  const called = series
    .flatMap((one) => [
      { one, text: one.words, isSaid: !isReserved(one.words) },
      { one, text: one.name, isSaid: !isReserved(one.name) },
      { one, text: one.also ?? '', isSaid: !(one.also ?? '').split(' ').every(isReserved) },
    ])
    .filter(({ text: own }) => own.trim() !== '')
    .sort((a, b) => b.text.length - a.text.length);
  const named: NamedSeries[] = [];
  const typed: string[] = [];
  const put = (one: NamedSeries, as: string): string => {
    named.push(one);
    typed.push(as);
    return tokenOf(named.length - 1);
  };
  // Whatever the text holds of what tokens are made of would be read as one.
  let rest = text.replaceAll('\u00a7', ' ').replace(/"([^"]*)"/g, (quoted, name: string) => {
    const own =
      series.find((one) => one.name === name) ?? called.find((one) => isSame(one.text, name))?.one;
    return own === undefined ? quoted : put(own, name);
  });
  for (const { one, text: own, isSaid } of called) {
    if (!isSaid) continue;
    const pattern = new RegExp(
      `(?<![\\p{L}\\p{N}_\u00a7"])${escaped(own)}(?![\\p{L}\\p{N}_\u00a7"])`,
      'giu',
    );
    rest = rest.replace(pattern, (found) => put(one, found));
  }
  return { rest: rest.toLowerCase(), named, typed };
}

function isReserved(word: string): boolean {
  return RESERVED.has(word.toLowerCase());
}

function isSame(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&').replace(/\s+/g, '\\s+');
}
