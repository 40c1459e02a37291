/** The trained numbers of a network, in one block with their gradients and Adam's two moments. */
import { type Backend, padded } from './backend.ts';

/** One weight matrix or bias. Its place is known once `Parameters.seal` was called. */
export interface Parameter {
  readonly count: number;
  readonly offset: number;
  readonly gradient: number;
}

interface Declared {
  readonly parameter: { count: number; offset: number; gradient: number };
  readonly initial: Float64Array;
  readonly mask: Float64Array | undefined;
}

export interface AdamOptions {
  readonly rate: number;
  /** Largest norm of the gradient; a longer one is scaled down to it. Default 5. */
  readonly clip?: number;
}

const BETA1 = 0.9;
const BETA2 = 0.999;
const EPSILON = 1e-8;

export class Parameters {
  readonly #backend: Backend;
  readonly #declared: Declared[] = [];
  readonly #masks: { readonly gradient: number; readonly mask: number; readonly count: number }[] =
    [];
  #values = 0;
  #gradients = 0;
  #first = 0;
  #second = 0;
  #total = 0;
  #steps = 0;

  constructor(backend: Backend) {
    this.#backend = backend;
  }

  /** `mask`: 1 where a number is trained, 0 where it stays as it is. */
  add(initial: Float64Array, mask?: Float64Array): Parameter {
    const parameter = { count: initial.length, offset: -1, gradient: -1 };
    this.#declared.push({ parameter, initial, mask });
    return parameter;
  }

  /** Lays everything out; nothing can be added afterwards. */
  seal(): void {
    this.#total = this.#declared.reduce((sum, { initial }) => sum + padded(initial.length), 0);
    const [values, gradients, first, second] = Array.from({ length: 4 }, () =>
      this.#backend.allocate(this.#total),
    ) as [number, number, number, number];
    this.#values = values;
    this.#gradients = gradients;
    this.#first = first;
    this.#second = second;
    let place = 0;
    for (const { parameter, initial, mask } of this.#declared) {
      parameter.offset = values + place;
      parameter.gradient = gradients + place;
      place += padded(initial.length);
      if (mask !== undefined) {
        const offset = this.#backend.allocate(mask.length);
        this.#backend.numbers().set(mask, offset);
        this.#masks.push({
          gradient: parameter.gradient,
          mask: offset,
          count: padded(mask.length),
        });
      }
      this.#backend.numbers().set(initial, parameter.offset);
    }
  }

  /** Numbers of all parameters, padding included: what `values` gives and `set` takes. */
  get total(): number {
    return this.#total;
  }

  /** Of Adam, so far. */
  get steps(): number {
    return this.#steps;
  }

  /** A copy. */
  values(): Float64Array {
    return this.#read(this.#values);
  }

  set(values: ArrayLike<number>): void {
    this.#backend.numbers().set(values, this.#values);
  }

  /** A copy of the gradients, masked. */
  gradients(): Float64Array {
    this.#maskGradients();
    return this.#read(this.#gradients);
  }

  clearGradients(): void {
    this.#backend.kernels.fill(this.#gradients, 0, this.#total);
  }

  /** One step of Adam on the gradients as they are. Gives their norm before clipping. */
  step({ rate, clip = 5 }: AdamOptions): number {
    const { kernels } = this.#backend;
    this.#maskGradients();
    const norm = Math.sqrt(kernels.dotProduct(this.#gradients, this.#gradients, this.#total));
    // A gradient that is not a number would end the network: the step is left out.
    if (!Number.isFinite(norm)) return norm;
    this.#steps += 1;
    kernels.adam(
      this.#values,
      this.#gradients,
      this.#first,
      this.#second,
      this.#total,
      rate,
      BETA1,
      BETA2,
      EPSILON,
      1 - BETA1 ** this.#steps,
      1 - BETA2 ** this.#steps,
      norm > clip ? clip / norm : 1,
    );
    return norm;
  }

  /** What Adam remembers, for a checkpoint. */
  optimiser(): {
    readonly steps: number;
    readonly first: Float64Array;
    readonly second: Float64Array;
  } {
    return { steps: this.#steps, first: this.#read(this.#first), second: this.#read(this.#second) };
  }

  setOptimiser(state: ReturnType<Parameters['optimiser']>): void {
    this.#steps = state.steps;
    this.#backend.numbers().set(state.first, this.#first);
    this.#backend.numbers().set(state.second, this.#second);
  }

  #read(offset: number): Float64Array {
    return Float64Array.from(this.#backend.numbers().subarray(offset, offset + this.#total));
  }

  #maskGradients(): void {
    for (const { gradient, mask, count } of this.#masks) {
      this.#backend.kernels.multiply(gradient, mask, gradient, count);
    }
  }
}
