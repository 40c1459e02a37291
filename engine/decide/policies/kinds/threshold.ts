import { amountOf, plainNumber } from '../../number-words.ts';
import { leverNumber, otherEnd } from '../lever-numbers.ts';
import { opened } from '../opened-words.ts';
import { type PolicyRow, watchOf } from '../policy-row.ts';
import { gapNumber, levelNumber, watchRange } from '../watch-range.ts';
import { watchedWords } from '../watch-words.ts';

export const threshold: PolicyRow = {
  kind: 'threshold',
  words: 'More above a level, back below another',
  use: 'Reacts to what happens without going back and forth every day.',
  watches: true,
  suits: ({ watches, isOrder }) => (watches.length > 0 && !isOrder ? 5 : 0),
  numbersFor: (context, watch) => {
    if (watch === null) return [];
    const range = watchRange(watch, context);
    return [
      levelNumber('above', `Once ${range.words} passes`, range, context, watch),
      gapNumber('Back when it is lower by', range),
      leverNumber('low', 'Until then', context),
      leverNumber('high', 'From then on', context, otherEnd(context)),
    ];
  },
  namesOf: () => ['above', 'gap', 'low', 'high'],
  setBy: (name) => name === 'low' || name === 'high',
  toPolicy: ({ value, watch }) => ({
    kind: 'threshold',
    watch: watchOf(watch),
    above: value('above'),
    below: value('above') - value('gap'),
    low: value('low'),
    high: value('high'),
  }),
  aloud: ({ value, watch }, tools) => {
    const seen = watchedWords(watch, (name) => tools.names('output', name).words, tools.timeUnit);
    const above = plainNumber(value('above'));
    const below = plainNumber(value('above') - value('gap'));
    const [low, high] = [value('low'), value('high')];
    if (tools.isResource && high > low) {
      const { first, more, back } = opened(low, high, tools.lever);
      return `${first}${more} once ${seen} passes ${above}; ${back} when it falls below ${below}`;
    }
    const { lever } = tools;
    return `Keep ${lever.words} at ${amountOf(low, lever)}; once ${seen} passes ${above}, at ${amountOf(high, lever)} until it falls below ${below}`;
  },
};
