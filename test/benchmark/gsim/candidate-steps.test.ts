import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  type CandidateStepsRequest,
  candidateSteps,
  type GsimCandidate,
} from '../../../engine/benchmark/gsim/candidate-steps.ts';
import {
  GSIM_ENVIRONMENTS,
  type GsimEnvironment,
} from '../../../engine/benchmark/gsim/environments.ts';
import { scoreSteps } from '../../../engine/benchmark/gsim/metric.ts';
import { shiftOfCandidate } from '../../../engine/benchmark/gsim/shifts.ts';
import {
  datasetOfRuns,
  truthRuns,
  visitedStates,
} from '../../../engine/benchmark/gsim/trajectories.ts';
import { sampleTruth } from '../../../engine/benchmark/gsim/truth-steps.ts';
import { compileSimulator } from '../../../engine/simulator/compile/compile-simulator.ts';
import { createPlainRunner } from '../../../engine/simulator/plain-runner.ts';

const SAMPLES = 100;
const simulate = createPlainRunner();

function environmentOf(id: GsimEnvironment['id']): GsimEnvironment {
  const environment = GSIM_ENVIRONMENTS.find((row) => row.id === id);
  if (environment === undefined) throw new Error(`environment: ${id} is not in the registry`);
  return environment;
}

/** The worked simulator, which sees of a state only what the columns show. */
function trueCandidate(
  { simulator }: GsimEnvironment,
  change = (text: string) => text,
): GsimCandidate {
  const file = new URL(`../../../assets/simulators/${simulator}.sim.js`, import.meta.url);
  const compiled = compileSimulator(change(readFileSync(file, 'utf8')), { instrument: false });
  const parameters = Object.entries(compiled.declaration.parameters).map(
    ([name, { default: value = Number.NaN }]) => [name, value] as const,
  );
  return { compiled, parameters: Object.fromEntries(parameters) };
}

/** Mean distance of a candidate, and of the truth to itself. */
async function compare(
  environment: GsimEnvironment,
  candidate: GsimCandidate,
  more: Pick<CandidateStepsRequest, 'shift'> & { readonly unshifted?: boolean } = {},
) {
  const { shift, unshifted = false } = more;
  const runs = truthRuns(environment, 10, 'test', shift);
  const subsample = { runs: 20, steps: 10 };
  const states = visitedStates(runs, 10, { subsample, ...(shift && { shift }) });
  const { truth, again, next, features } = sampleTruth(runs, states, { samples: SAMPLES, seed: 1 });
  const steps = await candidateSteps(candidate, {
    ...{ simulate, features, states, samples: SAMPLES, seed: 2 },
    dataset: datasetOfRuns(environment, runs, 'test'),
    ...(shift && !unshifted && { shift }),
  });
  const mean = (predicted: Float64Array) => {
    const batch = { states: states.length, features: features.length, truth, predicted, next };
    return scoreSteps(batch).wasserstein.reduce((sum, value) => sum + value, 0) / states.length;
  };
  const floor = mean(again);
  return { floor, excess: mean(steps.predicted) - floor, ...steps };
}

describe('what a candidate says of the visited states', () => {
  it('is as good as the truth where the columns show the whole state', async () => {
    for (const id of ['covid-sir', 'supply-chain'] as const) {
      const environment = environmentOf(id);
      const { excess, floor, missing } = await compare(environment, trueCandidate(environment));
      expect(missing).toBe(0);
      expect(Math.abs(excess)).toBeLessThan(0.05 * floor);
    }
  });

  it('is further off where stays are hidden', async () => {
    const environment = environmentOf('hospital-beds');
    const { excess, floor, missing } = await compare(environment, trueCandidate(environment));
    expect(missing).toBe(0);
    expect(excess).toBeGreaterThan(floor);
  });

  it('is changed with the truth where it has a handle', async () => {
    for (const environment of GSIM_ENVIRONMENTS.slice(0, 2)) {
      const candidate = trueCandidate(environment);
      const [shift] = environment.shifts;
      if (shift === undefined) throw new Error('shifts: none');
      const changed = await compare(environment, candidate, { shift });
      expect(changed.shifted).toBe(true);
      expect(Math.abs(changed.excess)).toBeLessThan(0.1 * changed.floor + 0.01);
      const unchanged = await compare(environment, candidate, { shift, unshifted: true });
      expect(unchanged.excess).toBeGreaterThan(2 * unchanged.floor);
    }
  });

  it('is told to be unchanged where it has none', async () => {
    const environment = environmentOf('covid-sir');
    const [shift] = environment.shifts;
    const renamed = trueCandidate(environment, (text) => text.replaceAll('beta', 'pace'));
    expect(shift && (await compare(environment, renamed, { shift })).shifted).toBe(false);
  });

  it('counts as 0 what it does not say', async () => {
    const environment = environmentOf('covid-sir');
    const other = trueCandidate(environment, (text) =>
      text
        .replace("R: { unit: 'people'", "over: { unit: 'people'")
        .replace('R: state.R }', 'over: state.R }')
        .replace('row.R', '0')
        .replace('row.R', '0'),
    );
    const { missing, predicted } = await compare(environment, other);
    expect(missing).toBeCloseTo(1 / 3, 12);
    expect(predicted.filter((_, i) => i % 3 === 2).every((value) => value === 0)).toBe(true);
  });
});

describe('handles', () => {
  it('are found in every worked simulator', () => {
    for (const environment of GSIM_ENVIRONMENTS) {
      const { declaration } = trueCandidate(environment).compiled;
      for (const shift of environment.shifts) {
        const found = shiftOfCandidate(shift, declaration);
        const names = [
          ...(found?.interventions ?? []).map((one) => 'parameter' in one && one.parameter),
          ...Object.keys(found?.levers ?? {}),
        ];
        expect(names.toSorted()).toEqual([...shift.truth].toSorted());
      }
    }
  });

  it('are those of the composer, and no other parameter of the kind', () => {
    const named = (...names: string[]) =>
      Object.fromEntries(
        names.map((name) => {
          const prior = { kind: 'uniform', low: 0, high: 9 } as const;
          return [name, { unit: '', meaning: name, prior }];
        }),
      );
    const changed = (id: GsimEnvironment['id'], at: number, ...names: string[]) => {
      const shift = environmentOf(id).shifts[at];
      const found = shift && shiftOfCandidate(shift, { parameters: named(...names), levers: {} });
      return found?.interventions.map((one) => 'parameter' in one && one.parameter);
    };
    const arrivals = ['arrivals_per_day_0', 'arrivals_per_day_1'];
    expect(changed('hospital-beds', 1, ...arrivals, 'arrival_regularity')).toEqual(arrivals);
    expect(changed('covid-sir', 0, 'contact_factor', 'R0', 'ill_days')).toEqual(['R0']);
    expect(changed('supply-chain', 0, 'demand_per_day', 'mean_lead_time')).toEqual([
      'mean_lead_time',
    ]);
    expect(changed('covid-sir', 0, 'ill_days')).toBeUndefined();
  });

  it('set a lever on the days of the shift only', () => {
    const shift = environmentOf('hospital-beds').shifts.find(({ id }) => id === 'icu-3');
    const lever = { unit: 'beds', meaning: 'beds', default: 5, low: 0, high: 9, integer: true };
    const found =
      shift && shiftOfCandidate(shift, { parameters: {}, levers: { icu_places: lever } });
    expect(found).toEqual({
      interventions: [],
      levers: { icu_places: { from: 0, to: 60, value: 3 } },
    });
  });
});
