import { describe, expect, it } from 'vitest';
import { priorDistribution } from '../../../engine/calibrate/prior.ts';
import { createUnconstrained } from '../../../engine/calibrate/sbi/unconstrained.ts';
import { openRandom } from '../../../engine/calibrate/streams.ts';
import type { Prior } from '../../../engine/simulator/declaration.ts';

const CONTINUOUS: readonly Prior[] = [
  { kind: 'uniform', low: -3, high: 5 },
  { kind: 'log-uniform', low: 1e-3, high: 100 },
  { kind: 'normal', mean: 4, sd: 0.5 },
  { kind: 'normal', mean: 1, sd: 2, low: 0 },
  { kind: 'normal', mean: 1, sd: 2, low: -1, high: 2 },
  { kind: 'log-normal', median: 0.1, sigma: 0.7 },
  { kind: 'beta', a: 2, b: 5, low: 0, high: 10 },
];
const DISCRETE: readonly Prior[] = [
  { kind: 'integer', low: 3, high: 9 },
  { kind: 'choice', values: [5, 1, 1, 20] },
];

function draws(prior: Prior, count: number): Float64Array {
  const random = openRandom(3, 'draws', 0);
  const { quantile } = priorDistribution(prior);
  return Float64Array.from({ length: count }, () => quantile(random.uniform()));
}

describe.each([...CONTINUOUS, ...DISCRETE])('the coordinate of $kind', (prior) => {
  const map = createUnconstrained([prior]);

  it('brings every draw from the prior back', () => {
    const values = draws(prior, 300);
    const back = map.toParameters(map.toPoints(values, 300, openRandom(1, 'bins', 0)), 300);
    back.forEach((value, i) => {
      expect(Math.abs(value - values[i]!)).toBeLessThan(1e-8 * (1 + Math.abs(values[i]!)));
    });
  });

  it('stays within the prior at the most extreme points', () => {
    const { low, high, logDensity } = priorDistribution(prior);
    const points = [-1e300, -1e6, -40, 0, 40, 1e6, 1e300];
    map.toParameters(points, points.length).forEach((value) => {
      expect(value).toBeGreaterThanOrEqual(low);
      expect(value).toBeLessThanOrEqual(high);
      if (DISCRETE.includes(prior)) expect(logDensity(value)).toBeGreaterThan(-5);
    });
    expect([...map.logSlope([-40, 0, 40], 3)].every(Number.isFinite)).toBe(true);
  });

  it('gives finite points for both ends of the prior', () => {
    const ends = [priorDistribution(prior).low, priorDistribution(prior).high].filter(
      Number.isFinite,
    );
    expect([...map.toPoints(ends, ends.length)].every(Number.isFinite)).toBe(true);
  });

  it('makes the prior about one standard deviation wide', () => {
    const points = map.toPoints(draws(prior, 4000), 4000, openRandom(1, 'bins', 0));
    const mean = points.reduce((a, b) => a + b, 0) / 4000;
    const sd = Math.sqrt(points.reduce((sum, point) => sum + (point - mean) ** 2, 0) / 4000);
    expect(mean).toBeCloseTo(0, 1);
    expect(sd).toBeGreaterThan(0.9);
    expect(sd).toBeLessThan(1.1);
  });
});

describe('the slope', () => {
  it.each(CONTINUOUS)('of $kind is that of finite differences', (prior) => {
    const map = createUnconstrained([prior]);
    for (const point of [-2.2, -1.5, -0.4, 0.3, 1.4, 1.9]) {
      const [below, above] = map.toParameters([point - 1e-5, point + 1e-5], 2);
      const slope = Math.log((above! - below!) / 2e-5);
      expect(map.logSlope([point], 1)[0]).toBeCloseTo(slope, 5);
    }
  });

  it.each(DISCRETE)(
    'of $kind makes probabilities: a flat density of points gives the prior',
    (prior) => {
      const map = createUnconstrained([prior]);
      // The density of points under which the share of the prior is uniform.
      for (const value of new Set(draws(prior, 100))) {
        const point = map.toPoints([value], 1)[0]!;
        const flat = createUnconstrained([{ kind: 'uniform', low: 0, high: 1 }]).logSlope(
          [point],
          1,
        )[0]!;
        const probability = flat - map.logSlope([point], 1)[0]!;
        expect(probability).toBeCloseTo(priorDistribution(prior).logDensity(value), 10);
      }
    },
  );

  it('is that of all free parameters together', () => {
    const map = createUnconstrained(CONTINUOUS);
    const point = CONTINUOUS.map((_, i) => 0.2 * i - 0.5);
    const alone = CONTINUOUS.map(
      (prior, i) => createUnconstrained([prior]).logSlope([point[i]!], 1)[0]!,
    );
    expect(map.logSlope(point, 1)[0]).toBeCloseTo(
      alone.reduce((a, b) => a + b, 0),
      10,
    );
  });
});

describe('unconstrained space', () => {
  it('has no coordinate for a fixed parameter, and gives its value back', () => {
    const map = createUnconstrained([
      { kind: 'uniform', low: 2, high: 2 },
      { kind: 'uniform', low: 0, high: 1 },
      { kind: 'integer', low: 4, high: 4 },
    ]);
    expect(map.dimension).toBe(1);
    expect([...map.toPoints([2, 0.5, 4], 1)]).toEqual([expect.closeTo(0, 12)]);
    expect([...map.toParameters([0], 1)]).toEqual([2, expect.closeTo(0.5, 12), 4]);
  });

  it('is linear in the middle of a flat prior', () => {
    const map = createUnconstrained([{ kind: 'uniform', low: 0, high: 1 }]);
    const [a, b, c] = map.toPoints([0.25, 0.5, 0.75], 3);
    expect(c! - b!).toBeCloseTo(b! - a!, 10);
    expect(c! - b!).toBeCloseTo(0.25 * 3.4, 2);
  });

  it('knows the density of the priors, and that nothing lies outside', () => {
    const map = createUnconstrained([
      { kind: 'uniform', low: 0, high: 2 },
      { kind: 'integer', low: 1, high: 4 },
    ]);
    expect([...map.logPrior([1, 2, 3, 2, 1, 2.5], 3)]).toEqual([
      expect.closeTo(-Math.log(8), 12),
      Number.NEGATIVE_INFINITY,
      Number.NEGATIVE_INFINITY,
    ]);
  });
});
