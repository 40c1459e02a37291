import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stackingWeights } from '../../../engine/discover/mixture/stacking.ts';
import { logNormal, normals, tableOf } from './said.ts';

/** Mean log density of the mixture. */
function meanLogDensity(
  columns: readonly (readonly number[])[],
  weights: ArrayLike<number>,
): number {
  const points = columns[0]?.length ?? 0;
  let sum = 0;
  for (let i = 0; i < points; i++) {
    sum += Math.log(columns.reduce((p, column, k) => p + weights[k]! * Math.exp(column[i]!), 0));
  }
  return sum / points;
}

describe('stacking', () => {
  it('finds the weight of two normal forecasts that a grid finds', () => {
    const values = normals(60, 3, 0.7, 1.2);
    const columns = [
      values.map((x) => logNormal(x, 0, 1)),
      values.map((x) => logNormal(x, 2, 1.5)),
    ];
    let best = 0;
    for (let i = 0; i <= 10_000; i++) {
      const w = i / 10_000;
      if (meanLogDensity(columns, [w, 1 - w]) > meanLogDensity(columns, [best, 1 - best])) best = w;
    }
    expect(best).toBeGreaterThan(0.1);
    expect(best).toBeLessThan(0.9);
    expect(Math.abs(stackingWeights(tableOf(columns)).weights[0]! - best)).toBeLessThanOrEqual(
      1e-4,
    );
  });

  it('solves the case of two ratios of densities in closed form', () => {
    // 4 : 1 on six of ten points, 1 : 4 on the others: w = (a (r + 1) - 1) / (r - 1), a = 0.6, r = 4.
    const first = [...Array(10).keys()].map((i) => (i < 6 ? Math.log(4) : 0));
    const second = first.map((value) => Math.log(4) - value);
    const { weights, gap } = stackingWeights(tableOf([first, second]));
    expect(weights[0]).toBeCloseTo(2 / 3, 6);
    expect(gap).toBeLessThan(1e-7);
  });

  it('gives experts of separate points the shares of their points', () => {
    const expert = [0, 0, 0, 1, 1, 1, 1, 1, 2, 2];
    const columns = [0, 1, 2].map((k) => expert.map((e) => (e === k ? 0 : -800)));
    const { weights } = stackingWeights(tableOf(columns));
    [0.3, 0.5, 0.2].forEach((share, k) => {
      expect(weights[k]).toBeCloseTo(share, 6);
    });
  });

  it('draws towards a prior with the weight of one origin', () => {
    const expert = [0, 0, 0, 1, 1, 1, 1, 1, 2, 2];
    const columns = [0, 1, 2].map((k) => expert.map((e) => (e === k ? 0 : -800)));
    const prior = [0.7, 0.2, 0.1];
    // Five origins of two points: (n_k + 2 prior_k) / (10 + 2).
    const { weights } = stackingWeights(tableOf(columns, 2), { prior: Float64Array.from(prior) });
    [3, 5, 2].forEach((count, k) => {
      expect(weights[k]).toBeCloseTo((count + 2 * prior[k]!) / 12, 6);
    });
  });

  it('shares between structures that say the same, and leaves nothing to one that always says worse', () => {
    const values = normals(40, 5);
    const good = values.map((x) => logNormal(x, 0, 1));
    const { weights } = stackingWeights(tableOf([good, good, good.map((value) => value - 0.01)]));
    expect(weights[0]).toBeCloseTo(0.5, 6);
    expect(weights[1]).toBeCloseTo(0.5, 6);
    expect(weights[2]).toBe(0);
  });

  it('counts clusters as often as it is told', () => {
    const values = normals(20, 8);
    const columns = [
      values.map((x) => logNormal(x, -0.5, 1)),
      values.map((x) => logNormal(x, 0.5, 1)),
    ];
    const clusterWeights = Float64Array.from([2, 0]);
    const twice = stackingWeights(tableOf(columns, 10), { clusterWeights });
    const alone = stackingWeights(tableOf(columns.map((column) => column.slice(0, 10))));
    expect(twice.weights[0]).toBeCloseTo(alone.weights[0]!, 6);
  });

  it('is nowhere beaten by more than its gap, densities being as they may', () => {
    const columns = fc
      .record({
        structures: fc.integer({ min: 1, max: 6 }),
        points: fc.integer({ min: 1, max: 20 }),
      })
      .chain(({ structures, points }) =>
        fc.array(
          fc.array(fc.double({ min: -30, max: 5, noNaN: true }), {
            minLength: points,
            maxLength: points,
          }),
          { minLength: structures, maxLength: structures },
        ),
      );
    const corner = fc.array(fc.double({ min: 1e-3, max: 1, noNaN: true }), {
      minLength: 6,
      maxLength: 6,
    });
    fc.assert(
      fc.property(columns, corner, (said, raw) => {
        const { weights, gap } = stackingWeights(tableOf(said));
        expect(weights.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 12);
        expect(Math.min(...weights)).toBeGreaterThanOrEqual(0);
        expect(gap).toBeLessThan(1e-5);
        const other = raw.slice(0, said.length);
        const total = other.reduce((a, b) => a + b, 0);
        const shares = other.map((value) => value / total);
        expect(meanLogDensity(said, shares)).toBeLessThanOrEqual(
          meanLogDensity(said, weights) + gap + 1e-12,
        );
      }),
      { seed: 1, numRuns: 300 },
    );
  });
});
