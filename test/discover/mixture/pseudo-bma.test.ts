import { describe, expect, it } from 'vitest';
import { pseudoBmaWeights } from '../../../engine/discover/mixture/pseudo-bma.ts';
import { tableOf } from './said.ts';

const softplus = (x: number) => Math.log1p(Math.exp(x));
const logistic = (x: number) => 1 / (1 + Math.exp(-x));

describe('pseudo-BMA+', () => {
  it('is plain pseudo-BMA where all points are of one cluster', () => {
    const { weights } = pseudoBmaWeights(
      tableOf(
        [
          [-1, -2, -1],
          [-2, -2, -2],
        ],
        3,
      ),
      { seed: 1 },
    );
    expect(weights[0]).toBeCloseTo(logistic(2), 12);
  });

  it('multiplies by what was likely before', () => {
    const table = tableOf(
      [
        [-1, -2, -1],
        [-2, -2, -2],
      ],
      3,
    );
    const prior = Float64Array.from([0.2, 0.8]);
    const { weights } = pseudoBmaWeights(table, { seed: 1, prior });
    expect(weights[0]).toBeCloseTo(logistic(2 + Math.log(0.2 / 0.8)), 12);
  });

  it('does not depend on the draws where every cluster says the same', () => {
    const { weights, replicates } = pseudoBmaWeights(
      tableOf([
        [0, 0, 0, 0],
        [-0.5, -0.5, -0.5, -0.5],
      ]),
      {
        seed: 1,
      },
    );
    expect(weights[0]).toBeCloseTo(logistic(2), 12);
    for (const replicate of replicates) expect(replicate[0]).toBeCloseTo(logistic(2), 12);
  });

  it('is the integral over the weight of two clusters', () => {
    // The first cluster has a uniform share u: the mean of logistic(2 (u d1 + (1 - u) d2)) in closed form.
    const [d1, d2] = [3, -1];
    const { weights } = pseudoBmaWeights(
      tableOf([
        [d1, d2],
        [0, 0],
      ]),
      { seed: 4, replicates: 20_000 },
    );
    const exact = (softplus(2 * d1) - softplus(2 * d2)) / (2 * (d1 - d2));
    expect(Math.abs(weights[0]! - exact)).toBeLessThan(0.01);
    expect(weights[0]).toBeLessThan(logistic(d1 + d2) - 0.1);
  });

  it('gives the prior without points', () => {
    const prior = Float64Array.from([0.25, 0.75]);
    expect([...pseudoBmaWeights(tableOf([[], []]), { seed: 1, prior }).weights]).toEqual([
      expect.closeTo(0.25, 12),
      expect.closeTo(0.75, 12),
    ]);
  });
});
