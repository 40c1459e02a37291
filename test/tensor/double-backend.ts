/** The twin: the kernels in plain JavaScript and double precision, one formula after the other, for tests and benchmarks. */
import type {
  Backend,
  ConvolutionShape,
  Kernels,
  SplineShape,
} from '../../engine/tensor/backend.ts';
import { padded } from '../../engine/tensor/backend.ts';

export function createDoubleBackend(): Backend {
  let memory = new Float64Array(1 << 16);
  let next = 4;
  return {
    kernels: kernelsOn(() => memory),
    numbers: () => memory,
    allocate(count) {
      const offset = next;
      next += padded(count);
      if (next > memory.length) {
        const larger = new Float64Array(Math.max(next, 2 * memory.length));
        larger.set(memory);
        memory = larger;
      }
      return offset;
    },
  };
}

function kernelsOn(memory: () => Float64Array): Kernels {
  const each = (count: number, of: (m: Float64Array, i: number) => void) => {
    const m = memory();
    for (let i = 0; i < count; i++) of(m, i);
  };
  return {
    ...linear(memory),
    ...convolutions(memory),
    ...pools(memory),
    ...splines(memory),
    tanhForward: (x, y, n) => each(n, (m, i) => (m[y + i] = Math.tanh(m[x + i]!))),
    tanhBackward: (y, dy, dx, n) =>
      each(n, (m, i) => (m[dx + i]! += m[dy + i]! * (1 - m[y + i]! ** 2))),
    reluForward: (x, y, n) => each(n, (m, i) => (m[y + i] = Math.max(0, m[x + i]!))),
    reluBackward: (y, dy, dx, n) =>
      each(n, (m, i) => (m[dx + i]! += m[y + i]! > 0 ? m[dy + i]! : 0)),
    expForward: (x, y, n) => each(n, (m, i) => (m[y + i] = Math.exp(m[x + i]!))),
    logForward: (x, y, n) => each(n, (m, i) => (m[y + i] = Math.log(m[x + i]!))),
    logBackward: (x, dy, dx, n) => each(n, (m, i) => (m[dx + i]! += m[dy + i]! / m[x + i]!)),
    softplusForward: (x, y, n) => each(n, (m, i) => (m[y + i] = softplus(m[x + i]!))),
    softplusBackward: (x, dy, dx, n) =>
      each(n, (m, i) => (m[dx + i]! += m[dy + i]! * sigmoid(m[x + i]!))),
    add: (a, b, out, n) => each(n, (m, i) => (m[out + i] = m[a + i]! + m[b + i]!)),
    scale: (a, k, out, n) => each(n, (m, i) => (m[out + i] = k * m[a + i]!)),
    addScaled: (a, k, out, n) => each(n, (m, i) => (m[out + i]! += k * m[a + i]!)),
    multiply: (a, b, out, n) => each(n, (m, i) => (m[out + i] = m[a + i]! * m[b + i]!)),
    addProduct: (a, b, out, n) => each(n, (m, i) => (m[out + i]! += m[a + i]! * m[b + i]!)),
    copy: (from, to, n) => void memory().copyWithin(to, from, from + n),
    fill: (to, value, n) => void memory().fill(value, to, to + n),
    dotProduct(a, b, n) {
      let sum = 0;
      each(n, (m, i) => (sum += m[a + i]! * m[b + i]!));
      return sum;
    },
    adam: (p, g, m1, m2, n, rate, beta1, beta2, epsilon, c1, c2, clip) =>
      each(n, (m, i) => {
        const k = m[g + i]! * clip;
        m[m1 + i] = beta1 * m[m1 + i]! + (1 - beta1) * k;
        m[m2 + i] = beta2 * m[m2 + i]! + (1 - beta2) * k * k;
        m[p + i]! -= ((rate / c1) * m[m1 + i]!) / (Math.sqrt(m[m2 + i]! / c2) + epsilon);
      }),
  };
}

