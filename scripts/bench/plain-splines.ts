/** The splines of engine/tensor/wasm/spline.ts in plain JavaScript and double precision, number by number, nothing allocated. */
import type { Kernels, SplineShape } from '../../engine/tensor/backend.ts';

type Splines = Pick<Kernels, 'splineForward' | 'splineInverse' | 'splineBackward'>;

const MIN = 1e-3;
const shareX = new Float64Array(32);
const shareY = new Float64Array(32);
// The bin that was found.
let bin = 0;
let left = 0;
let width = 0;
let low = 0;
let height = 0;
let slope0 = 1;
let slope1 = 1;

export function plainSplines(memory: () => Float64Array): Splines {
  return {
    splineForward(x, raw, y, logSlope, ...[dimensions, bins, bound, batch]: SplineShape) {
      const m = memory();
      for (let d = 0; d < dimensions; d++) {
        for (let c = 0; c < batch; c++) {
          const cell = d * batch + c;
          const value = m[x + cell]!;
          m[y + cell] = value;
          m[logSlope + cell] = 0;
          if (Math.abs(value) > bound) continue;
          locate(m, raw + d * (3 * bins - 1) * batch + c, bins, bound, batch, value, false);
          const t = (value - left) / width;
          const s = height / width;
          const tu = t * (1 - t);
          const den = s + (slope1 + slope0 - 2 * s) * tu;
          m[y + cell] = low + (height * (s * t * t + slope0 * tu)) / den;
          m[logSlope + cell] = logSlopeAt(t, s, den);
        }
      }
    },
    splineInverse(y, raw, x, logSlope, ...[dimensions, bins, bound, batch]: SplineShape) {
      const m = memory();
      for (let d = 0; d < dimensions; d++) {
        for (let c = 0; c < batch; c++) {
          const cell = d * batch + c;
          const value = m[y + cell]!;
          m[x + cell] = value;
          m[logSlope + cell] = 0;
          if (Math.abs(value) > bound) continue;
          locate(m, raw + d * (3 * bins - 1) * batch + c, bins, bound, batch, value, true);
          const s = height / width;
          const rise = value - low;
          const q = slope1 + slope0 - 2 * s;
          const a = height * (s - slope0) + rise * q;
          const b = height * slope0 - rise * q;
          const k = -s * rise;
          const t = (2 * k) / (-b - Math.sqrt(Math.max(0, b * b - 4 * a * k)));
          m[x + cell] = left + width * t;
          m[logSlope + cell] = -logSlopeAt(t, s, s + q * t * (1 - t));
        }
      }
    },
    splineBackward(x, raw, dy, dlog, dx, draw, ...[dimensions, bins, bound, batch]: SplineShape) {
      const m = memory();
      for (let d = 0; d < dimensions; d++) {
        const block = d * (3 * bins - 1) * batch;
        for (let c = 0; c < batch; c++) {
          const cell = d * batch + c;
          const value = m[x + cell]!;
          const gy = m[dy + cell]!;
          if (Math.abs(value) > bound) m[dx + cell]! += gy;
          else {
            const [from, to] = [raw + block + c, draw + block + c];
            locate(m, from, bins, bound, batch, value, false);
            m[dx + cell]! += backward(m, from, to, bins, bound, batch, value, gy, m[dlog + cell]!);
          }
        }
      }
    },
  };
}

/** log of s^2 (d1 t^2 + 2 s t (1-t) + d0 (1-t)^2) / den^2 */
function logSlopeAt(t: number, s: number, den: number): number {
  const u = 1 - t;
  return Math.log((s * s * (slope1 * t * t + 2 * s * t * u + slope0 * u * u)) / (den * den));
}

function softmaxInto(
  share: Float64Array,
  m: Float64Array,
  raw: number,
  bins: number,
  step: number,
): void {
  let top = m[raw]!;
  for (let k = 1; k < bins; k++) {
    const value = m[raw + k * step]!;
    if (value > top) top = value;
  }
  let sum = 0;
  for (let k = 0; k < bins; k++) {
    const e = Math.exp(m[raw + k * step]! - top);
    share[k] = e;
    sum += e;
  }
  for (let k = 0; k < bins; k++) share[k]! /= sum;
}

function locate(
  m: Float64Array,
  raw: number,
  bins: number,
  bound: number,
  step: number,
  value: number,
  inverse: boolean,
): void {
  softmaxInto(shareX, m, raw, bins, step);
  softmaxInto(shareY, m, raw + bins * step, bins, step);
  const least = 2 * bound * MIN;
  const span = 2 * bound * (1 - MIN * bins);
  left = -bound;
  low = -bound;
  for (bin = 0; ; bin++) {
    width = least + span * shareX[bin]!;
    height = least + span * shareY[bin]!;
    if (bin === bins - 1 || value < (inverse ? low + height : left + width)) break;
    left += width;
    low += height;
  }
  const slopes = raw + (2 * bins - 1) * step;
  slope0 = bin === 0 ? 1 : MIN + softplus(m[slopes + bin * step]!);
  slope1 = bin === bins - 1 ? 1 : MIN + softplus(m[slopes + (bin + 1) * step]!);
}

/** Adds the gradient of the raw numbers, gives that of x. Names as in wasm/spline.ts. */
function backward(
  m: Float64Array,
  raw: number,
  draw: number,
  bins: number,
  bound: number,
  step: number,
  value: number,
  gy: number,
  gl: number,
): number {
  const t = (value - left) / width;
  const u = 1 - t;
  const s = height / width;
  const q = slope1 + slope0 - 2 * s;
  const den = s + q * t * u;
  const a = s * t * t + slope0 * t * u;
  const e = slope1 * t * t + 2 * s * t * u + slope0 * u * u;
  const gNum = gy / den;
  const gDen = -(gy * ((height * a) / den) + 2 * gl) / den;
  const gE = gl / e;
  const gA = gNum * height;
  const gTu = gA * slope0 + gDen * q + 2 * gE * s;
  const gQ = gDen * t * u;
  const gS = (2 * gl) / s + 2 * gE * t * u + gA * t * t + gDen - 2 * gQ;
  const g0 = gA * t * u + gE * u * u + gQ;
  const g1 = gE * t * t + gQ;
  const gT = gTu * (u - t) + gE * 2 * (slope1 * t - slope0 * u) + gA * 2 * s * t;
  const gX = gT / width;
  const span = 2 * bound * (1 - MIN * bins);
  throughShares(m, shareX, draw, bins, step, -(gS * s + gT * t) / width, -gX, span);
  throughShares(m, shareY, draw + bins * step, bins, step, gNum * a + gS / width, gy, span);
  const slopes = (2 * bins - 1) * step;
  if (bin > 0) m[draw + slopes + bin * step]! += g0 * sigmoid(m[raw + slopes + bin * step]!);
  const next = slopes + (bin + 1) * step;
  if (bin < bins - 1) m[draw + next]! += g1 * sigmoid(m[raw + next]!);
  return gX;
}

function throughShares(
  m: Float64Array,
  share: Float64Array,
  draw: number,
  bins: number,
  step: number,
  size: number,
  knot: number,
  span: number,
): void {
  let mean = share[bin]! * size;
  for (let k = 0; k < bin; k++) mean += share[k]! * knot;
  for (let k = 0; k < bins; k++) {
    const own = k < bin ? knot : k === bin ? size : 0;
    m[draw + k * step]! += span * share[k]! * (own - mean);
  }
}

function softplus(x: number): number {
  return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
}

function sigmoid(x: number): number {
  return 1 / (1 + Math.exp(-x));
}
