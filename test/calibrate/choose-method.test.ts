import { describe, expect, it } from 'vitest';
import { chooseMethod } from '../../engine/calibrate/choose-method.ts';
import { type Probe, probeProblem } from '../../engine/calibrate/probe.ts';
import { type Toy, toyEpisodes, toyProblem } from './toy.ts';

const arrivals: Toy = {
  priors: {
    rate: { kind: 'uniform', low: 0, high: 40 },
    fixed: { kind: 'uniform', low: 3, high: 3 },
  },
  outputs: { arrived: 'count' },
  step: (_before, [rate], random) => [random.poisson(rate!)],
};

async function probeOf(toy: Toy, truth: readonly number[]): Promise<Probe> {
  const episodes = await toyEpisodes(toy, truth, [7], { episodes: 1, steps: 60, seed: 2 });
  let time = 0;
  return probeProblem(toyProblem(toy, episodes), { seed: 1, now: () => (time += 100) });
}

describe('a first look at a problem', () => {
  it('counts what can vary, times a set, and sees chance', async () => {
    const probe = await probeOf(arrivals, [9, 3]);
    expect(probe).toMatchObject({ dimension: 1, isNoisy: true, failing: 0, outside: [] });
    expect(probe.millisecondsPerSet).toBe(100 / 200);
  });

  it('sees that there is no chance', async () => {
    const steady: Toy = { ...arrivals, step: ([y], [rate]) => [y! + Math.round(rate!)] };
    expect((await probeOf(steady, [9, 3])).isNoisy).toBe(false);
  });

  it('sees where simulations fail', async () => {
    const fragile: Toy = {
      ...arrivals,
      step: (_y, [rate], random) => [rate! > 30 ? Number.NaN : random.poisson(rate!)],
    };
    const { failing } = await probeOf(fragile, [9, 3]);
    expect(failing).toBeGreaterThan(0.15);
    expect(failing).toBeLessThan(0.35);
  });

  it('names what of the data no simulation comes near', async () => {
    const truth: Toy = {
      ...arrivals,
      priors: { ...arrivals.priors, rate: { kind: 'uniform', low: 0, high: 400 } },
    };
    const episodes = await toyEpisodes(truth, [200, 3], [7], { episodes: 1, steps: 60, seed: 2 });
    const { outside } = await probeProblem(toyProblem(arrivals, episodes), {
      seed: 1,
      now: () => 0,
    });
    expect(outside.join('; ')).toMatch(
      /arrived: highest value is 2\d\d, higher than any simulation/,
    );
  });
});

describe('auto', () => {
  const probe: Probe = {
    dimension: 3,
    millisecondsPerSet: 2,
    isNoisy: true,
    failing: 0,
    outside: [],
  };

  it('learns a posterior where runs differ and are cheap', () => {
    expect(chooseMethod(probe)).toMatchObject({ method: 'npe', budget: 10_000 });
  });

  it.each([
    [{ ...probe, dimension: 0 }, {}, 'cma-es', /nothing to find/],
    [{ ...probe, isNoisy: false }, {}, 'cma-es', /all alike/],
    [{ ...probe, outside: ['beds: highest value is 900'] }, {}, 'cma-es', /beds: highest value/],
    [{ ...probe, millisecondsPerSet: 30 }, {}, 'tsnpe', /fewer than 10000 simulations/],
    [{ ...probe, millisecondsPerSet: 1000 }, {}, 'cma-es', /fewer than 1000 simulations/],
    [probe, { budget: 500 }, 'cma-es', /fewer than 1000 simulations/],
    [{ ...probe, dimension: 40 }, {}, 'cma-es', /40 parameters/],
    [{ ...probe, dimension: 100 }, {}, 'sep-cma-es', /one step size for each/],
    [{ ...probe, dimension: 5000 }, {}, 'lm-ma-es', /a few directions/],
  ] as const)('takes %o within %o by %s', (case_, limits, method, because) => {
    const choice = chooseMethod(case_, limits);
    expect(choice.method).toBe(method);
    expect(choice.because).toMatch(because);
  });
});
