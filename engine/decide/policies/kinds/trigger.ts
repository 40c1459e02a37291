import { amountOf, stepsOf } from '../../number-words.ts';
import { leverNumber, otherEnd, stepsNumber } from '../lever-numbers.ts';
import { type PolicyRow, watchOf } from '../policy-row.ts';
import { always, switchWords } from '../switch-words.ts';
import { gapNumber, levelNumber, watchRange } from '../watch-range.ts';
import { watchedWords } from '../watch-words.ts';
import { threshold } from './threshold.ts';

export const trigger: PolicyRow = {
  kind: 'trigger',
  words: 'By trigger, for a time',
  use: 'For what cannot be changed from day to day, as a lockdown: waits some days, then lasts some days at least.',
  watches: true,
  suits: (context) => (threshold.suits(context) > 0 && context.horizon >= 7 ? 3 : 0),
  numbersFor: (context, watch) => {
    if (watch === null) return [];
    const range = watchRange(watch, context);
    const { horizon, timeUnit } = context;
    const most = (share: number) => Math.max(1, Math.min(28, Math.floor(horizon * share)));
    return [
      levelNumber('on', `Once ${range.words} was above`, range, context, watch),
      stepsNumber('after', `On so many ${timeUnit}s in a row`, context, {
        low: 1,
        high: Math.max(1, Math.min(7, Math.floor(horizon / 4))),
        start: 1,
      }),
      leverNumber('low', 'Until then', context),
      leverNumber('high', 'From then on', context, otherEnd(context)),
      stepsNumber('least', 'For at least', context, { low: 1, high: most(0.5), start: most(0.25) }),
      gapNumber('And until it is lower by', range),
    ];
  },
  namesOf: () => ['on', 'after', 'low', 'high', 'least', 'gap'],
  setBy: threshold.setBy,
  toPolicy: ({ value, watch }) => ({
    kind: 'threshold',
    watch: watchOf(watch),
    above: value('on'),
    below: value('on') - value('gap'),
    low: value('low'),
    high: value('high'),
    after: value('after'),
    least: value('least'),
  }),
  aloud: ({ value, watch }, tools) => {
    const { lever, names, timeUnit } = tools;
    const [above, low, high] = [value('on'), value('low'), value('high')];
    const [days, least] = [value('after'), value('least')];
    const rule = { above, below: above - value('gap'), low, high };
    const said = switchWords(rule, watch, names);
    if (said.kind === 'always') return always(said.value, tools);
    const first = `Keep ${lever.words} at ${amountOf(low, lever)}`;
    const then = `at ${amountOf(high, lever)}`;
    if (said.kind === 'from-start')
      return days === 1
        ? always(high, tools)
        : `${first} for ${stepsOf(days - 1, timeUnit)}, then ${then}`;
    const seen = watchedWords(watch, (name) => names('output', name).words, timeUnit);
    const inARow = days === 1 ? '' : ` on ${stepsOf(days, timeUnit)} in a row`;
    const lasts = least === 1 ? '' : `for at least ${stepsOf(least, timeUnit)} and `;
    const until =
      said.below === undefined ? 'from then on' : `${lasts}until it falls below ${said.below}`;
    return `${first}; once ${seen} was above ${said.above}${inARow}, ${then} ${until}`;
  },
};
