import { describe, expect, it } from 'vitest';
import type { SbiBenchmark } from '../../../engine/benchmark/sbi-tasks/benchmark-task.ts';
import { toFilter } from '../../../engine/benchmark/sbi-tasks/bernoulli-glm.ts';
import { sampleGrid } from '../../../engine/benchmark/sbi-tasks/grid-sampler.ts';
import { SBI_BENCHMARKS } from '../../../engine/benchmark/sbi-tasks/registry.ts';
import { createSlcp } from '../../../engine/benchmark/sbi-tasks/slcp.ts';
import { priorDistribution } from '../../../engine/calibrate/prior.ts';
import { openRandom } from '../../../engine/calibrate/streams.ts';
import { c2st } from '../../../engine/score/c2st.ts';

describe.each(SBI_BENCHMARKS)('$id', (benchmark) => {
  const { names } = benchmark;
  const { observed, parameters } = benchmark.draw(1);
  const task = benchmark.task(observed);

  it('simulates set i from (seed, first + i), however sets are grouped', async () => {
    const many = Float64Array.from(
      { length: 6 * names.length },
      (_, k) => parameters[k % names.length]!,
    );
    const whole = await task.simulate({ parameters: many, count: 6, seed: 3, first: 0 });
    const part = await task.simulate({
      parameters: many.slice(4 * names.length),
      count: 2,
      seed: 3,
      first: 4,
    });
    const size = task.members * task.observations;
    expect(whole.x.length).toBe(6 * size);
    expect(part.x).toEqual(whole.x.slice(4 * size));
    expect(whole.x.slice(0, size)).not.toEqual(part.x.slice(0, size));
    expect(benchmark.draw(1).observed).toEqual(observed);
    expect(benchmark.draw(2).observed).not.toEqual(observed);
  });

  // A second method, which shares nothing with the reference but the density.
  it('has a reference that a long Markov chain cannot be told apart from', () => {
    const chain = differentialEvolution(benchmark, observed);
    const count = chain.length / names.length;
    const reference = benchmark.reference(observed, count, 1);
    const score = c2st(
      { count, values: reference },
      { count, values: chain },
      names.length,
      (fold) => openRandom(1, 'test', fold),
    );
    expect(score).toBeLessThan(0.53);
    expect(score).toBeGreaterThan(0.47);
  });

  // Simulation-based calibration of the reference itself: ranks of the truth are uniform if it is the posterior.
  it('has references in which true parameters have any rank alike', () => {
    const [draws, sets] = [19, 40];
    const ranks = names.map(() => new Array<number>(draws + 1).fill(0));
    for (let set = 0; set < sets; set++) {
      const drawn = benchmark.draw(100 + set);
      const sample = benchmark.reference(drawn.observed, draws, set);
      names.forEach((_, k) => {
        const below = sample.filter((v, i) => i % names.length === k && v < drawn.parameters[k]!);
        ranks[k]![below.length]! += 1;
      });
    }
    const expected = sets / (draws + 1);
    for (const counts of ranks) {
      const chiSquare = counts.reduce((sum, n) => sum + (n - expected) ** 2 / expected, 0);
      // 19 degrees of freedom: exceeded by chance once in 10,000 times.
      expect(chiSquare).toBeLessThan(52);
    }
  });
});

it('gives slcp as a set of four draws and as eight numbers alike', () => {
  const { observed } = createSlcp({ exchangeable: true }).draw(1);
  const [set, flat] = [true, false].map((exchangeable) => createSlcp({ exchangeable }));
  expect(set!.task(observed)).toMatchObject({ members: 4, observations: 2 });
  expect(flat!.task(observed)).toMatchObject({ members: 1, observations: 8 });
  expect(flat!.reference(observed, 10, 1)).toEqual(set!.reference(observed, 10, 1));
});

