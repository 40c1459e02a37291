import { describe, expect, it } from 'vitest';
import type { Prior } from '../../engine/simulator/declaration.ts';
import { narrowedShare, priorRange } from '../../engine/trust/narrowing.ts';
import { hardlyToldApart } from '../../engine/trust/told-apart.ts';
import { source } from './series.ts';

/** The 95 % quantile of N(0, 1). */
const Z = 1.6448536;

describe('the range of a prior that holds 90 %', () => {
  it.each<[Prior, number, number]>([
    [{ kind: 'uniform', low: 2, high: 30 }, 3.4, 28.6],
    [{ kind: 'log-uniform', low: 1, high: 100 }, 10 ** 0.1, 10 ** 1.9],
    [{ kind: 'normal', mean: 10, sd: 2 }, 10 - 2 * Z, 10 + 2 * Z],
    [{ kind: 'log-normal', median: 8, sigma: 0.5 }, 8 * Math.exp(-0.5 * Z), 8 * Math.exp(0.5 * Z)],
    // Beta(1, 2) has the distribution function 1 - (1 - x)^2.
    [
      { kind: 'beta', a: 1, b: 2, low: 0, high: 10 },
      10 * (1 - Math.sqrt(0.95)),
      10 * (1 - Math.sqrt(0.05)),
    ],
    [{ kind: 'integer', low: 1, high: 20 }, 1, 19],
    [{ kind: 'choice', values: [5, 1, 3] }, 1, 5],
  ])('of %j', (prior, low, high) => {
    const range = priorRange(prior, 0.9);
    expect(range.low).toBeCloseTo(low, 5);
    expect(range.high).toBeCloseTo(high, 5);
  });
});

describe('how much the data narrowed a range', () => {
  const flat: Prior = { kind: 'uniform', low: 0, high: 10 };

  it('is nothing where the range is the one before, and nine tenths where it is a tenth of it', () => {
    expect(narrowedShare(flat, priorRange(flat, 0.9), 0.9)).toBeCloseTo(0, 9);
    expect(narrowedShare(flat, { low: 4, high: 4.9 }, 0.9)).toBeCloseTo(0.9, 9);
  });

  it('is measured on logarithms where the prior is even on them', () => {
    const prior: Prior = { kind: 'log-uniform', low: 1, high: 100 };
    // A factor of 10^1.8 before, of 10^.18 now.
    expect(narrowedShare(prior, { low: 50, high: 50 * 10 ** 0.18 }, 0.9)).toBeCloseTo(0.9, 9);
  });

  it('is never negative, and nothing is said of what could not vary', () => {
    expect(narrowedShare(flat, { low: 0, high: 10 }, 0.9)).toBe(0);
    expect(narrowedShare({ kind: 'choice', values: [3] }, { low: 3, high: 3 }, 0.9)).toBeNull();
  });
});

describe('numbers that can hardly be told apart', () => {
  const { normal } = source(5);
  const count = 400;
  const stay = Float64Array.from({ length: count }, () => normal(8, 1));
  const product = stay.map((value) => 40 / value + normal(0, 0.05));
  const other = Float64Array.from({ length: count }, () => normal(0, 1));
  // Correlation .71 with the stay.
  const mixed = stay.map((value) => value - 8 + normal(0, 1));
  const named = (name: string, meaning: string, values: Float64Array) => ({
    ...{ name, meaning, values },
  });

  it('are said in words, the strongest first, and no others', () => {
    const found = hardlyToldApart([
      named('mixed', 'mix', mixed),
      named('stay', 'average stay', stay),
      named('other', 'other', other),
      named('rate', 'admission rate', product),
      named('copy', '', stay.map(Math.exp)),
    ]);
    expect(found.map(({ a, b }) => [a, b])).toEqual([
      ['stay', 'copy'],
      ['stay', 'rate'],
      ['rate', 'copy'],
    ]);
    // Ranks see through the exponential.
    expect(found[0]!.value).toBeCloseTo(1, 9);
    expect(found[1]!.value).toBeLessThan(-0.95);
    expect(found[1]!.text).toBe(
      'average stay and admission rate can hardly be told apart: where the first is higher and the second lower, the data fit as well.',
    );
    expect(found[0]!.text).toContain('average stay and copy');
  });

  it('are not spoken of where there are too few sets', () => {
    const few = [named('a', 'a', stay.slice(0, 19)), named('b', 'b', stay.slice(0, 19))];
    expect(hardlyToldApart(few)).toEqual([]);
  });
});