function linear(
  memory: () => Float64Array,
): Pick<Kernels, 'dense' | 'denseInput' | 'denseWeights'> {
  return {
    dense(w, b, x, y, outputs, inputs, batch) {
      const m = memory();
      for (let o = 0; o < outputs; o++) {
        const row = y + o * batch;
        m.fill(b === 0 ? 0 : m[b + o]!, row, row + batch);
        for (let i = 0; i < inputs; i++) {
          const k = m[w + o * inputs + i]!;
          const from = x + i * batch;
          for (let c = 0; c < batch; c++) m[row + c]! += k * m[from + c]!;
        }
      }
    },
    denseInput(w, dy, dx, outputs, inputs, batch) {
      const m = memory();
      for (let o = 0; o < outputs; o++) {
        for (let i = 0; i < inputs; i++) {
          const k = m[w + o * inputs + i]!;
          for (let c = 0; c < batch; c++) m[dx + i * batch + c]! += k * m[dy + o * batch + c]!;
        }
      }
    },
    denseWeights(x, dy, dw, db, outputs, inputs, batch) {
      const m = memory();
      for (let o = 0; o < outputs; o++) {
        for (let c = 0; c < batch; c++) if (db !== 0) m[db + o]! += m[dy + o * batch + c]!;
        for (let i = 0; i < inputs; i++) {
          let sum = 0;
          for (let c = 0; c < batch; c++) sum += m[dy + o * batch + c]! * m[x + i * batch + c]!;
          m[dw + o * inputs + i]! += sum;
        }
      }
    },
  };
}

type Convolutions = Pick<Kernels, 'convolution' | 'convolutionInput' | 'convolutionWeights'>;

function convolutions(memory: () => Float64Array): Convolutions {
  /** Calls `at` with the offsets of each product: weight, input, output. */
  const walk = (
    [outputs, channels, length, size, stride, batch]: ConvolutionShape,
    at: (w: number, x: number, y: number, o: number) => void,
  ) => {
    const places = Math.floor((length - size) / stride) + 1;
    for (let o = 0; o < outputs; o++) {
      for (let t = 0; t < places; t++) {
        for (let ch = 0; ch < channels; ch++) {
          for (let k = 0; k < size; k++) {
            for (let c = 0; c < batch; c++) {
              const x = (ch * length + t * stride + k) * batch + c;
              at((o * channels + ch) * size + k, x, (o * places + t) * batch + c, o);
            }
          }
        }
      }
    }
  };
  const biasOf = (
    m: Float64Array,
    [outputs, , length, size, stride, batch]: readonly number[],
    at: (o: number, y: number) => void,
  ) => {
    const places = Math.floor((length! - size!) / stride!) + 1;
    for (let y = 0; y < outputs! * places * batch!; y++) at(Math.floor(y / (places * batch!)), y);
    return m;
  };
  return {
    convolution(w, b, x, y, ...shape) {
      const m = memory();
      biasOf(m, shape, (o, at) => (m[y + at] = m[b + o]!));
      walk(shape, (wi, xi, yi) => (m[y + yi]! += m[w + wi]! * m[x + xi]!));
    },
    convolutionInput(w, dy, dx, ...shape) {
      const m = memory();
      walk(shape, (wi, xi, yi) => (m[dx + xi]! += m[w + wi]! * m[dy + yi]!));
    },
    convolutionWeights(x, dy, dw, db, ...shape) {
      const m = memory();
      biasOf(m, shape, (o, at) => (m[db + o]! += m[dy + at]!));
      walk(shape, (wi, xi, yi) => (m[dw + wi]! += m[x + xi]! * m[dy + yi]!));
    },
  };
}

type Pools = Pick<
  Kernels,
  | 'sumRows'
  | 'sumRowsBackward'
  | 'softmaxForward'
  | 'softmaxBackward'
  | 'meanPool'
  | 'meanPoolBackward'
>;

