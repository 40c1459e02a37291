import { amountOf } from '../../number-words.ts';
import { leverNumber, otherEnd } from '../lever-numbers.ts';
import { opened } from '../opened-words.ts';
import { type PolicyRow, watchOf } from '../policy-row.ts';
import { always, switchWords } from '../switch-words.ts';
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
    const [above, low, high] = [value('above'), value('low'), value('high')];
    const rule = { above, below: above - value('gap'), low, high };
    const said = switchWords(rule, watch, tools.names);
    if (said.kind === 'always') return always(said.value, tools);
    if (said.kind === 'from-start') return always(high, tools);
    if (tools.isResource && high > low) {
      const { first, more, back } = opened(low, high, tools.lever);
      const open = `${first}${more} once ${seen} passes ${said.above}`;
      return said.below === undefined
        ? `${open}, and from then on`
        : `${open}; ${back} when it falls below ${said.below}`;
    }
    const { lever } = tools;
    const until = said.below === undefined ? 'from then on' : `until it falls below ${said.below}`;
    return `Keep ${lever.words} at ${amountOf(low, lever)}; once ${seen} passes ${said.above}, at ${amountOf(high, lever)} ${until}`;
  },
};
