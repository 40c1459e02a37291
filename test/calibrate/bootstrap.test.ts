import { describe, expect, it } from 'vitest';
import { blockLength } from '../../engine/calibrate/block-length.ts';
import { type BootstrapState, bootstrap, bootstrapCost } from '../../engine/calibrate/bootstrap.ts';
import { madeUpData } from '../../engine/calibrate/made-up-data.ts';
import { createObjective } from '../../engine/calibrate/objective.ts';
import { priorsOf } from '../../engine/calibrate/problem.ts';
import { resample, residualsOf } from '../../engine/calibrate/resample.ts';
import { openRandom } from '../../engine/calibrate/streams.ts';
import { createTransform } from '../../engine/calibrate/transform.ts';
import { type Toy, toyEpisodes, toyProblem } from './toy.ts';

function autoregressive(phi: number, rows: number, seed: number): number[] {
  const random = openRandom(seed, 'test', 0);
  const series = [0];
  while (series.length < rows + 50) series.push(phi * series.at(-1)! + random.normal());
  return series.slice(50);
}

describe('the block length', () => {
  const medianLength = (phi: number): number =>
    Array.from({ length: 21 }, (_, seed) => blockLength([autoregressive(phi, 200, seed)])).sort(
      (a, b) => a - b,
    )[10]!;

  it('is about 1 without memory and grows with memory', () => {
    expect(medianLength(0)).toBeLessThanOrEqual(3);
    expect(medianLength(0.5)).toBeGreaterThan(medianLength(0));
    expect(medianLength(0.9)).toBeGreaterThan(2 * medianLength(0.5));
  });

  it('is the optimum known for an autoregressive series of 200 rows', () => {
    // (6 phi^2 / (1 - phi^2)^2 n)^(1/3), from the same formula with the true spectrum: 13.2 for phi = .7.
    expect(Math.abs(medianLength(0.7) - 13)).toBeLessThan(6);
  });

  it('fits into the stretch, whatever the series', () => {
    expect(blockLength([[1, 2, 3, 4, 5, 6]])).toBeLessThanOrEqual(2);
    expect(blockLength([[5, 5, 5, 5, 5, 5, 5]])).toBe(1);
    expect(blockLength([[1, Number.NaN, 3, Number.NaN, 2, 4]])).toBeGreaterThanOrEqual(1);
  });
});

describe('resampled data', () => {
  const nan = Number.NaN;
  const predicted = [Float64Array.of(0, 0, 10, 1, 10, 1, 10, 1, 10, 1)];
  const observed = [Float64Array.of(nan, nan, 12, 1, 9, nan, 10, 0, 9, 2)];

  it('are predictions plus observed residuals, rows kept whole, missing where the data are', () => {
    const residuals = residualsOf(observed, predicted, ['continuous', 'continuous']);
    const pairs = [2, 4, 6, 8].map((k) => [residuals.values[0]![k]!, residuals.values[0]![k + 1]!]);
    const drawn = resample({ ...residuals, block: 1 }, openRandom(1, 'test', 0))[0]!;
    expect([drawn[0], drawn[1], drawn[5]]).toEqual([nan, nan, nan]);
    for (const k of [2, 6, 8]) {
      const [first, second] = [drawn[k]! - 10, drawn[k + 1]! - 1];
      const source = pairs.find(([a]) => Math.abs(a! - first) < 1e-12)!;
      expect(source).toBeDefined();
      // Where the second output was missing, the row's own residual stays.
      const expected = Number.isNaN(source[1]!) ? residuals.values[0]![k + 1]! : source[1]!;
      expect(second).toBeCloseTo(expected, 12);
    }
  });

  it('have residuals that add up to nothing', () => {
    const { values } = residualsOf(observed, predicted, ['continuous', 'continuous']);
    for (const output of [0, 1]) {
      const own = values[0]!.filter((v, k) => k % 2 === output && !Number.isNaN(v));
      expect(own.reduce((sum, v) => sum + v, 0)).toBeCloseTo(0, 12);
    }
  });

  it('stay whole and not negative for counts, within 0..1 for proportions', () => {
    const low = [Float64Array.of(0.4, 0.9, 0.2, 0.8, 0.3, 0.1)];
    const seen = [Float64Array.of(3, 0, 0, 1, 0, 0)];
    const residuals = residualsOf(seen, low, ['count', 'proportion']);
    for (let i = 0; i < 20; i++) {
      const drawn = resample(residuals, openRandom(i, 'test', 0))[0]!;
      drawn.forEach((value, k) => {
        expect(value).toBeGreaterThanOrEqual(0);
        if (k % 2 === 0) expect(Number.isInteger(value)).toBe(true);
        else expect(value).toBeLessThanOrEqual(1);
      });
    }
  });
});

