/** Functions of each number by itself, and their gradients. Counts are multiples of 4. */
import { expV, logV, madd, positiveV, sigmoidV, softplusV, sumLanes, tanhV } from './math';

// @ts-ignore: decorator
@inline function at(offset: u32): usize {
  return (<usize>offset) << 2;
}

export function tanhForward(x: u32, y: u32, count: u32): void {
  for (let p: usize = 0, end = at(count); p < end; p += 16) v128.store(at(y) + p, tanhV(v128.load(at(x) + p)));
}

/** dx += dy (1 - y^2) */
export function tanhBackward(y: u32, dy: u32, dx: u32, count: u32): void {
  for (let p: usize = 0, end = at(count); p < end; p += 16) {
    const v = v128.load(at(y) + p);
    const slope = f32x4.sub(f32x4.splat(1), f32x4.mul(v, v));
    v128.store(at(dx) + p, madd(v128.load(at(dy) + p), slope, v128.load(at(dx) + p)));
  }
}

export function reluForward(x: u32, y: u32, count: u32): void {
  for (let p: usize = 0, end = at(count); p < end; p += 16) v128.store(at(y) + p, positiveV(v128.load(at(x) + p)));
}

export function reluBackward(y: u32, dy: u32, dx: u32, count: u32): void {
  const zero = f32x4.splat(0);
  for (let p: usize = 0, end = at(count); p < end; p += 16) {
    const on = f32x4.gt(v128.load(at(y) + p), zero);
    v128.store(at(dx) + p, f32x4.add(v128.load(at(dx) + p), v128.and(on, v128.load(at(dy) + p))));
  }
}

export function expForward(x: u32, y: u32, count: u32): void {
  for (let p: usize = 0, end = at(count); p < end; p += 16) v128.store(at(y) + p, expV(v128.load(at(x) + p)));
}

export function softplusForward(x: u32, y: u32, count: u32): void {
  for (let p: usize = 0, end = at(count); p < end; p += 16) v128.store(at(y) + p, softplusV(v128.load(at(x) + p)));
}

export function softplusBackward(x: u32, dy: u32, dx: u32, count: u32): void {
  for (let p: usize = 0, end = at(count); p < end; p += 16) {
    const slope = sigmoidV(v128.load(at(x) + p));
    v128.store(at(dx) + p, madd(v128.load(at(dy) + p), slope, v128.load(at(dx) + p)));
  }
}

export function logForward(x: u32, y: u32, count: u32): void {
  for (let p: usize = 0, end = at(count); p < end; p += 16) v128.store(at(y) + p, logV(v128.load(at(x) + p)));
}

/** dx += dy / x */
export function logBackward(x: u32, dy: u32, dx: u32, count: u32): void {
  for (let p: usize = 0, end = at(count); p < end; p += 16) {
    const g = f32x4.div(v128.load(at(dy) + p), v128.load(at(x) + p));
    v128.store(at(dx) + p, f32x4.add(v128.load(at(dx) + p), g));
  }
}

/** out = a + b */
export function add(a: u32, b: u32, out: u32, count: u32): void {
  for (let p: usize = 0, end = at(count); p < end; p += 16) {
    v128.store(at(out) + p, f32x4.add(v128.load(at(a) + p), v128.load(at(b) + p)));
  }
}

/** out = factor * a */
export function scale(a: u32, factor: f32, out: u32, count: u32): void {
  const k = f32x4.splat(factor);
  for (let p: usize = 0, end = at(count); p < end; p += 16) v128.store(at(out) + p, f32x4.mul(k, v128.load(at(a) + p)));
}

/** out += factor * a */
export function addScaled(a: u32, factor: f32, out: u32, count: u32): void {
  const k = f32x4.splat(factor);
  for (let p: usize = 0, end = at(count); p < end; p += 16) {
    v128.store(at(out) + p, madd(k, v128.load(at(a) + p), v128.load(at(out) + p)));
  }
}

/** out = a * b */
export function multiply(a: u32, b: u32, out: u32, count: u32): void {
  for (let p: usize = 0, end = at(count); p < end; p += 16) {
    v128.store(at(out) + p, f32x4.mul(v128.load(at(a) + p), v128.load(at(b) + p)));
  }
}

/** out += a * b */
export function addProduct(a: u32, b: u32, out: u32, count: u32): void {
  for (let p: usize = 0, end = at(count); p < end; p += 16) {
    v128.store(at(out) + p, madd(v128.load(at(a) + p), v128.load(at(b) + p), v128.load(at(out) + p)));
  }
}

export function copy(from: u32, to: u32, count: u32): void {
  memory.copy(at(to), at(from), at(count));
}

export function fill(to: u32, value: f32, count: u32): void {
  if (reinterpret<u32>(value) == 0) {
    memory.fill(at(to), 0, at(count));
    return;
  }
  const k = f32x4.splat(value);
  for (let p: usize = 0, end = at(count); p < end; p += 16) v128.store(at(to) + p, k);
}

/** y[b] = sum over rows of x[row, b] */
export function sumRows(x: u32, y: u32, rows: u32, batch: u32): void {
  const line: usize = <usize>batch << 2;
  for (let p: usize = 0; p < line; p += 16) {
    let sum = f32x4.splat(0);
    for (let r: usize = 0; r < rows; r++) sum = f32x4.add(sum, v128.load(at(x) + r * line + p));
    v128.store(at(y) + p, sum);
  }
}

