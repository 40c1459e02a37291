/**
 * A static tape for reverse-mode differentiation: the operations of a network are recorded once for a batch of fixed
 * size, then run forwards and backwards over the same memory as often as there are batches. (Griewank and Walther
 * 2008, chapter 3.) The operations themselves: tape.ts.
 */
import { type Backend, type Kernels, padded } from './backend.ts';

/** A matrix [rows, batch] on a tape. */
export interface Tensor {
  readonly rows: number;
  readonly batch: number;
  readonly offset: number;
  /** Offset of d loss / d this; -1 where nothing needs it. */
  readonly gradient: number;
}

export interface TapeOptions {
  /**
   * True (the default): gradients of the inputs and the parameters. 'parameters': of the parameters only, and nothing is
   * spent on what depends on inputs alone. False: only forwards, half the memory.
   */
  readonly differentiate?: boolean | 'parameters';
}

interface Operation {
  readonly forward: () => void;
  readonly backward: (() => void) | undefined;
}

/** Gradients share blocks of this many numbers, so that few calls clear them. */
const BLOCK = 1 << 16;

export class Recorder {
  readonly batch: number;
  protected readonly backend: Backend;
  protected readonly kernels: Kernels;
  readonly #differentiate: boolean | 'parameters';
  readonly #operations: Operation[] = [];
  readonly #blocks: { readonly offset: number; readonly size: number; used: number }[] = [];

  /** `batch`: columns, a multiple of 4. */
  constructor(backend: Backend, batch: number, { differentiate = true }: TapeOptions = {}) {
    if (batch <= 0 || batch % 4 !== 0) throw new Error(`batch: ${batch}, a multiple of 4 is due`);
    this.batch = batch;
    this.backend = backend;
    this.kernels = backend.kernels;
    this.#differentiate = differentiate;
  }

  /** A matrix to be filled from outside. `batch` differs only below a mean over sets. */
  input(rows: number, batch = this.batch): Tensor {
    return this.tensor(rows, batch, this.#differentiate === true);
  }

  /** Overwrites a tensor, row after row. */
  write(tensor: Tensor, values: ArrayLike<number>): void {
    this.backend.numbers().set(values, tensor.offset);
  }

  /** A copy. */
  read({ offset, rows, batch }: Tensor): Float64Array {
    return Float64Array.from(this.backend.numbers().subarray(offset, offset + rows * batch));
  }

  /** A copy. Only of what has one: see TapeOptions. */
  readGradient({ gradient, rows, batch }: Tensor): Float64Array {
    if (gradient < 0) throw new Error('gradient: nothing needed it, so it was not computed');
    return Float64Array.from(this.backend.numbers().subarray(gradient, gradient + rows * batch));
  }

  forward(): void {
    for (const { forward } of this.#operations) forward();
  }

  /**
   * Adds d (sum of weights * loss) / d everything to the gradients of the parameters; `loss` is [rows, batch] and
   * `weights` a number for each of its own (default 1 / batch: the mean). After `forward`.
   */
  backward(loss: Tensor, weights?: ArrayLike<number>): void {
    if (loss.gradient < 0) throw new Error('tape: made for running forwards only');
    for (const { offset, used } of this.#blocks) this.kernels.fill(offset, 0, used);
    if (weights) this.backend.numbers().set(weights, loss.gradient);
    else this.kernels.fill(loss.gradient, 1 / loss.batch, loss.rows * loss.batch);
    for (let i = this.#operations.length - 1; i >= 0; i--) this.#operations[i]!.backward?.();
  }

  /** True where parameters have gradients. */
  protected get trains(): boolean {
    return this.#differentiate !== false;
  }

  protected tensor(rows: number, batch: number, differentiated: boolean): Tensor {
    const count = rows * batch;
    const offset = this.backend.allocate(count);
    return { rows, batch, offset, gradient: differentiated ? this.#gradient(padded(count)) : -1 };
  }

  /** `backward`: undefined where no input needs a gradient. */
  protected record(forward: () => void, backward: (() => void) | undefined): void {
    this.#operations.push({ forward, backward });
  }

  #gradient(count: number): number {
    const last = this.#blocks.at(-1);
    if (last !== undefined && last.used + count <= last.size) {
      last.used += count;
      return last.offset + last.used - count;
    }
    const size = Math.max(count, BLOCK);
    const block = { offset: this.backend.allocate(size), size, used: count };
    this.#blocks.push(block);
    return block.offset;
  }
}