describe('the bootstrap', () => {
  /** y ~ N(level, 2), independent: the standard error of the level is 2 / sqrt(rows). */
  const level: Toy = {
    priors: { level: { kind: 'uniform', low: -10, high: 10 } },
    outputs: { y: 'continuous' },
    step: (_before, [mean], random) => [random.normal(mean, 2)],
  };

  const setUp = async () => {
    const episodes = await toyEpisodes(level, [3], [3], { episodes: 1, steps: 100, seed: 4 });
    const problem = toyProblem(level, episodes, { replications: 10 });
    const transform = createTransform(priorsOf(problem));
    const seen = episodes[0]!.observed.y!.subarray(1);
    const mean = seen.reduce((sum, y) => sum + y, 0) / seen.length;
    const best = transform.toPoint([mean]);
    const objective = createObjective(problem);
    return { options: { problem, objective, transform, best, covariance: [1], seed: 1 }, mean };
  };

  it('spreads like the sampling distribution of the estimate', async () => {
    const { options, mean } = await setUp();
    const sets = await bootstrap({ ...options, replicates: 60, evaluations: 100 });
    expect(sets).toHaveLength(60);
    const centre = sets.reduce((sum, x) => sum + x, 0) / 60;
    const sd = Math.sqrt(sets.reduce((sum, x) => sum + (x - centre) ** 2, 0) / 59);
    expect(centre).toBeCloseTo(mean, 9);
    expect(sd / 0.2).toBeGreaterThan(0.7);
    expect(sd / 0.2).toBeLessThan(1.4);
  });

  it('simulates all replicates of a generation in one request, and counts its evaluations', async () => {
    const { options } = await setUp();
    let requests = 0;
    let sets = 0;
    const simulate: typeof options.problem.simulate = (request, more) => {
      requests++;
      sets += request.sets;
      return options.problem.simulate(request, more);
    };
    const problem = { ...options.problem, simulate };
    const objective = createObjective(problem);
    await bootstrap({ ...options, problem, objective, replicates: 9, evaluations: 40 });
    const generations = requests - 1;
    expect(generations).toBeLessThanOrEqual(40 / 4);
    expect(sets).toBe(1 + (bootstrapCost(1, 9, 40) * generations) / 10);
  });

  it('ends early when all have found their answers, to the answers of a long search', async () => {
    const { options } = await setUp();
    const spreadOf = async (evaluations: number) => {
      let made = 0;
      const save = (state: BootstrapState): void => {
        made = state.evaluations / 24;
      };
      const sets = await bootstrap({ ...options, evaluations, save });
      const centre = sets.reduce((sum, x) => sum + x, 0) / 24;
      return { made, sd: Math.sqrt(sets.reduce((sum, x) => sum + (x - centre) ** 2, 0) / 23) };
    };
    const early = await spreadOf(2000);
    expect(early.made).toBeLessThan(200);
    expect(early.made).toBeGreaterThan(20);
    const cut = await spreadOf(early.made - 8);
    expect(Math.abs(early.sd / cut.sd - 1)).toBeLessThan(0.1);
  });

  it('resumes to the same sets', async () => {
    const { options } = await setUp();
    const saved: BootstrapState[] = [];
    const size = { replicates: 5, evaluations: 40 };
    const save = (state: BootstrapState): void => {
      saved.push(state);
    };
    const whole = await bootstrap({ ...options, ...size, save });
    const resume = JSON.parse(JSON.stringify(saved[2]));
    expect(await bootstrap({ ...options, ...size, resume })).toEqual(whole);
  });

  it('knows that errors add up: a walk of six records of ten days leaves its drift open', async () => {
    // y(t) = y(t - 1) + N(drift, 1): the drift is known to 1 / sqrt(60) = .13 from the records' ends, by free runs less well.
    const walk: Toy = {
      priors: { drift: { kind: 'uniform', low: -5, high: 5 } },
      outputs: { y: 'continuous' },
      step: ([before], [drift], random) => [random.normal(before! + drift!, 1)],
    };
    const episodes = await toyEpisodes(walk, [1], [0], { episodes: 6, steps: 10, seed: 3 });
    const problem = toyProblem(walk, episodes, { replications: 20 });
    const transform = createTransform(priorsOf(problem));
    const ends = episodes.map(({ observed }) => observed.y!.at(-1)! / 10);
    const best = transform.toPoint([ends.reduce((sum, end) => sum + end, 0) / 6]);
    const objective = createObjective(problem);
    const sets = await bootstrap({
      ...{ problem, objective, transform, best, covariance: [1], seed: 1 },
      ...{ replicates: 60, evaluations: 100 },
    });
    const centre = sets.reduce((sum, x) => sum + x, 0) / 60;
    const sd = Math.sqrt(sets.reduce((sum, x) => sum + (x - centre) ** 2, 0) / 59);
    expect(sd).toBeGreaterThan(0.1);
    expect(sd).toBeLessThan(0.22);
  });
});

