import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CalibrationError } from '../../engine/calibrate/error.ts';
import { priorDistribution } from '../../engine/calibrate/prior.ts';
import {
  betaCdf,
  betaQuantile,
  normalCdf,
  normalQuantile,
} from '../../engine/calibrate/special.ts';
import type { Prior } from '../../engine/simulator/declaration.ts';
import { PRIORS } from './priors.ts';

const discrete = (prior: Prior): boolean => prior.kind === 'integer' || prior.kind === 'choice';

describe.each(PRIORS)('the prior $kind', (prior) => {
  const distribution = priorDistribution(prior);

  it('draws within its bounds, in order of the level', () => {
    const levels = Array.from({ length: 1001 }, (_, i) => i / 1000);
    const draws = levels.map(distribution.quantile);
    expect(draws).toEqual([...draws].sort((a, b) => a - b));
    expect(draws[0]).toBeGreaterThanOrEqual(distribution.low);
    expect(draws[1000]).toBeLessThanOrEqual(distribution.high);
    for (const draw of draws.slice(1, -1))
      expect(distribution.logDensity(draw)).toBeGreaterThan(-30);
  });

  it('has a quantile that inverts its distribution function', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-4, max: 1 - 1e-4, noNaN: true }), (level) => {
        const x = distribution.quantile(level);
        if (discrete(prior)) {
          expect(distribution.cdf(x)).toBeGreaterThanOrEqual(level - 1e-12);
          expect(distribution.cdf(x - 1e-9)).toBeLessThanOrEqual(level + 1e-12);
        } else {
          expect(distribution.cdf(x)).toBeCloseTo(level, 9);
        }
      }),
    );
  });

  it('has a density that adds up to its distribution function', () => {
    const [from, to] = [distribution.quantile(0.05), distribution.quantile(0.9)];
    if (discrete(prior)) {
      const values = [
        ...new Set(Array.from({ length: 500 }, (_, i) => distribution.quantile(i / 499))),
      ];
      const total = values.reduce((sum, x) => sum + Math.exp(distribution.logDensity(x)), 0);
      expect(total).toBeCloseTo(1, 12);
      return;
    }
    const steps = 20_000;
    const width = (to - from) / steps;
    let area = 0;
    for (let i = 0; i < steps; i++) {
      area += Math.exp(distribution.logDensity(from + (i + 0.5) * width)) * width;
    }
    expect(area).toBeCloseTo(0.85, 3);
  });

  it('gives nothing outside', () => {
    expect(distribution.logDensity(distribution.high + 1e-6)).toBe(
      Number.isFinite(distribution.high)
        ? Number.NEGATIVE_INFINITY
        : distribution.logDensity(Infinity),
    );
    expect(distribution.cdf(-1e300)).toBe(0);
    expect(distribution.cdf(1e300)).toBe(1);
  });
});

describe('a prior without room', () => {
  it('is refused by name', () => {
    const empty: Prior[] = [
      { kind: 'uniform', low: 2, high: 1 },
      { kind: 'normal', mean: 0, sd: 1, low: 3, high: 2 },
      { kind: 'normal', mean: 0, sd: 1e-3, low: 10, high: 11 },
    ];
    for (const prior of empty) expect(() => priorDistribution(prior)).toThrow(CalibrationError);
  });
});

describe('special functions', () => {
  it('know the normal distribution out to its tails', () => {
    expect(normalCdf(0)).toBe(0.5);
    expect(normalCdf(1.959963984540054)).toBeCloseTo(0.975, 14);
    expect(normalCdf(-6) / 9.865876450376946e-10).toBeCloseTo(1, 12);
    expect(normalCdf(-30) / 4.906713927148187e-198).toBeCloseTo(1, 11);
    expect(normalQuantile(0.975)).toBeCloseTo(1.959963984540054, 13);
    expect(normalQuantile(1e-200)).toBeCloseTo(-30.20559, 4);
    expect(normalQuantile(0)).toBe(Number.NEGATIVE_INFINITY);
  });

  it('know the beta distribution', () => {
    // Beta(2, 3): x^2 (6 - 8x + 3x^2); Beta(1/2, 1/2): the arcsine law.
    expect(betaCdf(0.3, 2, 3)).toBeCloseTo(0.3483, 12);
    expect(betaCdf(0.7, 0.5, 0.5)).toBeCloseTo((2 / Math.PI) * Math.asin(Math.sqrt(0.7)), 12);
    expect(betaQuantile(0.3483, 2, 3)).toBeCloseTo(0.3, 12);
    expect(betaQuantile(0.5, 400, 400)).toBeCloseTo(0.5, 12);
  });
});
