/** Small inference tasks whose posterior is known, and the network that learns them in seconds. */

import { trainFlowTask } from '../../../engine/calibrate/flow/train-task.ts';
import type { NetworkSettings } from '../../../engine/calibrate/sbi/learn-posterior.ts';
import type { FailureReason, InferenceTask } from '../../../engine/calibrate/sbi/task.ts';
import { openRandom } from '../../../engine/calibrate/streams.ts';
import { createInProcess } from '../../../engine/compute/in-process.ts';
import type { RandomSource } from '../../../engine/simulator/kernel/samplers.ts';

export interface ToyTask
  extends Pick<InferenceTask, 'priors'>,
    Partial<Pick<InferenceTask, 'members' | 'channels' | 'labels' | 'scales'>> {
  readonly observed: readonly number[];
  /** Numbers of one member; a reason where it fails. */
  readonly member: (
    parameters: readonly number[],
    random: RandomSource,
  ) => readonly number[] | FailureReason;
}

export function toyTask({ member, observed, members = 1, ...rest }: ToyTask): InferenceTask {
  const width = observed.length;
  return {
    names: rest.priors.map((_, i) => `p${i + 1}`),
    ...rest,
    members,
    observations: width / members,
    observed: Float64Array.from(observed),
    async simulate({ parameters, count, seed, first }) {
      const x = new Float64Array(count * width);
      const names = rest.priors.length;
      const failures = Array.from({ length: count }, (_, set) => {
        const random = openRandom(seed, 'toy', first + set);
        const own = Array.from(parameters.subarray(set * names, (set + 1) * names));
        for (let m = 0; m < members; m++) {
          const numbers = member(own, random);
          if (typeof numbers === 'string') {
            x.fill(Number.NaN, set * width, (set + 1) * width);
            return numbers;
          }
          x.set(numbers, set * width + (m * width) / members);
        }
        return undefined;
      });
      return { x, failures };
    },
  };
}

export const inThisThread = () => createInProcess([trainFlowTask]);

/** One small flow, trained fast. */
export const SMALL: NetworkSettings = {
  networks: 1,
  flow: { transforms: 2, hidden: 24, bins: 6 },
  training: { patience: 5, cuts: 0, epochs: 60 },
};

export function column(rows: Float64Array, width: number, place: number): number[] {
  return Array.from({ length: rows.length / width }, (_, i) => rows[i * width + place]!);
}

export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

export function deviation(values: readonly number[]): number {
  const centre = mean(values);
  return Math.sqrt(mean(values.map((value) => (value - centre) ** 2)));
}

export function correlation(a: readonly number[], b: readonly number[]): number {
  const [centreA, centreB] = [mean(a), mean(b)];
  const products = a.map((value, i) => (value - centreA) * (b[i]! - centreB));
  return mean(products) / (deviation(a) * deviation(b));
}
