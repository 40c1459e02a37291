/**
 * Energy score and energy distance (Szekely & Rizzo 2013; Gneiting & Raftery 2007, eq. 22): the CRPS in
 * several dimensions, with the Euclidean norm. Samples are row-major [count, dimension].
 */

/**
 * Energy score of an ensemble against one observation, mean |X_i - y| - 1/2 mean |X_i - X_j|, over pairs of
 * different members (the fair version, as `fairCrps`). Needs two members, otherwise NaN.
 */
export function energyScore(members: Float64Array, observed: Float64Array): number {
  const dimension = observed.length;
  const count = members.length / dimension;
  return (
    meanDistance(members, observed, dimension) -
    (meanWithin(members, dimension) * count) / (2 * (count - 1))
  );
}

/**
 * Energy distance between two samples, 2 E|X - Y| - E|X - X'| - E|Y - Y'| of their empirical distributions:
 * 0 when they are the same points, never negative. Its square root is a metric.
 */
export function energyDistance(a: Float64Array, b: Float64Array, dimension: number): number {
  const between = 2 * meanDistance(a, b, dimension);
  return Math.max(0, between - meanWithin(a, dimension) - meanWithin(b, dimension));
}

function meanDistance(a: Float64Array, b: Float64Array, dimension: number): number {
  let sum = 0;
  for (let i = 0; i < a.length; i += dimension) {
    for (let j = 0; j < b.length; j += dimension) sum += distance(a, i, b, j, dimension);
  }
  return sum / ((a.length / dimension) * (b.length / dimension));
}

/** Mean over all ordered pairs, each point with itself included. */
function meanWithin(a: Float64Array, dimension: number): number {
  const count = a.length / dimension;
  let sum = 0;
  for (let i = 0; i < a.length; i += dimension) {
    for (let j = 0; j < i; j += dimension) sum += distance(a, i, a, j, dimension);
  }
  return (2 * sum) / (count * count);
}

/** Euclidean distance of the point at offset i of `a` and the point at offset j of `b`. */
export function distance(
  a: Float64Array,
  i: number,
  b: Float64Array,
  j: number,
  dimension: number,
): number {
  let square = 0;
  for (let k = 0; k < dimension; k++) {
    const gap = a[i + k]! - b[j + k]!;
    square += gap * gap;
  }
  return Math.sqrt(square);
}
