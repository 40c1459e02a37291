/** Truths guessed from data by a method too simple to be wrong in an interesting way. */
import { CholeskyDecomposition, Matrix } from 'ml-matrix';
import type { ObservationScale } from '../calibrate/sbi/task.ts';
import { standardiseColumns } from './observation-scale.ts';

/** Of the mean square of a data set. */
const RIDGE = 0.1;

/**
 * Ridge regression of truths, [count, width], on data, [count, size]: each half of the data sets is guessed from the other
 * half, so that no guess has seen its truth. Solved over data sets, not over numbers of a data set, of which there may be
 * many more.
 */
export function guessTruths(
  x: Float64Array,
  truths: Float64Array,
  count: number,
  scales?: readonly ObservationScale[],
): Float64Array {
  const width = truths.length / count;
  const data = standardiseColumns(x, count, scales);
  const guesses = new Float64Array(truths.length);
  for (const half of [0, 1]) {
    const known = rowsOfHalf(count, 1 - half);
    const asked = rowsOfHalf(count, half);
    const means = Array.from(
      { length: width },
      (_, i) => known.reduce((sum, row) => sum + truths[row * width + i]!, 0) / known.length,
    );
    const gram = similarities(data, count, known, known);
    const ridge = (RIDGE * gram.trace()) / known.length + 1e-9;
    for (let k = 0; k < known.length; k++) gram.set(k, k, gram.get(k, k) + ridge);
    const right = Matrix.zeros(known.length, width);
    known.forEach((row, k) => {
      for (let i = 0; i < width; i++) right.set(k, i, truths[row * width + i]! - means[i]!);
    });
    const weights = new CholeskyDecomposition(gram).solve(right);
    const predicted = similarities(data, count, asked, known).mmul(weights);
    asked.forEach((row, k) => {
      for (let i = 0; i < width; i++) guesses[row * width + i] = predicted.get(k, i) + means[i]!;
    });
  }
  return guesses;
}

function rowsOfHalf(count: number, half: number): number[] {
  return Array.from({ length: count }, (_, row) => row).filter((row) => row % 2 === half);
}

function similarities(
  data: Float64Array,
  count: number,
  rows: readonly number[],
  columns: readonly number[],
): Matrix {
  const size = data.length / count;
  const result = Matrix.zeros(rows.length, columns.length);
  rows.forEach((row, r) => {
    columns.forEach((column, c) => {
      let sum = 0;
      for (let j = 0; j < size; j++) sum += data[row * size + j]! * data[column * size + j]!;
      result.set(r, c, sum);
    });
  });
  return result;
}
