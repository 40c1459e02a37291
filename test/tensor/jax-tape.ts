/**
 * A tape whose operations are those of jax-js, another library in another memory: what is recorded on it is computed at
 * once, on arrays of float32 that jax-js can differentiate. Written from the formulas, not from our kernels.
 *
 * jax-js frees an array when it is used; `ref` keeps it.
 */
import { lax, nn, numpy as np } from '@jax-js/jax';
import type { Parameter } from '../../engine/tensor/parameters.ts';
import {
  type Convolution,
  type SplineOptions,
  Tape,
  type Tensor,
} from '../../engine/tensor/tape.ts';
import { createDoubleBackend } from './double-backend.ts';

export type Values = readonly np.Array[];

const MIN = 1e-3;

export class JaxTape extends Tape {
  readonly #values = new Map<Tensor, np.Array>();
  readonly #inputs: np.Array[];
  readonly #parameters: (parameter: Parameter) => np.Array;

  /** `inputs`: [rows, batch], in the order in which they will be asked for. `parameters`: flat. */
  constructor(batch: number, inputs: Values, parameters: (parameter: Parameter) => np.Array) {
    super(createDoubleBackend(), batch, { differentiate: false });
    this.#inputs = [...inputs];
    this.#parameters = parameters;
  }

  /** What a tensor holds. */
  arrayOf(tensor: Tensor): np.Array {
    return this.#values.get(tensor)!.ref;
  }

  override input(rows: number, batch = this.batch): Tensor {
    return this.#tensor(this.#inputs.shift()!, rows, batch);
  }

