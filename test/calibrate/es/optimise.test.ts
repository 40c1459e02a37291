import { describe, expect, it } from 'vitest';
import { rosenbrock, sphere, valuesOf } from '../../../engine/benchmark/test-functions.ts';
import {
  type Evaluate,
  type OptimiseOptions,
  type OptimiseState,
  optimise,
  optimiseStateSchema,
} from '../../../engine/calibrate/es/optimise.ts';
import { openRandom } from '../../../engine/calibrate/streams.ts';

const quiet =
  (f: (x: Float64Array) => number): Evaluate =>
  async (points, count) =>
    valuesOf(f, points, points.length / count);

/** Independent noise in every value: the hard case, without common random numbers. */
const noisySphere: Evaluate = async (points, count, { seed }) => {
  const random = openRandom(seed, 'noise', 0);
  return valuesOf(sphere, points, points.length / count).map((value) => value + random.normal());
};

const ten = { mean: new Array<number>(10).fill(1), sigma: 0.5 };

function options(more: Partial<OptimiseOptions> = {}): OptimiseOptions {
  return { start: ten, evaluate: quiet(sphere), budget: 20_000, seed: 1, ...more };
}

describe('optimising without noise', () => {
  it('converges and answers with the best point seen', async () => {
    const result = await optimise(options());
    expect(result.stopped).toBe('converged');
    expect(result.value).toBe(sphere(result.point));
    expect(result.value).toBeLessThan(1e-10);
  });

  it('stops at the target', async () => {
    const { value, evaluations } = await optimise(options({ target: 1e-8 }));
    expect(value).toBeLessThanOrEqual(1e-8);
    expect(evaluations).toBeLessThan(1800);
  });

  it('never goes over its budget, and counts what it used', async () => {
    let used = 0;
    const counting: Evaluate = async (points, count, context) => {
      used += count;
      return quiet(rosenbrock)(points, count, context);
    };
    const result = await optimise(options({ evaluate: counting, budget: 777 }));
    expect(result.stopped).toBe('budget');
    expect(result.evaluations).toBe(used);
    expect(used).toBeLessThanOrEqual(777);
  });

  it('finds the way past failed evaluations', async () => {
    const holes = (x: Float64Array): number => (x[0]! > 0.5 ? Number.NaN : sphere(x));
    const { value } = await optimise(options({ evaluate: quiet(holes) }));
    expect(value).toBeLessThan(1e-10);
  });
});

describe('optimising under noise', () => {
  const noisy = { evaluate: noisySphere, noisy: true, budget: 10_000 } as const;

  it('is as good as the best fixed population (.027, pycma): sphere 10-D + N(0, 1), 10,000 evaluations', async () => {
    const truths: number[] = [];
    for (let seed = 1; seed <= 5; seed++) {
      const { point, evaluations } = await optimise(options({ ...noisy, seed }));
      expect(evaluations).toBeLessThanOrEqual(10_000);
      truths.push(sphere(point));
    }
    expect(truths.sort((a, b) => a - b)[2]).toBeLessThan(0.03);
  });

  it('reports the value on fresh seeds, not the luckiest one', async () => {
    const { value, state } = await optimise(options({ ...noisy, budget: 3000 }));
    expect(state.restarts.best!.value).toBeLessThan(-1);
    expect(value).toBeGreaterThan(-1);
  });

  it('gives every generation other seeds and all its candidates the same one', async () => {
    const seeds: number[] = [];
    const spy: Evaluate = (points, count, context) => {
      seeds.push(context.seed);
      return noisySphere(points, count, context);
    };
    await optimise(options({ ...noisy, evaluate: spy, budget: 500 }));
    expect(new Set(seeds).size).toBe(seeds.length);
  });

  it('leaves the population alone when there is none', async () => {
    const result = await optimise(options({ noisy: true, budget: 3000 }));
    expect(result.state.restarts.run.populationSize).toBe(10);
    expect(result.value).toBeLessThan(1e-9);
  });
});

describe('an interrupted run', () => {
  const noisy = { evaluate: noisySphere, noisy: true, budget: 1500 } as const;

  it('resumes to the same numbers from every checkpoint', async () => {
    const saved: string[] = [];
    const save = (state: OptimiseState): void => {
      saved.push(JSON.stringify(state));
    };
    const whole = await optimise(options({ ...noisy, save }));
    for (const at of [0, 7, saved.length - 1]) {
      const resume = optimiseStateSchema.parse(JSON.parse(saved[at]!));
      expect(await optimise(options({ ...noisy, resume }))).toEqual(whole);
    }
  });

  it('keeps the best so far when it is cancelled', async () => {
    const controller = new AbortController();
    const seen: number[] = [];
    const result = await optimise(
      options({
        ...noisy,
        signal: controller.signal,
        onProgress: ({ evaluations, best }) => {
          seen.push(best);
          if (evaluations > 300) controller.abort();
        },
      }),
    );
    expect(result.stopped).toBe('cancelled');
    expect(result.value).toBe(seen.at(-1));
    expect(result.evaluations).toBeLessThan(400);
  });

  it('treats an evaluator that rejects on cancel as cancelled, and any other rejection as an error', async () => {
    const controller = new AbortController();
    const aborting: Evaluate = async () => {
      controller.abort();
      throw new Error('stopped');
    };
    const cancelled = await optimise(options({ evaluate: aborting, signal: controller.signal }));
    expect(cancelled.stopped).toBe('cancelled');
    expect([...cancelled.point]).toEqual(ten.mean);
    const broken: Evaluate = async () => Promise.reject(new Error('broken'));
    await expect(optimise(options({ evaluate: broken }))).rejects.toThrow('broken');
  });

  it('refuses a checkpoint of another seed', async () => {
    const { state } = await optimise(options({ budget: 50 }));
    await expect(optimise(options({ seed: 2, resume: state }))).rejects.toThrow('seed: 2');
  });
});
