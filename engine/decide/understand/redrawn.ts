/** Fitted curves as they might as well have come out. */
import { CholeskyDecomposition, Matrix } from 'ml-matrix';
import type { RandomSource } from '../../simulator/kernel/samplers.ts';
import type { Curves } from './smooth.ts';

const TIMES = 100;

/**
 * Curves of all responses, [times][responses][rows], from their sampling distribution: on each orthonormal column, the constant
 * among them, errors have the covariance of the residuals. `shared`: standard error of each whole curve beside, which residuals
 * do not show.
 */
export function redrawn(
  { columns, fitted, residuals }: Curves,
  shared: readonly number[],
  random: RandomSource,
): Float64Array[][] {
  const rows = fitted[0]?.length ?? 0;
  const root = rootOfCovariance(residuals, rows - columns.length - 1);
  const constant = new Float64Array(rows).fill(1 / Math.sqrt(rows));
  const all = residuals.length > 0 ? [constant, ...columns] : [];
  return Array.from({ length: TIMES }, () => {
    const curves = fitted.map((curve, i) => {
      const shift = random.normal(0, shared[i] ?? 0);
      return curve.map((value) => value + shift);
    });
    for (const column of all) {
      const normals = fitted.map(() => random.normal());
      curves.forEach((curve, i) => {
        const size = normals.reduce((sum, z, j) => (j <= i ? sum + root.get(i, j) * z : sum), 0);
        for (let row = 0; row < rows; row++) curve[row]! += size * column[row]!;
      });
    }
    return curves;
  });
}

/** Lower triangular; a little is put on the diagonal, as responses may be off alike. */
function rootOfCovariance(residuals: readonly Float64Array[], degrees: number): Matrix {
  if (residuals.length === 0) return Matrix.zeros(0, 0);
  const covariance = new Matrix(
    residuals.map((a) =>
      residuals.map((b) => a.reduce((sum, value, row) => sum + value * b[row]!, 0) / degrees),
    ),
  );
  const ridge = 1e-9 * covariance.trace() + Number.MIN_VALUE;
  for (let i = 0; i < residuals.length; i++) covariance.set(i, i, covariance.get(i, i) + ridge);
  return new CholeskyDecomposition(covariance).lowerTriangularMatrix;
}
