/**
 * y = W x + b for a batch. Matrices are row-major: x [inputs, batch], W [outputs, inputs], y [outputs, batch]; four numbers
 * of a batch at a time, so batch is a multiple of 4. Offsets count numbers from the start of the memory.
 */
import { madd, sumLanes } from './math';

// @ts-ignore: decorator
@inline function at(offset: u32): usize {
  return (<usize>offset) << 2;
}

/**
 * out[o, b] (+)= sum over i of w[o * ws + i * is] * x[i, b]; `accumulate` 0 starts from bias[o] (or 0 where bias is 0).
 * Tiles of 4 rows by 8 columns stay in registers.
 */
function product(
  w: usize, ws: u32, is: u32, x: usize, out: usize, bias: usize,
  rows: u32, inner: u32, batch: u32, accumulate: bool,
): void {
  const line: usize = <usize>batch << 2;
  const rowStep: usize = <usize>ws << 2;
  const innerStep: usize = <usize>is << 2;
  let o: u32 = 0;
  for (; o + 4 <= rows; o += 4) {
    const w0 = w + <usize>o * rowStep;
    const out0 = out + <usize>o * line;
    let b: u32 = 0;
    for (; b + 8 <= batch; b += 8) {
      const column = <usize>b << 2;
      let a00 = f32x4.splat(0), a01 = f32x4.splat(0);
      let a10 = f32x4.splat(0), a11 = f32x4.splat(0);
      let a20 = f32x4.splat(0), a21 = f32x4.splat(0);
      let a30 = f32x4.splat(0), a31 = f32x4.splat(0);
      let px = x + column;
      let pw = w0;
      for (let i: u32 = 0; i < inner; i++) {
        const x0 = v128.load(px);
        const x1 = v128.load(px, 16);
        let k = v128.load32_splat(pw);
        a00 = madd(k, x0, a00);
        a01 = madd(k, x1, a01);
        k = v128.load32_splat(pw + rowStep);
        a10 = madd(k, x0, a10);
        a11 = madd(k, x1, a11);
        k = v128.load32_splat(pw + 2 * rowStep);
        a20 = madd(k, x0, a20);
        a21 = madd(k, x1, a21);
        k = v128.load32_splat(pw + 3 * rowStep);
        a30 = madd(k, x0, a30);
        a31 = madd(k, x1, a31);
        px += line;
        pw += innerStep;
      }
      const target = out0 + column;
      finish(target, bias, o, 0, a00, a01, accumulate);
      finish(target + line, bias, o, 1, a10, a11, accumulate);
      finish(target + 2 * line, bias, o, 2, a20, a21, accumulate);
      finish(target + 3 * line, bias, o, 3, a30, a31, accumulate);
    }
    if (b < batch) {
      for (let r: u32 = 0; r < 4; r++) narrow(w0 + <usize>r * rowStep, innerStep, x, out0 + <usize>r * line, bias, o + r, inner, line, b, batch, accumulate);
    }
  }
  for (; o < rows; o++) wide(w + <usize>o * rowStep, innerStep, x, out + <usize>o * line, bias, o, inner, batch, accumulate);
}

// @ts-ignore: decorator
@inline function finish(target: usize, bias: usize, o: u32, r: u32, s0: v128, s1: v128, accumulate: bool): void {
  let first0 = f32x4.splat(0), first1 = first0;
  if (accumulate) {
    first0 = v128.load(target);
    first1 = v128.load(target, 16);
  } else if (bias != 0) {
    first0 = v128.load32_splat(bias + (<usize>(o + r) << 2));
    first1 = first0;
  }
  v128.store(target, f32x4.add(first0, s0));
  v128.store(target, f32x4.add(first1, s1), 16);
}

