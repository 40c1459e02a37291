/** Declares the layers of a network with their first numbers. */
import type { RandomSource } from '../../simulator/kernel/samplers.ts';
import type { Parameter, Parameters } from '../../tensor/parameters.ts';
import type { Tape, Tensor } from '../../tensor/tape.ts';

export interface Dense {
  readonly weights: Parameter;
  readonly biases: Parameter;
}

export interface DenseOptions {
  /** Largest first weight; default 1 / sqrt(inputs) (uniform, as PyTorch does). */
  readonly spread?: number;
  /** First biases; default uniform like the weights. */
  readonly biases?: Float64Array;
  /** Row-major [outputs, inputs]: 0 where there is no connection. */
  readonly mask?: Float64Array;
}

export class Layers {
  readonly #parameters: Parameters;
  readonly #random: RandomSource;

  constructor(parameters: Parameters, random: RandomSource) {
    this.#parameters = parameters;
    this.#random = random;
  }

  dense(inputs: number, outputs: number, { spread, biases, mask }: DenseOptions = {}): Dense {
    const most = spread ?? 1 / Math.sqrt(inputs);
    const weights = this.#uniform(inputs * outputs, most);
    const connected = mask === undefined ? weights : weights.map((w, i) => w * mask[i]!);
    return {
      weights: this.#parameters.add(connected, mask),
      biases: this.#parameters.add(biases ?? this.#uniform(outputs, most)),
    };
  }

  /** Weights [filters, channels * size]. */
  convolution(channels: number, filters: number, size: number): Dense {
    const most = 1 / Math.sqrt(channels * size);
    return {
      weights: this.#parameters.add(this.#uniform(filters * channels * size, most)),
      biases: this.#parameters.add(this.#uniform(filters, most)),
    };
  }

  /** A square matrix that starts as the identity; `trained` tells by row and column. */
  matrix(size: number, trained: (row: number, column: number) => boolean): Parameter {
    const cells = Array.from(
      { length: size * size },
      (_, i) => [Math.floor(i / size), i % size] as const,
    );
    const identity = Float64Array.from(cells, ([row, column]) => (row === column ? 1 : 0));
    const mask = Float64Array.from(cells, ([row, column]) => (trained(row, column) ? 1 : 0));
    return this.#parameters.add(identity, mask);
  }

  #uniform(count: number, most: number): Float64Array {
    return Float64Array.from({ length: count }, () => most * (2 * this.#random.uniform() - 1));
  }
}

export function applyDense(tape: Tape, { weights, biases }: Dense, x: Tensor): Tensor {
  return tape.dense(x, weights, biases);
}
