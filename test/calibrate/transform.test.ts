import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { priorDistribution } from '../../engine/calibrate/prior.ts';
import { createTransform } from '../../engine/calibrate/transform.ts';
import type { Prior } from '../../engine/simulator/declaration.ts';
import { PRIORS } from './priors.ts';

const coordinate = fc.double({ min: -50, max: 50, noNaN: true });

describe.each(PRIORS)('the transform of $kind', (prior) => {
  const transform = createTransform([prior]);
  const { low, high, quantile } = priorDistribution(prior);
  const valueAt = (point: number): number => transform.toParameters([point], 1)[0]!;

  it('keeps every point of the line within the prior', () => {
    fc.assert(
      fc.property(coordinate, (point) => {
        const value = valueAt(point);
        expect(value).toBeGreaterThanOrEqual(low);
        expect(value).toBeLessThanOrEqual(high);
      }),
    );
  });

  it('takes parameters back to a point that gives them', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.001, max: 0.999, noNaN: true }), (level) => {
        const value = quantile(level);
        expect(valueAt(transform.toPoint([value])[0]!)).toBeCloseTo(value, 9);
      }),
    );
  });

  it('reaches both ends of a bounded prior', () => {
    // Zero, the bound of a log-normal value, lies infinitely far away.
    const near = prior.kind === 'log-normal' ? quantile(1e-4) : low;
    if (Number.isFinite(near)) expect(valueAt(transform.toPoint([near])[0]!)).toBeCloseTo(near, 9);
    if (Number.isFinite(high)) expect(valueAt(transform.toPoint([high])[0]!)).toBeCloseTo(high, 9);
  });

  it('starts at the median of the prior', () => {
    expect(valueAt(transform.centre[0]!)).toBeCloseTo(quantile(0.5), 9);
  });
});

describe('a transform of several parameters', () => {
  const priors: Prior[] = [
    { kind: 'uniform', low: 0, high: 10 },
    { kind: 'uniform', low: 4, high: 4 },
    { kind: 'log-uniform', low: 1, high: 100 },
    { kind: 'integer', low: 1, high: 4 },
  ];
  const transform = createTransform(priors);

  it('gives no coordinate to a parameter with a single value', () => {
    expect(transform.dimension).toBe(3);
    const [linear, fixed, logarithmic, whole] = transform.toParameters([0.5, 0.5, 0.6], 1);
    expect([linear, fixed, whole]).toEqual([5, 4, 3]);
    expect(logarithmic).toBeCloseTo(10, 12);
    expect([...createTransform([priors[1]!]).toParameters([], 1)]).toEqual([4]);
  });

  it('is smooth and continuous at the bounds', () => {
    const [a, b, c] = [0.0499, 0.05, 0.0501].map(
      (x) => transform.toParameters([x, 0.5, 0.5], 1)[0]!,
    );
    expect((c! - b!) / (b! - a!)).toBeCloseTo(1, 2);
    const mirrored = transform.toParameters([-0.05 - 0.02, 0.5, 0.5], 1)[0];
    expect(mirrored).toBeCloseTo(transform.toParameters([-0.05 + 0.02, 0.5, 0.5], 1)[0]!, 12);
  });

  it('keeps steps along whole numbers wide enough to leave a bin, and none along the others', () => {
    const [first, second, whole] = transform.floors(8);
    expect([first, second]).toEqual([0, 0]);
    // P(|N(0, floor)| > half a bin) = 1 / (3 * 8).
    expect(0.125 / whole!).toBeCloseTo(2.037, 2);
  });
});
