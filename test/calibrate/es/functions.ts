/** Test functions of the field, all with minimum 0. */

export const sphere = (x: Float64Array): number => x.reduce((sum, v) => sum + v * v, 0);

/** Condition number 1e6. */
export const ellipsoid = (x: Float64Array): number =>
  x.reduce((sum, v, i) => sum + 10 ** ((6 * i) / (x.length - 1)) * v * v, 0);

/** Minimum at all ones; a local one near (-1, 1, .. 1) from 4 dimensions on. */
export const rosenbrock = (x: Float64Array): number => {
  let sum = 0;
  for (let i = 0; i + 1 < x.length; i++) {
    sum += 100 * (x[i]! ** 2 - x[i + 1]!) ** 2 + (1 - x[i]!) ** 2;
  }
  return sum;
};

/** About 10^n local minima, one in each unit cell. */
export const rastrigin = (x: Float64Array): number =>
  x.reduce((sum, v) => sum + v * v - 10 * Math.cos(2 * Math.PI * v) + 10, 0);

export function valuesOf(
  f: (x: Float64Array) => number,
  points: Float64Array,
  n: number,
): Float64Array {
  return Float64Array.from({ length: points.length / n }, (_, i) =>
    f(points.subarray(i * n, (i + 1) * n)),
  );
}
