/**
 * Accepted sets are moved to where they would be had they simulated the observation itself: by a local-linear regression on
 * what they simulated (Beaumont, Zhang & Balding 2002), and by how wide they scatter there (Blum & Francois 2010, section 3).
 */
import { predict, type Regression, regress } from './regression.ts';

export const ADJUSTMENTS = ['none', 'linear', 'heteroscedastic'] as const;
export type Adjustment = (typeof ADJUSTMENTS)[number];

export interface Accepted {
  /** Row-major [*, dimension], in unconstrained space. */
  readonly points: Float64Array;
  readonly dimension: number;
  /** Row-major [*, inputs]: what they simulated. */
  readonly summaries: Float64Array;
  readonly inputs: number;
  /** Which rows, and the weight of each of them. */
  readonly rows: Uint32Array;
  readonly weights: Float64Array;
}

/** A spread is not corrected by more than this factor: the regression of its logarithm is rough. */
const MOST = 3;

/** Row-major [rows, dimension]: the adjusted points. `observed`: [inputs]. */
export function adjusted(
  accepted: Accepted,
  observed: Float64Array,
  adjustment: Adjustment,
): Float64Array {
  const { points, dimension, rows } = accepted;
  const out = new Float64Array(rows.length * dimension);
  if (adjustment === 'none') {
    rows.forEach((row, r) => {
      out.set(points.subarray(row * dimension, (row + 1) * dimension), r * dimension);
    });
    return out;
  }
  const mean = regress(
    {
      ...accepted,
      x: accepted.summaries,
      y: points,
      outputs: dimension,
    },
    observed,
  );
  const fitted = new Float64Array(dimension);
  rows.forEach((row, r) => {
    predict(mean, accepted.summaries, row, fitted);
    for (let d = 0; d < dimension; d++) {
      out[r * dimension + d] = points[row * dimension + d]! - fitted[d]!;
    }
  });
  if (adjustment === 'heteroscedastic') correctSpread(accepted, observed, out);
  // The constant of the regression is its value at the observation.
  for (let k = 0; k < out.length; k++) out[k]! += mean.coefficients[k % dimension]!;
  return out;
}

/** Residuals times their expected spread at the observation over that where they are. */
function correctSpread(
  { summaries, inputs, rows, weights, dimension }: Accepted,
  observed: Float64Array,
  residuals: Float64Array,
): void {
  const logSquares = new Float64Array((summaries.length / inputs) * dimension);
  rows.forEach((row, r) => {
    for (let d = 0; d < dimension; d++) {
      logSquares[row * dimension + d] = Math.log(residuals[r * dimension + d]! ** 2 + 1e-12);
    }
  });
  const spread: Regression = regress(
    { x: summaries, y: logSquares, inputs, outputs: dimension, rows, weights },
    observed,
  );
  const fitted = new Float64Array(dimension);
  rows.forEach((row, r) => {
    predict(spread, summaries, row, fitted);
    for (let d = 0; d < dimension; d++) {
      const factor = Math.exp((spread.coefficients[d]! - fitted[d]!) / 2);
      residuals[r * dimension + d]! *= Math.min(MOST, Math.max(1 / MOST, factor));
    }
  });
}
