import { describe, expect, it } from 'vitest';
import { binomialQuantile, normalProbability, normalQuantile } from '../../engine/trust/normal.ts';

describe('normal distribution', () => {
  it('has the tabulated quantiles', () => {
    expect(normalQuantile(0.975)).toBeCloseTo(1.959963984540054, 10);
    expect(normalQuantile(0.01)).toBeCloseTo(-2.3263478740408408, 10);
    expect(normalQuantile(0.5)).toBeCloseTo(0, 12);
  });

  it('is undone by its distribution function', () => {
    for (const p of [1e-5, 0.003, 0.2, 0.7, 0.9999]) {
      expect(normalProbability(normalQuantile(p))).toBeCloseTo(p, 12);
    }
  });

  it('refuses what is no probability between 0 and 1', () => {
    expect(() => normalQuantile(1)).toThrow('probability: 1');
  });
});

describe('binomial quantiles', () => {
  it('are those of the tables', () => {
    // R: qbinom(c(.025, .975), 28, .8) = 18 26; qbinom(.5, 10, .5) = 5
    expect(binomialQuantile(28, 0.8, 0.025)).toBe(18);
    expect(binomialQuantile(28, 0.8, 0.975)).toBe(26);
    expect(binomialQuantile(10, 0.5, 0.5)).toBe(5);
    expect(binomialQuantile(1, 0.8, 0.025)).toBe(0);
  });
});
