/** A flow that starts from linear regression has less to learn, and less room to learn by heart. */
import { Matrix, solve } from 'ml-matrix';
import type { Backend } from '../../tensor/backend.ts';
import type { AffineStart } from './conditional-affine.ts';
import type { FlowSpec } from './spec.ts';

/** Of the mean square of the observations: keeps those that move together from blowing up. */
const RIDGE = 1e-3;

export interface LinearStart extends AffineStart {
  /** Row of the context from which on the observations stand, of several members their means; rows of the context. */
  readonly plainFrom: number;
  readonly features: number;
}

/**
 * Writes least squares of the parameters on the observations, over `rows` of the pairs, into the layer: its shift, and as log
 * scales those of the residuals.
 */
export function startLinear(
  backend: Backend,
  { linear, biases, plainFrom, features }: LinearStart,
  { dimensions, observations, members }: FlowSpec,
  { theta, x }: { readonly theta: Float64Array; readonly x: Float64Array },
  rows: Uint32Array,
): void {
  const size = observations + 1;
  const gram = Matrix.zeros(size, size);
  const cross = Matrix.zeros(size, dimensions);
  const row = new Float64Array(size);
  const read = (pair: number): void => {
    row.fill(0).fill(1, observations);
    for (let i = 0; i < members * observations; i++) {
      row[i % observations]! += x[pair * members * observations + i]! / members;
    }
  };
  for (const pair of rows) {
    read(pair);
    for (let i = 0; i < size; i++) {
      for (let j = 0; j < size; j++) gram.set(i, j, gram.get(i, j) + row[i]! * row[j]!);
      for (let d = 0; d < dimensions; d++) {
        cross.set(i, d, cross.get(i, d) + row[i]! * theta[pair * dimensions + d]!);
      }
    }
  }
  for (let i = 0; i < observations; i++) gram.set(i, i, gram.get(i, i) + RIDGE * rows.length);
  const solution = solve(gram, cross);
  const squares = new Float64Array(dimensions);
  for (const pair of rows) {
    read(pair);
    for (let d = 0; d < dimensions; d++) {
      let rest = theta[pair * dimensions + d]!;
      for (let i = 0; i < size; i++) rest -= solution.get(i, d) * row[i]!;
      squares[d]! += rest * rest;
    }
  }
  const numbers = backend.numbers();
  for (let d = 0; d < dimensions; d++) {
    for (let i = 0; i < observations; i++) {
      numbers[linear.weights.offset + d * features + plainFrom + i] = solution.get(i, d);
    }
    numbers[linear.biases.offset + d] = solution.get(observations, d);
    const scale = Math.max(1e-3, Math.sqrt(squares[d]! / rows.length));
    numbers[biases.offset + dimensions + d] = Math.log(scale);
  }
}
