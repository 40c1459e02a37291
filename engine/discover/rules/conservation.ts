/** 'Patients are conserved', 'S + I + R is constant', 'the total number of people stays the same'. */
import { partsOf, seriesIn, seriesWith } from './match-series.ts';
import type { Token } from './rule-words.ts';

const SAYINGS = [
  ...[
    'conserved',
    'constant',
    'unchanged',
    'the same',
    'not change',
    'never changes',
    'never change',
  ],
  ...['no one enters or leaves', 'nobody enters or leaves'],
].map((saying) => saying.split(' '));

/** Told of the past, denied, or of something else than a number of things. */
const NOT_A_RULE = new Set(
  'was were not if when unless rate speed probability roughly about nearly'.split(' '),
);

/** Words for everybody, whatever the columns are called. */
const PEOPLE = new Set(
  'people person population individual everybody everyone inhabitant patient boy pupil student nobody'.split(
    ' ',
  ),
);
/** Parts of a population, of which everybody is in one; single letters as in the literature. */
const COMPARTMENTS = new Set(
  (
    'susceptible exposed infected infectious infective recovered removed immune dead deceased vaccinated ' +
    'hospitalized hospitalised quarantined asymptomatic s e i r d v'
  ).split(' '),
);

/**
 * Series whose sum never changes; undefined where the sentence says no such thing, empty where it cannot be told of
 * which.
 */
export function conservedIn(
  tokens: readonly Token[],
  names: readonly string[],
): readonly string[] | undefined {
  const words = tokens.map(({ text }) => text);
  const at = sayingAt(words);
  if (at === undefined) return undefined;
  const isExcluded = words.slice(0, at).some((word) => NOT_A_RULE.has(word));
  if (isExcluded) return undefined;
  const subject = words.slice(0, at).length > 0 ? words.slice(0, at) : words.slice(at);
  const isTotal = subject.some((word) => ['total', 'sum', 'overall', '+'].includes(word));
  const isKept = words[at] === 'conserved' || words.includes('leaves');
  // 'Demand is constant' may speak of a rate; the number of things is said to be a total, or to be conserved.
  const isOfPeople = subject.some((word) => partsOf(word).some((part) => PEOPLE.has(part)));
  if (!isTotal && !isKept && !isOfPeople) return undefined;
  return seriesOf(subject, names, isOfPeople);
}

function sayingAt(words: readonly string[]): number | undefined {
  for (let at = 0; at < words.length; at++) {
    if (SAYINGS.some((saying) => saying.every((word, i) => words[at + i] === word))) return at;
  }
  return undefined;
}

function seriesOf(
  subject: readonly string[],
  names: readonly string[],
  isOfPeople: boolean,
): readonly string[] {
  if (subject.includes('+')) return summands(subject, names);
  const total = names.filter((name) =>
    partsOf(name).some((part) => part === 'total' || part === 'all'),
  );
  const meant = total.filter((name) => seriesWith(subject, [name]).length > 0);
  if (subject.includes('total') && meant.length === 1) return meant;
  const said = seriesIn(subject, names);
  if (said.length > 0) return said;
  const parts = seriesWith(subject, names).filter((name) => !total.includes(name));
  if (parts.length > 0) return parts;
  if (!isOfPeople) return [];
  const compartments = names.filter((name) => partsOf(name).some((part) => COMPARTMENTS.has(part)));
  return compartments.length >= 2 ? compartments : [];
}

/** 'S + I + R': each a name, or the first letter of exactly one. */
function summands(subject: readonly string[], names: readonly string[]): readonly string[] {
  const terms = subject.filter((_, at) => subject[at - 1] === '+' || subject[at + 1] === '+');
  const found = terms
    .filter((term) => term !== '+')
    .map((term) => {
      const own = seriesIn([term], names);
      const byLetter =
        term.length === 1 ? names.filter((name) => name.toLowerCase().startsWith(term)) : [];
      return own.length === 1 ? own : byLetter;
    });
  return found.every((series) => series.length === 1) ? [...new Set(found.flat())] : [];
}
