/** One small network for each primitive of the tape, to be run on any backend with the same numbers. */
import type { Backend } from '../../engine/tensor/backend.ts';
import { Parameters } from '../../engine/tensor/parameters.ts';
import { Tape, type Tensor } from '../../engine/tensor/tape.ts';

export interface Built {
  readonly tape: Tape;
  readonly parameters: Parameters;
  readonly inputs: readonly Tensor[];
  readonly output: Tensor;
}

export interface Primitive {
  readonly name: string;
  readonly build: (backend: Backend, numbers: () => number) => Built;
}

const BATCH = 12;

/** Numbers in (-1, 1) that are the same everywhere: no library, no state shared between primitives. */
export function numbersFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 31 - 1;
  };
}

type Make = (
  tape: Tape,
  x: Tensor,
  parameter: (count: number) => ReturnType<Parameters['add']>,
) => Tensor;

/** A primitive of one input of `rows` rows, whose numbers are `spread` times those in (-1, 1). */
function of(name: string, rows: number, make: Make, { spread = 2, batch = BATCH } = {}): Primitive {
  return {
    name,
    build(backend, numbers) {
      const parameters = new Parameters(backend);
      // Parameters must be declared before the tape lays out its own memory.
      const counts: ReturnType<Parameters['add']>[] = [];
      const shapes = parameterCounts[name] ?? [];
      for (const count of shapes)
        counts.push(parameters.add(Float64Array.from({ length: count }, numbers)));
      parameters.seal();
      const tape = new Tape(backend, BATCH);
      const x = tape.input(rows, batch);
      tape.write(
        x,
        Float64Array.from({ length: rows * batch }, () => spread * numbers()),
      );
      let next = 0;
      const output = make(tape, x, () => counts[next++]!);
      return { tape, parameters, inputs: [x], output };
    },
  };
}

const parameterCounts: Readonly<Record<string, readonly number[]>> = {
  dense: [7 * 5, 7],
  'dense without bias': [6 * 5],
  'a residual block': [25, 5, 25, 5],
  convolution: [3 * 2 * 3, 3],
};

export const PRIMITIVES: readonly Primitive[] = [
  of('dense', 5, (tape, x, p) => tape.dense(x, p(35), p(7))),
  of('dense without bias', 5, (tape, x, p) => tape.dense(x, p(30))),
  of('a residual block', 5, (tape, x, p) => {
    const inner = tape.dense(tape.tanh(x), p(25), p(5));
    return tape.add(x, tape.dense(tape.tanh(inner), p(25), p(5)));
  }),
  of('convolution', 2 * 9, (tape, x, p) =>
    tape.convolution(x, { w: p(18), b: p(3), channels: 2, size: 3, stride: 2 }),
  ),
  of('tanh', 3, (tape, x) => tape.tanh(x)),
  of('relu', 3, (tape, x) => tape.relu(x)),
  of('exp', 3, (tape, x) => tape.exp(x)),
  of('softplus', 3, (tape, x) => tape.softplus(x), { spread: 20 }),
  of('softmax', 5, (tape, x) => tape.softmax(x)),
  of('scale', 3, (tape, x) => tape.scale(x, -0.7)),
  of('add', 4, (tape, x) => tape.add(tape.slice(x, 0, 2), tape.slice(x, 2, 2))),
  of('multiply', 4, (tape, x) => tape.multiply(tape.slice(x, 0, 2), tape.slice(x, 1, 2))),
  of('sum of rows', 4, (tape, x) => tape.sumRows(x)),
  of('gather', 4, (tape, x) =>
    tape.multiply(
      tape.gather([
        [x, 3],
        [x, 0],
      ]),
      tape.slice(x, 0, 2),
    ),
  ),
  of('concatenate', 3, (tape, x) => tape.concatenate(tape.exp(x), x)),
  of('mean over a set', 2, (tape, x) => tape.meanPool(tape.tanh(x), 3), { batch: 3 * BATCH }),
  of('spline', 2 + 2 * 23, (tape, x) => splined(tape, x, 8).y, { spread: 3 }),
  of('log slope of a spline', 2 + 2 * 23, (tape, x) => splined(tape, x, 8).logSlope, { spread: 3 }),
];

function splined(tape: Tape, x: Tensor, bins: number) {
  const raw = tape.slice(x, 2, x.rows - 2);
  return tape.spline(tape.slice(x, 0, 2), raw, { bins, bound: 2.5 });
}
