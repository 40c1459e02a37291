import { describe, expect, it } from 'vitest';
import { adaptedPopulation, rankNoise, repeats } from '../../../engine/calibrate/es/noise.ts';
import { openRandom } from '../../../engine/calibrate/streams.ts';

describe('the noise of a ranking', () => {
  const random = openRandom(1, 'test', 0);
  const values = Array.from({ length: 12 }, (_, i) => i * i);

  it('is not there when second values keep the order, wherever they lie', () => {
    expect(rankNoise(values, values.slice(0, 6))).toBeLessThanOrEqual(0);
    const shifted = values.slice(0, 6).map((value) => value + 1000);
    expect(rankNoise(values, shifted)).toBeLessThanOrEqual(0);
  });

  it('is there when second values have nothing to do with the first', () => {
    const noise = Array.from({ length: 200 }, () => {
      const first = Array.from({ length: 12 }, () => random.normal());
      const second = Array.from({ length: 6 }, () => random.normal());
      return rankNoise(first, second);
    });
    expect(noise.filter((value) => value > 0).length).toBeGreaterThan(190);
  });

  it('makes the population grow, its absence lets it shrink, within bounds', () => {
    const bounds = { least: 8, most: 40 };
    expect(adaptedPopulation(10, 1, bounds)).toBe(15);
    expect(adaptedPopulation(30, 1, bounds)).toBe(40);
    expect(adaptedPopulation(30, -1, bounds)).toBe(27);
    expect(adaptedPopulation(8, 0, bounds)).toBe(8);
  });

  it('is measured on five candidates or a fifth of them', () => {
    expect([4, 8, 60].map(repeats)).toEqual([4, 5, 12]);
  });
});
