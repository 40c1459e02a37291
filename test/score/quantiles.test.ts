import { describe, expect, it } from 'vitest';
import { centralInterval, median, quantiles, sortAscending } from '../../engine/score/quantiles.ts';
import { randomOf, sample } from './draws.ts';

describe('quantiles', () => {
  it('are those of type 7, as R gives them for 1..10', () => {
    expect(quantiles([10, 1, 9, 2, 8, 3, 7, 4, 6, 5], [0, 0.05, 0.25, 0.5, 0.9, 1])).toEqual([
      1, 1.45, 3.25, 5.5, 9.1, 10,
    ]);
  });

  it('leave missing values out', () => {
    expect(median([Number.NaN, 3, 1, Number.NaN, 2])).toBe(2);
    expect(median([Number.NaN])).toBeNaN();
  });

  it('keep infinite ends infinite', () => {
    const infinite = Number.POSITIVE_INFINITY;
    expect(quantiles([1, infinite, infinite], [0, 0.9, 1])).toEqual([1, infinite, infinite]);
  });

  it('give the central interval', () => {
    const sorted = Float64Array.from({ length: 101 }, (_, i) => i);
    const { low, high } = centralInterval(sorted, 0.8);
    expect(low).toBeCloseTo(10, 12);
    expect(high).toBeCloseTo(90, 12);
  });

  it('sort short and long arrays alike', () => {
    const random = randomOf(1);
    for (const count of [0, 1, 2, 17, 40, 41, 300]) {
      const values = sample(count, () => random.normal());
      expect(sortAscending(values.slice())).toEqual(values.slice().sort());
    }
  });
});
