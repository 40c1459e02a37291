import { describe, expect, it } from 'vitest';
import { calibrateByCmaEs } from '../../engine/calibrate/es/calibrate.ts';
import { searchedParameters } from '../../engine/calibrate/es/searched.ts';
import { createRun, type RunState } from '../../engine/calibrate/es/strategies.ts';
import { sizeInTime, uncertaintyCost } from '../../engine/calibrate/es/uncertainty.ts';
import type { CalibrationProgress } from '../../engine/calibrate/result.ts';
import { weightedQuantiles } from '../../engine/calibrate/sbi/abc/weights.ts';
import { npe } from '../../engine/calibrate/sbi/npe.ts';
import { smcAbc } from '../../engine/calibrate/sbi/smc-abc.ts';
import { createTransform } from '../../engine/calibrate/transform.ts';
import type { Prior } from '../../engine/simulator/declaration.ts';
import { numerics, taskOf } from './sbi/abc-tasks.ts';
import { inThisThread, SMALL, toyTask } from './sbi/toy-task.ts';
import { type Toy, toyEpisodes, toyProblem } from './toy.ts';

/** The 95 % quantile of N(0, 1). */
const REACH = 1.6448536;

const cloud = (mean: readonly number[], sigma: number) =>
  createRun('cma-es', {
    mean,
    sigma,
    populationSize: 6,
    floors: mean.map(() => 0),
    range: mean.map(() => ({ low: 0, high: 1 })),
  });

const searched = (run: RunState, ...priors: readonly Prior[]) =>
  searchedParameters(
    run,
    priors.map((_, i) => `p${i}`),
    createTransform(priors),
  );

describe('where a search stands', () => {
  it('is the middle of its cloud and what nine in ten of it hold, on the scale of the prior', () => {
    const fixed: Prior = { kind: 'choice', values: [3] };
    const [even, log, ...others] = searched(
      cloud([0.5, 0.5], 0.1),
      { kind: 'uniform', low: 0, high: 10 },
      fixed,
      { kind: 'log-uniform', low: 1, high: 100 },
    );
    expect(others).toEqual([]);
    expect(even).toMatchObject({ name: 'p0' });
    expect(even!.value).toBeCloseTo(5, 9);
    expect(even!.low).toBeCloseTo(5 - REACH, 5);
    expect(even!.high).toBeCloseTo(5 + REACH, 5);
    expect(log).toMatchObject({ name: 'p2' });
    expect(log!.low).toBeCloseTo(10 ** (1 - 0.2 * REACH), 4);
    expect(log!.high).toBeCloseTo(10 ** (1 + 0.2 * REACH), 4);
  });

  it('ends at the ends of the prior, also where the cloud has gone beyond', () => {
    const prior = { kind: 'uniform', low: 0, high: 10 } as const;
    const [wide] = searched(cloud([0.9], 1), prior);
    expect([wide!.low, wide!.high]).toEqual([0, 10]);
    // Mirrored at -.05: the same as .1.
    const [beyond] = searched(cloud([-0.2], 0.01), prior);
    expect(beyond!.value).toBeCloseTo(1, 9);
  });

  it('is the best set of a population, and the quantiles of all', () => {
    const population = Array.from({ length: 21 }, (_, i) => i / 20);
    const run: RunState = {
      kind: 'genetic',
      generation: 3,
      populationSize: 21,
      mean: [0.3],
      population,
      range: [{ low: 0, high: 1 }],
    };
    const [only] = searched(run, { kind: 'uniform', low: 0, high: 10 });
    expect(only!.value).toBeCloseTo(3, 9);
    expect(only!.low).toBeCloseTo(0.5, 9);
    expect(only!.high).toBeCloseTo(9.5, 9);
  });
});

describe('quantiles of a weighted sample', () => {
  it('are those of the sample in which each value stands as often as it weighs', () => {
    const values = Float64Array.of(4, 1, 3, 2);
    const weights = Float64Array.of(1, 5, 1, 3);
    expect(weightedQuantiles(values, weights, [0.05, 0.5, 0.51, 0.8, 0.85, 1])).toEqual([
      1, 1, 2, 2, 3, 4,
    ]);
  });
});

const arrivals: Toy = {
  priors: { rate: { kind: 'log-uniform', low: 0.1, high: 100 } },
  outputs: { y: 'count' },
  step: (_before, [rate], random) => [random.poisson(rate!)],
};

async function follow(more: Partial<Parameters<typeof calibrateByCmaEs>[1]> = {}) {
  const episodes = await toyEpisodes(arrivals, [7], [7], { episodes: 1, steps: 60, seed: 2 });
  const told: CalibrationProgress[] = [];
  const result = await calibrateByCmaEs(toyProblem(arrivals, episodes), {
    seed: 1,
    ...more,
    onProgress: (progress) => told.push(progress),
  });
  return { result, told };
}