/** One row, 16 columns at a time: enough sums at once that none waits for the one before it. */
function wide(
  w: usize, innerStep: usize, x: usize, out: usize, bias: usize, o: u32, inner: u32, batch: u32, accumulate: bool,
): void {
  const line: usize = <usize>batch << 2;
  let b: u32 = 0;
  for (; b + 16 <= batch; b += 16) {
    const column = <usize>b << 2;
    let s0 = f32x4.splat(0), s1 = s0, s2 = s0, s3 = s0;
    let px = x + column;
    let pw = w;
    for (let i: u32 = 0; i < inner; i++) {
      const k = v128.load32_splat(pw);
      s0 = madd(k, v128.load(px), s0);
      s1 = madd(k, v128.load(px, 16), s1);
      s2 = madd(k, v128.load(px, 32), s2);
      s3 = madd(k, v128.load(px, 48), s3);
      px += line;
      pw += innerStep;
    }
    finish(out + column, bias, o, 0, s0, s1, accumulate);
    finish(out + column + 32, bias, o, 0, s2, s3, accumulate);
  }
  narrow(w, innerStep, x, out, bias, o, inner, line, b, batch, accumulate);
}

/** One row, four columns at a time. */
function narrow(
  w: usize, innerStep: usize, x: usize, out: usize, bias: usize, o: u32,
  inner: u32, line: usize, from: u32, batch: u32, accumulate: bool,
): void {
  for (let b = from; b < batch; b += 4) {
    const column = <usize>b << 2;
    let sum = f32x4.splat(0);
    let px = x + column;
    let pw = w;
    for (let i: u32 = 0; i < inner; i++) {
      sum = madd(v128.load32_splat(pw), v128.load(px), sum);
      px += line;
      pw += innerStep;
    }
    let first = f32x4.splat(0);
    if (accumulate) first = v128.load(out + column);
    else if (bias != 0) first = v128.load32_splat(bias + (<usize>o << 2));
    v128.store(out + column, f32x4.add(first, sum));
  }
}

/** y = W x + b; `b` 0: without bias. */
export function dense(w: u32, b: u32, x: u32, y: u32, outputs: u32, inputs: u32, batch: u32): void {
  product(at(w), inputs, 1, at(x), at(y), at(b), outputs, inputs, batch, false);
}

/** dx += W' dy */
export function denseInput(w: u32, dy: u32, dx: u32, outputs: u32, inputs: u32, batch: u32): void {
  product(at(w), 1, inputs, at(dy), at(dx), 0, inputs, outputs, batch, true);
}

/** dW += dy x', db += the sums of dy; `db` 0: without bias. */
export function denseWeights(x: u32, dy: u32, dw: u32, db: u32, outputs: u32, inputs: u32, batch: u32): void {
  const line: usize = <usize>batch << 2;
  const row: usize = <usize>inputs << 2;
  if (db != 0) addSums(at(dy), at(db), outputs, line);
  const even = outputs & ~1;
  const tiled = inputs & ~3;
  for (let o: usize = 0; o < even; o += 2) {
    for (let i: usize = 0; i < tiled; i += 4) {
      tile(at(dy) + o * line, at(x) + i * line, at(dw) + o * row + (i << 2), row, line);
    }
  }
  if (even < outputs) {
    const g = at(dy) + <usize>even * line;
    for (let i: usize = 0; i < tiled; i += 4) {
      const target = at(dw) + <usize>even * row + (i << 2);
      v128.store(target, f32x4.add(v128.load(target), dots(g, at(x) + i * line, line)));
    }
  }
  for (let i: usize = tiled; i < inputs; i++) column(at(dy), at(x) + i * line, at(dw) + (i << 2), row, outputs, line);
}

/** Two rows of dW by four columns; `row`: bytes from one to the next. */
// @ts-ignore: decorator
@inline function tile(g: usize, x: usize, target: usize, row: usize, line: usize): void {
  let a0 = f32x4.splat(0), a1 = a0, a2 = a0, a3 = a0;
  let b0 = a0, b1 = a0, b2 = a0, b3 = a0;
  for (let p: usize = 0; p < line; p += 16) {
    const g0 = v128.load(g + p);
    const g1 = v128.load(g + line + p);
    let v = v128.load(x + p);
    a0 = madd(g0, v, a0);
    b0 = madd(g1, v, b0);
    v = v128.load(x + line + p);
    a1 = madd(g0, v, a1);
    b1 = madd(g1, v, b1);
    v = v128.load(x + 2 * line + p);
    a2 = madd(g0, v, a2);
    b2 = madd(g1, v, b2);
    v = v128.load(x + 3 * line + p);
    a3 = madd(g0, v, a3);
    b3 = madd(g1, v, b3);
  }
  v128.store(target, f32x4.add(v128.load(target), transposeSum(a0, a1, a2, a3)));
  v128.store(target + row, f32x4.add(v128.load(target + row), transposeSum(b0, b1, b2, b3)));
}

