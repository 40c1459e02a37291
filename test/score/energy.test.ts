import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fairCrps } from '../../engine/score/crps.ts';
import { energyDistance, energyScore } from '../../engine/score/energy.ts';
import { randomOf, sample } from './draws.ts';

describe('energy distance', () => {
  it('between N(0, 1) and N(d, 1) is the closed form', () => {
    // E|N(d, 2)| = 2 sd phi(d/sd) + d (2 Phi(d/sd) - 1) with sd = sqrt(2); less 2 / sqrt(pi) twice over.
    const random = randomOf(1);
    const a = sample(3000, () => random.normal());
    const b = sample(3000, () => random.normal(1));
    const between = 2 * Math.SQRT2 * (Math.exp(-0.25) / Math.sqrt(2 * Math.PI)) + 0.5204998778;
    const exact = 2 * between - 4 / Math.sqrt(Math.PI);
    expect(exact).toBeGreaterThan(0.5);
    expect(Math.abs(energyDistance(a, b, 1) - exact)).toBeLessThan(0.06);
  });

  it('is 0 for the same points in any order, symmetric, never negative', () => {
    const points = fc.array(fc.double({ min: -10, max: 10, noNaN: true }), {
      minLength: 12,
      maxLength: 12,
    });
    fc.assert(
      fc.property(points, points, (first, second) => {
        const a = Float64Array.from(first);
        const b = Float64Array.from(second);
        const turned = Float64Array.from([...first.slice(6), ...first.slice(0, 6)]);
        expect(energyDistance(a, turned, 3)).toBeCloseTo(0, 10);
        expect(energyDistance(a, b, 3)).toBeCloseTo(energyDistance(b, a, 3), 10);
        expect(energyDistance(a, b, 2)).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  it('sees dependence that the marginals do not show', () => {
    const random = randomOf(2);
    const draw = (sign: number): number[] => {
      const x = random.normal();
      return [x, sign * x + 0.1 * random.normal()];
    };
    const sampleOf = (sign: number): Float64Array =>
      Float64Array.from(Array.from({ length: 400 }, () => draw(sign)).flat());
    const same = energyDistance(sampleOf(1), sampleOf(1), 2);
    expect(energyDistance(sampleOf(1), sampleOf(-1), 2)).toBeGreaterThan(20 * same);
  });
});

describe('energy score', () => {
  it('in one dimension is the fair CRPS', () => {
    const random = randomOf(3);
    const members = sample(15, () => random.normal(2, 3));
    const score = energyScore(members, Float64Array.of(4));
    expect(score).toBeCloseTo(fairCrps(members, 4), 12);
  });

  it('of a point forecast is the distance', () => {
    expect(energyScore(Float64Array.of(1, 1, 1, 1), Float64Array.of(4, 5))).toBe(5);
  });
});
