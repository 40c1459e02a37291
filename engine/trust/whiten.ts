import { EigenvalueDecomposition, Matrix } from 'ml-matrix';

/** Directions at most. */
const DIRECTIONS = 20;
/** Rows for each direction, at least, so that its spread is known. */
const ROWS_EACH = 10;
/** Of all the variance: what the directions leave out. */
const REST = 1e-3;

/**
 * Row-major [count, width] in; out [count, directions + 1]: principal components, each of variance 1, then the size of what
 * they leave out, of mean square 1. All rows are treated alike. Worked out over rows, of which there may be fewer than
 * columns.
 */
export function whiten(x: Float64Array, count: number): Float64Array {
  const width = x.length / count;
  const centred = withoutMeans(x, count);
  const gram = Matrix.zeros(count, count);
  for (let i = 0; i < count; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = 0;
      for (let k = 0; k < width; k++) sum += centred[i * width + k]! * centred[j * width + k]!;
      gram.set(i, j, sum).set(j, i, sum);
    }
  }
  const { realEigenvalues, eigenvectorMatrix } = new EigenvalueDecomposition(gram, {
    assumeSymmetric: true,
  });
  const total = gram.trace();
  const order = realEigenvalues
    .map((_, k) => k)
    .sort((a, b) => realEigenvalues[b]! - realEigenvalues[a]!);
  const kept = order
    .slice(0, Math.min(DIRECTIONS, Math.floor(count / ROWS_EACH), width))
    .filter((k) => realEigenvalues[k]! > 1e-9 * total);
  const columns = kept.length + 1;
  const result = new Float64Array(count * columns);
  const left = Float64Array.from({ length: count }, (_, i) => gram.get(i, i));
  kept.forEach((k, d) => {
    for (let i = 0; i < count; i++) {
      const coordinate = eigenvectorMatrix.get(i, k);
      result[i * columns + d] = coordinate * Math.sqrt(count);
      left[i]! -= realEigenvalues[k]! * coordinate ** 2;
    }
  });
  const rest = left.reduce((sum, square) => sum + Math.max(0, square), 0);
  if (rest <= REST * total) return result;
  for (let i = 0; i < count; i++) {
    result[i * columns + kept.length] = Math.sqrt((Math.max(0, left[i]!) / rest) * count);
  }
  return result;
}

function withoutMeans(x: Float64Array, count: number): Float64Array {
  const width = x.length / count;
  const means = new Float64Array(width);
  x.forEach((value, k) => {
    means[k % width]! += value / count;
  });
  return x.map((value, k) => value - means[k % width]!);
}
