/** Trains several flows on the same pairs side by side, each with its own first weights and its own pairs set aside. */
import { z } from 'zod';
import { ComputeError } from '../../compute/compute-error.ts';
import type { FlowSpec } from '../flow/spec.ts';
import type { TrainerState, TrainingOptions, TrainingPairs } from '../flow/train-flow.ts';
import { TRAIN_FLOW, type TrainedStretch, type TrainingStretch } from '../flow/train-task.ts';
import { deriveSeed } from '../streams.ts';
import type { InferenceOptions } from './inference.ts';
import { numbersSchema as numbers } from './simulated.ts';

export const trainerStateSchema = z.strictObject({
  epoch: z.int().min(0),
  idle: z.int().min(0),
  cuts: z.int().min(0),
  bestScore: z.custom<number>((value) => typeof value === 'number'),
  weights: numbers,
  average: numbers,
  bestWeights: numbers,
  optimiser: z.strictObject({ steps: z.int().min(0), first: numbers, second: numbers }),
} satisfies Record<keyof TrainerState, z.ZodType>);

export interface NetworksToTrain {
  readonly spec: FlowSpec;
  readonly pairs: TrainingPairs;
  readonly options: TrainingOptions;
  readonly networks: number;
  readonly seed: number;
  /** Where each was; undefined: not begun. */
  readonly states?: readonly (TrainerState | undefined)[];
  /** After every stretch of a network: states of all of them, and what its epochs reached (TrainedStretch). Awaited. */
  readonly onStretch?: (
    states: readonly (TrainerState | undefined)[],
    validation: readonly number[],
  ) => Promise<void>;
}

export interface TrainedNetworks {
  /** Weights of those that got somewhere; empty when cancelled before the first stretch. */
  readonly weights: readonly Float64Array[];
  readonly stopped: 'converged' | 'budget' | 'cancelled';
}

/** Multiplications between two looks: about two seconds. */
const STRETCH = 4e9;

/** Cancelling keeps the best so far. The same weights on any number of workers. */
export async function trainNetworks(
  work: NetworksToTrain,
  { numerics, signal }: Pick<InferenceOptions, 'numerics' | 'signal'>,
): Promise<TrainedNetworks> {
  const states: (TrainerState | undefined)[] = Array.from(
    { length: work.networks },
    (_, k) => work.states?.[k],
  );
  const train = async (k: number): Promise<void> => {
    for (;;) {
      const stretch = { ...stretchOf(work, k), ...(states[k] && { state: states[k] }) };
      const done = await numerics.run<TrainingStretch, TrainedStretch>(TRAIN_FLOW, stretch, {
        ...(signal && { signal }),
      });
      states[k] = done.state;
      await work.onStretch?.(states, done.validation);
      if (done.finished) return;
    }
  };
  const ends = await Promise.allSettled(states.map((_, k) => train(k)));
  const failed = ends.find((end) => end.status === 'rejected' && !isCancelled(end.reason));
  if (failed?.status === 'rejected') throw failed.reason;
  const reached = states.filter((state) => state !== undefined);
  const isLimited = reached.some(({ epoch }) => epoch >= (work.options.epochs ?? Infinity));
  return {
    weights: reached.map(({ bestWeights }) => bestWeights),
    stopped: ends.some(({ status }) => status === 'rejected')
      ? 'cancelled'
      : isLimited
        ? 'budget'
        : 'converged',
  };
}

function stretchOf(work: NetworksToTrain, k: number): TrainingStretch {
  const { spec, pairs, options, seed } = work;
  const cost = pairs.count * multiplicationsOf(spec);
  return {
    spec,
    pairs,
    options,
    seed: deriveSeed(seed, 'networks', k),
    epochs: Math.max(1, Math.min(50, Math.round(STRETCH / cost))),
  };
}

/** Of one pair, there and back, roughly: weights of the dense layers times three. */
function multiplicationsOf(spec: FlowSpec): number {
  const { dimensions, observations, members, transforms, hidden, blocks, bins, embedding } = spec;
  const perTransform = hidden * (2 * blocks * hidden + observations + dimensions * (3 * bins));
  const perMember =
    embedding.kind === 'none'
      ? 0
      : embedding.kind === 'mlp'
        ? embedding.hidden * (observations + embedding.layers * embedding.hidden)
        : embedding.filters * embedding.size * (observations + embedding.filters * observations);
  return 3 * (transforms * perTransform + members * perMember);
}

function isCancelled(error: unknown): boolean {
  return error instanceof ComputeError && error.code === 'cancelled';
}
