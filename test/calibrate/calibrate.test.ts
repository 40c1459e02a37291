import { describe, expect, it } from 'vitest';
import {
  type CmaCheckpoint,
  calibrateByCmaEs,
  cmaCheckpointSchema,
} from '../../engine/calibrate/es/calibrate.ts';
import { trainFlowTask } from '../../engine/calibrate/flow/train-task.ts';
import { CALIBRATION_METHODS } from '../../engine/calibrate/registry.ts';
import {
  type CalibrationProgress,
  calibrationResultSchema,
} from '../../engine/calibrate/result.ts';
import { abcSampleTask } from '../../engine/calibrate/sbi/abc/abc-sample.ts';
import { createInProcess } from '../../engine/compute/in-process.ts';
import { type Toy, toyEpisodes, toyProblem } from './toy.ts';

/** Counts around a rate. */
const arrivals: Toy = {
  priors: { rate: { kind: 'log-uniform', low: 0.1, high: 100 } },
  outputs: { y: 'count' },
  step: (_before, [rate], random) => [random.poisson(rate!)],
};
/** First-order autoregression. */
const memory: Toy = {
  priors: {
    phi: { kind: 'uniform', low: 0, high: 1 },
    sd: { kind: 'log-uniform', low: 0.05, high: 5 },
  },
  outputs: { y: 'continuous' },
  step: ([y], [phi, sd], random) => [random.normal(phi! * y!, sd)],
};
const noIntervals = { intervals: null } as const;

