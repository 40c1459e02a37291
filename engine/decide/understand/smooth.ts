/** Smooth curves through scatter: regression on natural cubic splines, as many degrees of freedom as the data bear. */
import { quantileOfSorted } from '../../score/quantiles.ts';
import type { Factor } from './factor.ts';
import { meanOf } from './rows.ts';

/** Curves of several responses over one factor, all on the same orthonormal columns. */
export interface Curves {
  /** [columns][rows], orthonormal, without the constant. */
  readonly columns: readonly Float64Array[];
  /** [responses][rows] */
  readonly fitted: readonly Float64Array[];
  /** [responses][rows] */
  readonly residuals: readonly Float64Array[];
}

/** Degrees of freedom tried, beside the constant. */
const MOST_DEGREES = 8;
/** Rows a degree of freedom, at least. */
const ROWS_EACH = 10;

/**
 * The degrees of freedom are the best by the criterion of Hannan and Quinn (1979) over all responses together, from `least`
 * (default 0: a constant each) to 8: BIC misses what is worth knowing where draws are few, AIC sees what is not there. Of options
 * one level each, or none told apart. No value may be NaN.
 */
export function smooth(
  factor: Factor,
  values: Float64Array,
  responses: readonly Float64Array[],
  least = 0,
): Curves {
  const bases = basesOf(factor, values).map(orthonormal);
  const fits = bases.map((columns) => regressOn(columns, responses));
  const scores = fits.map((curves) => criterionOf(curves));
  const from = Math.min(least, scores.length - 1);
  return fits[scores.indexOf(Math.min(...scores.slice(from)), from)] ?? regressOn([], responses);
}

/** By degrees of freedom, ascending. */
function basesOf({ options }: Factor, values: Float64Array): Float64Array[][] {
  if (options !== undefined) {
    return [[], options.slice(1).map((_, k) => values.map((value) => (value === k + 1 ? 1 : 0)))];
  }
  const sorted = values.toSorted();
  const most = Math.min(MOST_DEGREES, Math.floor(values.length / ROWS_EACH));
  return Array.from({ length: most + 1 }, (_, degrees) =>
    degrees === 0 ? [] : splineColumns(values, sorted, degrees),
  );
}

/** Natural cubic spline with knots at even quantiles (Hastie, Tibshirani, Friedman 2009, eq. 5.4 and 5.5). */
function splineColumns(
  values: Float64Array,
  sorted: Float64Array,
  degrees: number,
): Float64Array[] {
  const [first, last] = [quantileOfSorted(sorted, 0), quantileOfSorted(sorted, 1)];
  const width = last - first || 1;
  const knots = Array.from(
    { length: degrees + 1 },
    (_, k) => (quantileOfSorted(sorted, k / degrees) - first) / width,
  );
  const end = knots[degrees]!;
  const bend = (x: number, knot: number): number =>
    knot >= end ? 0 : (Math.max(0, x - knot) ** 3 - Math.max(0, x - end) ** 3) / (end - knot);
  const column = (of: (x: number) => number): Float64Array =>
    values.map((value) => of((value - first) / width));
  return [
    column((x) => x),
    ...knots.slice(0, -2).map((knot) => column((x) => bend(x, knot) - bend(x, knots.at(-2) ?? 0))),
  ];
}

/** Gram-Schmidt, twice for accuracy; columns that depend on earlier ones, or on the constant, are left out. */
function orthonormal(columns: readonly Float64Array[]): Float64Array[] {
  const kept: Float64Array[] = [];
  for (const column of columns) {
    const size = Math.sqrt(dot(column, column));
    let rest = column;
    for (let turn = 0; turn < 2; turn++) {
      rest = centred(rest);
      for (const other of kept) {
        const along = dot(rest, other);
        rest = rest.map((value, row) => value - along * other[row]!);
      }
    }
    const left = Math.sqrt(dot(rest, rest));
    if (left > 1e-8 * size) kept.push(rest.map((value) => value / left));
  }
  return kept;
}

function regressOn(columns: Float64Array[], responses: readonly Float64Array[]): Curves {
  const fitted = responses.map((response) => {
    const mean = meanOf(response);
    const along = columns.map((column) => dot(column, response));
    return response.map((_, row) =>
      columns.reduce((sum, column, k) => sum + along[k]! * column[row]!, mean),
    );
  });
  const residuals = responses.map((response, i) =>
    response.map((value, row) => value - fitted[i]![row]!),
  );
  return { columns, fitted, residuals };
}

/** Of Hannan and Quinn, over all responses; a response that is followed exactly counts as far as rounding. */
function criterionOf({ columns, fitted, residuals }: Curves): number {
  const rows = residuals[0]?.length ?? 0;
  return residuals.reduce((sum, residual, i) => {
    const floor = 1e-24 * dot(fitted[i]!, fitted[i]!) + Number.MIN_VALUE;
    return (
      sum +
      rows * Math.log((dot(residual, residual) + floor) / rows) +
      2 * columns.length * Math.log(Math.log(rows))
    );
  }, 0);
}

function centred(values: Float64Array): Float64Array {
  const mean = meanOf(values);
  return values.map((value) => value - mean);
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}
