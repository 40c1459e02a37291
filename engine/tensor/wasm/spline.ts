/**
 * Monotone rational-quadratic splines (Durkan et al. 2019, equations 4 to 8) on [-bound, bound], the identity outside.
 * x, y and the log derivative are [dimensions, batch]; `raw` is [dimensions * (3 bins - 1), batch]: for each dimension the
 * widths, the heights and the inner derivatives before softmax and softplus. At most 32 bins.
 */
import { clampV, expV, logV, madd, positiveV, sigmoidV, softplusV } from './math';

const MIN_WIDTH: f32 = 1e-3;
const MIN_HEIGHT: f32 = 1e-3;
const MIN_DERIVATIVE: f32 = 1e-3;

/** Shares of the widths and of the heights of one dimension, four numbers of the batch. */
const shareX: usize = memory.data(32 * 16, 16);
const shareY: usize = memory.data(32 * 16, 16);

// The bin that was found, and where in it.
let left = f32x4.splat(0);
let width = left;
let low = left;
let height = left;
let slope0 = left;
let slope1 = left;
let bin = left;
/** The two slopes before softplus; of no meaning at the ends. */
let raw0 = left;
let raw1 = left;

// @ts-ignore: decorator
@inline function at(offset: u32): usize {
  return (<usize>offset) << 2;
}

// @ts-ignore: decorator
@inline function c(x: f32): v128 {
  return f32x4.splat(x);
}

// @ts-ignore: decorator
@inline function pick(old: v128, fresh: v128, mask: v128): v128 {
  return v128.bitselect(fresh, old, mask);
}

/** Softmax of `bins` rows from `raw` into `share`. */
function shares(raw: usize, line: usize, bins: u32, share: usize): void {
  let top = v128.load(raw);
  for (let k: usize = 1; k < bins; k++) top = f32x4.pmax(top, v128.load(raw + k * line));
  let sum = c(0);
  for (let k: usize = 0; k < bins; k++) {
    const e = expV(f32x4.sub(v128.load(raw + k * line), top));
    v128.store(share + (k << 4), e);
    sum = f32x4.add(sum, e);
  }
  const scale = f32x4.div(c(1), sum);
  for (let k: usize = 0; k < bins; k++) {
    const target = share + (k << 4);
    v128.store(target, f32x4.mul(v128.load(target), scale));
  }
}

/** Finds the bin of `value` among the x (or, for the inverse, y) knots. */
function locate(raw: usize, line: usize, bins: u32, bound: f32, value: v128, inverse: bool): void {
  shares(raw, line, bins, shareX);
  shares(raw + <usize>bins * line, line, bins, shareY);
  const spanX = c(2 * bound * (1 - MIN_WIDTH * <f32>bins)), leastX = c(2 * bound * MIN_WIDTH);
  const spanY = c(2 * bound * (1 - MIN_HEIGHT * <f32>bins)), leastY = c(2 * bound * MIN_HEIGHT);
  const slopes = raw + <usize>(2 * bins) * line;
  let x = c(-bound), y = x;
  // Locals, not yet globals: they stay in registers.
  let l = x, w = x, lo = x, h = x, at = c(0), before = c(0), r0 = before, r1 = before;
  for (let k: u32 = 0; k < bins; k++) {
    const wide = madd(spanX, v128.load(shareX + (<usize>k << 4)), leastX);
    const high = madd(spanY, v128.load(shareY + (<usize>k << 4)), leastY);
    const after = k + 1 < bins ? v128.load(slopes + <usize>k * line) : before;
    // Bins are passed upwards: the last one whose lower knot is not above the value stays.
    const mask = k == 0 ? i32x4.splat(-1) : f32x4.ge(value, inverse ? y : x);
    l = pick(l, x, mask);
    w = pick(w, wide, mask);
    lo = pick(lo, y, mask);
    h = pick(h, high, mask);
    at = pick(at, c(<f32>k), mask);
    r0 = pick(r0, before, mask);
    r1 = pick(r1, after, mask);
    x = f32x4.add(x, wide);
    y = f32x4.add(y, high);
    before = after;
  }
  left = l;
  width = w;
  low = lo;
  height = h;
  bin = at;
  raw0 = r0;
  raw1 = r1;
  slope0 = pick(f32x4.add(softplusV(r0), c(MIN_DERIVATIVE)), c(1), f32x4.eq(at, c(0)));
  slope1 = pick(f32x4.add(softplusV(r1), c(MIN_DERIVATIVE)), c(1), f32x4.eq(at, c(<f32>(bins - 1))));
}

