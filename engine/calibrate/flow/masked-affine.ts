/**
 * A masked autoregressive layer (Papamakarios et al. 2017, with the masks of Germain et al. 2015): each parameter is shifted
 * and scaled by what the ones before it, and the context, say. Its inverse needs one pass for each parameter.
 */
import type { Tape, Tensor } from '../../tensor/tape.ts';
import { applyDense, type Dense, type Layers } from './layers.ts';
import type { FlowSpec } from './spec.ts';
import type { FlowTransform } from './transform.ts';

/** log scales stay within (-LIMIT, LIMIT): one layer cannot blow up. */
const LIMIT = 4;

export function maskedAffine(
  layers: Layers,
  spec: FlowSpec,
  features: number,
  turn: number,
): FlowTransform {
  const { dimensions } = spec;
  // The order of the parameters turns round from layer to layer.
  const rank = (row: number) => (turn % 2 === 0 ? row : dimensions - 1 - row);
  const network = maskedNetwork(layers, spec, features, rank);
  const scales = (tape: Tape, x: Tensor, context: Tensor) => {
    const out = network(tape, x, context);
    const shift = tape.slice(out, 0, dimensions);
    const bent = tape.tanh(tape.scale(tape.slice(out, dimensions, dimensions), 1 / LIMIT));
    return { shift, logScale: tape.scale(bent, LIMIT) };
  };
  return {
    density(tape, x, context) {
      const { shift, logScale } = scales(tape, x, context);
      const centred = tape.add(x, tape.scale(shift, -1));
      const z = tape.multiply(centred, tape.exp(tape.scale(logScale, -1)));
      return { z, logSlope: tape.scale(tape.sumRows(logScale), -1) };
    },
    inverse(tape, z, context) {
      // After pass k the first k parameters, in this layer's order, are right; the start does not matter.
      let x = z;
      for (let pass = 0; pass < dimensions; pass++) {
        const { shift, logScale } = scales(tape, x, context);
        x = tape.add(tape.multiply(z, tape.exp(logScale)), shift);
      }
      return { x, prepare: () => {} };
    },
  };
}

/** Degrees 0 .. D - 1: units of degree 0 see only the context, so that the first parameter has one, too. */
function maskedNetwork(
  layers: Layers,
  { dimensions, hidden, blocks }: FlowSpec,
  features: number,
  rank: (row: number) => number,
): (tape: Tape, x: Tensor, context: Tensor) => Tensor {
  const degree = (unit: number) => unit % dimensions;
  const mask = (outputs: number, inputs: number, allowed: (o: number, i: number) => boolean) =>
    Float64Array.from({ length: outputs * inputs }, (_, at) =>
      allowed(Math.floor(at / inputs), at % inputs) ? 1 : 0,
    );
  const fromX = layers.dense(dimensions, hidden, {
    mask: mask(hidden, dimensions, (unit, row) => degree(unit) > rank(row)),
  });
  const fromContext = layers.dense(features, hidden);
  const inner: Dense[] = Array.from({ length: blocks - 1 }, () =>
    layers.dense(hidden, hidden, { mask: mask(hidden, hidden, (o, i) => degree(o) >= degree(i)) }),
  );
  const last = layers.dense(hidden, 2 * dimensions, {
    mask: mask(2 * dimensions, hidden, (o, i) => rank(o % dimensions) >= degree(i)),
    biases: new Float64Array(2 * dimensions),
    spread: 0.1 / Math.sqrt(hidden),
  });
  return (tape, x, context) => {
    const both = tape.add(applyDense(tape, fromX, x), applyDense(tape, fromContext, context));
    let state = tape.tanh(both);
    for (const layer of inner) state = tape.tanh(applyDense(tape, layer, state));
    return applyDense(tape, last, state);
  };
}