function pools(memory: () => Float64Array): Pools {
  const rowsOf = (x: number, rows: number, batch: number, c: number) =>
    Array.from({ length: rows }, (_, r) => x + r * batch + c);
  return {
    sumRows(x, y, rows, batch) {
      const m = memory();
      for (let c = 0; c < batch; c++)
        m[y + c] = rowsOf(x, rows, batch, c).reduce((sum, at) => sum + m[at]!, 0);
    },
    sumRowsBackward(dy, dx, rows, batch) {
      const m = memory();
      for (let c = 0; c < batch; c++)
        for (const at of rowsOf(dx, rows, batch, c)) m[at]! += m[dy + c]!;
    },
    softmaxForward(x, y, rows, batch) {
      const m = memory();
      for (let c = 0; c < batch; c++) {
        const p = softmax(rowsOf(x, rows, batch, c).map((at) => m[at]!));
        rowsOf(y, rows, batch, c).forEach((at, r) => {
          m[at] = p[r]!;
        });
      }
    },
    softmaxBackward(y, dy, dx, rows, batch) {
      const m = memory();
      for (let c = 0; c < batch; c++) {
        const p = rowsOf(y, rows, batch, c).map((at) => m[at]!);
        const g = rowsOf(dy, rows, batch, c).map((at) => m[at]!);
        const mean = p.reduce((sum, value, r) => sum + value * g[r]!, 0);
        rowsOf(dx, rows, batch, c).forEach((at, r) => {
          m[at]! += p[r]! * (g[r]! - mean);
        });
      }
    },
    meanPool(x, y, rows, members, batch) {
      const m = memory();
      for (let r = 0; r < rows; r++) {
        for (let c = 0; c < batch; c++) {
          let sum = 0;
          for (let s = 0; s < members; s++) sum += m[x + (r * members + s) * batch + c]!;
          m[y + r * batch + c] = sum / members;
        }
      }
    },
    meanPoolBackward(dy, dx, rows, members, batch) {
      const m = memory();
      for (let r = 0; r < rows; r++) {
        for (let s = 0; s < members; s++) {
          for (let c = 0; c < batch; c++)
            m[dx + (r * members + s) * batch + c]! += m[dy + r * batch + c]! / members;
        }
      }
    },
  };
}

const MIN = 1e-3;

interface Bin {
  readonly index: number;
  readonly left: number;
  readonly width: number;
  readonly low: number;
  readonly height: number;
  readonly slopes: readonly [number, number];
  readonly shareX: readonly number[];
  readonly shareY: readonly number[];
}

function splines(
  memory: () => Float64Array,
): Pick<Kernels, 'splineForward' | 'splineInverse' | 'splineBackward'> {
  const cells = (
    [dimensions, bins, , batch]: SplineShape,
    at: (cell: number, raw: (row: number) => number) => void,
  ) => {
    for (let d = 0; d < dimensions; d++) {
      for (let c = 0; c < batch; c++)
        at(d * batch + c, (row) => (d * (3 * bins - 1) + row) * batch + c);
    }
  };
  return {
    splineForward(x, raw, y, logSlope, ...shape) {
      const m = memory();
      cells(shape, (cell, row) => {
        const value = m[x + cell]!;
        const found =
          Math.abs(value) > shape[2]
            ? undefined
            : locate((i) => m[raw + row(i)]!, shape, value, 'left');
        m[y + cell] = found ? forwardIn(found, value).y : value;
        m[logSlope + cell] = found ? forwardIn(found, value).log : 0;
      });
    },
    splineInverse(y, raw, x, logSlope, ...shape) {
      const m = memory();
      cells(shape, (cell, row) => {
        const value = m[y + cell]!;
        const found =
          Math.abs(value) > shape[2]
            ? undefined
            : locate((i) => m[raw + row(i)]!, shape, value, 'low');
        const back = found ? inverseIn(found, value) : value;
        m[x + cell] = back;
        m[logSlope + cell] = found ? -forwardIn(found, back).log : 0;
      });
    },
    splineBackward(x, raw, dy, dlog, dx, draw, ...shape) {
      const m = memory();
      cells(shape, (cell, row) => {
        const value = m[x + cell]!;
        if (Math.abs(value) > shape[2]) {
          m[dx + cell]! += m[dy + cell]!;
          return;
        }
        const found = locate((i) => m[raw + row(i)]!, shape, value, 'left');
        const g = gradientsIn(found, value, m[dy + cell]!, m[dlog + cell]!);
        m[dx + cell]! += g.x;
        const gradients = rawGradients(found, g, shape, (i) => m[raw + row(i)]!);
        for (const [i, value] of gradients.entries()) m[draw + row(i)]! += value;
      });
    },
  };
}

