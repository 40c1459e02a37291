import { describe, expect, it } from 'vitest';
import { taskOfProblem } from '../../../engine/calibrate/sbi/task-of-problem.ts';
import { type Toy, toyEpisodes, toyProblem } from '../toy.ts';

const arrivals: Toy = {
  priors: { rate: { kind: 'uniform', low: 0, high: 40 } },
  outputs: { arrived: 'count' },
  step: (_before, [rate], random) => [random.poisson(rate!)],
};

async function problemOf(toy: Toy, episodes = 2, steps = 12) {
  const observed = await toyEpisodes(toy, [7], [7], { episodes, steps, seed: 3 });
  return toyProblem(toy, observed);
}

describe('a simulator with its data as an inference task', () => {
  it('has every observed number, trajectory after trajectory', async () => {
    const problem = await problemOf(arrivals);
    const task = taskOfProblem(problem, 'raw');
    expect(task).toMatchObject({ members: 2, observations: 13, channels: 1, names: ['rate'] });
    expect(Array.from(task.observed)).toEqual(
      problem.episodes.flatMap(({ observed }) => Array.from(observed.arrived!)),
    );
    expect(task.scales!.every((scale) => scale === 'sqrt')).toBe(true);
  });

  it('gives the same numbers however sets are grouped', async () => {
    const task = taskOfProblem(await problemOf(arrivals), 'raw');
    const parameters = Float64Array.of(3, 9, 27);
    const all = await task.simulate({ parameters, count: 3, seed: 5, first: 0 });
    const last = await task.simulate({
      parameters: parameters.slice(2),
      count: 1,
      seed: 5,
      first: 2,
    });
    const size = task.members * task.observations;
    expect(Array.from(last.x)).toEqual(Array.from(all.x.subarray(2 * size)));
  });

  it('tells by reason which sets failed, and gives no numbers for them', async () => {
    const fragile: Toy = {
      ...arrivals,
      step: (_before, [rate], random) => [rate! > 20 ? Number.NaN : random.poisson(rate!)],
    };
    const task = taskOfProblem(await problemOf(fragile), 'summary');
    const { x, failures } = await task.simulate({
      parameters: Float64Array.of(10, 30),
      count: 2,
      seed: 1,
      first: 0,
    });
    expect(failures).toEqual([undefined, 'not-a-number']);
    expect(x.subarray(task.observations).every(Number.isNaN)).toBe(true);
    expect(x.subarray(0, task.observations).some(Number.isNaN)).toBe(false);
  });

  it('does not look at rows of a simulation that were not observed', async () => {
    const problem = await problemOf(arrivals, 1);
    const gap = problem.episodes[0]!.observed.arrived!.slice();
    gap[4] = Number.NaN;
    const task = taskOfProblem(
      { ...problem, episodes: [{ ...problem.episodes[0]!, observed: { arrived: gap } }] },
      'raw',
    );
    const { x } = await task.simulate({
      parameters: Float64Array.of(10),
      count: 1,
      seed: 1,
      first: 0,
    });
    expect(x[4]).toBeNaN();
    expect(x[5]).not.toBeNaN();
  });

  it('refuses data without any observation, by name', async () => {
    const problem = await problemOf(arrivals, 1);
    const none = { ...problem, episodes: problem.episodes.map((e) => ({ ...e, observed: {} })) };
    expect(() => taskOfProblem(none)).toThrow('outputs: arrived have no data');
  });
});
