import { describe, expect, it } from 'vitest';
import { trainFlowTask } from '../../../engine/calibrate/flow/train-task.ts';
import { calibrationResultSchema } from '../../../engine/calibrate/result.ts';
import {
  calibrateByInference,
  type InferenceMethod,
} from '../../../engine/calibrate/sbi/calibrate.ts';
import { npe } from '../../../engine/calibrate/sbi/npe.ts';
import { createInProcess } from '../../../engine/compute/in-process.ts';
import { type Toy, toyEpisodes, toyProblem } from '../toy.ts';

/** Small enough for a test. */
const settings = {
  networks: 1,
  flow: { transforms: 2, hidden: 20 },
  training: { rate: 3e-3, epochs: 60, patience: 10, averaging: 0.98 },
} as const;

const method: InferenceMethod = {
  id: 'npe',
  budget: 1500,
  infer: (task, options) => npe(task, settings, options),
};
const numerics = createInProcess([trainFlowTask]);

const arrivals: Toy = {
  priors: { rate: { kind: 'uniform', low: 0, high: 40 } },
  outputs: { arrived: 'count' },
  step: (_before, [rate], random) => [random.poisson(rate!)],
};
const fragile: Toy = {
  ...arrivals,
  step: (_before, [rate], random) => [rate! > 27 ? Number.NaN : random.poisson(rate!)],
};

async function problemOf(toy: Toy) {
  return toyProblem(toy, await toyEpisodes(toy, [12], [12], { episodes: 1, steps: 50, seed: 4 }));
}

describe('a posterior as the result of a calibration', () => {
  it('is that of the closed form: arrivals of one rate', async () => {
    const problem = await problemOf(arrivals);
    const { result } = await calibrateByInference(method, problem, {
      seed: 1,
      numerics,
      data: 'summary',
    });
    // Gamma(sum + 1, 50): its mean, and its standard deviation within a third.
    const sum = problem.episodes[0]!.observed.arrived!.subarray(1).reduce((a, b) => a + b, 0);
    const sd = Math.sqrt(sum + 1) / 50;
    const [interval] = result.intervals;
    expect(Math.abs(result.parameters.rate! - (sum + 1) / 50)).toBeLessThan(0.6 * sd);
    expect(interval!.high - interval!.low).toBeGreaterThan(0.75 * 2 * 1.645 * sd);
    expect(interval!.high - interval!.low).toBeLessThan(1.6 * 2 * 1.645 * sd);
    expect(result).toMatchObject({ method: 'npe', setsAre: 'posterior', evaluations: 1500 });
    expect(result.sets).toHaveLength(500);
    expect(calibrationResultSchema.parse(JSON.parse(JSON.stringify(result)))).toEqual(
      JSON.parse(JSON.stringify(result)),
    );
  });

  it('has no draw where runs fail, and says where that is', async () => {
    const { result } = await calibrateByInference(method, await problemOf(fragile), {
      seed: 1,
      numerics,
      data: 'summary',
    });
    expect(result.failures['not-a-number']).toBeGreaterThan(400);
    expect(result.sets.every(([rate]) => rate! < 28)).toBe(true);
    expect(result.notes.join(' ')).toMatch(/[Rr]uns fail in 3\d % of the prior.*rate/);
  });

  it('is the same when it was stopped and taken up again', async () => {
    const problem = await problemOf(arrivals);
    const straight = await calibrateByInference(method, problem, {
      seed: 3,
      numerics,
      data: 'summary',
    });
    const saved: unknown[] = [];
    const stop = new AbortController();
    const stopped = await calibrateByInference(method, problem, {
      seed: 3,
      numerics,
      data: 'summary',
      signal: stop.signal,
      save(state) {
        saved.push(structuredClone(state));
        stop.abort();
      },
    });
    expect(stopped.result.stopped).toBe('cancelled');
    expect(saved.length).toBeGreaterThan(0);
    const resume = saved.at(-1);
    const { result } = await calibrateByInference(method, problem, {
      seed: 3,
      numerics,
      data: 'summary',
      resume,
    });
    expect(result).toEqual(straight.result);
  });

  it('needs something to train on', async () => {
    await expect(
      calibrateByInference(method, await problemOf(arrivals), { seed: 1 }),
    ).rejects.toThrow('method: npe has nothing to train on');
  });
});
