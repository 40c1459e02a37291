import { describe, expect, it } from 'vitest';
import { binomialQuantile } from '../../engine/trust/binomial-quantile.ts';

describe('binomial quantiles', () => {
  it('are those of the tables', () => {
    // R: qbinom(c(.025, .975), 28, .8) = 18 26; qbinom(.5, 10, .5) = 5
    expect(binomialQuantile(28, 0.8, 0.025)).toBe(18);
    expect(binomialQuantile(28, 0.8, 0.975)).toBe(26);
    expect(binomialQuantile(10, 0.5, 0.5)).toBe(5);
    expect(binomialQuantile(1, 0.8, 0.025)).toBe(0);
  });
});