describe('draws from a grid', () => {
  it('have the moments of a narrow, tilted normal far from the middle', () => {
    const [mean, sds, rho] = [[2.3, -4.1], [0.001, 0.3], 0.8];
    const values = sampleGrid(
      {
        low: [-10, -10],
        high: [10, 10],
        cells: 64,
        logDensity: (p) => {
          const [u, v] = [(p[0]! - mean[0]!) / sds[0]!, (p[1]! - mean[1]!) / sds[1]!];
          return (-0.5 * (u * u - 2 * rho * u * v + v * v)) / (1 - rho * rho);
        },
      },
      20_000,
      openRandom(1, 'test', 0),
    );
    const column = (d: number) =>
      values.filter((_, i) => i % 2 === d).map((v) => (v - mean[d]!) / sds[d]!);
    const [u, v] = [column(0), column(1)];
    const average = (of: Float64Array) => of.reduce((a, b) => a + b, 0) / of.length;
    expect(average(u)).toBeCloseTo(0, 1);
    expect(average(v)).toBeCloseTo(0, 1);
    expect(average(u.map((x) => x * x))).toBeCloseTo(1, 1);
    expect(average(u.map((x, i) => x * v[i]!))).toBeCloseTo(rho, 1);
  });
});

describe('the filter of bernoulli glm', () => {
  it('has the published prior: variance 2 of the offset, precision F transposed F of the lags', () => {
    const columns = Array.from({ length: 10 }, (_, i) => {
      const unit = new Float64Array(10);
      unit[i] = 1;
      return toFilter(unit, 1);
    });
    const covariance = (i: number, j: number) => columns.reduce((sum, c) => sum + c[i]! * c[j]!, 0);
    expect(covariance(0, 0)).toBeCloseTo(2, 12);
    expect(covariance(0, 3)).toBe(0);
    // F of lag 0 is 1, -2, 1 down its column: the precision of lag 0 times the covariance is a row of the identity.
    const f = (i: number, j: number) =>
      (i === j ? 1 + Math.sqrt(i / 9) : 0) + (i === j + 1 ? -2 : 0) + (i === j + 2 ? 1 : 0);
    const precision = (i: number, j: number) =>
      Array.from({ length: 9 }, (_, k) => f(k, i) * f(k, j)).reduce((a, b) => a + b, 0);
    for (let i = 0; i < 9; i++) {
      for (let j = 0; j < 9; j++) {
        const product = Array.from(
          { length: 9 },
          (_, k) => precision(i, k) * covariance(1 + k, 1 + j),
        );
        expect(product.reduce((a, b) => a + b, 0)).toBeCloseTo(i === j ? 1 : 0, 8);
      }
    }
  });
});

/**
 * ter Braak 2006: chains that jump by the difference of two others. One jump in ten is a whole difference, from peak to peak;
 * as many turn the sign of one parameter. Row-major, 16 draws of each of 128 chains.
 */
function differentialEvolution(benchmark: SbiBenchmark, observed: Float64Array): Float64Array {
  const [chains, burnIn, kept, thin] = [128, 1500, 16, 25];
  const { priors, logPosterior } = benchmark;
  const n = priors.length;
  const random = openRandom(9, 'test', 0);
  const states = Array.from({ length: chains }, () =>
    Float64Array.from(priors, (prior) => priorDistribution(prior).quantile(random.uniform())),
  );
  const densities = states.map((state) => logPosterior(state, observed));
  const other = (chain: number) => states[(chain + random.integer(1, chains - 1)) % chains]!;
  const draws: number[] = [];
  for (let step = 0; step < burnIn + kept * thin; step++) {
    states.forEach((state, chain) => {
      const kind = random.uniform();
      const factor = kind < 0.1 ? 1 : 2.38 / Math.sqrt(2 * n);
      const [a, b, turned] = [other(chain), other(chain), random.integer(0, n - 1)];
      const next = state.map((value, k) =>
        kind > 0.9
          ? value * (k === turned ? -1 : 1)
          : value + factor * (a[k]! - b[k]!) + random.normal(0, 1e-5),
      );
      const density = logPosterior(next, observed);
      if (
        Math.log(random.uniform()) >= density - densities[chain]! &&
        Number.isFinite(densities[chain]!)
      )
        return;
      states[chain] = next;
      densities[chain] = density;
    });
    if (step >= burnIn && (step - burnIn) % thin === 0)
      for (const state of states) draws.push(...state);
  }
  return Float64Array.from(draws);
}