function locate(
  raw: (row: number) => number,
  [, bins, bound]: SplineShape,
  value: number,
  by: 'left' | 'low',
): Bin {
  const rows = (from: number) => Array.from({ length: bins }, (_, k) => raw(from + k));
  const [shareX, shareY] = [softmax(rows(0)), softmax(rows(bins))];
  const size = (share: number) => 2 * bound * (MIN + (1 - MIN * bins) * share);
  const slope = (knot: number) =>
    knot === 0 || knot === bins ? 1 : MIN + softplus(raw(2 * bins + knot - 1));
  let [left, low] = [-bound, -bound];
  for (let index = 0; ; index++) {
    const [width, height] = [size(shareX[index]!), size(shareY[index]!)];
    const end = by === 'left' ? left + width : low + height;
    if (index === bins - 1 || value < end) {
      return {
        index,
        left,
        width,
        low,
        height,
        slopes: [slope(index), slope(index + 1)],
        shareX,
        shareY,
      };
    }
    left += width;
    low += height;
  }
}

function forwardIn({ left, width, low, height, slopes: [d0, d1] }: Bin, x: number) {
  const s = height / width;
  const t = (x - left) / width;
  const den = s + (d1 + d0 - 2 * s) * t * (1 - t);
  const y = low + (height * (s * t * t + d0 * t * (1 - t))) / den;
  const slope = (s * s * (d1 * t * t + 2 * s * t * (1 - t) + d0 * (1 - t) ** 2)) / den ** 2;
  return { y, log: Math.log(slope) };
}

function inverseIn({ left, width, low, height, slopes: [d0, d1] }: Bin, y: number): number {
  const s = height / width;
  const rise = y - low;
  const a = height * (s - d0) + rise * (d1 + d0 - 2 * s);
  const b = height * d0 - rise * (d1 + d0 - 2 * s);
  const c = -s * rise;
  return left + (width * 2 * c) / (-b - Math.sqrt(b * b - 4 * a * c));
}

/** By central differences of the bin's own six numbers: an independent way to the same gradient. */
function gradientsIn(bin: Bin, x: number, gy: number, gl: number) {
  const value = (change: Partial<Bin>, at = x) => {
    const { y, log } = forwardIn({ ...bin, ...change }, at);
    return gy * y + gl * log;
  };
  const h = 1e-6;
  const difference = (of: (step: number) => number) =>
    (8 * (of(h) - of(-h)) - (of(2 * h) - of(-2 * h))) / (12 * h);
  const [d0, d1] = bin.slopes;
  return {
    x: difference((e) => value({}, x + e)),
    left: difference((e) => value({ left: bin.left + e })),
    width: difference((e) => value({ width: bin.width + e })),
    low: difference((e) => value({ low: bin.low + e })),
    height: difference((e) => value({ height: bin.height + e })),
    slopes: [
      difference((e) => value({ slopes: [d0 + e, d1] })),
      difference((e) => value({ slopes: [d0, d1 + e] })),
    ],
  };
}

function rawGradients(
  bin: Bin,
  g: ReturnType<typeof gradientsIn>,
  [, bins, bound]: SplineShape,
  raw: (row: number) => number,
): number[] {
  const throughShares = (shares: readonly number[], size: number, knot: number) => {
    const of = shares.map((_, k) => (k === bin.index ? size : k < bin.index ? knot : 0));
    const mean = shares.reduce((sum, p, k) => sum + p * of[k]!, 0);
    return shares.map((p, k) => 2 * bound * (1 - MIN * bins) * p * (of[k]! - mean));
  };
  const slopes = Array.from({ length: bins - 1 }, (_, i) => {
    const knot = i + 1;
    const size =
      (knot === bin.index ? g.slopes[0]! : 0) + (knot === bin.index + 1 ? g.slopes[1]! : 0);
    return size * sigmoid(raw(2 * bins + i));
  });
  return [
    ...throughShares(bin.shareX, g.width, g.left),
    ...throughShares(bin.shareY, g.height, g.low),
    ...slopes,
  ];
}

function softmax(values: readonly number[]): number[] {
  const top = Math.max(...values);
  const e = values.map((value) => Math.exp(value - top));
  const sum = e.reduce((a, b) => a + b, 0);
  return e.map((value) => value / sum);
}

function softplus(x: number): number {
  return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
}

function sigmoid(x: number): number {
  return 1 / (1 + Math.exp(-x));
}
