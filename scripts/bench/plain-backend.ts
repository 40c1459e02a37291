/**
 * What the kernels are measured against: a tape's backend in plain JavaScript and double precision, written for speed. One
 * typed array, loops over neighbouring numbers, four rows at a time, nothing allocated on the way. It counts for what the
 * flows run; the rest is the twin's.
 */
import type { Backend, Kernels } from '../../engine/tensor/backend.ts';
import { createDoubleBackend } from '../../test/tensor/double-backend.ts';
import { plainSplines } from './plain-splines.ts';

export function createPlainBackend(): Backend {
  const { kernels, numbers, allocate } = createDoubleBackend();
  const memory = numbers as () => Float64Array;
  return {
    kernels: {
      ...kernels,
      ...dense(memory),
      ...functions(memory),
      ...sums(memory),
      ...plainSplines(memory),
    },
    numbers,
    allocate,
  };
}

type Dense = Pick<Kernels, 'dense' | 'denseInput' | 'denseWeights'>;

function dense(memory: () => Float64Array): Dense {
  return {
    dense(w, b, x, y, outputs, inputs, batch) {
      const m = memory();
      for (let o = 0; o < outputs; o++) {
        const row = y + o * batch;
        m.fill(b === 0 ? 0 : m[b + o]!, row, row + batch);
        addProducts(m, w + o * inputs, 1, x, row, inputs, batch);
      }
    },
    denseInput(w, dy, dx, outputs, inputs, batch) {
      const m = memory();
      for (let i = 0; i < inputs; i++) {
        addProducts(m, w + i, inputs, dy, dx + i * batch, outputs, batch);
      }
    },
    denseWeights(x, dy, dw, db, outputs, inputs, batch) {
      const m = memory();
      for (let o = 0; o < outputs; o++) {
        const row = dy + o * batch;
        if (db !== 0) {
          let sum = 0;
          for (let c = 0; c < batch; c++) sum += m[row + c]!;
          m[db + o]! += sum;
        }
        addDots(m, row, x, dw + o * inputs, inputs, batch);
      }
    },
  };
}

/** m[to + c] += sum over rows of m[w + row * step] m[x + row * batch + c] */
function addProducts(
  m: Float64Array,
  w: number,
  step: number,
  x: number,
  to: number,
  rows: number,
  batch: number,
): void {
  let row = 0;
  for (; row + 4 <= rows; row += 4) {
    const k0 = m[w + row * step]!;
    const k1 = m[w + (row + 1) * step]!;
    const k2 = m[w + (row + 2) * step]!;
    const k3 = m[w + (row + 3) * step]!;
    const x0 = x + row * batch;
    const x1 = x0 + batch;
    const x2 = x1 + batch;
    const x3 = x2 + batch;
    for (let c = 0; c < batch; c++) {
      m[to + c]! += k0 * m[x0 + c]! + k1 * m[x1 + c]! + (k2 * m[x2 + c]! + k3 * m[x3 + c]!);
    }
  }
  for (; row < rows; row++) {
    const k = m[w + row * step]!;
    const from = x + row * batch;
    for (let c = 0; c < batch; c++) m[to + c]! += k * m[from + c]!;
  }
}

/** m[to + row] += sum over c of m[g + c] m[x + row * batch + c] */
function addDots(
  m: Float64Array,
  g: number,
  x: number,
  to: number,
  rows: number,
  batch: number,
): void {
  let row = 0;
  for (; row + 4 <= rows; row += 4) {
    const x0 = x + row * batch;
    const x1 = x0 + batch;
    const x2 = x1 + batch;
    const x3 = x2 + batch;
    let s0 = 0;
    let s1 = 0;
    let s2 = 0;
    let s3 = 0;
    for (let c = 0; c < batch; c++) {
      const k = m[g + c]!;
      s0 += k * m[x0 + c]!;
      s1 += k * m[x1 + c]!;
      s2 += k * m[x2 + c]!;
      s3 += k * m[x3 + c]!;
    }
    m[to + row]! += s0;
    m[to + row + 1]! += s1;
    m[to + row + 2]! += s2;
    m[to + row + 3]! += s3;
  }
  for (; row < rows; row++) {
    const from = x + row * batch;
    let sum = 0;
    for (let c = 0; c < batch; c++) sum += m[g + c]! * m[from + c]!;
    m[to + row]! += sum;
  }
}

