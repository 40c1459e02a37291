import { describe, expect, it } from 'vitest';
import { medianDistance, squaredMmd } from '../../engine/score/mmd.ts';
import { randomOf, sample } from './draws.ts';

describe('squared MMD', () => {
  it('between N(0, I) and N(d, I) is the closed form', () => {
    // E k(X, Y) = (s^2 / (s^2 + 2))^(D/2) exp(-|d|^2 / (2 (s^2 + 2))) with kernel width s.
    const random = randomOf(1);
    const a = sample(2 * 1500, () => random.normal());
    const b = sample(2 * 1500, () => random.normal(0.7));
    const sigma = 1.3;
    const wide = sigma ** 2 + 2;
    const exact = (2 * sigma ** 2 * (1 - Math.exp(-(2 * 0.7 ** 2) / (2 * wide)))) / wide;
    expect(Math.abs(squaredMmd(a, b, 2, { sigma, unbiased: true }) - exact)).toBeLessThan(0.015);
  });

  it('of two points is 2 - 2 k(x, y)', () => {
    const distance = squaredMmd(Float64Array.of(0, 0), Float64Array.of(3, 4), 2, { sigma: 5 });
    expect(distance).toBeCloseTo(2 - 2 * Math.exp(-0.5), 12);
  });

  it('is 0 between a sample and itself; unbiased, around 0 between equals', () => {
    const random = randomOf(2);
    const a = sample(300, () => random.normal());
    expect(squaredMmd(a, a, 1)).toBeCloseTo(0, 12);
    const repeated = Array.from({ length: 100 }, () =>
      squaredMmd(
        sample(20, () => random.normal()),
        sample(20, () => random.normal()),
        1,
        { sigma: 1, unbiased: true },
      ),
    );
    expect(Math.abs(repeated.reduce((sum, x) => sum + x, 0) / 100)).toBeLessThan(0.015);
  });

  it('takes the median distance between points for its width', () => {
    expect(medianDistance(Float64Array.of(0, 1), Float64Array.of(3), 1)).toBe(2);
    expect(squaredMmd(Float64Array.of(1, 1), Float64Array.of(1), 1)).toBe(0);
  });
});
