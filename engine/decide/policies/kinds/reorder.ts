import { everySteps, plainNumber } from '../../number-words.ts';
import { type PolicyRow, watchOf } from '../policy-row.ts';
import { watchedWords } from '../watch-words.ts';
import { baseStock, orderLevel, reviewNumber } from './base-stock.ts';

/** (s, S) with S = level and s = level - gap, so that s never exceeds S. */
export const reorder: PolicyRow = {
  kind: 'reorder',
  words: 'Order when low, up to a level',
  use: 'Where every order costs something, however large it is.',
  watches: true,
  suits: (context) => (baseStock.suits(context) > 0 ? 7 : 0),
  numbersFor: (context, watch) => {
    if (watch === null) return [];
    const level = orderLevel(context, watch);
    const gap = { low: 0, high: level.high, start: level.start / 3 };
    return [
      level,
      {
        ...level,
        ...gap,
        name: 'gap',
        words: 'But only once so much is missing',
        start: level.integer ? Math.round(gap.start) : gap.start,
      },
      reviewNumber(context),
    ];
  },
  namesOf: () => ['level', 'gap', 'every'],
  setBy: () => false,
  toPolicy: ({ value, watch }) => ({
    kind: 'reorder',
    watch: watchOf(watch),
    below: value('level') - value('gap'),
    level: value('level'),
    every: value('every'),
  }),
  aloud: ({ value, watch }, { names, timeUnit }) => {
    const seen = watchedWords(watch, (name) => names('output', name).words, timeUnit);
    const below = plainNumber(value('level') - value('gap'));
    return `${everySteps(value('every'), timeUnit)}, when ${seen} is ${below} or less, order up to ${plainNumber(value('level'))}`;
  },
};
