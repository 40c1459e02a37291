import { describe, expect, it } from 'vitest';
import { spreadDraws, takeDraws } from '../../engine/forecast/ensembles.ts';

const draws = (sets: number) => ({
  parameterSets: Float64Array.from({ length: 2 * sets }, (_, i) => i),
  sets,
});
const taken = (sets: number, count: number) =>
  [...takeDraws(draws(sets), count).parameters].filter((_, i) => i % 2 === 0).map((v) => v / 2);

describe('the draws that ensembles go through', () => {
  it('are spread evenly over all, however many are taken', () => {
    expect(taken(8, 8)).toEqual([0, 4, 2, 6, 1, 5, 3, 7]);
    for (const count of [10, 40, 150]) {
      const first = taken(400, count);
      expect(new Set(first).size).toBe(count);
      // Kolmogorov's distance from an even spread.
      const sorted = first.toSorted((a, b) => a - b);
      const distance = Math.max(...sorted.map((at, i) => Math.abs(at / 400 - i / count)));
      expect(distance).toBeLessThan(2.5 / count + 0.02);
    }
  });

  it('begin with the same ones', () => {
    expect(taken(400, 500).slice(0, 30)).toEqual(taken(400, 30));
    expect(taken(3, 7)).toEqual([0, 2, 1, 0, 2, 1, 0]);
  });

  it('are each taken as often where there are fewer than eight', () => {
    const { count, parameters } = spreadDraws(draws(3), 4);
    expect(count).toBe(9);
    for (const set of [0, 1, 2])
      expect(parameters.filter((value) => value === 2 * set)).toHaveLength(3);
  });
});
