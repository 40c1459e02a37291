/** Tasks for tests of approximate Bayesian computation, and an executor that makes its samples. */
import { abcSampleTask } from '../../../engine/calibrate/sbi/abc/abc-sample.ts';
import type { FailureReason, InferenceTask } from '../../../engine/calibrate/sbi/task.ts';
import { openRandom } from '../../../engine/calibrate/streams.ts';
import { createInProcess } from '../../../engine/compute/in-process.ts';
import type { Prior } from '../../../engine/simulator/declaration.ts';
import type { RandomSource } from '../../../engine/simulator/kernel/samplers.ts';

export const numerics = createInProcess([abcSampleTask]);

type One = (set: Float64Array, random: RandomSource) => readonly number[] | FailureReason;

export function taskOf(
  priors: readonly Prior[],
  observed: readonly number[],
  one: One,
  about: Partial<InferenceTask> = {},
): InferenceTask {
  const names = priors.map((_, i) => `p${i + 1}`);
  return {
    names,
    priors,
    observations: observed.length,
    members: 1,
    observed: Float64Array.from(observed),
    async simulate({ parameters, count, seed, first }, { signal } = {}) {
      signal?.throwIfAborted();
      const x = new Float64Array(count * observed.length).fill(Number.NaN);
      const failures = Array.from({ length: count }, (_, i) => {
        const set = parameters.subarray(i * names.length, (i + 1) * names.length);
        const values = one(set, openRandom(seed, 'test', first + i));
        if (typeof values === 'string') return values;
        x.set(values, i * observed.length);
        return undefined;
      });
      return { x, failures };
    },
    ...about,
  };
}

export function momentsOf(values: Float64Array): { readonly mean: number; readonly sd: number } {
  const mean = values.reduce((sum, v) => sum + v, 0) / values.length;
  const squares = values.reduce((sum, v) => sum + (v - mean) ** 2, 0) / values.length;
  return { mean, sd: Math.sqrt(squares) };
}
