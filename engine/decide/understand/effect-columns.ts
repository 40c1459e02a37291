/** The columns that effects are read from: a sparse polynomial of normal scores. */
import type { Runs } from './factor.ts';
import { normalScores } from './normal-scores.ts';
import { columnOf } from './rows.ts';

/** A column and the factors it is made of. */
export interface EffectColumn {
  readonly of: readonly number[];
  readonly values: Float64Array;
}

/** Columns of one factor alone, as many as tell any smooth shape of its own effect. */
export function ownColumns(runs: Runs, factor: number): EffectColumn[] {
  return baseColumns(runs, factor, 5);
}

/**
 * Columns of all factors: their own up to the third degree, and products of two of those that come first in `order` (by
 * effect of their own), so that there are five draws a column or more.
 */
export function jointColumns(runs: Runs, order: readonly number[]): EffectColumn[] {
  const room = Math.floor(runs.draws / 5);
  const alone =
    [3, 2, 1]
      .map((degree) => order.map((factor) => baseColumns(runs, factor, degree)))
      .find((columns, k) => k === 2 || columns.flat().length <= 0.6 * room) ?? [];
  const columns = alone.flat();
  const linear = order.map((factor, k) =>
    runs.factors[factor]!.options ? alone[k]! : alone[k]!.slice(0, 1),
  );
  for (let second = 1; second < order.length; second++) {
    const pairs = linear.slice(0, second).flatMap((first) => productsOf(first, linear[second]!));
    if (columns.length + pairs.length > room) break;
    columns.push(...pairs);
  }
  return columns;
}

function productsOf(a: readonly EffectColumn[], b: readonly EffectColumn[]): EffectColumn[] {
  return a.flatMap((first) =>
    b.map((second) => ({
      of: [...first.of, ...second.of],
      values: first.values.map((value, row) => value * second.values[row]!),
    })),
  );
}

/** Hermite polynomials of degree 1 to `degree`, of variance 1 for normal values; of options one column each but the first. */
function baseColumns({ factors, x }: Runs, factor: number, degree: number): EffectColumn[] {
  const values = columnOf(x, factors.length, factor);
  const options = factors[factor]!.options;
  if (options !== undefined) {
    return options.slice(1).map((_, k) => ({
      of: [factor],
      values: values.map((value) => (value === k + 1 ? 1 : 0)),
    }));
  }
  const scores = normalScores(values);
  const columns: Float64Array[] = [scores.map(() => 1), scores];
  for (let k = 1; k < degree; k++) {
    const [before, last] = columns.slice(-2) as [Float64Array, Float64Array];
    // He_{k+1} = z He_k - k He_{k-1}, each divided by the root of its factorial.
    columns.push(
      scores.map((z, row) => (z * last[row]! - Math.sqrt(k) * before[row]!) / Math.sqrt(k + 1)),
    );
  }
  // A draw without the factor has none of its effects.
  return columns.slice(1).map((column) => ({
    of: [factor],
    values: column.map((value, row) => (Number.isNaN(values[row]!) ? 0 : value)),
  }));
}
