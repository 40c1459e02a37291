import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type AimNames, aimNames } from '../../../engine/decide/aims/aim-names.ts';
import { readSentence } from '../../../engine/decide/aims/read-sentence.ts';
import { limitSentence, objectiveSentence } from '../../../engine/decide/aims/sentences.ts';
import type { Limit, Metric, Objective, Risk } from '../../../engine/decide/schemas/aim.ts';
import { compileWorked } from '../../simulator/worked.ts';
import { awkward, names } from './names.ts';

const cost: Metric['series'] = { kind: 'cost' };
const occupied: Metric['series'] = { kind: 'named', name: 'occupied' };
const short: Metric['series'] = { kind: 'shortage', resource: 'extra_beds' };
const metric = (
  series: Metric['series'],
  how: Metric['how'],
  level: number | null = null,
): Metric => ({ series, how, level });
const objective = (
  direction: Objective['direction'],
  of: Metric,
  risk: Risk = { kind: 'mean' },
): Objective => ({ direction, metric: of, risk });
const limit = (of: Metric, is: Limit['is'], level: number, chance: number): Limit => ({
  ...{ metric: of, is, level, chance },
});

const OBJECTIVES: readonly (readonly [string, Objective])[] = [
  ['Minimise the total cost, on average', objective('minimise', metric(cost, 'total'))],
  [
    'Minimise the highest day of ICU beds needed, in the worst 5 % of outcomes',
    objective('minimise', metric(occupied, 'peak'), { kind: 'cvar', level: 0.95 }),
  ],
  [
    'Maximise the lowest day of opened wards, in 90 % of outcomes',
    objective('maximise', metric({ kind: 'named', name: 'opened' }, 'lowest'), {
      ...{ kind: 'quantile', level: 0.9 },
    }),
  ],
  [
    'Minimise the days with ICU beds needed above 1,234.5, on average',
    objective('minimise', metric(occupied, 'time-above', 1234.5)),
  ],
  [
    'Minimise the mean shortage of extra beds, on average',
    objective('minimise', metric(short, 'mean')),
  ],
  [
    'Minimise the last day of ICU beds needed, on average',
    objective('minimise', metric(occupied, 'last')),
  ],
];

const LIMITS: readonly (readonly [string, Limit])[] = [
  [
    'Keep ICU beds needed below 40 on all days in 95 % of outcomes',
    limit(metric(occupied, 'peak'), 'below', 40, 0.95),
  ],
  [
    'Keep ICU beds needed at least 3.5 on all days in 90 % of outcomes',
    limit(metric(occupied, 'lowest'), 'at-least', 3.5, 0.9),
  ],
  [
    'Keep ICU beds needed above 30 on at most 3 days in 90 % of outcomes',
    limit(metric(occupied, 'time-above', 30), 'at-most', 3, 0.9),
  ],
  [
    'Keep ICU beds needed below 30 on at least 1 day in all outcomes',
    limit(metric(occupied, 'time-below', 30), 'at-least', 1, 1),
  ],
  [
    'Keep the total cost at most 50,000 € in 90 % of outcomes',
    limit(metric(cost, 'total'), 'at-most', 50_000, 0.9),
  ],
  [
    'Keep the highest day of ICU beds needed above -2 in 7 % of outcomes',
    limit(metric(occupied, 'peak'), 'above', -2, 0.07),
  ],
  [
    'Keep shortage of extra beds at most 0 on all days in 99.5 % of outcomes',
    limit(metric(short, 'peak'), 'at-most', 0, 0.995),
  ],
];

