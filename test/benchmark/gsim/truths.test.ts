import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  GSIM_ENVIRONMENTS,
  type GsimEnvironment,
} from '../../../engine/benchmark/gsim/environments.ts';
import { datasetOfRuns } from '../../../engine/benchmark/gsim/trajectories.ts';
import type { TruthRuns } from '../../../engine/benchmark/gsim/truth.ts';
import { covidSir, hospitalBeds, supplyChain } from '../../../engine/benchmark/gsim/truths.ts';
import { episodesOf } from '../../../engine/data/episodes.ts';
import { compileSimulator } from '../../../engine/simulator/compile/compile-simulator.ts';
import { createPlainRunner } from '../../../engine/simulator/plain-runner.ts';
import { programOf } from '../../../engine/simulator/program-of.ts';

const RUNS = 2000;
const STEPS = 30;
/** Compared: every day of the first week, then every fifth. */
const ROWS = [1, 2, 3, 4, 5, 6, 7, 10, 15, 20, 25, 30];

/** Rollouts of the worked simulator at its default parameters, from the same start rows. */
async function rolloutsOf(environment: GsimEnvironment, runs: TruthRuns): Promise<Float64Array> {
  const file = new URL(
    `../../../assets/simulators/${environment.simulator}.sim.js`,
    import.meta.url,
  );
  const compiled = compileSimulator(readFileSync(file, 'utf8'), { instrument: false });
  expect(Object.keys(compiled.declaration.outputs)).toEqual(environment.truth.features);
  const parameters = Object.entries(compiled.declaration.parameters).map(
    ([name, { default: value = Number.NaN }]) => {
      expect(environment.truth.parameters[name], name).toBe(value);
      return value;
    },
  );
  const { values, failures } = await createPlainRunner()({
    program: programOf(compiled),
    episodes: episodesOf(datasetOfRuns(environment, runs, 'test'), compiled.declaration),
    parameters: Float64Array.from(parameters),
    ...{ sets: 1, replications: 1, mode: { kind: 'rollout' }, seed: 5, streams: 'independent' },
  });
  expect(failures).toEqual([]);
  return values;
}

/** Largest |z| between two sets of rollouts over means, variances, products of two features and products with the row before. */
function largestGap(a: Float64Array, b: Float64Array, features: number): number {
  let worst = 0;
  const moments = (values: Float64Array, row: number, i: number, j: number, lag: number) => {
    const at = (run: number, r: number, k: number) =>
      values[(run * (STEPS + 1) + r) * features + k] ?? Number.NaN;
    const center = [i, j].map((k, side) => {
      let sum = 0;
      for (let run = 0; run < RUNS; run++) sum += at(run, side === 0 ? row : row - lag, k);
      return sum / RUNS;
    });
    const products = Array.from(
      { length: RUNS },
      (_, run) => (at(run, row, i) - (center[0] ?? 0)) * (at(run, row - lag, j) - (center[1] ?? 0)),
    );
    const mean = products.reduce((sum, value) => sum + value, 0) / RUNS;
    const spread = products.reduce((sum, value) => sum + (value - mean) ** 2, 0) / RUNS;
    return { first: center[0] ?? 0, mean, variance: spread / RUNS };
  };
  for (const row of ROWS) {
    for (let i = 0; i < features; i++) {
      for (let j = 0; j < features; j++) {
        for (const lag of j <= i ? [0, 1] : [1]) {
          const x = moments(a, row, i, j, lag);
          const y = moments(b, row, i, j, lag);
          const error = Math.sqrt(x.variance + y.variance);
          if (error > 1e-9) worst = Math.max(worst, Math.abs(x.mean - y.mean) / error);
          else expect(x.mean).toBeCloseTo(y.mean, 9);
          if (i !== j || lag !== 0) continue;
          const meanError = Math.sqrt((x.mean + y.mean) / RUNS);
          if (meanError > 1e-9) worst = Math.max(worst, Math.abs(x.first - y.first) / meanError);
          else expect(x.first).toBeCloseTo(y.first, 9);
        }
      }
    }
  }
  return worst;
}

/** Of some thousands of normal figures hardly one in a hundred such tests has any beyond it. */
const LIMIT = 5.5;

