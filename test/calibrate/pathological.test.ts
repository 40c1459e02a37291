import { describe, expect, it } from 'vitest';
import { calibrateByEvolution } from '../../engine/calibrate/es/calibrate.ts';
import { ALGORITHMS } from '../../engine/calibrate/es/strategies.ts';
import type { CalibrationProblem } from '../../engine/calibrate/problem.ts';
import type { CalibrationResult } from '../../engine/calibrate/result.ts';
import { compileSimulator } from '../../engine/simulator/compile/compile-simulator.ts';
import { createPlainRunner } from '../../engine/simulator/plain-runner.ts';
import { programOf } from '../../engine/simulator/program-of.ts';
import { type Toy, toyEpisodes, toyProblem } from './toy.ts';

const between = (low: number, high: number) => ({ kind: 'uniform', low, high }) as const;
const counts = { y: 'count' } as const;

async function problemOf(toy: Toy, truth: readonly number[]): Promise<CalibrationProblem> {
  const episodes = await toyEpisodes(toy, truth, [7], { episodes: 1, steps: 100, seed: 3 });
  return toyProblem(toy, episodes, { replications: 10 });
}

const calibrate = (
  problem: CalibrationProblem,
  algorithm: (typeof ALGORITHMS)[number] = 'cma-es',
) => calibrateByEvolution(algorithm, problem, { seed: 1, budget: 500 });

const rangeOf = ({ intervals }: CalibrationResult, name: string) =>
  intervals.find((own) => own.name === name)!;

describe.each(ALGORITHMS)('%s on a problem without an answer', (algorithm) => {
  it('says that data under which nothing matters tell nothing, and gives the range of the prior', async () => {
    const flat: Toy = {
      priors: { rate: between(1, 31), delay: between(0, 1) },
      outputs: counts,
      step: (_y, _parameters, random) => [random.poisson(7)],
    };
    const result = await calibrate(await problemOf(flat, [9, 0.5]), algorithm);
    expect(result.notes).toEqual([
      "rate: the data say nothing about it: its range is its prior's.",
      "delay: the data say nothing about it: its range is its prior's.",
    ]);
    expect(rangeOf(result, 'rate').low).toBeLessThan(4);
    expect(rangeOf(result, 'rate').high).toBeGreaterThan(28);
  });

  it('says that two numbers of which only the sum counts cannot be told apart, and how far they go', async () => {
    const confounded: Toy = {
      priors: { walk: between(0, 10), ambulance: between(0, 10) },
      outputs: counts,
      step: (_y, [walk, ambulance], random) => [random.poisson(walk! + ambulance!)],
    };
    const result = await calibrate(await problemOf(confounded, [5, 5]), algorithm);
    const { walk, ambulance } = result.parameters;
    expect(Math.abs(walk! + ambulance! - 10)).toBeLessThan(1);
    expect(result.notes).toHaveLength(1);
    expect(result.notes[0]).toMatch(
      /^walk and ambulance cannot be told apart: raising one is made up for by lowering the other/,
    );
    expect(rangeOf(result, 'walk').high - rangeOf(result, 'walk').low).toBeGreaterThan(5);
    for (const [a, b] of result.sets) expect(Math.abs(a! + b! - 10)).toBeLessThan(2);
  });
});

describe('a calibration whose data lie far outside', () => {
  it('names the output, both levels, and the end at which the search stopped', async () => {
    const arrivals: Toy = {
      priors: { rate: between(1, 31) },
      outputs: counts,
      step: (_y, [rate], random) => [random.poisson(rate!)],
    };
    const problem = await problemOf(arrivals, [12]);
    const episodes = problem.episodes.map((episode) => ({
      ...episode,
      observed: { y: episode.observed.y!.map((value, row) => (row === 0 ? value : value + 1000)) },
    }));
    const { notes, parameters } = await calibrate({ ...problem, episodes });
    expect(parameters.rate).toBeGreaterThan(30);
    expect(notes[0]).toMatch(
      /^y: even the best values found stay far from the data \(mean seen 1010,/,
    );
    expect(notes[1]).toMatch(/^rate lies at the upper end of its prior/);
  });
});

describe('a simulator that fails', () => {
  it('on a third of the prior gives the answer, the count and the place', async () => {
    const fragile: Toy = {
      priors: { rate: between(1, 31) },
      outputs: counts,
      step: (_y, [rate], random) => [rate! > 21 ? Number.NaN : random.poisson(rate!)],
    };
    const problem = await problemOf(fragile, [19]);
    const { parameters, notes, failures } = await calibrate(problem);
    expect(Math.abs(parameters.rate! - 19)).toBeLessThan(1.5);
    expect(failures['not-a-number']).toBeGreaterThan(100);
    expect(notes).toHaveLength(1);
    expect(notes[0]).toMatch(
      /^Runs fail in \d+ % of the parameter sets tried, mostly: not-a-number in module toy/,
    );
  });

  it('everywhere gives a result that says so', async () => {
    const broken: Toy = {
      priors: { rate: between(1, 31) },
      outputs: counts,
      step: () => [Number.NaN],
    };
    const sound: Toy = { ...broken, step: (_y, [rate], random) => [random.poisson(rate!)] };
    const { episodes } = await problemOf(sound, [19]);
    const result = await calibrate(toyProblem(broken, episodes, { replications: 4 }));
    expect(result.notes[0]).toBe(
      'Every parameter set tried has runs that fail, mostly: not-a-number in module toy.',
    );
    expect(result.value).toBeGreaterThan(100);
  });

  it('to end on some parameters is stopped by its budget of steps, and named', async () => {
    const simulator = compileSimulator(`
      export default {
        contract: 1,
        title: 'Queue',
        description: 'Serves one by one until nobody is left; below a pace of 0.4 somebody always is.',
        time: { unit: 'day', step: 1 },
        assumptions: [{ text: 'One server.', source: 'modeller' }],
        parameters: {
          pace: { prior: { kind: 'uniform', low: 0, high: 1 }, unit: '1/day', meaning: 'pace of service' },
        },
        outputs: { served: { unit: 'people', kind: 'continuous', meaning: 'served so far' } },
        start(row) { return { served: row.served }; },
        modules: [{
          name: 'service', meaning: 'serves', reads: ['served'], writes: ['served'],
          step(state, { parameters, random }) {
            let waiting = 1;
            while (waiting > 0) {
              if (parameters.pace > 0.4) waiting -= 1;
            }
            state.served += parameters.pace + random.normal(0, 0.05);
          },
        }],
        observe(state) { return { served: state.served }; },
        rules: [],
      };`);
    const steps = 5;
    const served = Float64Array.from({ length: steps + 1 }, (_, row) => 0.7 * row);
    const began = performance.now();
    const { parameters, notes, failures } = await calibrateByEvolution(
      'cma-es',
      {
        program: programOf(simulator),
        declaration: simulator.declaration,
        episodes: [{ id: 'one', steps, observed: { served }, inputs: {}, levers: {} }],
        simulate: createPlainRunner(),
        replications: 2,
      },
      { seed: 1, budget: 60, start: { pace: 0.5 }, intervals: null },
    );
    expect(performance.now() - began).toBeLessThan(12_000);
    expect(Math.abs(parameters.pace! - 0.7)).toBeLessThan(0.15);
    expect(failures['step-budget']).toBeGreaterThan(3);
    expect(notes[0]).toMatch(/mostly: step-budget in module service\.$/);
  });
});
