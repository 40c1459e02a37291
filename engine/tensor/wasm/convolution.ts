/**
 * 1-D convolution without padding. x [channels * length, batch], w [outputs, channels * size], b [outputs],
 * y [outputs * places, batch], places = floor((length - size) / stride) + 1.
 */
import { madd, sumLanes } from './math';

// @ts-ignore: decorator
@inline function at(offset: u32): usize {
  return (<usize>offset) << 2;
}

export function convolution(
  w: u32, b: u32, x: u32, y: u32, outputs: u32, channels: u32, length: u32, size: u32, stride: u32, batch: u32,
): void {
  const line: usize = <usize>batch << 2;
  const places = (length - size) / stride + 1;
  for (let o: u32 = 0; o < outputs; o++) {
    const kernel = at(w) + ((<usize>o * channels * size) << 2);
    for (let t: u32 = 0; t < places; t++) {
      const target = at(y) + <usize>(o * places + t) * line;
      for (let p: usize = 0; p < line; p += 16) {
        let sum = v128.load32_splat(at(b) + (<usize>o << 2));
        for (let ch: u32 = 0; ch < channels; ch++) {
          const from = at(x) + <usize>(ch * length + t * stride) * line + p;
          const weights = kernel + ((<usize>ch * size) << 2);
          for (let k: usize = 0; k < size; k++) {
            sum = madd(v128.load32_splat(weights + (k << 2)), v128.load(from + k * line), sum);
          }
        }
        v128.store(target + p, sum);
      }
    }
  }
}

/** dx += the gradient of the input. */
export function convolutionInput(
  w: u32, dy: u32, dx: u32, outputs: u32, channels: u32, length: u32, size: u32, stride: u32, batch: u32,
): void {
  const line: usize = <usize>batch << 2;
  const places = (length - size) / stride + 1;
  for (let o: u32 = 0; o < outputs; o++) {
    const kernel = at(w) + ((<usize>o * channels * size) << 2);
    for (let t: u32 = 0; t < places; t++) {
      const row = at(dy) + <usize>(o * places + t) * line;
      for (let ch: u32 = 0; ch < channels; ch++) {
        const to = at(dx) + <usize>(ch * length + t * stride) * line;
        for (let k: usize = 0; k < size; k++) {
          const weight = v128.load32_splat(kernel + ((<usize>ch * size + k) << 2));
          for (let p: usize = 0; p < line; p += 16) {
            const target = to + k * line + p;
            v128.store(target, madd(weight, v128.load(row + p), v128.load(target)));
          }
        }
      }
    }
  }
}

/** dW, db += the gradients of weights and biases. */
export function convolutionWeights(
  x: u32, dy: u32, dw: u32, db: u32, outputs: u32, channels: u32, length: u32, size: u32, stride: u32, batch: u32,
): void {
  const line: usize = <usize>batch << 2;
  const places = (length - size) / stride + 1;
  for (let o: u32 = 0; o < outputs; o++) {
    let bias = f32x4.splat(0);
    for (let t: u32 = 0; t < places; t++) {
      const row = at(dy) + <usize>(o * places + t) * line;
      for (let p: usize = 0; p < line; p += 16) bias = f32x4.add(bias, v128.load(row + p));
    }
    const biasAt = at(db) + (<usize>o << 2);
    store<f32>(biasAt, load<f32>(biasAt) + sumLanes(bias));
    for (let ch: u32 = 0; ch < channels; ch++) {
      for (let k: u32 = 0; k < size; k++) {
        let sum = f32x4.splat(0);
        for (let t: u32 = 0; t < places; t++) {
          const row = at(dy) + <usize>(o * places + t) * line;
          const from = at(x) + <usize>(ch * length + t * stride + k) * line;
          for (let p: usize = 0; p < line; p += 16) sum = madd(v128.load(row + p), v128.load(from + p), sum);
        }
        const target = at(dw) + ((<usize>(o * channels + ch) * size + k) << 2);
        store<f32>(target, load<f32>(target) + sumLanes(sum));
      }
    }
  }
}