/** One column of dW, four outputs at a time. */
function column(g: usize, x: usize, target: usize, row: usize, outputs: u32, line: usize): void {
  let o: u32 = 0;
  for (; o + 4 <= outputs; o += 4) {
    const sums = dots(x, g + <usize>o * line, line);
    const to = target + <usize>o * row;
    store<f32>(to, load<f32>(to) + f32x4.extract_lane(sums, 0));
    store<f32>(to + row, load<f32>(to + row) + f32x4.extract_lane(sums, 1));
    store<f32>(to + 2 * row, load<f32>(to + 2 * row) + f32x4.extract_lane(sums, 2));
    store<f32>(to + 3 * row, load<f32>(to + 3 * row) + f32x4.extract_lane(sums, 3));
  }
  for (; o < outputs; o++) {
    let sum = f32x4.splat(0);
    for (let p: usize = 0; p < line; p += 16) sum = madd(v128.load(g + <usize>o * line + p), v128.load(x + p), sum);
    const to = target + <usize>o * row;
    store<f32>(to, load<f32>(to) + sumLanes(sum));
  }
}

/** The products of line `a` with four lines from `b` on. */
// @ts-ignore: decorator
@inline function dots(a: usize, b: usize, line: usize): v128 {
  let s0 = f32x4.splat(0), s1 = s0, s2 = s0, s3 = s0;
  for (let p: usize = 0; p < line; p += 16) {
    const v = v128.load(a + p);
    s0 = madd(v, v128.load(b + p), s0);
    s1 = madd(v, v128.load(b + line + p), s1);
    s2 = madd(v, v128.load(b + 2 * line + p), s2);
    s3 = madd(v, v128.load(b + 3 * line + p), s3);
  }
  return transposeSum(s0, s1, s2, s3);
}

/** target[o] += the sum of line o. */
function addSums(from: usize, target: usize, lines: u32, line: usize): void {
  let o: usize = 0;
  for (; o + 4 <= lines; o += 4) {
    const q = from + o * line;
    let s0 = f32x4.splat(0), s1 = s0, s2 = s0, s3 = s0;
    for (let p: usize = 0; p < line; p += 16) {
      s0 = f32x4.add(s0, v128.load(q + p));
      s1 = f32x4.add(s1, v128.load(q + line + p));
      s2 = f32x4.add(s2, v128.load(q + 2 * line + p));
      s3 = f32x4.add(s3, v128.load(q + 3 * line + p));
    }
    const to = target + (o << 2);
    v128.store(to, f32x4.add(v128.load(to), transposeSum(s0, s1, s2, s3)));
  }
  for (; o < lines; o++) {
    let sum = f32x4.splat(0);
    for (let p: usize = 0; p < line; p += 16) sum = f32x4.add(sum, v128.load(from + o * line + p));
    store<f32>(target + (o << 2), load<f32>(target + (o << 2)) + sumLanes(sum));
  }
}

/** The sums of four vectors, as one vector. */
// @ts-ignore: decorator
@inline function transposeSum(a: v128, b: v128, d: v128, e: v128): v128 {
  const ab0 = v128.shuffle<f32>(a, b, 0, 4, 1, 5);
  const ab1 = v128.shuffle<f32>(a, b, 2, 6, 3, 7);
  const de0 = v128.shuffle<f32>(d, e, 0, 4, 1, 5);
  const de1 = v128.shuffle<f32>(d, e, 2, 6, 3, 7);
  const ab = f32x4.add(ab0, ab1);
  const de = f32x4.add(de0, de1);
  return f32x4.add(v128.shuffle<f32>(ab, de, 0, 1, 4, 5), v128.shuffle<f32>(ab, de, 2, 3, 6, 7));
}
