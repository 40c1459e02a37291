import { describe, expect, it } from 'vitest';
import { cannotTell } from '../../../engine/discover/mixture/cannot-tell.ts';
import { normals, structure } from './said.ts';

const zeros = (count: number) => Array(count).fill(0);

describe('whether the data tell two structures apart', () => {
  it('has the mean difference and its standard error from whole clusters', () => {
    // Differences 1 and 3 in two clusters of four: mean 2, standard error sqrt(2 ((4 * -1)^2 + (4 * 1)^2)) / 8 = 1.
    const a = structure('a', [1, 1, 1, 1, 3, 3, 3, 3], 4);
    expect(cannotTell(a, structure('b', zeros(8), 4))).toEqual({
      difference: 2,
      standardError: 1,
      tells: false,
    });
  });

  it.each([
    // Published 90 % quantiles of Student's t for 1, 2, 4 and 9 degrees of freedom.
    { clusters: 2, quantile: 3.078 },
    { clusters: 3, quantile: 1.886 },
    { clusters: 5, quantile: 1.533 },
    { clusters: 10, quantile: 1.383 },
  ])('asks for $quantile standard errors of $clusters clusters', ({ clusters, quantile }) => {
    const noise = normals(clusters, 4);
    const mean = noise.reduce((sum, x) => sum + x, 0) / clusters;
    const centred = noise.map((x) => x - mean);
    const error = Math.sqrt(centred.reduce((s, x) => s + x * x, 0) / (clusters - 1) / clusters);
    const tells = (times: number) =>
      cannotTell(
        structure(
          'a',
          centred.map((x) => x + times * error),
        ),
        structure('b', zeros(clusters)),
      ).tells;
    expect(tells(quantile - 0.001)).toBe(false);
    expect(tells(quantile + 0.001)).toBe(true);
    expect(tells(-quantile - 0.001)).toBe(true);
  });

  it('tells nothing from one cluster, however large the difference', () => {
    const { difference, standardError, tells } = cannotTell(
      structure('a', [5, 5, 5], 3),
      structure('b', zeros(3), 3),
    );
    expect({ difference, standardError, tells }).toEqual({
      difference: 5,
      standardError: Number.POSITIVE_INFINITY,
      tells: false,
    });
  });

  it('tells nothing between equals', () => {
    expect(cannotTell(structure('a', zeros(8)), structure('b', zeros(8))).tells).toBe(false);
  });

  it('calls equals different in one case of five: at 90 % on each side', () => {
    let told = 0;
    for (let trial = 0; trial < 1000; trial++) {
      const a = structure('a', normals(6, trial));
      if (cannotTell(a, structure('b', zeros(6))).tells) told++;
    }
    // 200 expected, standard deviation 12.6.
    expect(told).toBeGreaterThan(160);
    expect(told).toBeLessThan(240);
  });
});
