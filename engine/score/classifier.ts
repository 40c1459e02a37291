/** A small network that tells two kinds of points apart: two hidden layers of ReLU, logistic loss. */
import type { RandomSource } from '../simulator/kernel/samplers.ts';
import { padded } from '../tensor/backend.ts';
import { Parameters } from '../tensor/parameters.ts';
import { Tape, type Tensor } from '../tensor/tape.ts';
import { createWasmBackend } from '../tensor/wasm-backend.ts';

export interface LabelledPoints {
  readonly dimensions: number;
  /** Row-major [count, dimensions], each column about one unit wide. */
  readonly values: Float64Array;
  /** [count]: 1 or -1. */
  readonly labels: Int8Array;
}

export interface ClassifierOptions {
  /** Units of a hidden layer; default 10 a dimension. */
  readonly hidden?: number;
  /** Passes over the data at most; default 1000. */
  readonly epochs?: number;
}

/** Log odds of label 1 of row-major points, those rows of them. */
export type Classify = (values: Float64Array, rows: ArrayLike<number>) => Float64Array;

const BATCH = 200;
const RATE = 1e-3;
const PENALTY = 1e-4;
/** Every tenth row is set aside; the classifier of the epoch that did best on them is taken (else it learns by heart). */
const ASIDE = 10;
/** Stops after so many epochs without a better one. */
const PATIENCE = 10;

/** Learns from those `rows` of the points, at least 20. */
export function trainClassifier(
  points: LabelledPoints,
  rows: ArrayLike<number>,
  random: RandomSource,
  { hidden = 10 * points.dimensions, epochs = 1000 }: ClassifierOptions = {},
): Classify {
  const { dimensions } = points;
  const { backend, parameters, layers, record } = network(dimensions, hidden, random);
  const all = Uint32Array.from(rows);
  const aside = all.filter((_, i) => i % ASIDE === 0);
  const train = all.filter((_, i) => i % ASIDE !== 0);
  const batch = Math.min(BATCH, train.length & ~3);
  const step = lossTape(record, points, batch, true);
  const check = lossTape(record, points, padded(aside.length), false);
  let best = { loss: Number.POSITIVE_INFINITY, epoch: 0, values: parameters.values() };
  for (let epoch = 0; epoch < epochs && epoch - best.epoch <= PATIENCE; epoch++) {
    const order = shuffled(train.length, random);
    const chosen = new Uint32Array(batch);
    for (let from = 0; from + batch <= order.length; from += batch) {
      for (let b = 0; b < batch; b++) chosen[b] = train[order[from + b]!]!;
      step.forward(chosen);
      parameters.clearGradients();
      step.tape.backward(step.loss);
      for (const { w } of layers) {
        backend.kernels.addScaled(w.offset, PENALTY / batch, w.gradient, padded(w.count));
      }
      parameters.step({ rate: RATE, clip: Number.POSITIVE_INFINITY });
    }
    check.forward(aside);
    const loss = check.mean(aside.length);
    if (loss < best.loss) best = { loss, epoch, values: parameters.values() };
  }
  parameters.set(best.values);
  return (of, chosen) => {
    const { tape, x, score } = record(padded(chosen.length), false);
    tape.write(x, columns(of, dimensions, chosen, x.batch));
    tape.forward();
    return tape.read(score).slice(0, chosen.length);
  };
}

/** 0 .. count - 1 in random order: Fisher and Yates. */
export function shuffled(count: number, random: RandomSource): Uint32Array {
  const order = Uint32Array.from({ length: count }, (_, i) => i);
  for (let i = count - 1; i > 0; i--) {
    const j = Math.floor(random.uniform() * (i + 1));
    const kept = order[i]!;
    order[i] = order[j]!;
    order[j] = kept;
  }
  return order;
}

type Record = (
  batch: number,
  differentiate: boolean,
) => { readonly tape: Tape; readonly x: Tensor; readonly score: Tensor };

function network(dimensions: number, hidden: number, random: RandomSource) {
  const backend = createWasmBackend();
  const parameters = new Parameters(backend);
  const layer = (inputs: number, outputs: number) => {
    // Glorot and Bengio 2010, for ReLU as scikit-learn does it.
    const most = Math.sqrt(6 / (inputs + outputs));
    const numbers = (count: number) =>
      Float64Array.from({ length: count }, () => most * (2 * random.uniform() - 1));
    return { w: parameters.add(numbers(inputs * outputs)), b: parameters.add(numbers(outputs)) };
  };
  const layers = [layer(dimensions, hidden), layer(hidden, hidden), layer(hidden, 1)] as const;
  parameters.seal();
  const record: Record = (batch, differentiate) => {
    const tape = new Tape(backend, batch, { differentiate });
    const x = tape.input(dimensions);
    const [one, two, three] = layers;
    const inner = tape.relu(tape.dense(tape.relu(tape.dense(x, one.w, one.b)), two.w, two.b));
    return { tape, x, score: tape.dense(inner, three.w, three.b) };
  };
  return { backend, parameters, layers, record };
}

/** The logistic loss of rows of the points. */
function lossTape(
  record: Record,
  { dimensions, values, labels }: LabelledPoints,
  batch: number,
  differentiate: boolean,
) {
  const { tape, x, score } = record(batch, differentiate);
  const sign = tape.input(1);
  const loss = tape.softplus(tape.multiply(score, sign));
  const signs = new Float64Array(batch);
  return {
    tape,
    loss,
    forward(rows: Uint32Array): void {
      tape.write(x, columns(values, dimensions, rows, batch));
      for (let b = 0; b < batch; b++) signs[b] = -labels[rows[b] ?? rows[0]!]!;
      tape.write(sign, signs);
      tape.forward();
    },
    /** Of the first `count`. */
    mean(count: number): number {
      const losses = tape.read(loss).subarray(0, count);
      return losses.reduce((a, b) => a + b, 0) / count;
    },
  };
}

/** Rows of a row-major matrix as columns of a tape, filled up with the first of them. */
function columns(
  values: Float64Array,
  dimensions: number,
  rows: ArrayLike<number>,
  batch: number,
): Float64Array {
  const all = new Float64Array(dimensions * batch);
  for (let b = 0; b < batch; b++) {
    const from = (rows[b] ?? rows[0]!) * dimensions;
    for (let d = 0; d < dimensions; d++) all[d * batch + b] = values[from + d]!;
  }
  return all;
}
