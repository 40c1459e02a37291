import { describe, expect, it } from 'vitest';
import { chooseMethod } from '../../engine/calibrate/choose-method.ts';
import { priorSchema } from '../../engine/simulator/declaration.ts';
import { methodTitle } from '../../renderer/screens/calibrate/method-words.ts';
import {
  fittedSentence,
  narrowedWords,
  originOf,
  pairedFirst,
  placeOn,
} from '../../renderer/screens/calibrate/number-words.ts';
import { fieldsOf, problemOf, withField } from '../../renderer/screens/calibrate/prior-fields.ts';
import { extended } from '../../renderer/screens/calibrate/use-number-history.ts';
import { plannerText } from '../../renderer/words/planner-text.ts';
import { type Prior, priorWords } from '../../renderer/words/prior-words.ts';
import { readNumber } from '../../renderer/words/read-number.ts';
import { FIT } from './calibrate-fixtures.ts';

const PRIORS: readonly Prior[] = [
  { kind: 'uniform', low: 1, high: 15 },
  { kind: 'log-uniform', low: 0.01, high: 10 },
  { kind: 'normal', mean: 7, sd: 2 },
  { kind: 'normal', mean: 7, sd: 2, low: 1, high: 20 },
  { kind: 'log-normal', median: 7, sigma: Math.log(2) },
  { kind: 'beta', a: 2, b: 6, low: 0, high: 1 },
  { kind: 'integer', low: 5, high: 30 },
  { kind: 'choice', values: [1, 2, 4] },
];

describe('a possible range', () => {
  it('is told in words, with its unit', () => {
    expect(PRIORS.map((prior) => priorWords(prior, 'days'))).toEqual([
      '1 to 15 days',
      '0.01 to 10 days',
      'about 7, give or take 2 days',
      'about 7, give or take 2, within 1 to 20 days',
      'about 7, up to 4 times more or less days',
      '0 to 1, typically 0.25 days',
      '5 to 30 days',
      'one of 1, 2, 4 days',
    ]);
    expect(priorWords({ kind: 'uniform', low: 0, high: 1 }, '1')).toBe('0 to 1');
  });

  it('put back field by field as it was stays what it was, and the engine takes it', () => {
    for (const prior of PRIORS) {
      let again = prior;
      for (const { id, value } of fieldsOf(prior)) again = withField(again, id, value);
      const parsed = priorSchema.parse(again);
      for (const [key, value] of Object.entries(prior)) {
        const found = Reflect.get(parsed, key);
        if (typeof value === 'number') expect(found).toBeCloseTo(value, 10);
        else expect(found).toEqual(value);
      }
    }
  });

  it('keeps what is typical when its ends move, and how sure that is', () => {
    const beta = { kind: 'beta', a: 2, b: 6, low: 0, high: 1 } as const;
    const wider = withField(beta, 'high', 2);
    expect(wider).toMatchObject({ low: 0, high: 2, a: 1, b: 7 });
    expect(withField(beta, 'typical', 0.5)).toMatchObject({ a: 4, b: 4 });
  });

  it('may lose the limits that it need not have', () => {
    const limited = { kind: 'normal', mean: 7, sd: 2, low: 1, high: 20 } as const;
    expect(withField(limited, 'low', undefined)).toEqual({
      kind: 'normal',
      mean: 7,
      sd: 2,
      high: 20,
    });
    expect(withField({ kind: 'uniform', low: 1, high: 2 }, 'low', undefined)).toEqual({
      kind: 'uniform',
      low: 1,
      high: 2,
    });
  });

  it.each<[Prior, RegExp]>([
    [{ kind: 'uniform', low: 3, high: 3 }, /lowest value must be below/],
    [{ kind: 'log-uniform', low: 0, high: 3 }, /above 0/],
    [{ kind: 'integer', low: 1.5, high: 3 }, /whole numbers/],
    [{ kind: 'normal', mean: 30, sd: 2, low: 1, high: 20 }, /typical value must lie between/],
    [{ kind: 'normal', mean: 3, sd: 0 }, /above 0/],
    [{ kind: 'log-normal', median: 3, sigma: 0 }, /above 1/],
    [{ kind: 'beta', a: -1, b: 9, low: 0, high: 1 }, /typical value must lie between/],
    [{ kind: 'choice', values: [1, Number.NaN] }, /numbers with a space/],
  ])('that is none says what is wrong: %o', (prior, words) => {
    expect(problemOf(prior)).toMatch(words);
  });

  it('that is one has no problem', () => {
    expect(PRIORS.map(problemOf)).toEqual(PRIORS.map(() => undefined));
  });
});