describe('calibration by CMA-ES', () => {
  it('finds the rate of Poisson counts: their mean', async () => {
    const episodes = await toyEpisodes(arrivals, [7], [7], { episodes: 1, steps: 200, seed: 2 });
    const seen = episodes[0]!.observed.y!.subarray(1);
    const mean = seen.reduce((sum, y) => sum + y, 0) / seen.length;
    const { parameters, stopped } = await calibrateByCmaEs(toyProblem(arrivals, episodes), {
      seed: 1,
      ...noIntervals,
    });
    expect(Math.abs(parameters.rate! - mean)).toBeLessThan(0.3);
    expect(['converged', 'budget']).toContain(stopped);
  });

  it('recovers both numbers of an autoregression by CRPS, where MSE gives up all spread', async () => {
    const episodes = await toyEpisodes(memory, [0.8, 1], [5], { episodes: 5, steps: 60, seed: 5 });
    const oneStep = { mode: 'one-step', replications: 10 } as const;
    const options = { seed: 1, budget: 300, ...noIntervals };
    const proper = await calibrateByCmaEs(toyProblem(memory, episodes, oneStep), options);
    expect(Math.abs(proper.parameters.phi! - 0.8)).toBeLessThan(0.06);
    expect(Math.abs(proper.parameters.sd! - 1)).toBeLessThan(0.12);
    const squared = { ...oneStep, score: 'mse' } as const;
    const published = await calibrateByCmaEs(toyProblem(memory, episodes, squared), options);
    expect(Math.abs(published.parameters.phi! - 0.8)).toBeLessThan(0.06);
    expect(published.parameters.sd).toBeLessThan(0.1);
  });

  it('shrinks the rates of an epidemic under one-step MSE, not under CRPS or the energy score', async () => {
    // Published bias: with variance in proportion to the rates, MSE trades truth for calm.
    const epidemic: Toy = {
      priors: {
        beta: { kind: 'uniform', low: 0, high: 2 },
        gamma: { kind: 'uniform', low: 0, high: 1 },
      },
      outputs: { S: 'count', I: 'count', R: 'count' },
      step: ([s, i, r], [beta, gamma], random) => {
        const infected = random.binomial(s!, 1 - Math.exp((-beta! * i!) / (s! + i! + r!)));
        const recovered = random.binomial(i!, gamma!);
        return [s! - infected, i! + infected - recovered, r! + recovered];
      },
    };
    const size = { episodes: 10, steps: 30, seed: 3 };
    const episodes = await toyEpisodes(epidemic, [0.5, 0.1], [80, 4, 0], size);
    const fitted = async (score: 'crps' | 'energy' | 'mse'): Promise<Record<string, number>> => {
      const more = { score, mode: 'one-step', replications: 8 } as const;
      const problem = toyProblem(epidemic, episodes, more);
      return (await calibrateByCmaEs(problem, { seed: 1, budget: 200, ...noIntervals })).parameters;
    };
    const [crps, energy, mse] = [await fitted('crps'), await fitted('energy'), await fitted('mse')];
    expect(mse.beta! / crps.beta!).toBeLessThan(0.96);
    expect(mse.gamma! / crps.gamma!).toBeLessThan(0.96);
    for (const { beta, gamma } of [crps, energy]) {
      expect(Math.abs(beta! - 0.5)).toBeLessThan(0.05);
      expect(Math.abs(gamma! - 0.1)).toBeLessThan(0.012);
    }
  });

  it('finds whole numbers and choices among continuous values', async () => {
    const mixed: Toy = {
      priors: {
        delay: { kind: 'integer', low: 1, high: 12 },
        factor: { kind: 'choice', values: [0.5, 1, 2, 4, 8] },
        offset: { kind: 'uniform', low: -5, high: 5 },
        fixed: { kind: 'uniform', low: 3, high: 3 },
      },
      outputs: { t: 'continuous', y: 'continuous' },
      step: ([t], [delay, factor, offset, fixed], random) => [
        t! + 1,
        factor! * Math.floor(t! / delay!) + offset! + fixed! + random.normal(0, 0.3),
      ],
    };
    const size = { episodes: 1, steps: 60, seed: 6 };
    const episodes = await toyEpisodes(mixed, [5, 2, 1.5, 3], [0, 0], size);
    const { parameters } = await calibrateByCmaEs(toyProblem(mixed, episodes), {
      seed: 2,
      budget: 2500,
      restarts: 'bipop',
      ...noIntervals,
    });
    expect(parameters).toMatchObject({ delay: 5, factor: 2, fixed: 3 });
    expect(Math.abs(parameters.offset! - 1.5)).toBeLessThan(0.15);
  });

  it('gives intervals that hold the truth, from sets that stay within the prior', async () => {
    const episodes = await toyEpisodes(arrivals, [7], [7], { episodes: 1, steps: 150, seed: 8 });
    const progress: CalibrationProgress[] = [];
    const result = await calibrateByCmaEs(toyProblem(arrivals, episodes, { replications: 6 }), {
      seed: 1,
      onProgress: (step) => progress.push(step),
    });
    expect(calibrationResultSchema.parse(JSON.parse(JSON.stringify(result)))).toEqual(result);
    expect(result.sets).toHaveLength(24);
    const { low, high, value } = result.intervals[0]!;
    expect(low).toBeLessThan(7);
    expect(high).toBeGreaterThan(7);
    expect(value).toBe(result.parameters.rate);
    // The standard error of the mean is sqrt(7 / 150) = .22; 90 % is +- 1.64 of it.
    expect(high - low).toBeGreaterThan(0.3);
    expect(high - low).toBeLessThan(1.3);
    const last = progress.at(-1)!;
    expect(last.phase).toBe('intervals');
    expect(last.done).toBeGreaterThan(0.99 * last.total);
    expect(result.evaluations).toBeLessThanOrEqual(last.done);
    expect(progress.every(({ done, total }) => done <= total)).toBe(true);
  });

  it('counts failed runs and finds the parameters that do not fail', async () => {
    const fragile: Toy = {
      ...arrivals,
      step: (_y, [rate], random) => [rate! > 20 ? Number.NaN : random.poisson(rate!)],
    };
    const episodes = await toyEpisodes(fragile, [15], [15], { episodes: 1, steps: 60, seed: 3 });
    const { failures, parameters, value } = await calibrateByCmaEs(toyProblem(fragile, episodes), {
      seed: 1,
      start: { rate: 80 },
      ...noIntervals,
    });
    expect(failures['not-a-number']).toBeGreaterThan(100);
    expect(Math.abs(parameters.rate! - 15)).toBeLessThan(1.5);
    expect(value).toBeLessThan(2);
  });

  it('only evaluates when there is nothing to find', async () => {
    const known: Toy = { ...arrivals, priors: { rate: { kind: 'choice', values: [7] } } };
    const episodes = await toyEpisodes(known, [7], [7], { episodes: 1, steps: 50, seed: 2 });
    const result = await calibrateByCmaEs(toyProblem(known, episodes), { seed: 1 });
    expect(result).toMatchObject({ parameters: { rate: 7 }, evaluations: 1, stopped: 'converged' });
    expect(result.value).toBeGreaterThan(0);
  });
});

