import { describe, expect, it } from 'vitest';
import { createObjective, FAILURE_LOSS } from '../../engine/calibrate/objective.ts';
import { crps, fairCrps } from '../../engine/score/crps.ts';
import type { Simulate, SimulationRequest } from '../../engine/simulator/simulation.ts';
import { type Toy, toyEpisodes, toyProblem } from './toy.ts';

/** y jumps to a draw around `level`, whatever was before. */
const level: Toy = {
  priors: {
    level: { kind: 'uniform', low: 0, high: 10 },
    sd: { kind: 'uniform', low: 0, high: 5 },
  },
  outputs: { y: 'continuous' },
  step: (_before, [mean, sd], random) => [random.normal(mean, sd)],
};
/** Fails from row 3 on where the parameter is above 5. */
const fragile: Toy = {
  priors: { load: { kind: 'uniform', low: 0, high: 10 } },
  outputs: { y: 'continuous' },
  step: ([y], [load]) => [load! > 5 && y! >= 2 ? Number.NaN : y! + 1],
};
const context = { seed: 3 };

describe('the objective', () => {
  it('is the mean score over rows in units of the scale, rows 1..T of a rollout', async () => {
    const [episode] = await toyEpisodes(level, [4, 1], [100], { episodes: 1, steps: 40, seed: 1 });
    const problem = toyProblem(level, [episode!], {
      score: 'mae',
      scales: { y: 2 },
      replications: 3,
    });
    const { losses } = await createObjective(problem).evaluate(
      Float64Array.of(4, 0, 7, 0),
      2,
      context,
    );
    const seen = episode!.observed.y!.subarray(1);
    const error = (mean: number): number =>
      seen.reduce((sum, y) => sum + Math.abs(y - mean), 0) / seen.length / 2;
    expect(losses[0]).toBeCloseTo(error(4), 12);
    expect(losses[1]).toBeCloseTo(error(7), 12);
  });

  it('has the mean absolute deviation of the data for its default scale', async () => {
    const [episode] = await toyEpisodes(level, [4, 1], [4], { episodes: 1, steps: 60, seed: 1 });
    const seen = episode!.observed.y!.subarray(1);
    const mean = seen.reduce((sum, y) => sum + y, 0) / seen.length;
    const problem = toyProblem(level, [episode!], { score: 'mae' });
    const { losses } = await createObjective(problem).evaluate(
      Float64Array.of(mean, 0),
      1,
      context,
    );
    expect(losses[0]).toBeCloseTo(1, 12);
  });

  it('skips what was not observed', async () => {
    const [episode] = await toyEpisodes(level, [4, 1], [4], { episodes: 1, steps: 20, seed: 1 });
    const gaps = episode!.observed.y!.map((y, row) => (row % 2 === 0 ? Number.NaN : y));
    const spoiled = episode!.observed.y!.map((y, row) => (row % 2 === 0 ? y + 1000 : y));
    const lossWith = async (y: Float64Array, score: 'crps' | 'energy'): Promise<number> => {
      const problem = toyProblem(level, [{ ...episode!, observed: { y: y.with(0, 4) } }], {
        score,
        scales: { y: 1 },
      });
      const { losses } = await createObjective(problem).evaluate(Float64Array.of(4, 1), 1, context);
      return losses[0]!;
    };
    expect(await lossWith(gaps, 'crps')).toBeLessThan(1);
    expect(await lossWith(spoiled, 'crps')).toBeGreaterThan(50);
    expect(await lossWith(gaps, 'energy')).toBeCloseTo(await lossWith(gaps, 'crps'), 12);
  });

  it('scores outputs apart by crps and together by energy, equally whatever their units', async () => {
    const two: Toy = {
      ...level,
      outputs: { y: 'continuous', big: 'continuous' },
      step: (_before, [mean, sd], random) => {
        const y = random.normal(mean, sd);
        return [y, 1000 * y];
      },
    };
    const episodes = await toyEpisodes(two, [4, 1], [4, 4000], { episodes: 2, steps: 30, seed: 1 });
    const lossOf = async (problem: ReturnType<typeof toyProblem>): Promise<number> =>
      (await createObjective(problem).evaluate(Float64Array.of(5, 1), 1, context)).losses[0]!;
    const small = episodes.map((e) => ({ ...e, observed: { y: e.observed.y! } }));
    const alone = await lossOf(toyProblem(level, small));
    expect(await lossOf(toyProblem(two, episodes))).toBeCloseTo(alone, 9);
    const joint = await lossOf(toyProblem(two, episodes, { score: 'energy' }));
    expect(joint).toBeCloseTo(Math.SQRT2 * alone, 9);
  });

  it('predicts one step from each observed row in one-step mode', async () => {
    const count: Toy = {
      priors: { rate: { kind: 'uniform', low: 0, high: 2 } },
      outputs: { y: 'continuous' },
      step: ([y], [rate]) => [y! * rate!],
    };
    const observed = { y: Float64Array.of(1, 2, 4, 8, 16) };
    const episode = { id: 'e', steps: 4, observed, inputs: {}, levers: {} };
    const problem = toyProblem(count, [episode], {
      mode: 'one-step',
      scales: { y: 1 },
      score: 'mse',
    });
    const { losses } = await createObjective(problem).evaluate(Float64Array.of(2, 1), 2, context);
    expect(losses[0]).toBe(0);
    expect(losses[1]).toBe((1 + 4 + 16 + 64) / 4);
  });

  it('sends all sets, episodes and replications in one request with common random numbers', async () => {
    const episodes = await toyEpisodes(level, [4, 1], [4], { episodes: 3, steps: 10, seed: 1 });
    const requests: SimulationRequest[] = [];
    const problem = toyProblem(level, episodes, { replications: 7 });
    const simulate: typeof problem.simulate = (request, options) => {
      requests.push(request);
      return problem.simulate(request, options);
    };
    const sets = Float64Array.of(4, 1, 4, 1, 5, 1);
    const { losses } = await createObjective({ ...problem, simulate }).evaluate(sets, 3, context);
    expect(requests).toHaveLength(1);
    expect(requests[0]).toMatchObject({ sets: 3, replications: 7, seed: 3, streams: 'common' });
    expect(losses[0]).toBe(losses[1]);
  });

  it('splits a request that would not fit into memory, to the same losses', async () => {
    const steps = 300_000;
    const observed = { y: new Float64Array(steps + 1) };
    const episode = { id: 'long', steps, observed, inputs: {}, levers: {} };
    const asked: number[] = [];
    // Every value of a set is its first parameter.
    const simulate: Simulate = async ({ sets, parameters, replications }) => {
      asked.push(sets);
      const size = (steps + 1) * replications;
      const values = new Float64Array(sets * size);
      for (let set = 0; set < sets; set++) {
        values.fill(parameters[2 * set]!, set * size, (set + 1) * size);
      }
      return { values, failures: [] };
    };
    const problem = toyProblem(level, [episode], { replications: 10, score: 'mae', simulate });
    const sets = Float64Array.of(4, 1, 6, 1, 5, 1);
    const { losses } = await createObjective(problem).evaluate(sets, 3, context);
    expect(asked).toEqual([2, 1]);
    expect([...losses]).toEqual([4, 6, 5]);
  });

  it('takes fair scores by default: the plain one is larger', async () => {
    const members = Float64Array.of(1, 2, 3);
    expect(fairCrps(members, 2)).toBeLessThan(crps(members, 2));
    const episodes = await toyEpisodes(level, [4, 1], [4], { episodes: 1, steps: 50, seed: 1 });
    const lossOf = async (score: 'crps' | 'crps-ensemble'): Promise<number> => {
      const objective = createObjective(toyProblem(level, episodes, { score, replications: 3 }));
      return (await objective.evaluate(Float64Array.of(4, 1), 1, context)).losses[0]!;
    };
    expect(await lossOf('crps')).toBeLessThan(await lossOf('crps-ensemble'));
  });
});

