/** Which network suits a task when nobody says otherwise. */
import { type Embedding, FLOW_DEFAULTS, type FlowSpec } from '../flow/spec.ts';
import type { TrainingOptions } from '../flow/train-flow.ts';

/** Numbers of a data set up to which they are given to the flow as they are. */
const PLAIN_UP_TO = 30;
/** Rows of a time series from which it is looked at by convolutions. */
const CONVOLVED_FROM = 16;
const FEATURES = 32;

/** `observations`: of one member, those that a network is given. */
export interface TaskShape {
  readonly dimensions: number;
  readonly observations: number;
  readonly members: number;
  readonly channels?: number;
}

export function defaultFlow(shape: TaskShape): FlowSpec {
  const { dimensions, observations, members } = shape;
  return {
    ...FLOW_DEFAULTS,
    hidden: 32,
    bins: 6,
    dimensions,
    observations,
    members,
    embedding: embeddingFor(shape),
  };
}

function embeddingFor({ observations, members, channels }: TaskShape): Embedding {
  if (channels !== undefined && observations / channels >= CONVOLVED_FROM) {
    const rows = observations / channels;
    return {
      kind: 'convolution',
      channels,
      filters: FEATURES,
      size: 5,
      layers: Math.max(1, Math.min(4, Math.floor(Math.log2(rows / 8)))),
      features: FEATURES,
    };
  }
  if (members === 1 && observations <= PLAIN_UP_TO) return { kind: 'none' };
  const beside = observations <= PLAIN_UP_TO;
  return { kind: 'mlp', hidden: 2 * FEATURES, layers: 2, features: FEATURES, beside };
}

/**
 * Adam with a running mean of the weights, which makes up for a rate that is high, and for the noise of checking; one cut of the
 * rate at the end.
 */
export const TRAINING_DEFAULTS = {
  batch: 100,
  rate: 2e-3,
  averaging: 0.998,
  patience: 10,
  cuts: 1,
  epochs: 500,
} as const satisfies TrainingOptions;
