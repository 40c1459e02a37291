/**
 * A coupling layer of rational-quadratic splines (Durkan et al. 2019): every second parameter passes unchanged and, with the
 * context, decides the splines of the others. Its network is residual with pre-activation (section 5 there).
 */
import type { Tape, Tensor } from '../../tensor/tape.ts';
import { applyDense, type Dense, type Layers } from './layers.ts';
import type { FlowSpec } from './spec.ts';
import type { FlowTransform } from './transform.ts';

/** softplus of this, plus the least slope, is 1: the spline starts as the identity. */
const UNIT_SLOPE = Math.log(Math.exp(1 - 1e-3) - 1);

/** `turn`: which half passes; alternates from transform to transform. `features`: of the context. */
export function couplingSpline(
  layers: Layers,
  spec: FlowSpec,
  features: number,
  turn: number,
): FlowTransform {
  const { dimensions, bins, bound } = spec;
  const rows = Array.from({ length: dimensions }, (_, i) => i);
  // A single parameter has none beside it: the context alone decides its spline.
  const passing = dimensions === 1 ? [] : rows.filter((i) => i % 2 === turn % 2);
  const moved = rows.filter((i) => !passing.includes(i));
  const network = conditioner(layers, spec, passing.length + features, moved.length);
  const raws = (tape: Tape, x: Tensor, context: Tensor) => {
    const given = passing.map((row) => [x, row] as const);
    const all = Array.from({ length: features }, (_, row) => [context, row] as const);
    return network(tape, tape.gather([...given, ...all]));
  };
  const joined = (tape: Tape, x: Tensor, y: Tensor) =>
    tape.gather(rows.map((row) => (passing.includes(row) ? [x, row] : [y, moved.indexOf(row)])));
  const movedOf = (tape: Tape, x: Tensor) => tape.gather(moved.map((row) => [x, row]));
  return {
    density(tape, x, context) {
      const { y, logSlope } = tape.spline(movedOf(tape, x), raws(tape, x, context), {
        bins,
        bound,
      });
      return { z: joined(tape, x, y), logSlope: tape.sumRows(logSlope) };
    },
    inverse(tape, z, context) {
      const { y } = tape.inverseSpline(movedOf(tape, z), raws(tape, z, context), { bins, bound });
      return { x: joined(tape, z, y), prepare: () => {} };
    },
  };
}

function conditioner(
  layers: Layers,
  { hidden, blocks, bins }: FlowSpec,
  inputs: number,
  dimensions: number,
): (tape: Tape, x: Tensor) => Tensor {
  const first = layers.dense(inputs, hidden);
  const inner: [Dense, Dense][] = Array.from({ length: blocks }, () => [
    layers.dense(hidden, hidden),
    layers.dense(hidden, hidden, { spread: 1e-3 }),
  ]);
  const outputs = dimensions * (3 * bins - 1);
  const biases = Float64Array.from({ length: outputs }, (_, i) =>
    i % (3 * bins - 1) < 2 * bins ? 0 : UNIT_SLOPE,
  );
  const last = layers.dense(hidden, outputs, { spread: 0.1 / Math.sqrt(hidden), biases });
  return (tape, x) => {
    let state = applyDense(tape, first, x);
    for (const [a, b] of inner) {
      const middle = applyDense(tape, a, tape.relu(state));
      state = tape.add(state, applyDense(tape, b, tape.relu(middle)));
    }
    return applyDense(tape, last, tape.relu(state));
  };
}
