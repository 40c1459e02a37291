/** Sums of products, from which regressions on any of the columns follow without the rows. */

/** Of columns and of the response, which is the last of `size`. */
export interface Sums {
  readonly rows: number;
  readonly size: number;
  /** [size] */
  readonly sums: Float64Array;
  /** Row-major [size, size], lower triangle. */
  readonly products: Float64Array;
}

/** Of the given rows; all columns as long as the response. */
export function sumsOf(
  columns: readonly Float64Array[],
  response: Float64Array,
  rows: readonly number[],
): Sums {
  const size = columns.length + 1;
  const sums = new Float64Array(size);
  const products = new Float64Array(size * size);
  const all = [...columns, response];
  const row = new Float64Array(size);
  for (let r = 0; r < rows.length; r++) {
    for (let i = 0; i < size; i++) row[i] = all[i]![rows[r]!]!;
    for (let i = 0; i < size; i++) {
      sums[i]! += row[i]!;
      for (let j = 0; j <= i; j++) products[i * size + j]! += row[i]! * row[j]!;
    }
  }
  return { rows: rows.length, size, sums, products };
}

/** `all` of `part` and what `rest` holds beside it. */
export function without(all: Sums, part: Sums): Sums {
  return {
    rows: all.rows - part.rows,
    size: all.size,
    sums: all.sums.map((sum, i) => sum - part.sums[i]!),
    products: all.products.map((product, i) => product - part.products[i]!),
  };
}

/** A pivot below this share of its column's variance: the column tells nothing that those before it do not. */
const DEPENDENT = 1e-7;

/**
 * Variance of the response that a linear regression on `columns` (indices), with a constant, explains: its variance less the
 * unbiased variance of what is left, so that columns without influence explain nothing on average. By Cholesky's
 * decomposition of the covariances, columns in their order; those that depend on earlier ones are skipped.
 */
export function explainedVariance(sums: Sums, columns: readonly number[]): number {
  const { rows } = sums;
  const response = sums.size - 1;
  const whole = covariance(sums, response, response);
  const kept: { readonly column: number; readonly factors: Float64Array }[] = [];
  const loads: number[] = [];
  let explained = 0;
  for (const column of columns) {
    const factors = new Float64Array(kept.length + 1);
    const variance = covariance(sums, column, column);
    let pivot = variance;
    let load = covariance(sums, column, response);
    for (let k = 0; k < kept.length; k++) {
      let factor = covariance(sums, column, kept[k]!.column);
      const other = kept[k]!.factors;
      for (let l = 0; l < k; l++) factor -= factors[l]! * other[l]!;
      factors[k] = factor / other[k]!;
      pivot -= factors[k]! ** 2;
      load -= factors[k]! * loads[k]!;
    }
    if (!(pivot > DEPENDENT * variance) || variance <= DEPENDENT / rows) continue;
    factors[kept.length] = Math.sqrt(pivot);
    kept.push({ column, factors });
    loads.push(load / Math.sqrt(pivot));
    explained += (load / Math.sqrt(pivot)) ** 2;
  }
  const left = (whole - explained) / (rows - kept.length - 1);
  return whole / (rows - 1) - left;
}

/** Times the number of rows. */
function covariance({ size, rows, sums, products }: Sums, i: number, j: number): number {
  const product = i >= j ? products[i * size + j]! : products[j * size + i]!;
  return product - (sums[i]! * sums[j]!) / rows;
}
