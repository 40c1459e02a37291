import { everySteps, isSaidAlike, plainNumber } from '../../number-words.ts';
import { type PolicyRow, watchOf } from '../policy-row.ts';
import { possibleWatch } from '../possible-watch.ts';
import { watchedWords } from '../watch-words.ts';
import { baseStock, NO_ORDERS, orderLevel, reviewNumber } from './base-stock.ts';

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
  aloud: (choice, tools) => {
    const { value, watch } = choice;
    const { names, timeUnit } = tools;
    const [level, below] = [value('level'), value('level') - value('gap')];
    if (below < possibleWatch(watch, names).low) return NO_ORDERS;
    if (isSaidAlike(below, level)) return baseStock.aloud(choice, tools);
    const seen = watchedWords(watch, (name) => names('output', name).words, timeUnit);
    return `${everySteps(value('every'), timeUnit)}, when ${seen} is ${plainNumber(below)} or less, order up to ${plainNumber(level)}`;
  },
};
