import { describe, expect, it } from 'vitest';
import { bootstrapWeights, weightIntervals } from '../../../engine/discover/mixture/bootstrap.ts';

describe('the Bayesian bootstrap over clusters', () => {
  it('draws Dirichlet weights with mean 1 and variance (C - 1) / (C + 1)', () => {
    const clusters = 6;
    const draws = bootstrapWeights(clusters, (weights) => weights, { seed: 2, replicates: 20_000 });
    for (let c = 0; c < clusters; c++) {
      const mean = draws.reduce((sum, draw) => sum + draw[c]!, 0) / draws.length;
      const variance = draws.reduce((sum, draw) => sum + (draw[c]! - mean) ** 2, 0) / draws.length;
      expect(Math.abs(mean - 1)).toBeLessThan(0.03);
      expect(Math.abs(variance - 5 / 7)).toBeLessThan(0.05);
    }
    for (const draw of draws) expect(draw.reduce((a, b) => a + b, 0)).toBeCloseTo(clusters, 9);
  });

  it('gives the same draws for the same seed, others for another', () => {
    const draw = (seed: number) =>
      bootstrapWeights(4, (weights) => weights, { seed, replicates: 3 });
    expect(draw(7)).toEqual(draw(7));
    expect(draw(7)).not.toEqual(draw(8));
  });

  it('has 200 replicates unless another number is given', () => {
    expect(bootstrapWeights(3, (weights) => weights, { seed: 1 })).toHaveLength(200);
  });

  it('has the 5 and 95 % quantiles of a beta distribution for the share of one cluster', () => {
    const clusters = 10;
    const share = (weights: Float64Array) => Float64Array.from([weights[0]! / clusters, 0]);
    const replicates = bootstrapWeights(clusters, share, { seed: 3, replicates: 20_000 });
    const [interval] = weightIntervals(Float64Array.from([0.1, 0.9]), clusters, replicates);
    // Beta(1, C - 1): 1 - (1 - p)^(1 / (C - 1)).
    expect(Math.abs(interval!.low - (1 - 0.95 ** (1 / 9)))).toBeLessThan(0.0008);
    expect(Math.abs(interval!.high - (1 - 0.05 ** (1 / 9)))).toBeLessThan(0.01);
  });

  it('holds the weight itself, and everything where there is but one cluster', () => {
    const replicates = [Float64Array.from([0.2, 0.8]), Float64Array.from([0.3, 0.7])];
    const weights = Float64Array.from([0.5, 0.5]);
    expect(weightIntervals(weights, 6, replicates)[0]).toEqual({
      low: expect.closeTo(0.205, 12),
      high: 0.5,
    });
    expect(weightIntervals(weights, 1, replicates)[0]).toEqual({ low: 0, high: 1 });
    expect(weightIntervals(Float64Array.from([1]), 1, [])).toEqual([{ low: 1, high: 1 }]);
  });
});
