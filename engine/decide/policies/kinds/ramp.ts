import { amountOf, isSaidAlike, plainNumber, sentenceCase } from '../../number-words.ts';
import { leverNumber, otherEnd, stepsNumber } from '../lever-numbers.ts';
import type { PolicyRow } from '../policy-row.ts';
import { always } from '../switch-words.ts';

export const ramp: PolicyRow = {
  kind: 'ramp',
  words: 'Up or down evenly',
  use: 'Where a change needs time: hiring, opening a ward bed by bed.',
  watches: false,
  suits: ({ horizon, isOrder }) => (horizon >= 3 && !isOrder ? 1 : 0),
  numbersFor: (context) => {
    const { horizon } = context;
    const begins = { low: 1, high: Math.max(1, horizon - 1), start: 1 };
    const lasts = { low: 1, high: horizon, start: Math.ceil(horizon / 2) };
    return [
      leverNumber('start', 'At first', context),
      leverNumber('end', 'In the end', context, otherEnd(context)),
      stepsNumber('begins', `Begins after so many ${context.timeUnit}s`, context, begins),
      stepsNumber('lasts', 'Takes', context, lasts),
    ];
  },
  namesOf: () => ['start', 'end', 'begins', 'lasts'],
  setBy: (name) => name === 'start' || name === 'end',
  toPolicy: ({ value }, { origin }) => {
    const from = origin + value('begins');
    const to = from + value('lasts');
    return { kind: 'ramp', from, to, start: value('start'), end: value('end') };
  },
  aloud: ({ value }, tools) => {
    const { lever, timeUnit } = tools;
    if (isSaidAlike(value('start'), value('end'))) return always(value('start'), tools);
    const first = value('begins');
    const when = (day: number) => `${timeUnit} ${plainNumber(day)} ahead`;
    const start = amountOf(value('start'), lever);
    const end = amountOf(value('end'), lever);
    return `${sentenceCase(lever.words)}: ${start} up to ${when(first)}, then evenly to ${end} on ${when(first + value('lasts'))}`;
  },
};
