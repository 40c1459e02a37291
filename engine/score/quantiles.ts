/** Quantiles of samples, in one place: Hyndman & Fan (1996) type 7, the default of R, numpy and Excel. */

/** Quantile at `level` (0..1) of values in ascending order; NaN when there are none. */
export function quantileOfSorted(sorted: ArrayLike<number>, level: number): number {
  if (sorted.length === 0) return Number.NaN;
  const position = Math.min(1, Math.max(0, level)) * (sorted.length - 1);
  const below = Math.floor(position);
  const low = sorted[below]!;
  const high = sorted[Math.min(below + 1, sorted.length - 1)]!;
  const share = position - below;
  // No share of an infinite gap, and no gap between equal infinities.
  return share === 0 || low === high ? low : low + share * (high - low);
}

/** Quantiles of values in any order; NaN values are left out. */
export function quantiles(values: Iterable<number>, levels: readonly number[]): number[] {
  const sorted = sortAscending(Float64Array.from(values).filter((value) => !Number.isNaN(value)));
  return levels.map((level) => quantileOfSorted(sorted, level));
}

export function median(values: Iterable<number>): number {
  return quantiles(values, [0.5])[0]!;
}

export interface Interval {
  readonly low: number;
  readonly high: number;
}

/** The central interval that holds `level` (0..1) of values in ascending order, by type 7 quantiles. */
export function centralInterval(sorted: ArrayLike<number>, level: number): Interval {
  const tail = (1 - level) / 2;
  return { low: quantileOfSorted(sorted, tail), high: quantileOfSorted(sorted, 1 - tail) };
}

/** Sorts in place and gives the same array back. Values must not be NaN. */
export function sortAscending(values: Float64Array): Float64Array {
  // Ensembles are short and sorted once a row: insertion beats the call into the engine's sort.
  if (values.length > 40) return values.sort();
  for (let i = 1; i < values.length; i++) {
    const value = values[i]!;
    let j = i - 1;
    while (j >= 0 && values[j]! > value) {
      values[j + 1] = values[j]!;
      j--;
    }
    values[j + 1] = value;
  }
  return values;
}