  override dense(x: Tensor, w: Parameter, b?: Parameter): Tensor {
    const rows = w.count / x.rows;
    const product = np.matmul(this.#parameters(w).reshape([rows, x.rows]), this.arrayOf(x));
    const y = b === undefined ? product : product.add(this.#parameters(b).reshape([rows, 1]));
    return this.#tensor(y, rows, x.batch);
  }

  override convolution(x: Tensor, { w, b, channels, size, stride }: Convolution): Tensor {
    const series = this.arrayOf(x).reshape([channels, x.rows / channels, x.batch]);
    const filters = this.#parameters(w).reshape([b.count, channels, size]);
    const places = Math.floor((x.rows / channels - size) / stride) + 1;
    const y = lax
      .conv(series.transpose([2, 0, 1]), filters, [stride], 'VALID')
      .add(this.#parameters(b).reshape([1, b.count, 1]));
    const rows = b.count * places;
    return this.#tensor(y.transpose([1, 2, 0]).reshape([rows, x.batch]), rows, x.batch);
  }

  override tanh(x: Tensor): Tensor {
    return this.#like(x, np.tanh(this.arrayOf(x)));
  }

  override relu(x: Tensor): Tensor {
    return this.#like(x, nn.relu(this.arrayOf(x)));
  }

  override exp(x: Tensor): Tensor {
    return this.#like(x, np.exp(this.arrayOf(x)));
  }

  override log(x: Tensor): Tensor {
    return this.#like(x, np.log(this.arrayOf(x)));
  }

  override softplus(x: Tensor): Tensor {
    return this.#like(x, nn.softplus(this.arrayOf(x)));
  }

  override softmax(x: Tensor): Tensor {
    return this.#like(x, nn.softmax(this.arrayOf(x), 0));
  }

  override scale(x: Tensor, factor: number): Tensor {
    return this.#like(x, this.arrayOf(x).mul(factor));
  }

  override add(a: Tensor, b: Tensor): Tensor {
    return this.#like(a, this.arrayOf(a).add(this.arrayOf(b)));
  }

  override multiply(a: Tensor, b: Tensor): Tensor {
    return this.#like(a, this.arrayOf(a).mul(this.arrayOf(b)));
  }

  override sumRows(x: Tensor): Tensor {
    return this.#tensor(this.arrayOf(x).sum(0, { keepdims: true }), 1, x.batch);
  }

  override slice(x: Tensor, from: number, rows: number): Tensor {
    return this.#tensor(this.arrayOf(x).slice([from, from + rows]), rows, x.batch);
  }

  override gather(parts: readonly (readonly [Tensor, number])[]): Tensor {
    const rows = parts.map(([x, row]) => this.arrayOf(x).slice([row, row + 1]));
    return this.#tensor(np.concatenate(rows, 0), rows.length, parts[0]![0].batch);
  }

  override logDiagonal(w: Parameter, batch = this.batch): Tensor {
    const size = Math.sqrt(w.count);
    const diagonal = this.#parameters(w).reshape([size, size]).mul(np.eye(size)).sum(1);
    const sum = np.log(np.abs(diagonal)).sum();
    return this.#tensor(np.ones([1, batch]).mul(sum), 1, batch);
  }

  override meanPool(x: Tensor, members: number): Tensor {
    const batch = x.batch / members;
    return this.#tensor(this.arrayOf(x).reshape([x.rows, members, batch]).mean(1), x.rows, batch);
  }

  override spline(x: Tensor, raw: Tensor, options: SplineOptions) {
    const at = this.arrayOf(x);
    const inside = np.abs(at.ref).lessEqual(options.bound);
    const safe = np.clip(at.ref, -options.bound, options.bound);
    const bin = this.#binOf(raw, x.rows, options, safe.ref, 'left');
    const t = safe.sub(bin.left).div(bin.width.ref);
    const s = bin.height.ref.div(bin.width);
    const { share, log } = valuesIn(s, t, bin.d0, bin.d1);
    const y = bin.low.add(bin.height.mul(share));
    return {
      y: this.#like(x, np.where(inside.ref, y, at)),
      logSlope: this.#like(x, np.where(inside, log, 0)),
    };
  }

  override inverseSpline(y: Tensor, raw: Tensor, options: SplineOptions) {
    const at = this.arrayOf(y);
    const inside = np.abs(at.ref).lessEqual(options.bound);
    const safe = np.clip(at.ref, -options.bound, options.bound);
    const { left, width, low, height, d0, d1 } = this.#binOf(raw, y.rows, options, safe.ref, 'low');
    const s = height.ref.div(width.ref);
    const rise = safe.sub(low);
    const q = d1.ref.add(d0.ref).sub(s.ref.mul(2));
    const a = height.ref.mul(s.ref.sub(d0.ref)).add(rise.ref.mul(q.ref));
    const b = height.mul(d0.ref).sub(rise.ref.mul(q));
    const c = s.ref.mul(rise).neg();
    const root = np.sqrt(b.ref.mul(b.ref).sub(a.mul(c.ref).mul(4)));
    const t = c.mul(2).div(b.neg().sub(root));
    const { log } = valuesIn(s, t.ref, d0, d1);
    return {
      y: this.#like(y, np.where(inside.ref, left.add(width.mul(t)), at)),
      logSlope: this.#like(y, np.where(inside, log.neg(), 0)),
    };
  }

  /** The numbers of the bin of each value: sums over the bins, of which one counts. */
  #binOf(raw: Tensor, rows: number, options: SplineOptions, value: np.Array, by: 'left' | 'low') {
    const { bins, bound } = options;
    const all = this.arrayOf(raw).reshape([rows, 3 * bins - 1, raw.batch]);
    const part = (from: number, count: number) => all.ref.slice([], [from, from + count]);
    const sizes = (from: number) =>
      nn
        .softmax(part(from, bins), 1)
        .mul(1 - MIN * bins)
        .add(MIN)
        .mul(2 * bound);
    const [widths, heights] = [sizes(0), sizes(bins)];
    const lower = (of: np.Array) => np.cumsum(of.ref, 1).sub(of).sub(bound);
    const [lefts, lows] = [lower(widths.ref), lower(heights.ref)];
    const inner = nn.softplus(part(2 * bins, bins - 1)).add(MIN);
    const ends = np.ones([rows, 1, raw.batch]);
    const slopes = np.concatenate([ends.ref, inner, ends], 1);
    const above = value
      .reshape([rows, 1, raw.batch])
      .greaterEqual((by === 'left' ? lefts : lows).ref)
      .astype(np.float32);
    // The last bin that begins at or below the value: it and all before it are passed.
    const next = np.concatenate(
      [above.ref.slice([], [1, bins]), np.zeros([rows, 1, raw.batch])],
      1,
    );
    const chosen = lax.stopGradient(above.sub(next));
    const pick = (of: np.Array) => of.mul(chosen.ref).sum(1);
    return {
      left: pick(lefts),
      width: pick(widths),
      low: pick(lows),
      height: pick(heights),
      d0: pick(slopes.ref.slice([], [0, bins])),
      d1: pick(slopes.slice([], [1, bins + 1])),
    };
  }

  #like(x: Tensor, value: np.Array): Tensor {
    return this.#tensor(value, x.rows, x.batch);
  }

  #tensor(value: np.Array, rows: number, batch: number): Tensor {
    const tensor = { rows, batch, offset: -1, gradient: -1 };
    this.#values.set(tensor, value);
    return tensor;
  }
}

/** Durkan et al. 2019, equations 4 and 5: the share of the bin's height, and the log of the slope. */
function valuesIn(s: np.Array, t: np.Array, d0: np.Array, d1: np.Array) {
  const u = np.subtract(1, t.ref);
  const tu = t.ref.mul(u.ref);
  const tt = t.ref.mul(t);
  const den = s.ref.add(d1.ref.add(d0.ref).sub(s.ref.mul(2)).mul(tu.ref));
  const share = s.ref.mul(tt.ref).add(d0.ref.mul(tu.ref)).div(den.ref);
  const e = d1
    .mul(tt)
    .add(s.ref.mul(tu).mul(2))
    .add(d0.mul(u.ref.mul(u)));
  const log = np.log(s.ref.mul(s).mul(e).div(den.ref.mul(den)));
  return { share, log };
}