describe('failed runs', () => {
  const episode = {
    id: 'e',
    steps: 9,
    observed: { y: Float64Array.from({ length: 10 }, (_, i) => i) },
    inputs: {},
    levers: {},
  };

  it('are counted by reason and cost more than any score', async () => {
    const objective = createObjective(toyProblem(fragile, [episode], { replications: 4 }));
    const { losses, failures } = await objective.evaluate(Float64Array.of(1, 9), 2, context);
    expect(failures).toEqual({ 'not-a-number': 4 });
    expect(losses[0]).toBe(0);
    expect(losses[1]).toBeGreaterThan(FAILURE_LOSS);
    expect(losses[1]).toBeLessThan(2 * FAILURE_LOSS);
  });

  it('cost by their share: the loss grows with it and stays finite', async () => {
    const sometimes: Toy = {
      ...fragile,
      step: ([y], [load], random) => [random.uniform() < load! / 10 ? Number.NaN : y! + 1],
    };
    const objective = createObjective(toyProblem(sometimes, [episode], { replications: 200 }));
    const { losses } = await objective.evaluate(Float64Array.of(0, 0.1, 1, 5, 10), 5, context);
    expect([...losses]).toEqual([...losses].sort((a, b) => a - b));
    expect(losses.every(Number.isFinite)).toBe(true);
    expect(losses[1]).toBeLessThan(0.3 * FAILURE_LOSS);
  });

  it('never look better than a run that is merely far off', async () => {
    const wild: Toy = { ...fragile, step: (_y, [load]) => [load! > 5 ? Number.NaN : 1e12] };
    const objective = createObjective(toyProblem(wild, [episode]));
    const { losses } = await objective.evaluate(Float64Array.of(1, 9), 2, context);
    expect(losses[0]).toBeLessThan(losses[1]!);
  });
});

describe('an impossible problem', () => {
  const blank = { id: 'e', steps: 2, observed: {}, inputs: {}, levers: {} };

  it.each([
    { what: 'no observations', problem: toyProblem(level, [blank]), says: 'y have no data' },
    {
      what: 'a score that is no fitness',
      problem: toyProblem(level, [blank], { score: 'coverage80' }),
      says: 'coverage80',
    },
    {
      what: 'too few replications for a fair score',
      problem: toyProblem(level, [blank], { replications: 1 }),
      says: 'replications: 1',
    },
  ])('with $what is refused', ({ problem, says }) => {
    expect(() => createObjective(problem)).toThrow(says);
  });
});
