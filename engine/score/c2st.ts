/**
 * Classifier two-sample test (Lopez-Paz and Oquab 2017; protocol of Lueckmann et al. 2021): the share of samples that a
 * small network tells apart, by cross-validation. 0.5: the two sets cannot be told apart; 1: always.
 */
import type { RandomSource } from '../simulator/kernel/samplers.ts';
import { shuffled, trainClassifier } from './classifier.ts';

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

/** `open`: a stream of its own for each fold. Both sets are z-scored by the reference's mean and SD. */
export function c2st(
  reference: Sample,
  sample: Sample,
  dimensions: number,
  open: (fold: number) => RandomSource,
  { folds = 5, epochs = 1000 }: C2stOptions = {},
): number {
  const values = standardised(reference, sample, dimensions);
  const count = reference.count + sample.count;
  const labels = new Int8Array(count).fill(-1, 0, reference.count).fill(1, reference.count);
  const order = shuffled(count, open(folds));
  let right = 0;
  for (let fold = 0; fold < folds; fold++) {
    const test = order.filter((_, i) => i % folds === fold);
    const train = order.filter((_, i) => i % folds !== fold);
    const classify = trainClassifier({ dimensions, values, labels }, train, open(fold), { epochs });
    classify(values, test).forEach((score, i) => {
      if (score * labels[test[i]!]! > 0) right += 1;
    });
  }
  return right / count;
}

/** Both sets, one after the other, row-major. */
function standardised(reference: Sample, sample: Sample, dimensions: number): Float64Array {
  const values = new Float64Array((reference.count + sample.count) * dimensions);
  values.set(reference.values);
  values.set(sample.values, reference.count * dimensions);
  for (let d = 0; d < dimensions; d++) {
    const centre = moment(reference, dimensions, d, (v) => v);
    const sd = Math.sqrt(moment(reference, dimensions, d, (v) => (v - centre) ** 2)) || 1;
    for (let k = d; k < values.length; k += dimensions) values[k] = (values[k]! - centre) / sd;
  }
  return values;
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