describe('an interrupted calibration', () => {
  const small = {
    seed: 3,
    budget: 150,
    intervals: { replicates: 4, evaluations: 20 },
  } as const;
  const problemOf = async () =>
    toyProblem(
      arrivals,
      await toyEpisodes(arrivals, [7], [7], { episodes: 1, steps: 40, seed: 2 }),
    );

  it('resumes to the same result from any checkpoint of either phase', async () => {
    const problem = await problemOf();
    const saved: string[] = [];
    const save = (checkpoint: CmaCheckpoint): void => {
      saved.push(JSON.stringify(checkpoint));
    };
    const whole = await calibrateByCmaEs(problem, { ...small, save });
    const phases = saved.map((text) => JSON.parse(text).answer !== undefined);
    expect(new Set(phases).size).toBe(2);
    for (const text of [saved[0]!, saved[Math.floor(saved.length / 2)]!, saved.at(-1)!]) {
      const resume = cmaCheckpointSchema.parse(JSON.parse(text));
      expect(await calibrateByCmaEs(problem, { ...small, resume })).toEqual(whole);
    }
  });

  it('keeps the best so far when cancelled, in either phase', async () => {
    const problem = await problemOf();
    for (const phase of ['search', 'intervals'] as const) {
      const controller = new AbortController();
      const { stopped, parameters, sets } = await calibrateByCmaEs(problem, {
        ...small,
        signal: controller.signal,
        onProgress: (progress) => {
          if (progress.phase === phase && progress.done > 50) controller.abort();
        },
      });
      expect(stopped).toBe('cancelled');
      expect(sets).toEqual([]);
      expect(Math.abs(parameters.rate! - 7)).toBeLessThan(3);
    }
  });
});

describe('a calibration that is cancelled at once', () => {
  it('still gives a result that can be stored: where it would have started', async () => {
    const problem = toyProblem(
      arrivals,
      await toyEpisodes(arrivals, [7], [7], { episodes: 1, steps: 40, seed: 2 }),
    );
    const signal = AbortSignal.abort();
    const result = await calibrateByCmaEs(problem, { seed: 1, signal, start: { rate: 2 } });
    expect(result).toMatchObject({ stopped: 'cancelled', evaluations: 0 });
    expect(result.parameters.rate).toBeCloseTo(2, 9);
    expect(calibrationResultSchema.parse(result)).toEqual(result);
  });
});

describe('the registry of methods', () => {
  it('says of every method what it does and when to use it', () => {
    expect(CALIBRATION_METHODS.map(({ id }) => id)).toContain('cma-es');
    for (const { words, whenToUse } of CALIBRATION_METHODS) {
      expect(words.length).toBeGreaterThan(30);
      expect(whenToUse.length).toBeGreaterThan(30);
    }
  });

  const numerics = createInProcess([trainFlowTask, abcSampleTask]);

  it.each(CALIBRATION_METHODS)('runs $id on a problem', async ({ id, run }) => {
    const episodes = await toyEpisodes(arrivals, [7], [7], { episodes: 1, steps: 60, seed: 2 });
    const problem = toyProblem(arrivals, episodes, { replications: 5 });
    const result = await run(problem, { seed: 1, budget: 120, numerics });
    expect(result.method).toBe(id);
    expect(calibrationResultSchema.parse(result)).toEqual(result);
  });
});
