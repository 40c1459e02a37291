/** Test functions of the field for optimisers; all have minimum 0. Points have two coordinates at least. */
import type { RandomSource } from '../simulator/kernel/samplers.ts';

export type TestFunction = (x: Float64Array) => number;

export const sphere: TestFunction = (x) => x.reduce((sum, v) => sum + v * v, 0);

/** Axes of the given condition number, from 1 to its value; its root is the ratio of the axes' lengths. */
export function axisEllipsoid(dimension: number, condition = 1e6): TestFunction {
  const weights = Float64Array.from(
    { length: dimension },
    (_, i) => condition ** (i / (dimension - 1)),
  );
  return (x) => {
    let sum = 0;
    for (let i = 0; i < dimension; i++) sum += weights[i]! * x[i]! * x[i]!;
    return sum;
  };
}

/** The same behind a reflection on a random plane: each coordinate goes into each term, at the cost of 3 n. */
export function reflectedEllipsoid(
  dimension: number,
  condition: number,
  random: RandomSource,
): TestFunction {
  const inner = axisEllipsoid(dimension, condition);
  const normal = unitVector(dimension, random);
  return (x) => {
    let along = 0;
    for (let i = 0; i < dimension; i++) along += normal[i]! * x[i]!;
    return inner(x.map((v, i) => v - 2 * along * normal[i]!));
  };
}

/** Minimum at all ones; a local one near (-1, 1, .. 1) from 4 dimensions on. */
export const rosenbrock: TestFunction = (x) => {
  let sum = 0;
  for (let i = 0; i + 1 < x.length; i++) {
    sum += 100 * (x[i]! ** 2 - x[i + 1]!) ** 2 + (1 - x[i]!) ** 2;
  }
  return sum;
};

/** About 10^n local minima, one in each unit cell. */
export const rastrigin: TestFunction = (x) =>
  x.reduce((sum, v) => sum + v * v - 10 * Math.cos(2 * Math.PI * v) + 10, 0);

/**
 * f15 of the BBOB functions (Hansen, Finck, Ros & Auger 2009): Rastrigin's function with the symmetry broken, condition 10
 * and two rotations, its optimum in [-4, 4]^n.
 */
export function rotatedRastrigin(dimension: number, random: RandomSource): TestFunction {
  const [r, q] = [rotation(dimension, random), rotation(dimension, random)];
  const optimum = Float64Array.from({ length: dimension }, () => random.uniform(-4, 4));
  return (x) => {
    const turned = times(
      r,
      x.map((v, i) => v - optimum[i]!),
    );
    const bent = turned.map((v, i) => asymmetric(oscillating(v), (0.2 * i) / (dimension - 1)));
    const scaled = times(q, bent).map((v, i) => 10 ** ((0.5 * i) / (dimension - 1)) * v);
    return rastrigin(times(r, scaled));
  };
}

/** f of each of the points, row-major [count, dimension]. */
export function valuesOf(f: TestFunction, points: Float64Array, dimension: number): Float64Array {
  return Float64Array.from({ length: points.length / dimension }, (_, i) =>
    f(points.subarray(i * dimension, (i + 1) * dimension)),
  );
}

/** T_osz: wiggles of the logarithm. */
function oscillating(x: number): number {
  if (x === 0) return 0;
  const log = Math.log(Math.abs(x));
  const [a, b] = x > 0 ? [10, 7.9] : [5.5, 3.1];
  return Math.sign(x) * Math.exp(log + 0.049 * (Math.sin(a * log) + Math.sin(b * log)));
}

/** T_asy: positive values grow faster. */
function asymmetric(x: number, exponent: number): number {
  return x > 0 ? x ** (1 + exponent * Math.sqrt(x)) : x;
}

/** Orthonormal rows: Gram-Schmidt of normal draws. */
export function rotation(dimension: number, random: RandomSource): Float64Array[] {
  const rows: Float64Array[] = [];
  while (rows.length < dimension) {
    const row = unitVector(dimension, random);
    for (const other of rows) {
      const along = row.reduce((sum, v, i) => sum + v * other[i]!, 0);
      for (let i = 0; i < dimension; i++) row[i] = row[i]! - along * other[i]!;
    }
    const length = Math.sqrt(sphere(row));
    rows.push(row.map((v) => v / length));
  }
  return rows;
}

function times(rows: readonly Float64Array[], x: Float64Array): Float64Array {
  return x.map((_, i) => {
    let sum = 0;
    for (let j = 0; j < x.length; j++) sum += rows[i]![j]! * x[j]!;
    return sum;
  });
}

function unitVector(dimension: number, random: RandomSource): Float64Array {
  const draws = Float64Array.from({ length: dimension }, () => random.normal());
  const length = Math.sqrt(sphere(draws));
  return draws.map((v) => v / length);
}