describe('made-up data', () => {
  const observed = [Float64Array.of(Number.NaN, 3, 5, Number.NaN, 4)];
  const mean = [Float64Array.of(2, 4, 4, 4, 4)];
  const spread = (by: number) =>
    [1, -1, 1, -1].map((sign) => [
      mean[0]!.map((value, k) => value + sign * by * (k % 2 ? 1 : -1)),
    ]);

  it('are runs of the model where these scatter as the data do, missing where the data are', () => {
    const made = madeUpData(observed, { mean, runs: spread(1) }, ['continuous'], {
      ...{ count: 3, seed: 1 },
    });
    expect(made.map(([values]) => [...values!])).toEqual([
      [Number.NaN, 5, 3, Number.NaN, 3],
      [Number.NaN, 3, 5, Number.NaN, 5],
      [Number.NaN, 5, 3, Number.NaN, 3],
    ]);
  });

  it('are predictions and residuals where too few runs last', () => {
    const made = madeUpData(observed, { mean, runs: spread(1) }, ['continuous'], {
      ...{ count: 5, seed: 1 },
    });
    expect(made).toHaveLength(5);
    for (const [values] of made)
      for (const k of [1, 2, 4]) expect([-1, 0, 1]).toContain(values![k]! - 4);
  });

  it('scatter as the data do in every output, however little of it the model explains', () => {
    // One output whose runs scatter as the data, one with a fifth of their variance, one without chance.
    const rows = 400;
    const width = 3;
    const random = openRandom(1, 'test', 0);
    const draw = (deviations: readonly number[]) => [
      Float64Array.from({ length: rows * width }, (_, k) =>
        random.normal(0, deviations[k % width]!),
      ),
    ];
    const about = {
      mean: [new Float64Array(rows * width)],
      runs: Array.from({ length: 8 }, () => draw([1, Math.sqrt(0.2), 0])),
    };
    const made = madeUpData(draw([1, 1, 1]), about, ['continuous', 'continuous', 'continuous'], {
      ...{ count: 8, seed: 1 },
    });
    for (let output = 0; output < width; output++) {
      const values = made.flatMap(([own]) => [...own!.filter((_, k) => k % width === output)]);
      const variance = values.reduce((sum, value) => sum + value ** 2, 0) / values.length;
      expect(Math.abs(variance - 1)).toBeLessThan(0.15);
    }
  });
});
