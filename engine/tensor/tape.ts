/** What a network is made of: operations on matrices [rows, batch], to be recorded. How they run: recorder.ts. */
import type { Parameter } from './parameters.ts';
import { Recorder, type Tensor } from './recorder.ts';

export type { TapeOptions, Tensor } from './recorder.ts';

export class Tape extends Recorder {
  /** w x + b; w [outputs, inputs]. */
  dense(x: Tensor, w: Parameter, b?: Parameter): Tensor {
    const outputs = w.count / x.rows;
    if (!Number.isInteger(outputs)) throw new Error(`dense: ${w.count} weights for ${x.rows} rows`);
    if (b !== undefined && b.count !== outputs) throw new Error(`dense: ${b.count} biases`);
    const { kernels } = this;
    const y = this.tensor(outputs, x.batch, this.trains);
    const shape = [outputs, x.rows, x.batch] as const;
    this.record(
      () => kernels.dense(w.offset, b?.offset ?? 0, x.offset, y.offset, ...shape),
      () => {
        if (x.gradient >= 0) kernels.denseInput(w.offset, y.gradient, x.gradient, ...shape);
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
    const { kernels } = this;
    const y = this.tensor(outputs * places, x.batch, this.trains);
    const shape = [outputs, channels, length, size, stride, x.batch] as const;
    this.record(
      () => kernels.convolution(w.offset, b.offset, x.offset, y.offset, ...shape),
      () => {
        if (x.gradient >= 0) kernels.convolutionInput(w.offset, y.gradient, x.gradient, ...shape);
        kernels.convolutionWeights(x.offset, y.gradient, w.gradient, b.gradient, ...shape);
      },
    );
    return y;
  }

  tanh(x: Tensor): Tensor {
    const { kernels } = this;
    return this.#unary(
      x,
      (y, n) => kernels.tanhForward(x.offset, y.offset, n),
      (y, n) => kernels.tanhBackward(y.offset, y.gradient, x.gradient, n),
    );
  }

  relu(x: Tensor): Tensor {
    const { kernels } = this;
    return this.#unary(
      x,
      (y, n) => kernels.reluForward(x.offset, y.offset, n),
      (y, n) => kernels.reluBackward(y.offset, y.gradient, x.gradient, n),
    );
  }

