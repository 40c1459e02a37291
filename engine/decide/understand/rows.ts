/** Numbers in rows: their means and variances, and which rows a failed run leaves out. */

/** Mean of each row over the runs that did not fail, [rows]; NaN where all failed. */
export function rowMeans(outcomes: Float64Array, replications: number): Float64Array {
  return Float64Array.from({ length: outcomes.length / replications }, (_, row) =>
    meanOf(succeeded(outcomes.subarray(row * replications, (row + 1) * replications))),
  );
}

/** NaN of nothing. */
export function meanOf(values: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  return sum / values.length;
}

/** Unbiased; NaN of fewer than two. */
export function varianceOf(values: ArrayLike<number>): number {
  const mean = meanOf(values);
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += (values[i]! - mean) ** 2;
  return values.length > 1 ? sum / (values.length - 1) : Number.NaN;
}

/** Values that are no NaN. */
export function succeeded(values: Float64Array): Float64Array {
  return values.filter((value) => !Number.isNaN(value));
}

/** How many are NaN. */
export function failedOf(values: Float64Array): number {
  return values.length - succeeded(values).length;
}

/** Column `index` of row-major [*, width]. */
export function columnOf(x: Float64Array, width: number, index: number): Float64Array {
  return Float64Array.from({ length: x.length / width }, (_, row) => x[row * width + index]!);
}

/** Of values that are no NaN: the scale against which rounding is judged. */
export function largestSquare(values: Float64Array): number {
  return succeeded(values).reduce((most, value) => Math.max(most, value ** 2), 0);
}

/** Rows in which a run failed, under any of the outcomes: each row-major [rows, replications]. */
export function failedRows(outcomes: readonly Float64Array[], replications: number): Set<number> {
  const failed = new Set<number>();
  for (const values of outcomes) {
    values.forEach((value, k) => {
      if (Number.isNaN(value)) failed.add(Math.floor(k / replications));
    });
  }
  return failed;
}

/** The rest of row-major [rows, width]. */
export function withoutRows(
  values: Float64Array,
  width: number,
  rows: ReadonlySet<number>,
): Float64Array {
  return values.filter((_, k) => !rows.has(Math.floor(k / width)));
}