describe('what a search tells while it goes on', () => {
  it('is an error that never rises and values that close in on the answer', async () => {
    const { result, told } = await follow({ intervals: null });
    const errors = told.flatMap(({ point }) => point ?? []);
    expect(errors.length).toBe(told.length);
    expect(errors.every(({ measure }) => measure === 'error')).toBe(true);
    expect(errors.map(({ value }) => value)).toEqual(
      errors.map(({ value }) => value).toSorted((a, b) => b - a),
    );
    const widths = told.map(({ parameters }) => parameters![0]!.high - parameters![0]!.low);
    expect(widths.at(-1)).toBeLessThan(widths[0]! / 10);
    const last = told.at(-1)!.parameters![0]!;
    expect(Math.abs(last.value - result.parameters.rate!)).toBeLessThan(0.5);
  });
});

describe('a search with little time', () => {
  it('ends with what it has, as if its budget were used up', async () => {
    let used = 0;
    const { result, told } = await follow({
      timeUsed: () => {
        used += 0.1;
        return used;
      },
    });
    // At .5 it is over: four generations were made, and nothing is left for ranges.
    expect(told).toHaveLength(4);
    expect(result).toMatchObject({ stopped: 'budget', setsAre: 'none' });
    expect(result.notes.at(-1)).toMatch(/No ranges: the time was used up/);
  });

  it('is the same search where the time suffices', async () => {
    const [free, timed] = [await follow(), await follow({ timeUsed: () => 1e-6 })];
    expect(timed.result).toEqual(free.result);
    expect(timed.told).toEqual(free.told);
  });

  it('spends the rest of the time on ranges, at the pace that it had', () => {
    const size = { replicates: 24, evaluations: 150 };
    const cost = uncertaintyCost(3, size);
    const pace = (used: number, evaluations: number) => sizeInTime(size, 3, { used, evaluations });
    // .55 of the time is left to ranges after .4 of it: 1.375 times what was done.
    expect(pace(0.4, cost)).toEqual(size);
    expect(pace(0.4, cost / 2)).toEqual({ replicates: 24, evaluations: 103 });
    expect(pace(0.4, cost / 5)).toBeNull();
    expect(pace(0.95, cost)).toBeNull();
  });
});

describe('what an inference tells while it goes on', () => {
  it('of networks is the least error on what they were not trained on, pass by pass', async () => {
    const task = toyTask({
      priors: [{ kind: 'normal', mean: 0, sd: 1 }],
      observed: [1],
      member: (p, random) => p.map((value) => value + 0.5 * random.normal()),
    });
    const told: CalibrationProgress[] = [];
    await npe(task, SMALL, {
      seed: 1,
      simulations: 800,
      numerics: inThisThread(),
      onProgress: (progress) => told.push(progress),
    });
    const training = told.filter(({ phase }) => phase === 'training');
    const values = training.map(({ point }) => point!.value);
    expect(training[0]!.done).toBe(1);
    expect(values).toEqual(values.toSorted((a, b) => b - a));
    // Entropy of the exact posterior N(.8 x, .2): no network is better, a good one nearly as good.
    const exact = 0.5 * Math.log(2 * Math.PI * Math.E * 0.2);
    expect(Math.abs(values.at(-1)! - exact)).toBeLessThan(0.25);
  });

  it('of a population is its nearness and the values in it, which close in on the posterior', async () => {
    // N(0, 1), seen with noise of .5 at 1: the posterior is N(.8, .2), 90 % of it between .06 and 1.54.
    const task = taskOf([{ kind: 'normal', mean: 0, sd: 1 }], [1], ([p], random) => [
      random.normal(p!, 0.5),
    ]);
    const told: CalibrationProgress[] = [];
    await smcAbc(
      task,
      {},
      { seed: 1, simulations: 4000, numerics, onProgress: (progress) => told.push(progress) },
    );
    const rounds = told.filter(({ point }) => point !== undefined);
    expect(rounds.length).toBeGreaterThan(3);
    expect(rounds.every(({ point }) => point!.measure === 'distance')).toBe(true);
    expect(rounds.at(-1)!.point!.value).toBeLessThan(rounds[0]!.point!.value / 2);
    const [last] = rounds.at(-1)!.parameters!;
    expect(Math.abs(last!.value - 0.8)).toBeLessThan(0.15);
    expect(Math.abs(last!.low - 0.06)).toBeLessThan(0.25);
    expect(Math.abs(last!.high - 1.54)).toBeLessThan(0.25);
  });
});
