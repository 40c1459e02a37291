/**
 * A static tape for reverse-mode differentiation: the operations of a network are recorded once for a batch of fixed
 * size, then run forwards and backwards over the same memory as often as there are batches. (Griewank and Walther
 * 2008, chapter 3.)
 */
import type { Backend } from './backend.ts';
import type { Parameter } from './parameters.ts';

/** A matrix [rows, batch] on a tape. */
export interface Tensor {
  readonly rows: number;
  readonly batch: number;
  readonly offset: number;
  /** Offset of d loss / d this; only on a tape that differentiates. */
  readonly gradient: number;
}

interface Operation {
  readonly forward: () => void;
  readonly backward: () => void;
}

export interface TapeOptions {
  /** False: only forwards, half the memory. Default true. */
  readonly differentiate?: boolean;
}

export class Tape {
  readonly batch: number;
  readonly #backend: Backend;
  readonly #differentiate: boolean;
  readonly #operations: Operation[] = [];
  readonly #gradients: { readonly offset: number; readonly count: number }[] = [];

  /** `batch`: columns, a multiple of 4. */
  constructor(backend: Backend, batch: number, { differentiate = true }: TapeOptions = {}) {
    if (batch <= 0 || batch % 4 !== 0) throw new Error(`batch: ${batch}, a multiple of 4 is due`);
    this.batch = batch;
    this.#backend = backend;
    this.#differentiate = differentiate;
  }

  /** A matrix to be filled from outside. `batch` differs only below a mean over sets. */
  input(rows: number, batch = this.batch): Tensor {
    return this.#tensor(rows, batch);
  }

  /** Overwrites a tensor, row after row. */
  write(tensor: Tensor, values: ArrayLike<number>): void {
    this.#backend.numbers().set(values, tensor.offset);
  }

  /** A copy. */
  read(tensor: Tensor): Float64Array {
    return Float64Array.from(this.#view(tensor.offset, tensor));
  }

  readGradient(tensor: Tensor): Float64Array {
    return Float64Array.from(this.#view(tensor.gradient, tensor));
  }

  /** w x + b; w [outputs, inputs]. */
  dense(x: Tensor, w: Parameter, b?: Parameter): Tensor {
    const outputs = w.count / x.rows;
    if (!Number.isInteger(outputs)) throw new Error(`dense: ${w.count} weights for ${x.rows} rows`);
    if (b !== undefined && b.count !== outputs) throw new Error(`dense: ${b.count} biases`);
    const y = this.#tensor(outputs, x.batch);
    const { kernels } = this.#backend;
    const shape = [outputs, x.rows, x.batch] as const;
    this.#record(
      () => kernels.dense(w.offset, b?.offset ?? 0, x.offset, y.offset, ...shape),
      () => {
        kernels.denseInput(w.offset, y.gradient, x.gradient, ...shape);
        kernels.denseWeights(x.offset, y.gradient, w.gradient, b?.gradient ?? 0, ...shape);
      },
    );
    return y;
  }

  /** x [channels * length, batch] -> [outputs * places, batch]; w [outputs, channels * size]. */
  convolution(x: Tensor, { w, b, channels, size, stride }: Convolution): Tensor {
    const length = x.rows / channels;
    const outputs = b.count;
    const places = Math.floor((length - size) / stride) + 1;
    if (!Number.isInteger(length) || places < 1 || w.count !== outputs * channels * size) {
      throw new Error(`convolution: ${w.count} weights of size ${size} for ${x.rows} rows`);
    }
    const y = this.#tensor(outputs * places, x.batch);
    const { kernels } = this.#backend;
    const shape = [outputs, channels, length, size, stride, x.batch] as const;
    this.#record(
      () => kernels.convolution(w.offset, b.offset, x.offset, y.offset, ...shape),
      () => {
        kernels.convolutionInput(w.offset, y.gradient, x.gradient, ...shape);
        kernels.convolutionWeights(x.offset, y.gradient, w.gradient, b.gradient, ...shape);
      },
    );
    return y;
  }

