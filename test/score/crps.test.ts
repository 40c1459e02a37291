import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { crps, fairCrps } from '../../engine/score/crps.ts';
import { randomOf, sample } from './draws.ts';

const finite = fc.double({ min: -1e3, max: 1e3, noNaN: true });
const ensemble = fc.array(finite, { minLength: 2, maxLength: 60 });

/** Gneiting & Raftery 2007: CRPS(N(0, 1), 0) = 2 phi(0) - 1 / sqrt(pi). */
const STANDARD_NORMAL_AT_0 = (Math.SQRT2 - 1) / Math.sqrt(Math.PI);

describe('CRPS', () => {
  it('of a large normal ensemble is that of the normal distribution', () => {
    const random = randomOf(1);
    const members = sample(200_000, () => random.normal());
    expect(crps(members.slice(), 0)).toBeCloseTo(STANDARD_NORMAL_AT_0, 2);
    // CRPS(N(0, 1), 1) = 2 Phi(1) - 1 + 2 phi(1) - 1 / sqrt(pi).
    expect(crps(members, 1)).toBeCloseTo(0.6024414, 2);
  });

  it('of a uniform forecast is 1/3 - y + y^2', () => {
    const members = Float64Array.from({ length: 10_000 }, (_, i) => (i + 0.5) / 10_000);
    for (const y of [0, 0.2, 0.5, 1]) expect(crps(members, y)).toBeCloseTo(1 / 3 - y + y * y, 6);
  });

  it('is the sum over pairs of its definition, by sorting', () => {
    fc.assert(
      fc.property(ensemble, finite, (values, y) => {
        const m = values.length;
        const distance = values.reduce((sum, x) => sum + Math.abs(x - y), 0) / m;
        const spread = values.flatMap((a) => values.map((b) => Math.abs(a - b)));
        const pairs = spread.reduce((sum, d) => sum + d, 0);
        expect(crps(Float64Array.from(values), y)).toBeCloseTo(distance - pairs / (2 * m * m), 8);
        const fair = distance - pairs / (2 * m * (m - 1));
        expect(fairCrps(Float64Array.from(values), y)).toBeCloseTo(fair, 8);
      }),
    );
  });

  it('of one member is the absolute error, and the fair one is undefined', () => {
    expect(crps(Float64Array.of(3), 5)).toBe(2);
    expect(fairCrps(Float64Array.of(3), 5)).toBeNaN();
  });

  it('is fair: the mean over small ensembles is that of the distribution; the plain one is above', () => {
    const random = randomOf(2);
    const count = 40_000;
    let fair = 0;
    let plain = 0;
    for (let i = 0; i < count; i++) {
      const members = sample(3, () => random.normal());
      fair += fairCrps(members, 0) / count;
      plain += crps(members, 0) / count;
    }
    expect(Math.abs(fair - STANDARD_NORMAL_AT_0)).toBeLessThan(0.01);
    // The plain score of M members is too high by E|X - X'| / (2 M) = 1 / (M sqrt(pi)).
    expect(plain - fair).toBeCloseTo(1 / (3 * Math.sqrt(Math.PI)), 2);
  });
});
