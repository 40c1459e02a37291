/**
 * Moves and scales every parameter by what was observed. It comes first in a spline flow: splines leave what lies
 * outside their box as it is, so without it the tails of a narrow posterior would stay as wide as the prior.
 */
import type { Parameter } from '../../tensor/parameters.ts';
import type { Tape, Tensor } from '../../tensor/tape.ts';
import { applyDense, type Dense, type Layers } from './layers.ts';
import type { FlowSpec } from './spec.ts';
import type { FlowTransform } from './transform.ts';

/** log scales stay within (-LIMIT, LIMIT). */
const LIMIT = 6;
/**
 * Its network has so many times the units of the others, and is smooth: where data say much, the shift has to be right to a
 * hundredth of the prior's width.
 */
const WIDER = 4;

/** Where a conditional affine layer can start from: shift = weights context + biases. */
export interface AffineStart {
  /** [dimensions, features] and [dimensions], all zero at first. */
  readonly linear: Dense;
  /** [2 dimensions]: shifts, then log scales. */
  readonly biases: Parameter;
}

/** `features`: of the context. Starts as the identity, nearly. A linear part of the shift stands beside the network. */
export function conditionalAffine(
  layers: Layers,
  { dimensions, hidden }: FlowSpec,
  features: number,
): FlowTransform & { readonly start: AffineStart } {
  const width = WIDER * hidden;
  const first = layers.dense(features, width);
  const second = layers.dense(width, width);
  const biases = new Float64Array(2 * dimensions);
  const last = layers.dense(width, 2 * dimensions, { spread: 0.01, biases });
  const linear = layers.dense(features, dimensions, {
    spread: 0,
    biases: new Float64Array(dimensions),
  });
  const network = (tape: Tape, context: Tensor) => {
    const inner = tape.tanh(applyDense(tape, first, context));
    const out = applyDense(tape, last, tape.tanh(applyDense(tape, second, inner)));
    const bent = tape.tanh(tape.scale(tape.slice(out, dimensions, dimensions), 1 / LIMIT));
    const shift = tape.add(tape.slice(out, 0, dimensions), applyDense(tape, linear, context));
    return { shift, logScale: tape.scale(bent, LIMIT) };
  };
  return {
    start: { linear, biases: last.biases },
    density(tape, x, context) {
      const { shift, logScale } = network(tape, context);
      const centred = tape.add(x, tape.scale(shift, -1));
      const z = tape.multiply(centred, tape.exp(tape.scale(logScale, -1)));
      return { z, logSlope: tape.scale(tape.sumRows(logScale), -1) };
    },
    inverse(tape, z, context) {
      const { shift, logScale } = network(tape, context);
      const x = tape.add(tape.multiply(z, tape.exp(logScale)), shift);
      return { x, prepare: () => {} };
    },
  };
}
