import { describe, expect, it } from 'vitest';
import { moved } from '../../renderer/components/move-span.ts';
import { compared } from '../../renderer/screens/forecast/compare.ts';
import {
  type ForecastOutput,
  type ForecastRecord,
  fanSentence,
  likelyDay,
  limitSentence,
  peakSentence,
} from '../../renderer/screens/forecast/forecast-words.ts';
import { inFrequencies } from '../../renderer/words/frequencies.ts';

const LEVELS = [0.025, 0.5, 0.95, 0.975];

/** Two days; quantiles by day in the order of LEVELS. */
function outputOf(quantiles: number[], by: number[]): ForecastOutput {
  const values = Float64Array.from(quantiles);
  const chance = Float64Array.from(by);
  const line = {
    value: chance,
    low: chance.map((p) => p - 0.02),
    high: chance.map((p) => p + 0.02),
  };
  return {
    ...{ name: 'beds_used', unit: 'patients', meaning: '' },
    mean: Float64Array.of(10, 20),
    ...{ quantiles: values, quantilesLow: values, quantilesHigh: values },
    peak: Float64Array.of(11, 31, 46.7, 52),
    peakLow: Float64Array.of(10, 30, 44.6, 50),
    peakHigh: Float64Array.of(12, 32, 49.4, 55),
    paths: new Float64Array(),
    line: { level: 40, on: line, by: line },
  };
}

const output = outputOf([1, 10, 18, 20, 5, 30.4, 44, 50.6], [0.1, 0.62]);
const record: ForecastRecord = {
  ...{ id: 'r', first: 60, rows: 2, failures: null, outputs: [output] },
  dates: ['2024-03-01', '2024-03-02'],
};

describe('a forecast in sentences', () => {
  it.each([
    [0, 'in none of the outcomes'],
    [0.0004, 'in fewer than 1 of 1,000 outcomes'],
    [0.01, 'in 1 of 100 outcomes'],
    [0.05, 'in 1 of 20 outcomes'],
    [0.25, 'in 5 of 20 outcomes'],
    [0.5, 'in 10 of 20 outcomes'],
    [0.95, 'in all but 1 of 20 outcomes'],
    [0.9999, 'in more than 999 of 1,000 outcomes'],
    [1, 'in all outcomes'],
    [Number.NaN, 'in an unknown share of the outcomes'],
  ])('tells a chance of %f as a frequency', (chance, words) => {
    expect(inFrequencies(chance)).toBe(words);
  });

  it('tells the last day, in whole patients', () => {
    expect(fanSentence(output, record, LEVELS)).toBe(
      'On 2 Mar 2024 beds used will be between 5 and 51 patients in 19 of 20 outcomes, 30 in the middle.',
    );
  });

  it('keeps the risk apart from how exact it is', () => {
    expect(peakSentence(output, LEVELS, 500)).toBe(
      'In 1 of 20 outcomes the highest day is above 47 patients (45 to 49 given 500 runs).',
    );
    expect(limitSentence(output, record, 500)).toBe(
      'More than 40 patients at least once by 2 Mar 2024: in 12 of 20 outcomes (60 to 64 % given 500 runs).',
    );
  });

  it('names the day by which it is more likely than not, where there is one', () => {
    expect(likelyDay(output, record)).toBe('2 Mar 2024');
    expect(likelyDay(outputOf([1, 1, 1, 1, 1, 1, 1, 1], [0.1, 0.2]), record)).toBeUndefined();
  });
});

describe('what if beside things as they are', () => {
  it('is the same figures of both', () => {
    const base = outputOf([1, 10, 18, 20, 5, 20, 40, 45], [0.1, 0.4]);
    const rows = compared(output, base, record, LEVELS);
    expect(rows.map(({ before, after }) => [before.value, after.value])).toEqual([
      [31, 31],
      [46.7, 46.7],
      [20, 30.4],
      [15, 15],
      [0.4, 0.62],
    ]);
    expect(rows[1]?.after).toEqual({ value: 46.7, low: 44.6, high: 49.4 });
    expect(rows.at(-1)).toMatchObject({ isShare: true });
  });
});

describe('a dated change on the strip', () => {
  const change = { name: 'a', how: 'set', value: 1, first: 3, last: 5 } as const;
  it.each([
    ['all', 2, 5, 7],
    ['all', -9, 1, 3],
    ['all', 99, 8, 10],
    ['end', 2, 3, 7],
    ['end', -9, 3, 3],
    ['end', 99, 3, 10],
  ] as const)('moves (%s by %i) and stays within the days', (part, by, first, last) => {
    expect(moved(change, { part, by }, 10)).toEqual({ ...change, first, last });
  });
});