describe('an aim as a sentence', () => {
  it.each(OBJECTIVES)('%s', (sentence, meant) => {
    expect(objectiveSentence(meant, names)).toBe(sentence);
    expect(readSentence(sentence, names)).toEqual({ kind: 'objective', objective: meant });
  });

  it.each(LIMITS)('%s', (sentence, meant) => {
    expect(limitSentence(meant, names)).toBe(sentence);
    expect(readSentence(sentence, names)).toEqual({ kind: 'limit', limit: meant });
  });

  const number = fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0);
  const series = (of: AimNames) =>
    fc.oneof(
      fc.constant(cost),
      fc
        .constantFrom(...of.series.map(({ name }) => name))
        .map((name) => ({ kind: 'named', name }) as const),
      fc
        .constantFrom(...of.series.filter(({ serves }) => serves).map(({ name }) => name))
        .map((resource) => ({ kind: 'shortage', resource }) as const),
    );
  const anyMetric = (of: AimNames): fc.Arbitrary<Metric> =>
    fc.oneof(
      fc.record({
        series: series(of),
        how: fc.constantFrom('mean', 'peak', 'lowest', 'total', 'last'),
        level: fc.constant(null),
      }),
      fc.record({
        series: series(of),
        how: fc.constantFrom('time-above', 'time-below'),
        level: number,
      }),
    );
  const level = fc.oneof(
    fc.integer({ min: 1, max: 99 }).map((percent) => percent / 100),
    fc.double({ min: 0.01, max: 0.99, noNaN: true }),
  );
  const anyRisk: fc.Arbitrary<Risk> = fc.oneof(
    fc.constant({ kind: 'mean' } as const),
    fc.record({ kind: fc.constantFrom('quantile', 'cvar'), level }),
  );

  it.each([
    ['plain names', names],
    ['names made of the words of sentences', awkward],
  ])('reads back as what it says, with %s', (_, of) => {
    fc.assert(
      fc.property(anyMetric(of), anyRisk, fc.boolean(), (own, risk, isMin) => {
        const meant = objective(isMin ? 'minimise' : 'maximise', own, risk);
        const sentence = objectiveSentence(meant, of);
        expect(readSentence(sentence, of), sentence).toEqual({
          kind: 'objective',
          objective: meant,
        });
      }),
      { numRuns: 400 },
    );
    const is = fc.constantFrom('below', 'at-most', 'above', 'at-least');
    fc.assert(
      fc.property(
        anyMetric(of),
        is,
        number,
        fc.oneof(level, fc.constant(1)),
        (own, how, at, chance) => {
          const meant = limit(own, how, at, chance);
          const sentence = limitSentence(meant, of);
          expect(readSentence(sentence, of), sentence).toEqual({ kind: 'limit', limit: meant });
        },
      ),
      { numRuns: 400 },
    );
  });
});

describe('a result', () => {
  const { declaration: icu } = compileWorked('icu-staged-stay');
  const { declaration: stock } = compileWorked('supply-chain');
  const { occupied } = icu.outputs as Required<typeof icu.outputs>;
  const means = { resources: [], costs: { currency: '€', items: [] } };
  const calledIn = (...declarations: Parameters<typeof aimNames>[0]) =>
    aimNames(declarations, means).series.map(({ words, also }) => [words, also]);

  it('is called as everywhere, and understood by what it means', () => {
    expect(calledIn(icu)).toEqual([['occupied', 'intensive-care beds occupied']]);
    expect(readSentence('Minimise intensive-care beds occupied', aimNames([icu], means))).toEqual({
      kind: 'objective',
      objective: objective('minimise', metric({ kind: 'named', name: 'occupied' }, 'mean')),
    });
  });

  it('is not understood by what something else is called, or means, too', () => {
    const other = { ...occupied!, meaning: 'Stock' };
    expect(calledIn({ ...icu, outputs: { a: occupied!, b: occupied!, stock: other } })).toEqual([
      ['a', undefined],
      ['b', undefined],
      ['stock', undefined],
    ]);
    const ordered = { ...occupied!, meaning: 'quantity ordered' };
    expect(calledIn({ ...stock, outputs: { taken: ordered } })).toEqual([
      ['taken', undefined],
      ['quantity ordered', undefined],
    ]);
  });

  it('whose meaning is made of words of sentences leaves sentences as they are', () => {
    expect(readSentence('Minimise the total cost', awkward)).toEqual(
      readSentence('Minimise the total costs of everything', awkward),
    );
    expect(readSentence('Minimise "total cost"', awkward)).toMatchObject({
      objective: { metric: { series: { kind: 'named', name: 'total' } } },
    });
  });
});

