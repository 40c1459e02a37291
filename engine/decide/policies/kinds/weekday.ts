import { WEEKDAYS } from '../../../data/calendar.ts';
import { amountOf, isSaidAlike, sentenceCase } from '../../number-words.ts';
import { leverNumber } from '../lever-numbers.ts';
import type { PolicyRow } from '../policy-row.ts';
import { always } from '../switch-words.ts';

const NAMES = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;

export const weekday: PolicyRow = {
  kind: 'weekday',
  words: 'By weekday',
  use: 'Where weeks repeat: rosters, opening hours.',
  watches: false,
  suits: ({ dates, timeUnit, horizon }) =>
    dates !== null && timeUnit === 'day' && horizon >= 7 ? 3 : 0,
  numbersFor: (context) =>
    NAMES.map((name, day) => leverNumber(name, WEEKDAYS[day] ?? name, context)),
  namesOf: () => NAMES,
  setBy: () => true,
  toPolicy: ({ value }) => ({ kind: 'weekday', values: NAMES.map(value) }),
  aloud: ({ value }, tools) => {
    const { lever } = tools;
    const stretches = stretchesOf(NAMES.map(value));
    if (stretches.length === 1) return always(value(NAMES[0]), tools);
    const parts = stretches.map(
      ({ first, last, value: own }) => `${amountOf(own, lever)} ${daysWords(first, last)}`,
    );
    return `${sentenceCase(lever.words)}: ${parts.join(', ')}`;
  },
};

interface Stretch {
  readonly first: number;
  last: number;
  readonly value: number;
}

/** Neighbouring days with the same value, as far as it is said. */
function stretchesOf(values: readonly number[]): readonly Stretch[] {
  const stretches: Stretch[] = [];
  values.forEach((value, day) => {
    const before = stretches.at(-1);
    if (before !== undefined && isSaidAlike(before.value, value)) before.last = day;
    else stretches.push({ first: day, last: day, value });
  });
  return stretches;
}

function daysWords(first: number, last: number): string {
  if (first === last) return `on ${WEEKDAYS[first]}`;
  return last === first + 1
    ? `on ${WEEKDAYS[first]} and ${WEEKDAYS[last]}`
    : `on ${WEEKDAYS[first]} to ${WEEKDAYS[last]}`;
}