export function splineForward(
  x: u32, raw: u32, y: u32, logSlope: u32, dimensions: u32, bins: u32, bound: f32, batch: u32,
): void {
  const line: usize = <usize>batch << 2;
  const block = <usize>(3 * bins - 1) * line;
  for (let d: usize = 0; d < dimensions; d++) {
    for (let p: usize = 0; p < line; p += 16) {
      const value = v128.load(at(x) + d * line + p);
      const inside = f32x4.le(f32x4.abs(value), c(bound));
      locate(at(raw) + d * block + p, line, bins, bound, clampV(value, -bound, bound), false);
      const t = f32x4.div(f32x4.sub(clampV(value, -bound, bound), left), width);
      const u = f32x4.sub(c(1), t);
      const tu = f32x4.mul(t, u);
      const s = f32x4.div(height, width);
      const q = f32x4.sub(f32x4.add(slope1, slope0), f32x4.add(s, s));
      const den = madd(q, tu, s);
      const a = madd(s, f32x4.mul(t, t), f32x4.mul(slope0, tu));
      const e = slopeNumerator(s, t, u, tu);
      const out = f32x4.add(low, f32x4.div(f32x4.mul(height, a), den));
      v128.store(at(y) + d * line + p, v128.bitselect(out, value, inside));
      v128.store(at(logSlope) + d * line + p, v128.and(inside, logSlopeOf(s, e, den)));
    }
  }
}

/** d1 t^2 + 2 s t(1-t) + d0 (1-t)^2 */
// @ts-ignore: decorator
@inline function slopeNumerator(s: v128, t: v128, u: v128, tu: v128): v128 {
  return madd(slope1, f32x4.mul(t, t), madd(f32x4.add(s, s), tu, f32x4.mul(slope0, f32x4.mul(u, u))));
}

// @ts-ignore: decorator
@inline function logSlopeOf(s: v128, e: v128, den: v128): v128 {
  const ratio = f32x4.div(s, den);
  return logV(f32x4.mul(f32x4.mul(ratio, ratio), e));
}

/** x of y (Durkan et al. 2019, appendix A.3); `logSlope` is that of the inverse. */
export function splineInverse(
  y: u32, raw: u32, x: u32, logSlope: u32, dimensions: u32, bins: u32, bound: f32, batch: u32,
): void {
  const line: usize = <usize>batch << 2;
  const block = <usize>(3 * bins - 1) * line;
  for (let d: usize = 0; d < dimensions; d++) {
    for (let p: usize = 0; p < line; p += 16) {
      const value = v128.load(at(y) + d * line + p);
      const inside = f32x4.le(f32x4.abs(value), c(bound));
      const inner = clampV(value, -bound, bound);
      locate(at(raw) + d * block + p, line, bins, bound, inner, true);
      const s = f32x4.div(height, width);
      const q = f32x4.sub(f32x4.add(slope1, slope0), f32x4.add(s, s));
      const rise = f32x4.sub(inner, low);
      const a = madd(rise, q, f32x4.mul(height, f32x4.sub(s, slope0)));
      const b = f32x4.sub(f32x4.mul(height, slope0), f32x4.mul(rise, q));
      const k = f32x4.neg(f32x4.mul(s, rise));
      const disc = positiveV(f32x4.sub(f32x4.mul(b, b), f32x4.mul(c(4), f32x4.mul(a, k))));
      const root = f32x4.neg(f32x4.add(b, f32x4.sqrt(disc)));
      const t = clampV(f32x4.div(f32x4.add(k, k), root), 0, 1);
      const u = f32x4.sub(c(1), t);
      const tu = f32x4.mul(t, u);
      const den = madd(q, tu, s);
      const e = slopeNumerator(s, t, u, tu);
      v128.store(at(x) + d * line + p, v128.bitselect(madd(t, width, left), value, inside));
      v128.store(at(logSlope) + d * line + p, v128.and(inside, f32x4.neg(logSlopeOf(s, e, den))));
    }
  }
}

/** Adds the gradients of x and raw to `dx` and `draw`, from those of y and of the log derivative. */
export function splineBackward(
  x: u32, raw: u32, dy: u32, dlog: u32, dx: u32, draw: u32, dimensions: u32, bins: u32, bound: f32, batch: u32,
): void {
  const line: usize = <usize>batch << 2;
  const block = <usize>(3 * bins - 1) * line;
  for (let d: usize = 0; d < dimensions; d++) {
    for (let p: usize = 0; p < line; p += 16) {
      const cell = d * line + p;
      backwardCell(
        v128.load(at(x) + cell), at(raw) + d * block + p, v128.load(at(dy) + cell), v128.load(at(dlog) + cell),
        at(dx) + cell, at(draw) + d * block + p, line, bins, bound,
      );
    }
  }
}

