/** Weighted linear regression of several columns at once. */
import { CholeskyDecomposition, Matrix } from 'ml-matrix';

export interface Regression {
  /** [1 + inputs, outputs]: the constant, then the slopes, around `centre`. */
  readonly coefficients: Float64Array;
  /** [inputs] */
  readonly centre: Float64Array;
  readonly inputs: number;
  readonly outputs: number;
}

export interface RegressionData {
  /** Row-major [*, inputs] and [*, outputs]. */
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly inputs: number;
  readonly outputs: number;
  /** Which rows, and the weight of each of them. */
  readonly rows: Uint32Array;
  readonly weights: Float64Array;
}

/** Of the mean square of an input: keeps inputs that move together, or not at all, from blowing up. */
const RIDGE = 1e-6;

/** Least squares with the constant at `centre`, where the fit is wanted. */
export function regress(data: RegressionData, centre: Float64Array): Regression {
  const { x, y, inputs, outputs, rows, weights } = data;
  const n = inputs + 1;
  const gram = new Float64Array(n * n);
  const cross = new Float64Array(n * outputs);
  const row = new Float64Array(n);
  row[0] = 1;
  for (let r = 0; r < rows.length; r++) {
    const from = rows[r]!;
    const weight = weights[r]!;
    for (let i = 0; i < inputs; i++) row[1 + i] = x[from * inputs + i]! - centre[i]!;
    for (let i = 0; i < n; i++) {
      const value = weight * row[i]!;
      for (let j = 0; j <= i; j++) gram[i * n + j]! += value * row[j]!;
      for (let o = 0; o < outputs; o++) cross[i * outputs + o]! += value * y[from * outputs + o]!;
    }
  }
  return { coefficients: solved(gram, cross, n, outputs), centre, inputs, outputs };
}

/** Scaled to a unit diagonal first, with the ridge on all but the constant. */
function solved(gram: Float64Array, cross: Float64Array, n: number, outputs: number): Float64Array {
  const scales = Array.from({ length: n }, (_, i) => Math.sqrt(gram[i * n + i]!) || 1);
  const left = new Matrix(n, n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      const value = gram[i * n + j]! / (scales[i]! * scales[j]!);
      left.set(i, j, value).set(j, i, value);
    }
    if (i > 0) left.set(i, i, left.get(i, i) + RIDGE);
    if (left.get(i, i) < RIDGE) left.set(i, i, 1);
  }
  const right = new Matrix(n, outputs);
  for (let i = 0; i < n; i++) {
    for (let o = 0; o < outputs; o++) right.set(i, o, cross[i * outputs + o]! / scales[i]!);
  }
  const decomposition = new CholeskyDecomposition(left);
  const solution = decomposition.isPositiveDefinite() ? decomposition.solve(right) : right;
  return Float64Array.from({ length: n * outputs }, (_, k) => {
    const i = Math.floor(k / outputs);
    return solution.get(i, k % outputs) / scales[i]!;
  });
}

/** The fit at row `at` of row-major x, written to `out` [outputs]. */
export function predict(
  { coefficients, centre, inputs, outputs }: Regression,
  x: Float64Array,
  at: number,
  out: Float64Array,
): void {
  for (let o = 0; o < outputs; o++) out[o] = coefficients[o]!;
  for (let i = 0; i < inputs; i++) {
    const value = x[at * inputs + i]! - centre[i]!;
    for (let o = 0; o < outputs; o++) out[o]! += value * coefficients[(1 + i) * outputs + o]!;
  }
}