  exp(x: Tensor): Tensor {
    const { kernels } = this;
    return this.#unary(
      x,
      (y, n) => kernels.expForward(x.offset, y.offset, n),
      (y, n) => kernels.addProduct(y.offset, y.gradient, x.gradient, n),
    );
  }

  /** Of positive numbers. */
  log(x: Tensor): Tensor {
    const { kernels } = this;
    return this.#unary(
      x,
      (y, n) => kernels.logForward(x.offset, y.offset, n),
      (y, n) => kernels.logBackward(x.offset, y.gradient, x.gradient, n),
    );
  }

  softplus(x: Tensor): Tensor {
    const { kernels } = this;
    return this.#unary(
      x,
      (y, n) => kernels.softplusForward(x.offset, y.offset, n),
      (y, n) => kernels.softplusBackward(x.offset, y.gradient, x.gradient, n),
    );
  }

  /** Over the rows of each column. */
  softmax(x: Tensor): Tensor {
    const { kernels } = this;
    return this.#unary(
      x,
      (y) => kernels.softmaxForward(x.offset, y.offset, x.rows, x.batch),
      (y) => kernels.softmaxBackward(y.offset, y.gradient, x.gradient, x.rows, x.batch),
    );
  }

  /** factor * x */
  scale(x: Tensor, factor: number): Tensor {
    const { kernels } = this;
    return this.#unary(
      x,
      (y, n) => kernels.scale(x.offset, factor, y.offset, n),
      (y, n) => kernels.addScaled(y.gradient, factor, x.gradient, n),
    );
  }

  add(a: Tensor, b: Tensor): Tensor {
    mustMatch('add', a, b);
    const { kernels } = this;
    return this.#binary(
      [a, b],
      (y, n) => kernels.add(a.offset, b.offset, y.offset, n),
      (y, to, n) => kernels.add(to.gradient, y.gradient, to.gradient, n),
    );
  }

  multiply(a: Tensor, b: Tensor): Tensor {
    mustMatch('multiply', a, b);
    const { kernels } = this;
    return this.#binary(
      [a, b],
      (y, n) => kernels.multiply(a.offset, b.offset, y.offset, n),
      (y, to, n, other) => kernels.addProduct(y.gradient, other.offset, to.gradient, n),
    );
  }

  /** [1, batch] */
  sumRows(x: Tensor): Tensor {
    const { kernels } = this;
    const y = this.tensor(1, x.batch, x.gradient >= 0);
    this.record(
      () => kernels.sumRows(x.offset, y.offset, x.rows, x.batch),
      when(y, () => kernels.sumRowsBackward(y.gradient, x.gradient, x.rows, x.batch)),
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
    const { kernels } = this;
    const batch = parts[0]![0].batch;
    const y = this.tensor(
      parts.length,
      batch,
      parts.some(([{ gradient }]) => gradient >= 0),
    );
    const copies = runsOf(parts).map(({ x, row, to, rows }) => {
      const count = rows * batch;
      return { from: this.slice(x, row, rows), to: this.slice(y, to, rows), count };
    });
    this.record(
      () => {
        for (const { from, to, count } of copies) kernels.copy(from.offset, to.offset, count);
      },
      when(y, () => {
        for (const { from, to, count } of copies) {
          if (from.gradient >= 0) kernels.add(from.gradient, to.gradient, from.gradient, count);
        }
      }),
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
    const { backend } = this;
    const size = Math.sqrt(w.count);
    const y = this.tensor(1, batch, this.trains);
    const at = (i: number) => i * (size + 1);
    this.record(
      () => {
        const numbers = backend.numbers();
        let sum = 0;
        for (let i = 0; i < size; i++) sum += Math.log(Math.abs(numbers[w.offset + at(i)]!));
        numbers.fill(sum, y.offset, y.offset + batch);
      },
      () => {
        const numbers = backend.numbers();
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
    const { kernels } = this;
    const batch = x.batch / members;
    const y = this.tensor(x.rows, batch, x.gradient >= 0);
    this.record(
      () => kernels.meanPool(x.offset, y.offset, x.rows, members, batch),
      when(y, () => kernels.meanPoolBackward(y.gradient, x.gradient, x.rows, members, batch)),
    );
    return y;
  }

  /** Rational-quadratic spline of each row of x; raw [rows * (3 bins - 1), batch]. See wasm/spline.ts. */
  spline(x: Tensor, raw: Tensor, { bins, bound }: SplineOptions): Splined {
    mustHold(raw, x.rows * (3 * bins - 1));
    const { kernels } = this;
    const differentiated = x.gradient >= 0 || raw.gradient >= 0;
    const y = this.tensor(x.rows, x.batch, differentiated);
    const logSlope = this.tensor(x.rows, x.batch, differentiated);
    // The kernel gives both gradients: one that nobody needs goes here.
    const spare = (of: Tensor) => this.tensor(of.rows, of.batch, differentiated && of.gradient < 0);
    const dx = Math.max(x.gradient, spare(x).gradient);
    const draw = Math.max(raw.gradient, spare(raw).gradient);
    const shape = [x.rows, bins, bound, x.batch] as const;
    const at = [x.offset, raw.offset] as const;
    this.record(
      () => kernels.splineForward(...at, y.offset, logSlope.offset, ...shape),
      when(y, () => {
        kernels.splineBackward(...at, y.gradient, logSlope.gradient, dx, draw, ...shape);
      }),
    );
    return { y, logSlope };
  }

  /** x of y; forwards only. */
  inverseSpline(y: Tensor, raw: Tensor, { bins, bound }: SplineOptions): Splined {
    mustHold(raw, y.rows * (3 * bins - 1));
    const { kernels } = this;
    const x = this.tensor(y.rows, y.batch, this.trains);
    const logSlope = this.tensor(y.rows, y.batch, this.trains);
    const shape = [y.rows, bins, bound, y.batch] as const;
    this.record(
      () => kernels.splineInverse(y.offset, raw.offset, x.offset, logSlope.offset, ...shape),
      () => {
        throw new Error('inverse spline: has no gradient');
      },
    );
    return { y: x, logSlope };
  }

  #unary(
    x: Tensor,
    forward: (y: Tensor, count: number) => void,
    backward: (y: Tensor, count: number) => void,
  ): Tensor {
    const y = this.tensor(x.rows, x.batch, x.gradient >= 0);
    const count = x.rows * x.batch;
    this.record(
      () => forward(y, count),
      when(y, () => backward(y, count)),
    );
    return y;
  }

  /** `backward` adds to the gradient of `to`, one of the two. */
  #binary(
    [a, b]: readonly [Tensor, Tensor],
    forward: (y: Tensor, count: number) => void,
    backward: (y: Tensor, to: Tensor, count: number, other: Tensor) => void,
  ): Tensor {
    const y = this.tensor(a.rows, a.batch, a.gradient >= 0 || b.gradient >= 0);
    const count = a.rows * a.batch;
    this.record(
      () => forward(y, count),
      when(y, () => {
        if (a.gradient >= 0) backward(y, a, count, b);
        if (b.gradient >= 0) backward(y, b, count, a);
      }),
    );
    return y;
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

function when({ gradient }: Tensor, backward: () => void): (() => void) | undefined {
  return gradient >= 0 ? backward : undefined;
}

/** Neighbouring rows of one tensor that stay neighbours, together: x from `row` on becomes rows from `to` on. */
function runsOf(parts: readonly (readonly [Tensor, number])[]) {
  const runs: { readonly x: Tensor; readonly row: number; readonly to: number; rows: number }[] =
    [];
  for (const [to, [x, row]] of parts.entries()) {
    const last = runs.at(-1);
    if (last?.x === x && last.row + last.rows === row) last.rows += 1;
    else runs.push({ x, row, to, rows: 1 });
  }
  return runs;
}

function mustMatch(name: string, a: Tensor, b: Tensor): void {
  if (a.rows === b.rows && a.batch === b.batch) return;
  throw new Error(`${name}: [${a.rows}, ${a.batch}] and [${b.rows}, ${b.batch}]`);
}

function mustHold({ rows }: Tensor, due: number): void {
  if (rows !== due) throw new Error(`spline: ${rows} rows of numbers, ${due} are due`);
}
