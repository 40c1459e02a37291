/**
 * Elementary functions of four numbers at once, single precision, without fused multiply-add: the same bits on every
 * machine. exp and log: polynomials of the Cephes library's single-precision routines (Moshier 1992); largest relative
 * errors, measured by test/tensor: exp 2e-7, log 2e-7, tanh 4e-7.
 */

// @ts-ignore: decorator
@inline function c(x: f32): v128 {
  return f32x4.splat(x);
}

// @ts-ignore: decorator
@inline export function madd(a: v128, b: v128, d: v128): v128 {
  return f32x4.add(f32x4.mul(a, b), d);
}

/** Adding it rounds to whole numbers (ties to even) and leaves them in the low bits. */
const ROUND: f32 = 12_582_912;

// pmin and pmax are one instruction each where min and max, which order zeros, are six; with the number first they keep NaN.
// @ts-ignore: decorator
@inline export function clampV(x: v128, low: f32, high: f32): v128 {
  return f32x4.pmax(f32x4.pmin(x, c(high)), c(low));
}

// @ts-ignore: decorator
@inline export function positiveV(x: v128): v128 {
  return f32x4.pmax(x, c(0));
}

// @ts-ignore: decorator
@inline export function expV(value: v128): v128 {
  const x = clampV(value, -87.3, 88.0);
  const shifted = madd(x, c(1.44269504088896341), c(ROUND));
  const n = f32x4.sub(shifted, c(ROUND));
  let r = f32x4.sub(x, f32x4.mul(n, c(0.693359375)));
  r = f32x4.sub(r, f32x4.mul(n, c(-2.12194440e-4)));
  let p = madd(c(1.9875691500e-4), r, c(1.3981999507e-3));
  p = madd(p, r, c(8.3334519073e-3));
  p = madd(p, r, c(4.1665795894e-2));
  p = madd(p, r, c(1.6666665459e-1));
  p = madd(p, r, c(5.0000001201e-1));
  const y = f32x4.add(madd(p, f32x4.mul(r, r), r), c(1));
  // 2^n: its exponent, put in place.
  const scale = i32x4.shl(i32x4.add(shifted, i32x4.splat(127)), 23);
  return f32x4.mul(y, scale);
}

/** Natural logarithm of positive normal numbers; smaller ones count as the least of them. NaN of NaN. */
// @ts-ignore: decorator
@inline export function logV(value: v128): v128 {
  const x = f32x4.pmax(value, c(1.17549435e-38));
  let e = f32x4.convert_i32x4_s(
    i32x4.sub(i32x4.shr_u(x, 23), i32x4.splat(126)),
  );
  let m = v128.or(v128.and(x, i32x4.splat(0x7fffff)), i32x4.splat(0x3f000000));
  const small = f32x4.lt(m, c(0.707106781186547524));
  e = f32x4.sub(e, v128.and(small, c(1)));
  m = f32x4.sub(f32x4.add(m, v128.and(small, m)), c(1));
  const z = f32x4.mul(m, m);
  let p = madd(c(7.0376836292e-2), m, c(-1.1514610310e-1));
  p = madd(p, m, c(1.1676998740e-1));
  p = madd(p, m, c(-1.2420140846e-1));
  p = madd(p, m, c(1.4249322787e-1));
  p = madd(p, m, c(-1.6668057665e-1));
  p = madd(p, m, c(2.0000714765e-1));
  p = madd(p, m, c(-2.4999993993e-1));
  p = madd(p, m, c(3.3333331174e-1));
  let y = f32x4.mul(f32x4.mul(p, m), z);
  y = madd(e, c(-2.12194440e-4), y);
  y = f32x4.sub(y, f32x4.mul(c(0.5), z));
  y = madd(e, c(0.693359375), f32x4.add(m, y));
  return v128.bitselect(y, value, f32x4.eq(value, value));
}

/** log(1 + u) for u in [0, 1], also of tiny u (Kahan's correction). */
// @ts-ignore: decorator
@inline export function log1pV(u: v128): v128 {
  const w = f32x4.add(u, c(1));
  const d = f32x4.sub(w, c(1));
  const exact = f32x4.eq(d, c(0));
  const safe = v128.bitselect(c(1), d, exact);
  return v128.bitselect(u, f32x4.mul(logV(w), f32x4.div(u, safe)), exact);
}

/** x P(x^2) / Q(x^2) on [-8, 8], fitted to the least relative error (6e-9 before rounding). */
// @ts-ignore: decorator
@inline export function tanhV(value: v128): v128 {
  const x = clampV(value, -8, 8);
  const z = f32x4.mul(x, x);
  let p = madd(c(1.5230631039e-8), z, c(2.1894815417e-5));
  p = madd(p, z, c(3.5716074356e-3));
  p = madd(p, z, c(1.3444505959e-1));
  p = madd(p, z, c(9.9999999360e-1));
  let q = madd(c(8.5225335787e-7), z, c(3.4113073305e-4));
  q = madd(q, z, c(2.6164478896e-2));
  q = madd(q, z, c(4.6777833287e-1));
  q = madd(q, z, c(1));
  return f32x4.div(f32x4.mul(x, p), q);
}

/** log(1 + exp x), without overflow. */
// @ts-ignore: decorator
@inline export function softplusV(x: v128): v128 {
  return f32x4.add(positiveV(x), log1pV(expV(f32x4.neg(f32x4.abs(x)))));
}

// @ts-ignore: decorator
@inline export function sigmoidV(x: v128): v128 {
  return f32x4.div(c(1), f32x4.add(c(1), expV(f32x4.neg(x))));
}

// @ts-ignore: decorator
@inline export function sumLanes(x: v128): f32 {
  return (
    f32x4.extract_lane(x, 0) +
    f32x4.extract_lane(x, 1) +
    (f32x4.extract_lane(x, 2) + f32x4.extract_lane(x, 3))
  );
}
