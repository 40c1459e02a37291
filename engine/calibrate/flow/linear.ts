/** A linear layer z = L U x with L of unit diagonal (as in neural spline flows, Durkan et al. 2019, section 4.2). */
import type { Parameter } from '../../tensor/parameters.ts';
import type { Layers } from './layers.ts';
import type { FlowTransform } from './transform.ts';

/** `numbers`: the memory that holds the weights. `allocate`: room for the inverse. */
export interface LinearMemory {
  numbers(): Float32Array | Float64Array;
  allocate(count: number): number;
}

export function linearTransform(layers: Layers, size: number, memory: LinearMemory): FlowTransform {
  const lower = layers.matrix(size, (row, column) => column < row);
  const upper = layers.matrix(size, (row, column) => column >= row);
  return {
    density(tape, x) {
      const z = tape.dense(tape.dense(x, upper), lower);
      return { z, logSlope: tape.logDiagonal(upper) };
    },
    inverse(tape, z) {
      const count = size * size;
      const inverse: Parameter = { count, offset: memory.allocate(count), gradient: -1 };
      const prepare = () => {
        const numbers = memory.numbers();
        const read = ({ offset }: Parameter) =>
          Float64Array.from(numbers.subarray(offset, offset + count));
        numbers.set(inverseOf(read(lower), read(upper), size), inverse.offset);
      };
      return { x: tape.dense(z, inverse), prepare };
    },
  };
}

/** Row-major inverse of L U, column by column: forward, then backward substitution. */
function inverseOf(lower: Float64Array, upper: Float64Array, size: number): Float64Array {
  const inverse = new Float64Array(size * size);
  for (let column = 0; column < size; column++) {
    const x = new Float64Array(size);
    for (let row = 0; row < size; row++) {
      let sum = row === column ? 1 : 0;
      for (let k = 0; k < row; k++) sum -= lower[row * size + k]! * x[k]!;
      x[row] = sum;
    }
    for (let row = size - 1; row >= 0; row--) {
      let sum = x[row]!;
      for (let k = row + 1; k < size; k++) sum -= upper[row * size + k]! * x[k]!;
      x[row] = sum / upper[row * size + row]!;
    }
    x.forEach((value, row) => {
      inverse[row * size + column] = value;
    });
  }
  return inverse;
}
