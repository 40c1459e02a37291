/** How far simulations are from an observation, in units of robust spread. */

/** Median absolute deviation of each column of those rows; of what is mostly the same, the standard deviation; else 1. */
export function robustSpreads(
  values: Float64Array,
  width: number,
  rows: ArrayLike<number>,
): Float64Array {
  const column = new Float64Array(rows.length);
  return Float64Array.from({ length: width }, (_, d) => {
    for (let r = 0; r < rows.length; r++) column[r] = values[rows[r]! * width + d]!;
    const centre = median(column);
    const deviation = 1.4826 * median(column.map((value) => Math.abs(value - centre)));
    if (deviation > 0) return deviation;
    const mean = column.reduce((sum, value) => sum + value, 0) / column.length;
    return Math.sqrt(column.reduce((sum, v) => sum + (v - mean) ** 2, 0) / column.length) || 1;
  });
}

function median(values: Float64Array): number {
  const sorted = values.slice().sort();
  return (sorted[(sorted.length - 1) >> 1]! + sorted[sorted.length >> 1]!) / 2;
}

/** [count]: Euclidean, each column in units of its spread. */
export function distancesTo(
  target: Float64Array,
  values: Float64Array,
  spreads: Float64Array,
): Float64Array {
  const width = target.length;
  return Float64Array.from({ length: values.length / width }, (_, row) => {
    let sum = 0;
    for (let d = 0; d < width; d++) {
      sum += ((values[row * width + d]! - target[d]!) / spreads[d]!) ** 2;
    }
    return Math.sqrt(sum);
  });
}

/** Places of the values from the lowest on; equal ones in the order in which they stand. */
export function ranked(values: Float64Array): Uint32Array {
  return Uint32Array.from(values, (_, i) => i).sort((a, b) => values[a]! - values[b]! || a - b);
}