describe('what people write', () => {
  const beds = limit(metric(occupied, 'peak'), 'below', 40, 0.95);
  const atMost = { ...beds, is: 'at-most' } as const;
  it.each([
    ['hold icu beds needed under 40 every day in 19 of 20 outcomes.', beds],
    ['Make sure that ICU beds needed stays below 40 beds at all times with a chance of 95 %', beds],
    ['Keep occupied < 40 in 95% of cases', beds],
    ['Keep intensive-care beds occupied below 40 on all days in 95 % of outcomes', beds],
    ['Keep "Intensive-care beds occupied" below 40 extra beds in 95 % of outcomes', beds],
    ['In 95 % of outcomes, keep ICU beds needed below 40 on all days', beds],
    ['ICU beds needed never above 40 in 95 percent of runs', atMost],
    ['Keep the ICU beds needed no more than 40 patients on each day in 95 % of outcomes', atMost],
    ['Keep "occupied" at most 40 with 95 % certainty', atMost],
    [
      'Keep enough extra beds on all days in 9 out of 10 outcomes',
      limit(metric(short, 'peak'), 'at-most', 0, 0.9),
    ],
    [
      'Never too few extra beds in nine of ten cases',
      limit(metric(short, 'peak'), 'at-most', 0, 0.9),
    ],
    [
      'Keep costs within 20000 euros in 80 % of outcomes',
      limit(metric(cost, 'total'), 'at-most', 20_000, 0.8),
    ],
    [
      'Keep cost below 900 on all days in 80 % of outcomes',
      limit(metric(cost, 'peak'), 'below', 900, 0.8),
    ],
    [
      'Keep the average number of ICU beds needed no less than 10 in 80 % of outcomes',
      limit(metric(occupied, 'mean'), 'at-least', 10, 0.8),
    ],
    [
      'Keep ICU beds needed over 30 on no more than 2 days in 80 % of outcomes',
      limit(metric(occupied, 'time-above', 30), 'at-most', 2, 0.8),
    ],
  ])('%s', (sentence, meant) => {
    expect(readSentence(sentence, names)).toEqual({ kind: 'limit', limit: meant });
  });

  it.each([
    ['minimize cost', objective('minimise', metric(cost, 'total'))],
    ['Reduce the peak of ICU beds needed', objective('minimise', metric(occupied, 'peak'))],
    [
      'Minimise patients admitted',
      objective('minimise', metric({ kind: 'named', name: 'admitted' }, 'total')),
    ],
    ['Minimise ICU beds needed', objective('minimise', metric(occupied, 'mean'))],
    [
      'Minimise the days with intensive-care beds occupied above 30 extra beds',
      objective('minimise', metric(occupied, 'time-above', 30)),
    ],
    ['Minimise too few extra beds', objective('minimise', metric(short, 'total'))],
    [
      'Maximise ICU beds needed on the last day, in 3 of 4 outcomes',
      objective('maximise', metric(occupied, 'last'), { kind: 'quantile', level: 0.75 }),
    ],
    [
      'Minimise the number of days on which ICU beds needed is over 30 in the worst 1 of 20 cases',
      objective('minimise', metric(occupied, 'time-above', 30), { kind: 'cvar', level: 0.95 }),
    ],
  ])('%s', (sentence, meant) => {
    expect(readSentence(sentence, names)).toEqual({ kind: 'objective', objective: meant });
  });

  it.each([
    [
      'Keep ICU bed needed below 40 on all days in 95 % of outcomes',
      'quantity: no "icu bed needed"',
      'Did you mean "ICU beds needed"?',
    ],
    [
      'Keep ICU beds needed below 40 on all days',
      'limit: in how many of all outcomes must it hold?',
      'in 95 % of outcomes',
    ],
    [
      'Keep ICU beds needed below 40 on average',
      'limit: in how many of all outcomes must it hold?',
      'in 95 % of outcomes',
    ],
    [
      'Keep the total cost below 40 on all days in 95 % of outcomes',
      'limit: the total ... is one number, not one a day',
      'Leave out either "total" or "on all days".',
    ],
    [
      'Keep staff on call low',
      'limit: what must stay above or below which number?',
      'Put it as: Keep ICU beds needed below 40 on all days in 95 % of outcomes.',
    ],
    [
      'Be nice',
      'sentence: neither an aim nor a limit',
      'Put it as: Minimise the total cost, on average.',
    ],
    [
      'Minimise the shortage of staff on call',
      'shortage: staff on call cannot fall short of a need',
      'Put it as: shortage of extra beds.',
    ],
    [
      'Minimise cost in all outcomes',
      'outcomes: a share from 1 to 99 % is told from runs',
      'Put it as: ..., in 95 % of outcomes',
    ],
    [
      'Minimise staff extra beds',
      'quantity: no "staff extra beds"',
      'There are: cost, ICU beds needed',
    ],
    ['Minimise beds needed', 'quantity: no "beds needed"', 'Did you mean "ICU beds needed"?'],
    ['Minimise beds occupied', 'quantity: no "beds occupied"', 'Did you mean "ICU beds needed"?'],
    [
      'Minimise intensive care bed ocupied',
      'quantity: no "intensive care bed ocupied"',
      'Did you mean "ICU beds needed"? There are: cost, ICU beds needed, patients admitted',
    ],
    ['', 'sentence: neither an aim nor a limit', 'Put it as:'],
  ])('is told what is wrong: %s', (sentence, message, hint) => {
    const read = readSentence(sentence, names);
    expect(read).toMatchObject({ kind: 'problem', message });
    expect(read.kind === 'problem' && read.hint).toContain(hint);
  });
});
