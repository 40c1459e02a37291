/** From observations to the context of a flow. */
import type { Tape, Tensor } from '../../tensor/tape.ts';
import { applyDense, type Dense, type Layers } from './layers.ts';
import type { Embedding, FlowSpec } from './spec.ts';

export interface EmbeddingNet {
  /** Rows of the context. */
  readonly features: number;
  /** Row of the context from which on the observations themselves stand, of several members their means. */
  readonly plainFrom?: number;
  /** x [observations, members * batch], member after member -> [features, batch]. */
  record(tape: Tape, x: Tensor): Tensor;
}

export function embeddingNet(
  layers: Layers,
  { embedding, observations, members }: FlowSpec,
): EmbeddingNet {
  const net = singleNet(layers, embedding, observations);
  if (members === 1) return net;
  return {
    ...net,
    record: (tape, x) => tape.meanPool(net.record(tape, x), members),
  };
}

function singleNet(layers: Layers, embedding: Embedding, observations: number): EmbeddingNet {
  switch (embedding.kind) {
    case 'none':
      return { features: observations, plainFrom: 0, record: (_tape, x) => x };
    case 'mlp':
      return mlp(layers, embedding, observations);
    case 'convolution':
      return convolution(layers, embedding, observations);
    default:
      return embedding satisfies never;
  }
}

function mlp(
  layers: Layers,
  { hidden, layers: depth, features, beside = false }: Extract<Embedding, { kind: 'mlp' }>,
  observations: number,
): EmbeddingNet {
  const inner: Dense[] = Array.from({ length: depth }, (_, i) =>
    layers.dense(i === 0 ? observations : hidden, hidden),
  );
  const last = layers.dense(hidden, features);
  return {
    features: beside ? features + observations : features,
    ...(beside && { plainFrom: features }),
    record(tape, x) {
      const state = inner.reduce((now, layer) => tape.relu(applyDense(tape, layer, now)), x);
      const seen = applyDense(tape, last, state);
      return beside ? tape.concatenate(seen, x) : seen;
    },
  };
}

const STRIDE = 2;

function convolution(
  layers: Layers,
  spec: Extract<Embedding, { kind: 'convolution' }>,
  observations: number,
): EmbeddingNet {
  const { channels, filters, size, features } = spec;
  let length = observations / channels;
  const stages: { readonly layer: Dense; readonly channels: number }[] = [];
  for (let i = 0; i < spec.layers && length >= size; i++) {
    const from = i === 0 ? channels : filters;
    stages.push({ layer: layers.convolution(from, filters, size), channels: from });
    length = Math.floor((length - size) / STRIDE) + 1;
  }
  // A series shorter than one filter goes straight to the dense layer.
  const last = layers.dense((stages.length === 0 ? channels : filters) * length, features);
  return {
    features,
    record(tape, x) {
      const state = stages.reduce((now, { layer, channels: from }) => {
        const { weights: w, biases: b } = layer;
        return tape.relu(tape.convolution(now, { w, b, channels: from, size, stride: STRIDE }));
      }, x);
      return applyDense(tape, last, state);
    },
  };
}
