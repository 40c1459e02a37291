/**
 * What a tape computes with: one memory of numbers and kernels that work in it. The product has one backend,
 * WebAssembly with single precision; tests and benchmarks put a double-precision twin in its place.
 *
 * Matrices are [rows, batch], row after row; a batch is a multiple of 4. Offsets and counts are in numbers.
 */

export interface Backend {
  readonly kernels: Kernels;
  /** The whole memory. Ask again after each `allocate`: it may have moved. */
  numbers(): Float32Array | Float64Array;
  /** Offset of `count` fresh zeros, never freed: a backend lives as long as its network. Multiples of 4. */
  allocate(count: number): number;
}

/** Each adds to gradients and replaces everything else. Names as in wasm/, where they are described. */
export interface Kernels {
  dense(
    w: number,
    b: number,
    x: number,
    y: number,
    outputs: number,
    inputs: number,
    batch: number,
  ): void;
  denseInput(
    w: number,
    dy: number,
    dx: number,
    outputs: number,
    inputs: number,
    batch: number,
  ): void;
  denseWeights(
    x: number,
    dy: number,
    dw: number,
    db: number,
    outputs: number,
    inputs: number,
    batch: number,
  ): void;
  convolution(w: number, b: number, x: number, y: number, ...shape: ConvolutionShape): void;
  convolutionInput(w: number, dy: number, dx: number, ...shape: ConvolutionShape): void;
  convolutionWeights(
    x: number,
    dy: number,
    dw: number,
    db: number,
    ...shape: ConvolutionShape
  ): void;
  tanhForward(x: number, y: number, count: number): void;
  tanhBackward(y: number, dy: number, dx: number, count: number): void;
  reluForward(x: number, y: number, count: number): void;
  reluBackward(y: number, dy: number, dx: number, count: number): void;
  expForward(x: number, y: number, count: number): void;
  logForward(x: number, y: number, count: number): void;
  logBackward(x: number, dy: number, dx: number, count: number): void;
  softplusForward(x: number, y: number, count: number): void;
  softplusBackward(x: number, dy: number, dx: number, count: number): void;
  /** Elementwise a + b. */
  add(a: number, b: number, out: number, count: number): void;
  /** out = factor * a */
  scale(a: number, factor: number, out: number, count: number): void;
  /** out += factor * a */
  addScaled(a: number, factor: number, out: number, count: number): void;
  multiply(a: number, b: number, out: number, count: number): void;
  /** out += a * b */
  addProduct(a: number, b: number, out: number, count: number): void;
  copy(from: number, to: number, count: number): void;
  fill(to: number, value: number, count: number): void;
  sumRows(x: number, y: number, rows: number, batch: number): void;
  sumRowsBackward(dy: number, dx: number, rows: number, batch: number): void;
  dotProduct(a: number, b: number, count: number): number;
  softmaxForward(x: number, y: number, rows: number, batch: number): void;
  softmaxBackward(y: number, dy: number, dx: number, rows: number, batch: number): void;
  meanPool(x: number, y: number, rows: number, members: number, batch: number): void;
  meanPoolBackward(dy: number, dx: number, rows: number, members: number, batch: number): void;
  splineForward(x: number, raw: number, y: number, logSlope: number, ...shape: SplineShape): void;
  splineInverse(y: number, raw: number, x: number, logSlope: number, ...shape: SplineShape): void;
  splineBackward(
    x: number,
    raw: number,
    dy: number,
    dlog: number,
    dx: number,
    draw: number,
    ...shape: SplineShape
  ): void;
  adam(
    parameters: number,
    gradients: number,
    first: number,
    second: number,
    count: number,
    rate: number,
    beta1: number,
    beta2: number,
    epsilon: number,
    c1: number,
    c2: number,
    clip: number,
  ): void;
}

export type ConvolutionShape = readonly [
  outputs: number,
  channels: number,
  length: number,
  size: number,
  stride: number,
  batch: number,
];

export type SplineShape = readonly [dimensions: number, bins: number, bound: number, batch: number];

/** Next multiple of 4. */
export function padded(count: number): number {
  return (count + 3) & ~3;
}
