import { describe, expect, it } from 'vitest';
import {
  GSIM_ENVIRONMENTS,
  type GsimEnvironment,
} from '../../../engine/benchmark/gsim/environments.ts';
import {
  datasetOfRuns,
  truthRuns,
  visitedStates,
} from '../../../engine/benchmark/gsim/trajectories.ts';
import { createSetting } from '../../../engine/discover/setting.ts';

function environmentOf(id: GsimEnvironment['id']): GsimEnvironment {
  const environment = GSIM_ENVIRONMENTS.find((row) => row.id === id);
  if (environment === undefined) throw new Error(`environment: ${id} is not in the registry`);
  return environment;
}

describe('what a proposer sees', () => {
  it('is 100 trajectories of 61 rows, and the action as it was chosen', () => {
    for (const environment of GSIM_ENVIRONMENTS) {
      const dataset = datasetOfRuns(environment, truthRuns(environment, 10, 'train'), 'train');
      expect(dataset.trajectories).toHaveLength(100);
      for (const { rows, values } of dataset.trajectories) {
        expect(rows).toBe(61);
        for (const { name } of dataset.series) {
          expect(values[name]).toHaveLength(61);
          expect(values[name]?.every(Number.isInteger)).toBe(true);
        }
      }
      const outputs = dataset.series.filter(({ use }) => use === 'output');
      expect(outputs.map(({ name }) => name)).toEqual(environment.truth.features);
    }
    const chain = environmentOf('supply-chain');
    const { trajectories } = datasetOfRuns(chain, truthRuns(chain, 10, 'train'), 'train');
    expect(new Set(trajectories.flatMap(({ values }) => [...(values.order ?? [])]))).toEqual(
      new Set([4]),
    );
  });

  it('starts where the published trajectories start', () => {
    const starts = (id: GsimEnvironment['id'], name: string) => {
      const environment = environmentOf(id);
      const column = environment.truth.features.indexOf(name);
      const all = [10, 11, 12, 13, 14].flatMap((seed) => {
        const { values, features, steps, runs } = truthRuns(environment, seed, 'train');
        return Array.from(
          { length: runs },
          (_, run) => values[run * (steps + 1) * features.length + column] ?? Number.NaN,
        );
      });
      return { least: Math.min(...all), most: Math.max(...all), kinds: new Set(all).size };
    };
    expect(starts('covid-sir', 'S')).toEqual({ least: 50, most: 100, kinds: 51 });
    expect(starts('covid-sir', 'I')).toEqual({ least: 1, most: 5, kinds: 5 });
    expect(starts('covid-sir', 'R')).toEqual({ least: 0, most: 0, kinds: 1 });
    expect(starts('supply-chain', 'inventory')).toEqual({ least: 10, most: 50, kinds: 41 });
    expect(starts('supply-chain', 'pipeline')).toEqual({ least: 0, most: 0, kinds: 1 });
    expect(starts('hospital-beds', 'patients')).toEqual({ least: 0, most: 0, kinds: 1 });
  });

  it('differs between parts and seeds, and is the same again', () => {
    const environment = environmentOf('covid-sir');
    const { values } = truthRuns(environment, 10, 'train');
    expect(truthRuns(environment, 10, 'train').values).toEqual(values);
    expect(truthRuns(environment, 10, 'test').values).not.toEqual(values);
    expect(truthRuns(environment, 11, 'train').values).not.toEqual(values);
  });

  it('tells no value of a parameter in words', () => {
    for (const { description, title, truth } of GSIM_ENVIRONMENTS) {
      const numbers = [...description.matchAll(/\b\d+(\.\d+)?\b/g)].map(([text]) => Number(text));
      // The diseases are called 0, 1 and 2, and the published name of the infection has a number in it.
      expect(numbers.filter((number) => ![0, 1, 2, 19].includes(number))).toEqual([]);
      expect(description.length + title.length).toBeGreaterThan(100);
      expect(truth.id).not.toBe('');
    }
  });

  it('is understood: no rule is read into the words that the truth breaks', () => {
    for (const environment of GSIM_ENVIRONMENTS) {
      const dataset = datasetOfRuns(environment, truthRuns(environment, 10, 'train'), 'train');
      const setting = createSetting(environment.title, environment.description, dataset);
      expect(setting.rules).toEqual([]);
      expect(setting.clues.facts).toEqual([]);
      expect(setting.clues.capacity).toBeUndefined();
      expect(setting.clues.population).toBeUndefined();
    }
  });
});

describe('the states at which predictions are compared', () => {
  const environment = environmentOf('covid-sir');
  const runs = truthRuns(environment, 10, 'test');

  it('are all that the trajectories visit', () => {
    const states = visitedStates(runs, 1);
    expect(states).toHaveLength(6000);
    expect(states[0]).toEqual({ run: 0, step: 1 });
    expect(states[5999]).toEqual({ run: 99, step: 60 });
  });

  it('are those of the days on which a shift holds', () => {
    const [shift] = environment.shifts;
    if (shift === undefined) throw new Error('shifts: none');
    const steps = new Set(visitedStates(runs, 1, { shift }).map(({ step }) => step));
    expect([...steps]).toEqual(Array.from({ length: 31 }, (_, i) => 10 + i));
  });

  it('are a sample without replacement where fewer are wanted', () => {
    const states = visitedStates(runs, 1, { subsample: { runs: 20, steps: 15 } });
    expect(states).toHaveLength(300);
    expect(new Set(states.map(({ run, step }) => `${run} ${step}`)).size).toBe(300);
    expect(new Set(states.map(({ run }) => run)).size).toBe(20);
    expect(visitedStates(runs, 2, { subsample: { runs: 20, steps: 15 } })).not.toEqual(states);
  });
});
