import { everySteps, plainNumber } from '../../number-words.ts';
import type { WatchChoice } from '../../schemas/policy-choice.ts';
import type { LeverContext } from '../lever-context.ts';
import { stepsNumber } from '../lever-numbers.ts';
import { type PolicyNumber, type PolicyRow, watchOf } from '../policy-row.ts';
import { possibleWatch } from '../possible-watch.ts';
import { tidied, watchRange } from '../watch-range.ts';
import { watchedWords } from '../watch-words.ts';

/** Of a level that what is there never falls below. */
export const NO_ORDERS = 'Order nothing';

/** Longest time between two orders that is looked at. */
const LONGEST = 14;

export const baseStock: PolicyRow = {
  kind: 'base-stock',
  words: 'Order up to a level',
  use: 'The best there is for one product without a fixed cost of an order.',
  watches: true,
  suits: ({ watches, isOrder }) => (watches.length > 0 && isOrder ? 6 : 0),
  numbersFor: (context, watch) =>
    watch === null ? [] : [orderLevel(context, watch), reviewNumber(context)],
  namesOf: () => ['level', 'every'],
  setBy: () => false,
  toPolicy: ({ value, watch }) => ({
    kind: 'order-up-to',
    watch: watchOf(watch),
    level: value('level'),
    every: value('every'),
  }),
  aloud: ({ value, watch }, { names, timeUnit }) => {
    if (value('level') <= possibleWatch(watch, names).low) return NO_ORDERS;
    const seen = watchedWords(watch, (name) => names('output', name).words, timeUnit);
    return `${everySteps(value('every'), timeUnit)}, order up to ${plainNumber(value('level'))}, counting ${seen}`;
  },
};

export function reviewNumber(context: LeverContext): PolicyNumber {
  const high = Math.max(1, Math.min(LONGEST, Math.floor(context.horizon / 2)));
  return stepsNumber('every', 'Looked at every', context, { low: 1, high, start: 1 });
}

/** Enough for the usual order over the time that orders take and the longest time between two, or all that was seen. */
export function orderLevel(context: LeverContext, watch: WatchChoice): PolicyNumber {
  const range = watchRange(watch, context);
  const usual = Math.abs(context.recorded ?? context.default);
  const stretch = watch.underway + 1 + reviewNumber(context).high;
  return tidied({
    name: 'level',
    words: 'Order up to',
    unit: context.unit,
    low: 0,
    high: Math.max(1, 1.5 * range.high, 1.5 * usual * stretch),
    start: Math.max(range.mean, usual * (watch.underway + 2)),
    integer: context.integer,
  });
}
