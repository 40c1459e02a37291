import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openRandom } from '../../../engine/calibrate/streams.ts';
import {
  apparentBest,
  ocbaIncrements,
  type Sampled,
} from '../../../engine/decide/selection/ocba.ts';
import { chanceOfBest } from '../../../scripts/bench/decide/compared.ts';

const sampled = (mean: number, variance: number, count: number): Sampled => ({
  mean,
  variance,
  count,
});

describe('sharing out runs', () => {
  it('follows theorem 1: four to one for half the gap, and the root of the sum of squares for the best', () => {
    // Gaps 1 and 2 at equal noise: N_2 / N_3 = 4; N_1 = sqrt(4^2 + 1^2).
    const got = ocbaIncrements([sampled(0, 9, 0), sampled(1, 9, 0), sampled(2, 9, 0)], 100_000);
    const total = 4 + 1 + Math.sqrt(17);
    expect(got[0]! / 100_000).toBeCloseTo(Math.sqrt(17) / total, 4);
    expect(got[1]! / 100_000).toBeCloseTo(4 / total, 4);
    expect(got[2]! / 100_000).toBeCloseTo(1 / total, 4);
  });

  it('gives noise its due: four times the variance, four times the runs', () => {
    const got = ocbaIncrements([sampled(0, 1, 0), sampled(1, 4, 0), sampled(1, 1, 0)], 60_000);
    expect(got[1]! / got[2]!).toBeCloseTo(4, 2);
    // sigma_b sqrt(16 / 4 + 1 / 1)
    expect(got[0]! / got[2]!).toBeCloseTo(Math.sqrt(5), 2);
  });

  it('counts what was run already', () => {
    const first = ocbaIncrements([sampled(0, 9, 10), sampled(1, 9, 10), sampled(5, 9, 500)], 80);
    expect(first[2]).toBe(0);
    expect(first[0]! + first[1]!).toBe(80);
    expect(Math.abs(first[0]! - first[1]!)).toBeLessThanOrEqual(1);
  });

  it('tells what is out by its limit from the limit, where that is easier', () => {
    const limit = (mean: number) => [{ mean, variance: 1, most: 10 }];
    const systems: Sampled[] = [
      { ...sampled(5, 1, 0), limits: limit(0) },
      // Better by its mean: only the limit speaks against it, one off.
      { ...sampled(1, 1, 0), limits: limit(11) },
      // Worse by .1, and two beyond the limit.
      { ...sampled(5.1, 1, 0), limits: limit(12) },
      { ...sampled(7, 1, 0), limits: limit(0) },
    ];
    expect(apparentBest(systems)).toBe(0);
    // 1 / 1, 1 / 4 and 1 / 4; the best: sqrt((1/4)^2) by its mean, 1 / 100 by its limit.
    const got = ocbaIncrements(systems, 70_000);
    const total = 0.25 + 1 + 0.25 + 0.25;
    expect(got.map((runs) => runs / 70_000)).toEqual([
      expect.closeTo(0.25 / total, 4),
      expect.closeTo(1 / total, 4),
      expect.closeTo(0.25 / total, 4),
      expect.closeTo(0.25 / total, 4),
    ]);
  });

  it('takes what misses its limits least where nothing keeps them', () => {
    const out = (mean: number, missed: number): Sampled => ({
      ...sampled(mean, 1, 5),
      limits: [{ mean: missed, variance: 1, most: 0 }],
    });
    expect(apparentBest([out(1, 3), out(9, 1), out(5, 2)])).toBe(1);
  });

  it('always gives whole numbers that add up to the budget', () => {
    const number = fc.double({ min: -1e6, max: 1e6, noNaN: true });
    const variance = fc.oneof(fc.constant(0), fc.double({ min: 1e-9, max: 1e9, noNaN: true }));
    const system = fc.record({
      mean: fc.oneof(number, fc.constant(1)),
      variance,
      count: fc.nat(200),
    });
    const limit = fc.record({ mean: number, variance, most: number });
    const systems = fc.oneof(
      fc.array(system, { minLength: 2, maxLength: 12 }),
      fc.array(
        fc.record({ mean: number, variance, count: fc.nat(9), limits: fc.tuple(limit, limit) }),
        {
          minLength: 2,
          maxLength: 8,
        },
      ),
    );
    fc.assert(
      fc.property(systems, fc.nat(1000), (all, budget) => {
        const got = ocbaIncrements(all, budget);
        expect(got.every((runs) => Number.isInteger(runs) && runs >= 0)).toBe(true);
        expect(got.reduce((sum, runs) => sum + runs, 0)).toBe(budget);
      }),
      { numRuns: 500 },
    );
  });

  it('finds the best of ten N(i, 36) with chance .97 from 1,000 runs, equal shares do not', () => {
    const ways = (['ocba', 'equal'] as const).map((way) => chanceOfBest(way, 1000, 400));
    expect(ways[0]).toBeGreaterThanOrEqual(0.97);
    expect(ways[1]).toBeLessThan(0.92);
  });

  it('finds the best of those that keep a limit far more often than equal shares do', () => {
    // The means 1 .. 10 of before; the first three miss the limit by one, all others keep it by one.
    const found = (isShared: boolean): number => {
      let right = 0;
      for (let seed = 1; seed <= 200; seed++) {
        const random = openRandom(seed, 'limited', 0);
        const values = Array.from({ length: 10 }, (): [number[], number[]] => [[], []]);
        const run = (i: number, times: number) => {
          for (let k = 0; k < times; k++) {
            values[i]![0].push(random.normal(i + 1, 6));
            values[i]![1].push(random.normal(i < 3 ? 1 : -1, 4));
          }
        };
        const now = () =>
          values.map(([costs, limited]): Sampled => {
            return {
              ...moments(costs),
              count: costs.length,
              limits: [{ ...moments(limited), most: 0 }],
            };
          });
        values.forEach((_, i) => {
          run(i, isShared ? 10 : 100);
        });
        for (let left = isShared ? 900 : 0; left > 0; left -= 50) {
          ocbaIncrements(now(), 50).forEach((times, i) => {
            run(i, times);
          });
        }
        if (apparentBest(now()) === 3) right += 1;
      }
      return right / 200;
    };
    const shared = found(true);
    expect(shared).toBeGreaterThan(0.9);
    expect(shared).toBeGreaterThan(found(false) + 0.05);
  });
});

function moments(values: readonly number[]): { mean: number; variance: number } {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { mean, variance: squares / (values.length - 1) };
}
