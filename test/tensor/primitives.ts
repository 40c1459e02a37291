/** One small network for each primitive of the tape, to be run on any backend, or tape, with the same numbers. */
import type { Backend } from '../../engine/tensor/backend.ts';
import { type Parameter, Parameters } from '../../engine/tensor/parameters.ts';
import { Tape, type Tensor } from '../../engine/tensor/tape.ts';

export interface Built {
  readonly tape: Tape;
  readonly parameters: Parameters;
  readonly inputs: readonly Tensor[];
  readonly output: Tensor;
  /** Of the numbers of `parameters`: 1 where one is trained. */
  readonly trained: Float64Array;
}

export interface Primitive {
  readonly name: string;
  readonly rows: number;
  /** Columns of the input. */
  readonly batch: number;
  /** Input numbers, row after row, from numbers in (-1, 1). */
  readonly values: (numbers: () => number) => Float64Array;
  readonly parameters: readonly { readonly count: number; readonly mask?: Float64Array }[];
  readonly record: (tape: Tape, x: Tensor, parameter: () => Parameter) => Tensor;
}

/** Columns of every tape. */
export const BATCH = 12;

/** Numbers in (-1, 1) that are the same everywhere: no library, no state shared between primitives. */
export function numbersFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 31 - 1;
  };
}

/** Different for each column and row, so that no two mistakes cancel. */
export function lossWeights({ rows, batch }: Tensor): Float64Array {
  const numbers = numbersFrom(99);
  return Float64Array.from({ length: rows * batch }, () => numbers());
}

/** Declares the parameters of a primitive with their first numbers. */
export function declare(backend: Backend, { parameters }: Primitive, numbers: () => number) {
  const all = new Parameters(backend);
  const declared = parameters.map(({ count, mask }) =>
    all.add(
      Float64Array.from({ length: count }, (_, i) => numbers() * (mask?.[i] ?? 1)),
      mask,
    ),
  );
  all.seal();
  let next = 0;
  return { parameters: all, next: () => declared[next++]! };
}

export function build(backend: Backend, primitive: Primitive, numbers: () => number): Built {
  const { parameters, next } = declare(backend, primitive, numbers);
  const tape = new Tape(backend, BATCH);
  const x = tape.input(primitive.rows, primitive.batch);
  tape.write(x, primitive.values(numbers));
  const output = primitive.record(tape, x, next);
  const trained = primitive.parameters.flatMap(({ count, mask }) =>
    Array.from({ length: (count + 3) & ~3 }, (_, i) => (mask ? (mask[i] ?? 0) : 1)),
  );
  return { tape, parameters, inputs: [x], output, trained: Float64Array.from(trained) };
}

interface Shape {
  /** Numbers of each parameter, or its mask. */
  readonly parameters?: readonly (number | Float64Array)[];
  /** Inputs are in (-spread, spread), moved by `centre`. */
  readonly spread?: number;
  readonly centre?: number;
  readonly batch?: number;
}

function of(
  name: string,
  rows: number,
  record: Primitive['record'],
  { parameters = [], spread = 2, centre = 0, batch = BATCH }: Shape = {},
): Primitive {
  return {
    name,
    rows,
    batch,
    values: (numbers) =>
      Float64Array.from({ length: rows * batch }, () => centre + spread * numbers()),
    parameters: parameters.map((one) =>
      typeof one === 'number' ? { count: one } : { count: one.length, mask: one },
    ),
    record,
  };
}

const SPLINE = { bins: 8, bound: 2.5 } as const;
/** Of a spline of two rows: the rows, then its raw numbers. Some rows are outside the bound. */
const SPLINE_ROWS = 2 + 2 * (3 * SPLINE.bins - 1);

/** [7, 5], two of three connected. */
const MASK = Float64Array.from({ length: 35 }, (_, i) => (i % 3 === 1 ? 0 : 1));

export const PRIMITIVES: readonly Primitive[] = [
  of('dense', 5, (tape, x, p) => tape.dense(x, p(), p()), { parameters: [35, 7] }),
  of('dense without bias', 5, (tape, x, p) => tape.dense(x, p()), { parameters: [30] }),
  of('masked dense', 5, (tape, x, p) => tape.dense(x, p(), p()), { parameters: [MASK, 7] }),
  of(
    'a residual block',
    5,
    (tape, x, p) => {
      const inner = tape.dense(tape.tanh(x), p(), p());
      return tape.add(x, tape.dense(tape.tanh(inner), p(), p()));
    },
    { parameters: [25, 5, 25, 5] },
  ),
  of(
    'convolution',
    2 * 9,
    (tape, x, p) => tape.convolution(x, { w: p(), b: p(), channels: 2, size: 3, stride: 2 }),
    { parameters: [3 * 2 * 3, 3] },
  ),
  of('tanh', 3, (tape, x) => tape.tanh(x)),
  of('relu', 3, (tape, x) => tape.relu(x)),
  of('exp', 3, (tape, x) => tape.exp(x)),
  of('log', 3, (tape, x) => tape.log(x), { centre: 2.1 }),
  of('softplus', 3, (tape, x) => tape.softplus(x), { spread: 20 }),
  of('softmax', 5, (tape, x) => tape.softmax(x)),
  of('scale', 3, (tape, x) => tape.scale(x, -0.7)),
  of('add', 4, (tape, x) => tape.add(tape.slice(x, 0, 2), tape.slice(x, 2, 2))),
  of('multiply', 4, (tape, x) => tape.multiply(tape.slice(x, 0, 2), tape.slice(x, 1, 2))),
  of('a square', 3, (tape, x) => tape.multiply(x, x)),
  of('sum of rows', 4, (tape, x) => tape.sumRows(x)),
  of('gather', 4, (tape, x) => {
    const chosen = [
      [x, 3],
      [x, 0],
    ] as const;
    return tape.multiply(tape.gather(chosen), tape.slice(x, 0, 2));
  }),
  of('concatenate', 3, (tape, x) => tape.concatenate(tape.exp(x), x)),
  of('log of a diagonal', 1, (tape, x, p) => tape.multiply(x, tape.logDiagonal(p())), {
    parameters: [9],
  }),
  of('mean over a set', 2, (tape, x) => tape.meanPool(tape.tanh(x), 3), { batch: 3 * BATCH }),
  of('spline', SPLINE_ROWS, (tape, x) => splined(tape, x).y, { spread: 3 }),
  of('log slope of a spline', SPLINE_ROWS, (tape, x) => splined(tape, x).logSlope, { spread: 3 }),
];

/** Forwards only. */
export const INVERSES: readonly Primitive[] = [
  of('inverse spline', SPLINE_ROWS, (tape, x) => unsplined(tape, x).y, { spread: 3 }),
  of('log slope of an inverse spline', SPLINE_ROWS, (tape, x) => unsplined(tape, x).logSlope, {
    spread: 3,
  }),
];

function splined(tape: Tape, x: Tensor) {
  return tape.spline(tape.slice(x, 0, 2), tape.slice(x, 2, x.rows - 2), SPLINE);
}

function unsplined(tape: Tape, x: Tensor) {
  return tape.inverseSpline(tape.slice(x, 0, 2), tape.slice(x, 2, x.rows - 2), SPLINE);
}