  tanh(x: Tensor): Tensor {
    const { kernels } = this.#backend;
    return this.#unary(
      x,
      (y, n) => kernels.tanhForward(x.offset, y.offset, n),
      (y, n) => kernels.tanhBackward(y.offset, y.gradient, x.gradient, n),
    );
  }

  relu(x: Tensor): Tensor {
    const { kernels } = this.#backend;
    return this.#unary(
      x,
      (y, n) => kernels.reluForward(x.offset, y.offset, n),
      (y, n) => kernels.reluBackward(y.offset, y.gradient, x.gradient, n),
    );
  }

  exp(x: Tensor): Tensor {
    const { kernels } = this.#backend;
    return this.#unary(
      x,
      (y, n) => kernels.expForward(x.offset, y.offset, n),
      (y, n) => kernels.addProduct(y.offset, y.gradient, x.gradient, n),
    );
  }

  softplus(x: Tensor): Tensor {
    const { kernels } = this.#backend;
    return this.#unary(
      x,
      (y, n) => kernels.softplusForward(x.offset, y.offset, n),
      (y, n) => kernels.softplusBackward(x.offset, y.gradient, x.gradient, n),
    );
  }

  /** Over the rows of each column. */
  softmax(x: Tensor): Tensor {
    const { kernels } = this.#backend;
    return this.#unary(
      x,
      (y) => kernels.softmaxForward(x.offset, y.offset, x.rows, x.batch),
      (y) => kernels.softmaxBackward(y.offset, y.gradient, x.gradient, x.rows, x.batch),
    );
  }

  /** factor * x */
  scale(x: Tensor, factor: number): Tensor {
    const { kernels } = this.#backend;
    return this.#unary(
      x,
      (y, n) => {
        kernels.fill(y.offset, 0, n);
        kernels.addScaled(x.offset, factor, y.offset, n);
      },
      (y, n) => kernels.addScaled(y.gradient, factor, x.gradient, n),
    );
  }

  add(a: Tensor, b: Tensor): Tensor {
    mustMatch('add', a, b);
    const { kernels } = this.#backend;
    return this.#unary(
      a,
      (y, n) => kernels.add(a.offset, b.offset, y.offset, n),
      (y, n) => {
        kernels.addScaled(y.gradient, 1, a.gradient, n);
        kernels.addScaled(y.gradient, 1, b.gradient, n);
      },
    );
  }

  multiply(a: Tensor, b: Tensor): Tensor {
    mustMatch('multiply', a, b);
    const { kernels } = this.#backend;
    return this.#unary(
      a,
      (y, n) => kernels.multiply(a.offset, b.offset, y.offset, n),
      (y, n) => {
        kernels.addProduct(y.gradient, b.offset, a.gradient, n);
        kernels.addProduct(y.gradient, a.offset, b.gradient, n);
      },
    );
  }

  /** [1, batch] */
  sumRows(x: Tensor): Tensor {
    const y = this.#tensor(1, x.batch);
    const { kernels } = this.#backend;
    this.#record(
      () => kernels.sumRows(x.offset, y.offset, x.rows, x.batch),
      () => kernels.sumRowsBackward(y.gradient, x.gradient, x.rows, x.batch),
    );
    return y;
  }

  /** Rows from `from` on: the same memory. */
  slice(x: Tensor, from: number, rows: number): Tensor {
    if (from < 0 || rows < 1 || from + rows > x.rows) {
      throw new Error(`slice: rows ${from} to ${from + rows} of ${x.rows}`);
    }
    const start = from * x.batch;
    return {
      rows,
      batch: x.batch,
      offset: x.offset + start,
      gradient: x.gradient < 0 ? -1 : x.gradient + start,
    };
  }

  /** Rows of several tensors in any order; each part is [tensor, row]. */
  gather(parts: readonly (readonly [Tensor, number])[]): Tensor {
    const batch = parts[0]![0].batch;
    const y = this.#tensor(parts.length, batch);
    const { kernels } = this.#backend;
    this.#record(
      () => {
        parts.forEach(([x, row], i) => {
          kernels.copy(x.offset + row * batch, y.offset + i * batch, batch);
        });
      },
      () => {
        parts.forEach(([x, row], i) => {
          kernels.addScaled(y.gradient + i * batch, 1, x.gradient + row * batch, batch);
        });
      },
    );
    return y;
  }

  /** Below one another. */
  concatenate(...tensors: readonly Tensor[]): Tensor {
    return this.gather(
      tensors.flatMap((x) => Array.from({ length: x.rows }, (_, row) => [x, row] as const)),
    );
  }

  /** [1, batch], each the sum of log |w[i, i]|; w [size, size]. */
  logDiagonal(w: Parameter, batch = this.batch): Tensor {
    const size = Math.sqrt(w.count);
    const y = this.#tensor(1, batch);
    const at = (i: number) => i * (size + 1);
    this.#record(
      () => {
        const numbers = this.#backend.numbers();
        let sum = 0;
        for (let i = 0; i < size; i++) sum += Math.log(Math.abs(numbers[w.offset + at(i)]!));
        numbers.fill(sum, y.offset, y.offset + batch);
      },
      () => {
        const numbers = this.#backend.numbers();
        let slope = 0;
        for (let b = 0; b < batch; b++) slope += numbers[y.gradient + b]!;
        for (let i = 0; i < size; i++) {
          numbers[w.gradient + at(i)]! += slope / numbers[w.offset + at(i)]!;
        }
      },
    );
    return y;
  }

  /** Mean over the members of sets: x [rows, members * batch], member after member -> [rows, batch]. */
  meanPool(x: Tensor, members: number): Tensor {
    const batch = x.batch / members;
    const y = this.#tensor(x.rows, batch);
    const { kernels } = this.#backend;
    this.#record(
      () => kernels.meanPool(x.offset, y.offset, x.rows, members, batch),
      () => kernels.meanPoolBackward(y.gradient, x.gradient, x.rows, members, batch),
    );
    return y;
  }

  /** Rational-quadratic spline of each row of x; raw [rows * (3 bins - 1), batch]. See wasm/spline.ts. */
  spline(x: Tensor, raw: Tensor, { bins, bound }: SplineOptions): Splined {
    mustHold(raw, x.rows * (3 * bins - 1));
    const y = this.#tensor(x.rows, x.batch);
    const logSlope = this.#tensor(x.rows, x.batch);
    const { kernels } = this.#backend;
    const shape = [x.rows, bins, bound, x.batch] as const;
    this.#record(
      () => kernels.splineForward(x.offset, raw.offset, y.offset, logSlope.offset, ...shape),
      () => {
        const { gradient: dlog } = logSlope;
        kernels.splineBackward(
          x.offset,
          raw.offset,
          y.gradient,
          dlog,
          x.gradient,
          raw.gradient,
          ...shape,
        );
      },
    );
    return { y, logSlope };
  }

  /** x of y; forwards only. */
  inverseSpline(y: Tensor, raw: Tensor, { bins, bound }: SplineOptions): Splined {
    mustHold(raw, y.rows * (3 * bins - 1));
    const x = this.#tensor(y.rows, y.batch);
    const logSlope = this.#tensor(y.rows, y.batch);
    const shape = [y.rows, bins, bound, y.batch] as const;
    const { kernels } = this.#backend;
    this.#record(
      () => kernels.splineInverse(y.offset, raw.offset, x.offset, logSlope.offset, ...shape),
      () => {
        throw new Error('inverse spline: has no gradient');
      },
    );
    return { y: x, logSlope };
  }

  forward(): void {
    for (const { forward } of this.#operations) forward();
  }

  /**
   * Adds d (sum of weights * loss) / d everything to the gradients of the parameters; `loss` is [1, batch] and
   * `weights` one number a column (default 1 / batch: the mean). After `forward`.
   */
  backward(loss: Tensor, weights?: ArrayLike<number>): void {
    if (!this.#differentiate) throw new Error('tape: made for running forwards only');
    const { kernels } = this.#backend;
    for (const { offset, count } of this.#gradients) kernels.fill(offset, 0, count);
    if (weights) this.#backend.numbers().set(weights, loss.gradient);
    else kernels.fill(loss.gradient, 1 / loss.batch, loss.batch);
    for (const { backward } of this.#operations.toReversed()) backward();
  }

  #unary(
    x: Tensor,
    forward: (y: Tensor, count: number) => void,
    backward: (y: Tensor, count: number) => void,
  ): Tensor {
    const y = this.#tensor(x.rows, x.batch);
    const count = x.rows * x.batch;
    this.#record(
      () => forward(y, count),
      () => backward(y, count),
    );
    return y;
  }

  #record(forward: () => void, backward: () => void): void {
    this.#operations.push({ forward, backward });
  }

  #tensor(rows: number, batch: number): Tensor {
    const count = rows * batch;
    const offset = this.#backend.allocate(count);
    const gradient = this.#differentiate ? this.#backend.allocate(count) : -1;
    if (gradient >= 0) this.#gradients.push({ offset: gradient, count });
    return { rows, batch, offset, gradient };
  }

  #view(offset: number, { rows, batch }: Tensor): Float32Array | Float64Array {
    return this.#backend.numbers().subarray(offset, offset + rows * batch);
  }
}

export interface Convolution {
  readonly w: Parameter;
  /** One for each output channel. */
  readonly b: Parameter;
  readonly channels: number;
  readonly size: number;
  readonly stride: number;
}

export interface SplineOptions {
  readonly bins: number;
  /** The spline works on [-bound, bound]. */
  readonly bound: number;
}

export interface Splined {
  readonly y: Tensor;
  /** log |dy/dx| of each row. */
  readonly logSlope: Tensor;
}

function mustMatch(name: string, a: Tensor, b: Tensor): void {
  if (a.rows === b.rows && a.batch === b.batch) return;
  throw new Error(`${name}: [${a.rows}, ${a.batch}] and [${b.rows}, ${b.batch}]`);
}

function mustHold({ rows }: Tensor, due: number): void {
  if (rows !== due) throw new Error(`spline: ${rows} rows of numbers, ${due} are due`);
}