type Functions = Pick<
  Kernels,
  | 'tanhForward'
  | 'tanhBackward'
  | 'reluForward'
  | 'reluBackward'
  | 'expForward'
  | 'add'
  | 'scale'
  | 'addScaled'
  | 'multiply'
  | 'addProduct'
>;

function functions(memory: () => Float64Array): Functions {
  return {
    tanhForward(x, y, n) {
      const m = memory();
      for (let i = 0; i < n; i++) m[y + i] = Math.tanh(m[x + i]!);
    },
    tanhBackward(y, dy, dx, n) {
      const m = memory();
      for (let i = 0; i < n; i++) {
        const value = m[y + i]!;
        m[dx + i]! += m[dy + i]! * (1 - value * value);
      }
    },
    reluForward(x, y, n) {
      const m = memory();
      for (let i = 0; i < n; i++) {
        const value = m[x + i]!;
        m[y + i] = value > 0 ? value : 0;
      }
    },
    reluBackward(y, dy, dx, n) {
      const m = memory();
      for (let i = 0; i < n; i++) if (m[y + i]! > 0) m[dx + i]! += m[dy + i]!;
    },
    expForward(x, y, n) {
      const m = memory();
      for (let i = 0; i < n; i++) m[y + i] = Math.exp(m[x + i]!);
    },
    add(a, b, out, n) {
      const m = memory();
      for (let i = 0; i < n; i++) m[out + i] = m[a + i]! + m[b + i]!;
    },
    scale(a, k, out, n) {
      const m = memory();
      for (let i = 0; i < n; i++) m[out + i] = k * m[a + i]!;
    },
    addScaled(a, k, out, n) {
      const m = memory();
      for (let i = 0; i < n; i++) m[out + i]! += k * m[a + i]!;
    },
    multiply(a, b, out, n) {
      const m = memory();
      for (let i = 0; i < n; i++) m[out + i] = m[a + i]! * m[b + i]!;
    },
    addProduct(a, b, out, n) {
      const m = memory();
      for (let i = 0; i < n; i++) m[out + i]! += m[a + i]! * m[b + i]!;
    },
  };
}

type Sums = Pick<Kernels, 'sumRows' | 'sumRowsBackward' | 'dotProduct' | 'adam'>;

function sums(memory: () => Float64Array): Sums {
  return {
    sumRows(x, y, rows, batch) {
      const m = memory();
      m.copyWithin(y, x, x + batch);
      for (let r = 1; r < rows; r++) {
        const from = x + r * batch;
        for (let c = 0; c < batch; c++) m[y + c]! += m[from + c]!;
      }
    },
    sumRowsBackward(dy, dx, rows, batch) {
      const m = memory();
      for (let r = 0; r < rows; r++) {
        const to = dx + r * batch;
        for (let c = 0; c < batch; c++) m[to + c]! += m[dy + c]!;
      }
    },
    dotProduct(a, b, n) {
      const m = memory();
      let sum = 0;
      for (let i = 0; i < n; i++) sum += m[a + i]! * m[b + i]!;
      return sum;
    },
    adam(p, g, m1, m2, n, rate, beta1, beta2, epsilon, c1, c2, clip) {
      const m = memory();
      const step = rate / c1;
      for (let i = 0; i < n; i++) {
        const k = m[g + i]! * clip;
        const first = beta1 * m[m1 + i]! + (1 - beta1) * k;
        const second = beta2 * m[m2 + i]! + (1 - beta2) * k * k;
        m[m1 + i] = first;
        m[m2 + i] = second;
        m[p + i]! -= (step * first) / (Math.sqrt(second / c2) + epsilon);
      }
    },
  };
}
