import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  mixEnsembles,
  planMembers,
  splitVariance,
} from '../../../engine/discover/mixture/mix-forecast.ts';

const weightsOf = (...weights: number[]) => Float64Array.from(weights);

describe('the forecast of a mixture', () => {
  it('takes as many runs of each structure as its weight says, spread over those there are', () => {
    const { structure, member } = planMembers(weightsOf(0.5, 0.2, 0.3), [10, 10, 10], 10);
    expect([...structure]).toEqual([0, 0, 0, 0, 0, 1, 1, 2, 2, 2]);
    expect([...member]).toEqual([1, 3, 5, 7, 9, 2, 7, 1, 5, 8]);
  });

  it('takes every run once where one structure has all the weight', () => {
    const { structure, member } = planMembers(weightsOf(0, 1), [5, 6], 6);
    expect([...structure]).toEqual([1, 1, 1, 1, 1, 1]);
    expect([...member]).toEqual([0, 1, 2, 3, 4, 5]);
  });

  it('takes runs equally often where there are fewer than wanted', () => {
    expect([...planMembers(weightsOf(1), [3], 6).member]).toEqual([0, 0, 1, 1, 2, 2]);
  });

  it('keeps runs that go together together', () => {
    const { structure, member } = planMembers(weightsOf(0.5, 0.5), [6, 6], 8, 2);
    expect([...structure]).toEqual([0, 0, 0, 0, 1, 1, 1, 1]);
    expect([...member]).toEqual([0, 1, 4, 5, 0, 1, 4, 5]);
    expect(() => planMembers(weightsOf(0.5, 0.5), [5, 6], 8, 2)).toThrow(
      'runs: 5, must be a multiple of 2',
    );
  });

  it('refuses a structure with weight and without runs', () => {
    expect(() => planMembers(weightsOf(0.5, 0.5), [4, 0], 4)).toThrow(
      'runs of structure 1: none, but its weight is above 0',
    );
  });

  it('is off by less than one run for any weights', () => {
    const cases = fc.record({
      raw: fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 8 }),
      members: fc.integer({ min: 1, max: 300 }),
    });
    fc.assert(
      fc.property(cases, ({ raw, members }) => {
        const total = raw.reduce((a, b) => a + b, 0);
        fc.pre(total > 1e-3);
        const weights = Float64Array.from(raw, (value) => value / total);
        const { structure, member } = planMembers(
          weights,
          raw.map(() => 40),
          members,
        );
        weights.forEach((weight, k) => {
          const count = structure.filter((one) => one === k).length;
          expect(Math.abs(count - weight * members)).toBeLessThan(1 + 1e-9);
        });
        expect(Math.max(...member)).toBeLessThan(40);
      }),
      { seed: 1 },
    );
  });

  it('keeps paths whole: each member is one run of one structure on every row', () => {
    // Value = 100 * structure + 10 * run + row.
    const rows = 3;
    const path = (k: number, runs: number) =>
      Float64Array.from(
        { length: rows * runs },
        (_, i) => 100 * k + 10 * (i % runs) + Math.floor(i / runs),
      );
    const plan = planMembers(weightsOf(0.5, 0.5), [4, 2], 4);
    const mixed = mixEnsembles(plan, [path(0, 4), path(1, 2)], rows);
    expect([...mixed]).toEqual([10, 30, 100, 110, 11, 31, 101, 111, 12, 32, 102, 112]);
  });

  it('splits the spread by the law of total variance', () => {
    // Row 0: means 1 and 5, variances 1 and 4; row 1: equal means.
    const first = Float64Array.from([0, 2, 3, 3]);
    const second = Float64Array.from([3, 7, 1, 5]);
    const { within, between } = splitVariance(weightsOf(0.25, 0.75), [first, second], 2);
    expect([...within]).toEqual([0.25 * 1 + 0.75 * 4, 0.75 * 4]);
    expect([...between]).toEqual([0.25 * 0.75 * 16, 0]);
  });

  it('adds up to the variance of the mixed runs', () => {
    const ensembles = [Float64Array.from([1, 4, 2, 8]), Float64Array.from([10, 12, 17, 11])];
    const weights = weightsOf(0.5, 0.5);
    const mixed = mixEnsembles(planMembers(weights, [4, 4], 8), ensembles, 1);
    const mean = mixed.reduce((a, b) => a + b, 0) / 8;
    const variance = mixed.reduce((sum, value) => sum + (value - mean) ** 2, 0) / 8;
    const { within, between } = splitVariance(weights, ensembles, 1);
    expect(within[0]! + between[0]!).toBeCloseTo(variance, 12);
  });

  it('leaves out runs that failed, and structures of which all did', () => {
    const first = Float64Array.from([0, Number.NaN, 2, Number.NaN, Number.NaN, Number.NaN]);
    const second = Float64Array.from([3, 7, 5, 1, 5, 3]);
    const { within, between } = splitVariance(weightsOf(0.5, 0.5), [first, second], 2);
    // Row 0: means 1 and 5, variances 1 and 8/3. Row 1: only the second, variance 8/3.
    expect(within[0]).toBeCloseTo(0.5 * 1 + (0.5 * 8) / 3, 12);
    expect(between[0]).toBeCloseTo(4, 12);
    expect(within[1]).toBeCloseTo(8 / 3, 12);
    expect(between[1]).toBe(0);
    const none = splitVariance(weightsOf(1), [Float64Array.from([Number.NaN])], 1);
    expect(none.within[0]).toBeNaN();
  });
});
