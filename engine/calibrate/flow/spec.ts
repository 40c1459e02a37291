/** What a conditional density estimator looks like. */
import { z } from 'zod';

const embeddingSchema = z.discriminatedUnion('kind', [
  /** The observations themselves. */
  z.strictObject({ kind: z.literal('none') }),
  /** Dense layers with ReLU. */
  z.strictObject({
    kind: z.literal('mlp'),
    hidden: z.int().positive(),
    layers: z.int().positive(),
    features: z.int().positive(),
    /** The observations themselves stand beside the features; default false. */
    beside: z.boolean().exactOptional(),
  }),
  /** Time series of `channels` outputs (all values of the first one first): convolutions of stride 2, then dense. */
  z.strictObject({
    kind: z.literal('convolution'),
    channels: z.int().positive(),
    filters: z.int().positive(),
    size: z.int().min(2),
    layers: z.int().positive(),
    features: z.int().positive(),
  }),
]);

export const flowSpecSchema = z.strictObject({
  /** spline: a shift and scale by the context, then coupling layers of rational-quadratic splines. affine: masked autoregressive, one scale and shift each. */
  kind: z.enum(['spline', 'affine']),
  /** Free parameters of the simulator. */
  dimensions: z.int().positive(),
  /** Observed numbers of one trajectory. */
  observations: z.int().positive(),
  /** Trajectories of a data set, pooled by the mean of their embeddings; 1: no pooling. */
  members: z.int().positive(),
  embedding: embeddingSchema,
  transforms: z.int().positive(),
  hidden: z.int().positive(),
  /** Residual blocks (spline) or hidden layers (affine) of each transform. */
  blocks: z.int().positive(),
  /** Of a spline. */
  bins: z.int().min(2).max(32),
  /** The spline works on [-bound, bound], in standard deviations. */
  bound: z.number().positive(),
});

export type FlowSpec = z.infer<typeof flowSpecSchema>;
export type Embedding = FlowSpec['embedding'];

/** Those of sbi 0.27 for its neural spline flow (5 transforms of 50 units in 2 blocks, 10 bins, bound 3). */
export const FLOW_DEFAULTS = {
  kind: 'spline',
  members: 1,
  embedding: { kind: 'none' },
  transforms: 5,
  hidden: 50,
  blocks: 2,
  bins: 10,
  bound: 3,
} as const satisfies Partial<FlowSpec>;