function backwardCell(
  value: v128, raw: usize, gy0: v128, gl0: v128, dx: usize, draw: usize, line: usize, bins: u32, bound: f32,
): void {
  const inside = f32x4.le(f32x4.abs(value), c(bound));
  const inner = clampV(value, -bound, bound);
  locate(raw, line, bins, bound, inner, false);
  const gy = v128.and(inside, gy0);
  const gl = v128.and(inside, gl0);
  const t = f32x4.div(f32x4.sub(inner, left), width);
  const u = f32x4.sub(c(1), t);
  const tu = f32x4.mul(t, u);
  const tt = f32x4.mul(t, t);
  const s = f32x4.div(height, width);
  const q = f32x4.sub(f32x4.add(slope1, slope0), f32x4.add(s, s));
  const den = madd(q, tu, s);
  const a = madd(s, tt, f32x4.mul(slope0, tu));
  const e = slopeNumerator(s, t, u, tu);
  const part = f32x4.div(f32x4.mul(height, a), den);

  // Reverse of y = low + height a / den and of log slope = 2 log s + log e - 2 log den.
  const gNum = f32x4.div(gy, den);
  const gDen = f32x4.neg(f32x4.div(madd(gy, part, f32x4.add(gl, gl)), den));
  const gE = f32x4.div(gl, e);
  const gA = f32x4.mul(gNum, height);
  let gH = f32x4.mul(gNum, a);
  let gS = f32x4.add(f32x4.div(f32x4.add(gl, gl), s), madd(f32x4.add(gE, gE), tu, f32x4.mul(gA, tt)));
  gS = f32x4.add(gS, gDen);
  const gTu = madd(gA, slope0, madd(gDen, q, f32x4.mul(f32x4.add(gE, gE), s)));
  const gQ = f32x4.mul(gDen, tu);
  gS = f32x4.sub(gS, f32x4.add(gQ, gQ));
  const g0 = f32x4.add(madd(gA, tu, f32x4.mul(gE, f32x4.mul(u, u))), gQ);
  const g1 = madd(gE, tt, gQ);
  const slopeTerm = f32x4.mul(c(2), f32x4.sub(f32x4.mul(slope1, t), f32x4.mul(slope0, u)));
  let gT = madd(gE, slopeTerm, f32x4.mul(f32x4.mul(gA, f32x4.add(s, s)), t));
  gT = madd(gTu, f32x4.sub(u, t), gT);
  const perWidth = f32x4.div(c(1), width);
  gH = madd(gS, perWidth, gH);
  const gX = f32x4.mul(gT, perWidth);
  const gW = f32x4.neg(f32x4.mul(perWidth, madd(gS, s, f32x4.mul(gT, t))));

  v128.store(dx, f32x4.add(v128.load(dx), v128.bitselect(gX, gy0, inside)));
  toShares(shareX, draw, line, bins, gW, f32x4.neg(gX), 2 * bound * (1 - MIN_WIDTH * <f32>bins));
  toShares(shareY, draw + <usize>bins * line, line, bins, gH, gy, 2 * bound * (1 - MIN_HEIGHT * <f32>bins));
  const gRaw0 = f32x4.mul(g0, sigmoidV(raw0)), gRaw1 = f32x4.mul(g1, sigmoidV(raw1));
  for (let knot: u32 = 1; knot < bins; knot++) {
    const target = draw + <usize>(2 * bins + knot - 1) * line;
    const from0 = v128.and(f32x4.eq(bin, c(<f32>knot)), gRaw0);
    const from1 = v128.and(f32x4.eq(bin, c(<f32>(knot - 1))), gRaw1);
    v128.store(target, f32x4.add(v128.load(target), f32x4.add(from0, from1)));
  }
}

/**
 * Through the softmax of sizes: `size` is the gradient of the bin's own size, `knot` that of its lower knot, which is
 * the sum of the sizes before it.
 */
function toShares(share: usize, draw: usize, line: usize, bins: u32, size: v128, knot: v128, span: f32): void {
  let mean = c(0);
  for (let k: usize = 0; k < bins; k++) {
    mean = madd(v128.load(share + (k << 4)), sizeGradient(<f32>k, size, knot), mean);
  }
  for (let k: usize = 0; k < bins; k++) {
    const g = f32x4.sub(sizeGradient(<f32>k, size, knot), mean);
    const weight = f32x4.mul(c(span), v128.load(share + (k << 4)));
    v128.store(draw + k * line, madd(weight, g, v128.load(draw + k * line)));
  }
}

// @ts-ignore: decorator
@inline function sizeGradient(k: f32, size: v128, knot: v128): v128 {
  const own = v128.and(f32x4.eq(bin, c(k)), size);
  return f32x4.add(own, v128.and(f32x4.gt(bin, c(k)), knot));
}
