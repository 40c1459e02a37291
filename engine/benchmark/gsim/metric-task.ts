/** The metric as a task for threads. */
import type { Executor, Task } from '../../compute/executor.ts';
import { type StepBatch, type StepScores, scoreSteps } from './metric.ts';

const METRIC = { name: 'gsim-metric' } as const;

export const gsimMetricTask: Task<StepBatch, StepScores> = { ...METRIC, run: scoreSteps };

/** States that a thread scores at a time: about a tenth of a second. */
const STATES = 40;

/** `scoreSteps` side by side. */
export async function scoreStepsBy(executor: Executor, batch: StepBatch): Promise<StepScores> {
  const { states, features, predicted, truth, next } = batch;
  const parts: Promise<StepScores>[] = [];
  for (let first = 0; first < states; first += STATES) {
    const last = Math.min(states, first + STATES);
    const cut = (values: Float64Array) => {
      const size = values.length / states;
      return values.slice(first * size, last * size);
    };
    const part = {
      ...{ states: last - first, features },
      ...{ predicted: cut(predicted), truth: cut(truth), next: cut(next) },
    };
    parts.push(executor.run<StepBatch, StepScores>(METRIC, part));
  }
  const scores = await Promise.all(parts);
  return {
    wasserstein: joined(scores.map((score) => score.wasserstein)),
    mmd: joined(scores.map((score) => score.mmd)),
    mse: joined(scores.map((score) => score.mse)),
  };
}

function joined(parts: readonly Float64Array[]): Float64Array {
  return Float64Array.from(parts.flatMap((part) => [...part]));
}