describe('fitted numbers in words', () => {
  const [stay, share] = FIT.parameters;
  if (!stay || !share) throw new Error('fixture');

  it('say how much the data narrowed them', () => {
    expect(narrowedWords(stay)).toBe('narrowed by 94 %');
    expect(narrowedWords(share)).toBe('the data say nothing about it');
    expect(narrowedWords({ ...stay, narrowed: 0.9991 })).toBe('narrowed by more than 99 %');
    expect(narrowedWords({ ...stay, narrowed: null })).toBe('not measured');
  });

  it('are assumptions where the data say nothing: of the model, or of whoever changed the range', () => {
    expect(originOf(stay, new Set(['mean_stay']))).toBe('calibrated');
    expect(originOf(share, new Set())).toBe('model');
    expect(originOf(share, new Set(['admitted_share']))).toBe('you');
  });

  it('lie on what was possible, by orders of magnitude where that is one', () => {
    expect(placeOn(stay, 11)).toBeCloseTo(0.5);
    const rate = {
      ...stay,
      prior: { kind: 'log-uniform' as const, low: 0.01, high: 100 },
      priorLow: 0.01,
      priorHigh: 100,
    };
    expect(placeOn(rate, 1)).toBeCloseTo(0.5);
    expect(placeOn(rate, 1000)).toBe(1);
  });

  it('are summed up in a sentence', () => {
    expect(fittedSentence(FIT.parameters)).toBe(
      '3 numbers were fitted. The data narrowed 2 of them; they say nothing about 1.',
    );
    expect(fittedSentence([share])).toBe('One number was fitted. The data say nothing about it.');
    expect(fittedSentence([stay])).toBe('One number was fitted. The data narrowed it.');
  });

  it('are laid side by side where they cannot be told apart, then by how narrow they are', () => {
    expect(pairedFirst(FIT)).toEqual(['mean_stay', 'admitted_share', 'beds']);
    expect(pairedFirst({ ...FIT, correlations: [] })).toEqual([
      'mean_stay',
      'beds',
      'admitted_share',
    ]);
  });
});

describe('numbers that are searched', () => {
  const trace = (value: number) => ({
    method: null,
    measure: null,
    points: [],
    parameters: [{ name: 'mean_stay', unit: 'days', value, low: 1, high: 9 }],
  });

  it('are kept as they were, once for each state', () => {
    const first = extended([], trace(5), 100);
    const second = extended(first, trace(6), 200);
    expect(extended(second, trace(7), 200)).toBe(second);
    expect(second[0]?.points.map(({ done, value }) => [done, value])).toEqual([
      [100, 5],
      [200, 6],
    ]);
  });

  it('stay few enough to be drawn, the newest among them', () => {
    let history = extended([], trace(0), 0);
    for (let done = 1; done <= 3000; done++) history = extended(history, trace(done), done);
    expect(history[0]?.points.length).toBeLessThanOrEqual(400);
    expect(history[0]?.points.at(-1)?.value).toBe(3000);
  });
});

describe('a typed number', () => {
  it.each([
    ['1,234.5', 1234.5],
    ['1,5', 1.5],
    ['0.0005', 0.0005],
    ['\u22123', -3],
    ['1e-4', 1e-4],
  ])('%s is %d', (text, value) => expect(readNumber(text)).toBe(value));

  it.each(['', '-', 'about 3', '1,2,3'])('%s is none', (text) =>
    expect(readNumber(text)).toBeUndefined(),
  );
});

describe('why a way to fit was taken', () => {
  const probe = { dimension: 4, millisecondsPerSet: 0.1, isNoisy: true, outside: [] };
  const probes = [
    { ...probe, dimension: 0 },
    { ...probe, dimension: 30 },
    { ...probe, dimension: 400 },
    { ...probe, isNoisy: false },
    { ...probe, outside: ['mean of beds'] },
    { ...probe, millisecondsPerSet: 1000 },
    { ...probe, millisecondsPerSet: 50 },
    probe,
  ];

  it.each(probes)('is said without the words of the field: %o', (one) => {
    const { because, method } = chooseMethod(one as unknown as Parameters<typeof chooseMethod>[0]);
    expect(plannerText(because)).not.toMatch(
      /posterior|prior|parameter|simulator|simulations|resampl/,
    );
    expect(methodTitle({ id: method, words: '' })).not.toBe('');
  });

  it('keeps its sense', () => {
    const { because } = chooseMethod(probe as unknown as Parameters<typeof chooseMethod>[0]);
    expect(plannerText(because)).toBe(
      '4 numbers, chance in the runs, and runs are cheap: ranges are learned at once from everything that is possible, so that it can be checked on any data',
    );
  });
});