describe('the truths with explicit states', () => {
  for (const environment of GSIM_ENVIRONMENTS) {
    it(`${environment.id}: has the law of the worked simulator`, async () => {
      const { truth } = environment;
      const request = { seed: 7, purpose: 'law', runs: RUNS, steps: STEPS };
      const runs = truth.simulate(request);
      const rollouts = await rolloutsOf(environment, runs);
      const width = truth.features.length;
      expect(largestGap(runs.values, rollouts, width)).toBeLessThan(LIMIT);
      // Ten percent more of one parameter is seen, so the comparison can fail.
      const [parameter = ''] = Object.keys(truth.parameters).filter((name) =>
        /beta|demand|arrivals1/.test(name),
      );
      const other = truth.simulate({
        ...request,
        interventions: [{ kind: 'scale-parameter', parameter, value: 1.1, from: 0, to: STEPS }],
      });
      expect(largestGap(other.values, rollouts, width)).toBeGreaterThan(LIMIT);
    });
  }

  it('draw the next row of an epidemic from the published binomials', () => {
    const runs = covidSir.simulate({ seed: 3, purpose: 'test', runs: 1, steps: 8 });
    const [S = 0, I = 0, R = 0] = runs.values.subarray(7 * 3, 8 * 3);
    const samples = 40_000;
    const drawn = runs.next({ run: 0, step: 8 }, { samples, seed: 1, purpose: 'a' });
    const infected = Array.from({ length: samples }, (_, i) => S - (drawn[3 * i] ?? 0));
    const recovered = Array.from({ length: samples }, (_, i) => (drawn[3 * i + 2] ?? 0) - R);
    const p = 1 - Math.exp((-0.5 * I) / (S + I + R));
    for (const [counts, n, chance] of [
      [infected, S, p],
      [recovered, I, 0.1],
    ] as const) {
      const mean = counts.reduce((sum, count) => sum + count, 0) / samples;
      const variance = counts.reduce((sum, count) => sum + (count - mean) ** 2, 0) / samples;
      const expected = n * chance * (1 - chance);
      expect(Math.abs(mean - n * chance)).toBeLessThan(4.5 * Math.sqrt(expected / samples));
      expect(variance / expected).toBeCloseTo(1, 1);
    }
    // Nobody is infected and recovers in the same step: the two draws are independent.
    const both = infected.reduce((sum, count, i) => sum + count * (recovered[i] ?? 0), 0) / samples;
    expect(both).toBeCloseTo(S * p * I * 0.1, 0);
  });

  it('know what no column shows: an order arrives on its day whatever the demand', () => {
    const noDemand = [
      { kind: 'set-parameter', parameter: 'demand', value: 0, from: 0, to: 9 },
    ] as const;
    const request = { seed: 3, purpose: 'test', runs: 1, steps: 9, interventions: noDemand };
    const { values } = supplyChain.simulate(request);
    const column = (k: number) => Array.from({ length: 10 }, (_, row) => values[row * 3 + k] ?? 0);
    const start = column(0)[0] ?? 0;
    expect(column(0).map((stock) => stock - start)).toEqual([0, 0, 0, 4, 8, 12, 16, 20, 24, 28]);
    expect(column(2)).toEqual([0, 1, 2, 2, 2, 2, 2, 2, 2, 2]);
    const slow = {
      kind: 'set-parameter',
      parameter: 'leadTime',
      value: 5,
      from: 0,
      to: 9,
    } as const;
    const later = supplyChain.simulate({ ...request, interventions: [...noDemand, slow] });
    expect(Array.from({ length: 10 }, (_, row) => later.values[row * 3 + 2])).toEqual([
      0, 1, 2, 3, 4, 5, 5, 5, 5, 5,
    ]);
  });

  it('fill the beds in the order of the diseases and turn the rest away', () => {
    const always = { from: 0, to: 3 } as const;
    const set = (parameter: string, value: number) =>
      ({ kind: 'set-parameter', parameter, value, ...always }) as const;
    const crowded = ['arrivals0', 'arrivals1', 'arrivals2'].map((name) => set(name, 200));
    const { values } = hospitalBeds.simulate({
      ...{ seed: 1, purpose: 'test', runs: 1, steps: 1 },
      interventions: crowded,
    });
    expect([...values.subarray(7)]).toEqual([1, 5, 20, 25, 0, 0, 25]);
    const standardFirst = hospitalBeds.simulate({
      ...{ seed: 1, purpose: 'test', runs: 1, steps: 1 },
      interventions: [set('arrivals0', 0), set('arrivals1', 0), set('arrivals2', 200)],
    });
    expect([...standardFirst.values.subarray(7)]).toEqual([1, 5, 20, 0, 0, 25, 25]);
  });

  it('never change the state that they draw from', () => {
    for (const { truth } of GSIM_ENVIRONMENTS) {
      const runs = truth.simulate({ seed: 3, purpose: 'test', runs: 1, steps: 20 });
      const draw = { samples: 50, seed: 1, purpose: 'a' };
      const first = runs.next({ run: 0, step: 20 }, draw);
      expect(runs.next({ run: 0, step: 20 }, draw)).toEqual(first);
      expect(runs.next({ run: 0, step: 20 }, { ...draw, purpose: 'b' })).not.toEqual(first);
    }
  });
});
