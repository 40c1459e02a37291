/** Scores of weighted simulators, of trivial predictors and of the truth itself, at the visited states of one seed. */
import { GSIM_BASELINES } from '../../engine/benchmark/gsim/baselines.ts';
import { candidateSteps } from '../../engine/benchmark/gsim/candidate-steps.ts';
import type { GsimEnvironment } from '../../engine/benchmark/gsim/environments.ts';
import { GSIM_SAMPLES, type StepScores } from '../../engine/benchmark/gsim/metric.ts';
import { scoreStepsBy } from '../../engine/benchmark/gsim/metric-task.ts';
import type { Shift } from '../../engine/benchmark/gsim/shifts.ts';
import {
  datasetOfRuns,
  type Subsample,
  truthRuns,
  visitedStates,
} from '../../engine/benchmark/gsim/trajectories.ts';
import { sampleTruth, type TruthSteps } from '../../engine/benchmark/gsim/truth-steps.ts';
import { deriveSeed } from '../../engine/calibrate/streams.ts';
import type { Executor } from '../../engine/compute/executor.ts';
import type { Dataset } from '../../engine/data/dataset.ts';
import { planMembers } from '../../engine/discover/mixture/mix-forecast.ts';
import type { Simulate } from '../../engine/simulator/simulation.ts';
import type { Method } from './gsim-methods.ts';

/** Means over states. */
export interface Scores {
  readonly wasserstein: number;
  readonly mmd: number;
  readonly mse: number;
  /** Wasserstein distance beyond the floor, and its standard error with a trajectory as one draw. */
  readonly excess: number;
  readonly excessError: number;
  /** Share of the numbers that were not given. */
  readonly missing: number;
  /** Whether it could be changed as the shift wants. */
  readonly shifted: boolean;
}

export interface Judge {
  readonly floor: Scores;
  readonly baselines: () => Promise<ReadonlyMap<string, Scores>>;
  readonly score: (method: Pick<Method, 'parts'>) => Promise<Scores>;
}

export interface JudgeSettings {
  readonly executor: Executor;
  readonly simulate: Simulate;
  readonly subsample?: Subsample;
  readonly shift?: Shift;
}

/** The test trajectories of an environment and a seed, ready to score whatever comes. */
export async function createJudge(
  environment: GsimEnvironment,
  seed: number,
  { executor, simulate, subsample, shift }: JudgeSettings,
): Promise<Judge> {
  const runs = truthRuns(environment, seed, 'test', shift);
  const states = visitedStates(runs, seed, {
    ...(shift && { shift }),
    ...(subsample && { subsample }),
  });
  const steps = sampleTruth(runs, states, { samples: GSIM_SAMPLES, seed });
  const dataset = datasetOfRuns(environment, runs, 'test');
  const { features, truth, next } = steps;
  const size = { states: states.length, features: features.length };
  const scored = (predicted: Float64Array) =>
    scoreStepsBy(executor, { ...size, predicted, truth, next });
  const floor = await scored(steps.again);
  const summary = (scores: StepScores, { missing = 0, shifted = true } = {}): Scores => {
    const excess = scores.wasserstein.map((value, i) => value - (floor.wasserstein[i] ?? 0));
    return {
      ...{ wasserstein: mean(scores.wasserstein), mmd: mean(scores.mmd), mse: mean(scores.mse) },
      ...{ excess: mean(excess), excessError: clusteredError(excess, steps), missing, shifted },
    };
  };
  return {
    floor: summary(floor),
    async baselines() {
      const all = GSIM_BASELINES.map(
        async ({ id, predict }) => [id, summary(await scored(predict(steps)))] as const,
      );
      return new Map(await Promise.all(all));
    },
    async score({ parts }) {
      const predictions = await predictionsOf(parts, {
        ...{ simulate, dataset, steps, seed: deriveSeed(seed, 'bench/gsim/predictions', 0) },
        ...(shift && { shift }),
      });
      return summary(await scored(predictions.predicted), predictions);
    },
  };
}

interface Prediction {
  readonly simulate: Simulate;
  readonly dataset: Dataset;
  readonly steps: TruthSteps;
  readonly seed: number;
  readonly shift?: Shift;
}

/** Of a mixture each structure gives samples in proportion to its weight. */
async function predictionsOf(
  parts: Method['parts'],
  { simulate, dataset, steps: { features, states }, seed, shift }: Prediction,
) {
  const samples = GSIM_SAMPLES;
  const plan = planMembers(
    Float64Array.from(parts, ({ weight }) => weight),
    parts.map(() => samples),
    samples,
  );
  const predicted = new Float64Array(states.length * samples * features.length);
  let missing = 0;
  let shifted = true;
  for (const [k, { candidate }] of parts.entries()) {
    const members = [...plan.structure.keys()].filter((at) => plan.structure[at] === k);
    if (members.length === 0) continue;
    const own = await candidateSteps(candidate, {
      ...{ simulate, dataset, features, states, samples, seed },
      ...(shift && { shift }),
    });
    missing += (own.missing * members.length) / samples;
    shifted &&= own.shifted;
    for (let state = 0; state < states.length; state++) {
      for (const at of members) {
        const from = (state * samples + (plan.member[at] ?? 0)) * features.length;
        const row = own.predicted.subarray(from, from + features.length);
        predicted.set(row, (state * samples + at) * features.length);
      }
    }
  }
  return { predicted, missing, shifted };
}

function mean(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function clusteredError(values: Float64Array, { states }: TruthSteps): number {
  const center = mean(values);
  const byRun = Map.groupBy(values.keys(), (at) => states[at]?.run);
  const squares = [...byRun.values()].map(
    (members) => members.reduce((sum, at) => sum + (values[at] ?? 0) - center, 0) ** 2,
  );
  return Math.sqrt(squares.reduce((sum, square) => sum + square, 0)) / values.length;
}
