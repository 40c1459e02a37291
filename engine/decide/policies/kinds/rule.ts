import { amountOf, isSaidAlike, plainNumber } from '../../number-words.ts';
import type { NameOf } from '../../plain-names.ts';
import type { WatchChoice } from '../../schemas/policy-choice.ts';
import { leverNumber, otherEnd } from '../lever-numbers.ts';
import type { PolicyNumber, PolicyRow, ReadChoice } from '../policy-row.ts';
import { possibleWatch } from '../possible-watch.ts';
import { always } from '../switch-words.ts';
import { gapNumber, levelNumber, watchRange } from '../watch-range.ts';
import { watchedWords } from '../watch-words.ts';
import { threshold } from './threshold.ts';

/**
 * "If A is above x: u; otherwise, if B is above y: v; otherwise w." A is the first term of what it watches and B the second; of one
 * term both are that, and y = x - gap.
 */
export const rule: PolicyRow = {
  kind: 'rule',
  words: 'A small rule',
  use: 'Three levels by one or two things that are looked at.',
  watches: true,
  termByTerm: true,
  suits: (context) => (threshold.suits(context) > 0 ? 2 : 0),
  numbersFor: (context, watch) => {
    if (watch === null) return [];
    const usual = context.recorded ?? context.default;
    const far = otherEnd(context);
    const values = [
      leverNumber('high', 'Then', context, far),
      leverNumber('middle', 'Or else', context, (usual + far) / 2),
      leverNumber('low', 'Otherwise', context),
    ];
    const [one, two] = termsOf(watch);
    const range = (of: WatchChoice) => watchRange(of, context);
    const level = (name: string, of: WatchChoice): PolicyNumber =>
      levelNumber(name, `If ${range(of).words} is above`, range(of), context, of);
    return two === undefined
      ? [level('above', one), gapNumber('Or else, above so much less', range(one)), ...values]
      : [level('first', one), level('second', two), ...values];
  },
  namesOf: (watch) => [
    ...(isOne(watch) ? ['above', 'gap'] : ['first', 'second']),
    ...['high', 'middle', 'low'],
  ],
  setBy: (name) => name === 'high' || name === 'middle' || name === 'low',
  toPolicy: (choice) => ({
    kind: 'rule',
    clauses: clausesOf(choice).map(({ watch, above, value }) => ({
      when: [{ watch, is: 'above', value: above }],
      value,
    })),
    otherwise: choice.value('low'),
  }),
  aloud: (choice, tools) => {
    const { lever, names, timeUnit } = tools;
    const { clauses, otherwise } = withMeaning(clausesOf(choice), choice.value('low'), names);
    if (clauses.length === 0) return always(otherwise, tools);
    const said = clauses.map(({ watch, above, value }) => {
      const seen = watchedWords(watch, (name) => names('output', name).words, timeUnit);
      return `if ${seen} is above ${plainNumber(above)}: ${amountOf(value, lever)}`;
    });
    const last = amountOf(otherwise, lever);
    return `Set ${lever.words} by this rule: ${said.join('; otherwise, ')}; otherwise ${last}`;
  },
};

interface Clause {
  readonly watch: WatchChoice;
  readonly above: number;
  readonly value: number;
}

/** Without clauses that never hold, that come to the same as the next, or that follow one that always holds. */
function withMeaning(all: readonly Clause[], otherwise: number, names: NameOf) {
  const possible = all.filter(
    ({ watch, above }, i) =>
      above < possibleWatch(watch, names).high &&
      !all.slice(0, i).some((one) => isOn(watch, one.watch) && one.above <= above),
  );
  const sure = possible.findIndex(({ watch, above }) => above < possibleWatch(watch, names).low);
  const rest = sure < 0 ? otherwise : (possible[sure]?.value ?? otherwise);
  const clauses: Clause[] = [];
  for (const one of possible.slice(0, sure < 0 ? undefined : sure).toReversed()) {
    const [next] = clauses;
    const isSame =
      next === undefined
        ? isSaidAlike(one.value, rest)
        : isOn(one.watch, next.watch) && isSaidAlike(one.value, next.value);
    if (!isSame) clauses.unshift(one);
  }
  return { clauses, otherwise: rest };
}

function isOn(a: WatchChoice, b: WatchChoice): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

function clausesOf({ watch, value }: ReadChoice) {
  const [one, two] = termsOf(watch);
  const [x, y] =
    two === undefined
      ? [value('above'), value('above') - value('gap')]
      : [value('first'), value('second')];
  return [
    { watch: one, above: x, value: value('high') },
    { watch: two ?? one, above: y, value: value('middle') },
  ] as const;
}

/** The first two terms, each as a watch of its own. */
function termsOf(watch: WatchChoice): readonly [WatchChoice, WatchChoice?] {
  const [one, two] = watch.terms;
  const alone = (term: WatchChoice['terms'][number]): WatchChoice => ({ ...watch, terms: [term] });
  if (one === undefined) return [watch];
  return two === undefined ? [alone(one)] : [alone(one), alone(two)];
}

function isOne(watch: WatchChoice | null): boolean {
  return (watch?.terms.length ?? 1) === 1;
}
