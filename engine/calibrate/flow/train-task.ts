/** A stretch of a flow's training as a task for the numerics pool: whoever asks can stop, save and go on between two of them. */
import type { Task } from '../../compute/executor.ts';
import { createWasmBackend } from '../../tensor/wasm-backend.ts';
import { openRandom } from '../streams.ts';
import type { FlowSpec } from './spec.ts';
import {
  createTrainer,
  type Epoch,
  type TrainerState,
  type TrainingOptions,
  type TrainingPairs,
} from './train-flow.ts';

export interface TrainingStretch {
  readonly spec: FlowSpec;
  readonly pairs: TrainingPairs;
  readonly options: TrainingOptions;
  readonly seed: number;
  /** Where the stretch before it ended; absent: the first one. */
  readonly state?: TrainerState;
  /** At most so many. */
  readonly epochs: number;
}

export interface TrainedStretch {
  readonly state: TrainerState;
  /** The last one; absent where the training had come to its end before. */
  readonly last?: Epoch;
  /** `validation` of each epoch of the stretch. */
  readonly validation: readonly number[];
  readonly finished: boolean;
}

export const TRAIN_FLOW = { name: 'train-flow' } as const;

/** The same weights, bit for bit, in however many stretches they are trained. */
export const trainFlowTask: Task<TrainingStretch, TrainedStretch> = {
  ...TRAIN_FLOW,
  run({ spec, pairs, options, seed, state, epochs }) {
    const trainer = createTrainer(
      createWasmBackend(),
      spec,
      pairs,
      (purpose, index) => openRandom(seed, `flow/${purpose}`, index),
      options,
    );
    if (state !== undefined) trainer.restore(state);
    const done: Epoch[] = [];
    for (let i = 0; i < epochs && !trainer.finished; i++) done.push(trainer.epoch());
    const last = done.at(-1);
    return {
      state: trainer.state(),
      finished: trainer.finished,
      ...(last && { last }),
      validation: done.map(({ validation }) => validation),
    };
  },
};
