import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { normalQuantile } from '../../engine/calibrate/special.ts';
import {
  NAIVE_METHODS,
  naiveEnsembleAt,
  naiveForecastAt,
  seasonLength,
} from '../../engine/trust/naive.ts';
import { randomWalk, whiteNoise } from './series.ts';

const method = (name: string) => NAIVE_METHODS.find((row) => row.name === name)!;

describe('the last value', () => {
  it('spreads like the random walk it assumes: variance h sigma^2', () => {
    const history = Float64Array.of(0, 3, 0, 3, 0);
    const forecast = method('last-value').fit(history, undefined)!;
    expect(forecast.mean(5)).toBe(0);
    expect(forecast.sd(1)).toBeCloseTo(3, 12);
    expect(forecast.sd(4)).toBeCloseTo(6, 12);
  });

  it('covers 80 % of a real random walk at every horizon', () => {
    let inside = 0;
    for (let seed = 0; seed < 400; seed++) {
      const walk = randomWalk(111, 2, seed);
      const forecast = method('last-value').fit(walk.slice(0, 101), undefined)!;
      const at = naiveForecastAt(forecast, 10, 'continuous').intervals.find(
        ({ alpha }) => alpha === 0.2,
      )!;
      if (walk[110]! >= at.low && walk[110]! <= at.high) inside++;
    }
    // Binomial(400, .8): 3 standard deviations are .06.
    expect(Math.abs(inside / 400 - 0.8)).toBeLessThan(0.06);
  });

  it('counts the rows since the last observation as part of the horizon', () => {
    const forecast = method('last-value').fit(
      Float64Array.of(0, 3, 0, 3, Number.NaN, Number.NaN),
      undefined,
    )!;
    expect(forecast.mean(1)).toBe(3);
    expect(forecast.sd(2)).toBeCloseTo(3 * Math.sqrt(4), 12);
  });

  it('counts a step over a gap as one step of a random walk', () => {
    const forecast = method('last-value').fit(
      Float64Array.of(0, 3, Number.NaN, Number.NaN, Number.NaN, 9),
      undefined,
    )!;
    // Steps 3 over one row and 6 over four: both are 3 per sqrt(row).
    expect(forecast.sd(1)).toBeCloseTo(3, 12);
  });

  it('has nothing to say about one value', () => {
    expect(method('last-value').fit(Float64Array.of(5), undefined)).toBeUndefined();
  });
});

describe('the same day last week', () => {
  const week = [10, 11, 12, 13, 14, 2, 1];
  const history = Float64Array.from({ length: 28 }, (_, row) => week[row % 7]! + (row % 2));

  it('repeats the last week and grows with the number of weeks ahead', () => {
    const forecast = method('same-period-last-season').fit(history, 7)!;
    expect([1, 2, 3, 4, 5, 6, 7, 8].map((h) => forecast.mean(h))).toEqual([
      11, 11, 13, 13, 15, 2, 2, 11,
    ]);
    expect(forecast.sd(7)).toBeCloseTo(1, 12);
    expect(forecast.sd(8)).toBeCloseTo(Math.SQRT2, 12);
  });

  it('goes back one more week where last week has a gap', () => {
    const gappy = history.slice();
    gappy[21] = Number.NaN;
    const forecast = method('same-period-last-season').fit(gappy, 7)!;
    expect(forecast.mean(1)).toBe(10);
    expect(forecast.sd(1)).toBeGreaterThan(forecast.sd(2));
  });

  it('needs two whole weeks', () => {
    expect(method('same-period-last-season').fit(history.slice(0, 13), 7)).toBeUndefined();
  });

  it('knows the season of a time unit in rows', () => {
    expect(seasonLength('day', 1)).toBe(7);
    expect(seasonLength('hour', 6)).toBe(4);
    expect(seasonLength('day', 2)).toBeUndefined();
    expect(seasonLength('year', 1)).toBeUndefined();
  });
});

describe('the drift', () => {
  it('goes on along the line from first to last value', () => {
    const forecast = method('drift').fit(Float64Array.of(0, 2, 4, 6, 8), undefined)!;
    expect(forecast.mean(3)).toBeCloseTo(14, 12);
    expect(forecast.sd(3)).toBeCloseTo(0, 12);
  });

  it('has the standard deviation sigma sqrt(h (1 + h / (T - 1)))', () => {
    const history = whiteNoise(50, 1, 3);
    const forecast = method('drift').fit(history, undefined)!;
    expect(forecast.sd(7) / forecast.sd(1)).toBeCloseTo(
      Math.sqrt((7 * (1 + 7 / 49)) / (1 + 1 / 49)),
      12,
    );
  });
});

describe('naive quantiles', () => {
  const wide = { mean: () => 1, sd: () => 10 };

  it('never leave the range of the output', () => {
    const lows = (kind: 'count' | 'proportion' | 'continuous') =>
      naiveForecastAt(wide, 1, kind).intervals[0]!;
    expect(lows('count')).toMatchObject({ low: 0 });
    expect(lows('proportion')).toMatchObject({ low: 0, high: 1 });
    expect(lows('continuous').low).toBeCloseTo(1 + 10 * normalQuantile(0.01), 9);
  });

  it('rise with the level, for every method and history', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 14, maxLength: 40 }),
        fc.integer({ min: 1, max: 30 }),
        (values, horizon) => {
          for (const { fit: fitTo } of NAIVE_METHODS) {
            const forecast = fitTo(Float64Array.from(values), 7)!;
            const ensemble = naiveEnsembleAt(forecast, horizon, 'count');
            expect(ensemble.every((value, i) => i === 0 || value >= ensemble[i - 1]!)).toBe(true);
            expect(ensemble[0]).toBeGreaterThanOrEqual(0);
          }
        },
      ),
      { numRuns: 30 },
    );
  });
});