/** dx[row, b] += dy[b] */
export function sumRowsBackward(dy: u32, dx: u32, rows: u32, batch: u32): void {
  const line: usize = <usize>batch << 2;
  for (let p: usize = 0; p < line; p += 16) {
    const g = v128.load(at(dy) + p);
    for (let r: usize = 0; r < rows; r++) {
      const target = at(dx) + r * line + p;
      v128.store(target, f32x4.add(v128.load(target), g));
    }
  }
}

/** Sum of a * b, in double precision between groups of four. */
export function dotProduct(a: u32, b: u32, count: u32): f64 {
  let sum: f64 = 0;
  for (let p: usize = 0, end = at(count); p < end; p += 16) {
    sum += <f64>sumLanes(f32x4.mul(v128.load(at(a) + p), v128.load(at(b) + p)));
  }
  return sum;
}

/** Softmax over rows, for each number of the batch: y[r] = exp(x[r]) / sum of exp(x). */
export function softmaxForward(x: u32, y: u32, rows: u32, batch: u32): void {
  const line: usize = <usize>batch << 2;
  for (let p: usize = 0; p < line; p += 16) {
    let top = v128.load(at(x) + p);
    for (let r: usize = 1; r < rows; r++) top = f32x4.pmax(top, v128.load(at(x) + r * line + p));
    let sum = f32x4.splat(0);
    for (let r: usize = 0; r < rows; r++) {
      const e = expV(f32x4.sub(v128.load(at(x) + r * line + p), top));
      v128.store(at(y) + r * line + p, e);
      sum = f32x4.add(sum, e);
    }
    const share = f32x4.div(f32x4.splat(1), sum);
    for (let r: usize = 0; r < rows; r++) {
      const target = at(y) + r * line + p;
      v128.store(target, f32x4.mul(v128.load(target), share));
    }
  }
}

/** dx += y (dy - sum of y dy) */
export function softmaxBackward(y: u32, dy: u32, dx: u32, rows: u32, batch: u32): void {
  const line: usize = <usize>batch << 2;
  for (let p: usize = 0; p < line; p += 16) {
    let sum = f32x4.splat(0);
    for (let r: usize = 0; r < rows; r++) sum = madd(v128.load(at(y) + r * line + p), v128.load(at(dy) + r * line + p), sum);
    for (let r: usize = 0; r < rows; r++) {
      const q = r * line + p;
      const g = f32x4.mul(v128.load(at(y) + q), f32x4.sub(v128.load(at(dy) + q), sum));
      v128.store(at(dx) + q, f32x4.add(v128.load(at(dx) + q), g));
    }
  }
}

/** Mean over a set: x [rows, members * batch], member after member; y [rows, batch]. */
export function meanPool(x: u32, y: u32, rows: u32, members: u32, batch: u32): void {
  const line: usize = <usize>batch << 2;
  const share = f32x4.splat(<f32>1 / <f32>members);
  for (let r: usize = 0; r < rows; r++) {
    for (let p: usize = 0; p < line; p += 16) {
      let sum = f32x4.splat(0);
      for (let m: usize = 0; m < members; m++) sum = f32x4.add(sum, v128.load(at(x) + (r * members + m) * line + p));
      v128.store(at(y) + r * line + p, f32x4.mul(sum, share));
    }
  }
}

export function meanPoolBackward(dy: u32, dx: u32, rows: u32, members: u32, batch: u32): void {
  const line: usize = <usize>batch << 2;
  const share = f32x4.splat(<f32>1 / <f32>members);
  for (let r: usize = 0; r < rows; r++) {
    for (let p: usize = 0; p < line; p += 16) {
      const g = f32x4.mul(v128.load(at(dy) + r * line + p), share);
      for (let m: usize = 0; m < members; m++) {
        const target = at(dx) + (r * members + m) * line + p;
        v128.store(target, f32x4.add(v128.load(target), g));
      }
    }
  }
}

/** Adam (Kingma and Ba 2015, algorithm 1); gradients are scaled by `clip` first. `c1`, `c2`: 1 - beta^t. */
export function adam(
  parameters: u32, gradients: u32, first: u32, second: u32, count: u32,
  rate: f32, beta1: f32, beta2: f32, epsilon: f32, c1: f32, c2: f32, clip: f32,
): void {
  const b1 = f32x4.splat(beta1), r1 = f32x4.splat(1 - beta1);
  const b2 = f32x4.splat(beta2), r2 = f32x4.splat(1 - beta2);
  const k = f32x4.splat(clip), step = f32x4.splat(rate / c1), bias = f32x4.splat(1 / c2);
  const e = f32x4.splat(epsilon);
  for (let p: usize = 0, end = at(count); p < end; p += 16) {
    const g = f32x4.mul(v128.load(at(gradients) + p), k);
    const m = f32x4.add(f32x4.mul(b1, v128.load(at(first) + p)), f32x4.mul(r1, g));
    const v = f32x4.add(f32x4.mul(b2, v128.load(at(second) + p)), f32x4.mul(r2, f32x4.mul(g, g)));
    v128.store(at(first) + p, m);
    v128.store(at(second) + p, v);
    const root = f32x4.add(f32x4.sqrt(f32x4.mul(v, bias)), e);
    v128.store(at(parameters) + p, f32x4.sub(v128.load(at(parameters) + p), f32x4.div(f32x4.mul(step, m), root)));
  }
}
