/**
 * Classifier two-sample test (Lopez-Paz and Oquab 2017; protocol of Lueckmann et al. 2021): the share of samples that a
 * small network tells apart, by cross-validation. 0.5: the two sets cannot be told apart; 1: always.
 */
import type { RandomSource } from '../simulator/kernel/samplers.ts';
import { padded } from '../tensor/backend.ts';
import { Parameters } from '../tensor/parameters.ts';
import { Tape, type Tensor } from '../tensor/tape.ts';
import { createWasmBackend } from '../tensor/wasm-backend.ts';

export interface C2stOptions {
  /** Default 5. */
  readonly folds?: number;
  /** Passes over the data at most; default 1000. */
  readonly epochs?: number;
}

/** Row-major [count, dimensions]. */
export interface Sample {
  readonly count: number;
  readonly values: ArrayLike<number>;
}

const BATCH = 200;
const RATE = 1e-3;
const PENALTY = 1e-4;
/** Every tenth row is set aside; the classifier of the epoch that did best on them is taken (else it learns by heart). */
const ASIDE = 10;
/** Stops after so many epochs without a better one. */
const PATIENCE = 10;

/** `open`: a stream of its own for each fold. Both sets are z-scored by the reference's mean and SD. */
export function c2st(
  reference: Sample,
  sample: Sample,
  dimensions: number,
  open: (fold: number) => RandomSource,
  { folds = 5, epochs = 1000 }: C2stOptions = {},
): number {
  const rows = standardised(reference, sample, dimensions);
  const order = shuffled(rows.length, open(folds));
  let right = 0;
  for (let fold = 0; fold < folds; fold++) {
    const test = order.filter((_, i) => i % folds === fold).map((row) => rows[row]!);
    const train = order.filter((_, i) => i % folds !== fold).map((row) => rows[row]!);
    right += rightOf(test, classifier(train, dimensions, open(fold), epochs));
  }
  return right / rows.length;
}

interface Row {
  readonly values: readonly number[];
  /** 1: of the sample, -1: of the reference. */
  readonly label: 1 | -1;
}

type Classify = (rows: readonly Row[]) => Float64Array;

function rightOf(rows: readonly Row[], classify: Classify): number {
  const scores = classify(rows);
  return rows.reduce((sum, { label }, i) => sum + (scores[i]! * label > 0 ? 1 : 0), 0);
}

function classifier(
  rows: readonly Row[],
  dimensions: number,
  random: RandomSource,
  epochs: number,
): Classify {
  const backend = createWasmBackend();
  const parameters = new Parameters(backend);
  const hidden = 10 * dimensions;
  const layer = (inputs: number, outputs: number) => {
    // Glorot and Bengio 2010, for ReLU as scikit-learn does it.
    const most = Math.sqrt(6 / (inputs + outputs));
    const numbers = (count: number) =>
      Float64Array.from({ length: count }, () => most * (2 * random.uniform() - 1));
    return { w: parameters.add(numbers(inputs * outputs)), b: parameters.add(numbers(outputs)) };
  };
  const layers = [layer(dimensions, hidden), layer(hidden, hidden), layer(hidden, 1)] as const;
  parameters.seal();
  const record = (batch: number, differentiate: boolean) => {
    const tape = new Tape(backend, batch, { differentiate: differentiate && 'parameters' });
    const x = tape.input(dimensions);
    const [one, two, three] = layers;
    const inner = tape.relu(tape.dense(tape.relu(tape.dense(x, one.w, one.b)), two.w, two.b));
    return { tape, x, score: tape.dense(inner, three.w, three.b) };
  };
  const aside = rows.filter((_, i) => i % ASIDE === 0);
  const train = rows.filter((_, i) => i % ASIDE !== 0);
  const batch = Math.min(BATCH, train.length & ~3);
  const step = lossTape(record, batch, true);
  const check = lossTape(record, padded(aside.length), false);
  const weights = layers.map(({ w }) => w);
  let best = { loss: Number.POSITIVE_INFINITY, epoch: 0, values: parameters.values() };
  for (let epoch = 0; epoch < epochs && epoch - best.epoch <= PATIENCE; epoch++) {
    const order = shuffled(train.length, random);
    for (let from = 0; from + batch <= order.length; from += batch) {
      step.run(order.slice(from, from + batch).map((row) => train[row]!));
      parameters.clearGradients();
      step.tape.backward(step.loss);
      for (const { offset, gradient, count } of weights) {
        backend.kernels.addScaled(offset, PENALTY / batch, gradient, padded(count));
      }
      parameters.step({ rate: RATE, clip: Number.POSITIVE_INFINITY });
    }
    const loss = check.run(aside);
    if (loss < best.loss) best = { loss, epoch, values: parameters.values() };
  }
  parameters.set(best.values);
  return (all) => {
    const { tape, x, score } = record(padded(all.length), false);
    tape.write(x, columns(filledUp(all, padded(all.length)), dimensions));
    tape.forward();
    return tape.read(score);
  };
}

type Record = (
  batch: number,
  differentiate: boolean,
) => { readonly tape: Tape; readonly x: Tensor; readonly score: Tensor };

/** The logistic loss of rows; `run` gives its mean. */
function lossTape(record: Record, batch: number, differentiate: boolean) {
  const { tape, x, score } = record(batch, differentiate);
  const sign = tape.input(1);
  const loss = tape.softplus(tape.multiply(score, sign));
  const run = (rows: readonly Row[]): number => {
    const filled = filledUp(rows, batch);
    tape.write(x, columns(filled, x.rows));
    tape.write(
      sign,
      Float64Array.from(filled, ({ label }) => -label),
    );
    tape.forward();
    const losses = tape.read(loss).subarray(0, rows.length);
    return losses.reduce((a, b) => a + b, 0) / rows.length;
  };
  return { tape, loss, run };
}

function filledUp(rows: readonly Row[], count: number): readonly Row[] {
  return [...rows, ...Array.from({ length: count - rows.length }, () => rows[0]!)];
}

function columns(rows: readonly Row[], dimensions: number): Float64Array {
  const all = new Float64Array(dimensions * rows.length);
  rows.forEach(({ values }, b) => {
    for (let d = 0; d < dimensions; d++) all[d * rows.length + b] = values[d]!;
  });
  return all;
}

function standardised(reference: Sample, sample: Sample, dimensions: number): Row[] {
  const means = Array.from({ length: dimensions }, (_, d) =>
    moment(reference, dimensions, d, (v) => v),
  );
  const sds = means.map((centre, d) =>
    Math.sqrt(moment(reference, dimensions, d, (v) => (v - centre) ** 2)),
  );
  const rowsOf = ({ count, values }: Sample, label: Row['label']): Row[] =>
    Array.from({ length: count }, (_, row) => ({
      label,
      values: means.map((centre, d) => (values[row * dimensions + d]! - centre) / (sds[d]! || 1)),
    }));
  return [...rowsOf(reference, -1), ...rowsOf(sample, 1)];
}

function moment(
  { count, values }: Sample,
  dimensions: number,
  d: number,
  of: (value: number) => number,
) {
  let sum = 0;
  for (let row = 0; row < count; row++) sum += of(values[row * dimensions + d]!);
  return sum / count;
}

/** Fisher and Yates. */
function shuffled(count: number, random: RandomSource): number[] {
  const order = Array.from({ length: count }, (_, i) => i);
  for (let i = count - 1; i > 0; i--) {
    const j = Math.floor(random.uniform() * (i + 1));
    const kept = order[i]!;
    order[i] = order[j]!;
    order[j] = kept;
  }
  return order;
}
