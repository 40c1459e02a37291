/** The two-sample test as a task for the numerics pool. */
import { openRandom } from '../calibrate/streams.ts';
import type { Task } from '../compute/executor.ts';
import { c2st, type Sample } from '../score/c2st.ts';

export interface C2stRequest {
  readonly reference: Sample;
  readonly sample: Sample;
  readonly dimensions: number;
  readonly seed: number;
}

export const C2ST = { name: 'c2st' } as const;

export const c2stTask: Task<C2stRequest, number> = {
  ...C2ST,
  run: ({ reference, sample, dimensions, seed }) =>
    c2st(reference, sample, dimensions, (fold) => openRandom(seed, 'c2st', fold)),
};
