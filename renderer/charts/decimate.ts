/**
 * Fewer points that draw the same picture: of each column of pixels the first, lowest, highest and last point
 * (M4; Jugel, Jerzak, Hackenbroich and Markl 2014, "M4: a visualization-oriented time series data aggregation").
 * Gaps stay gaps.
 */

/** Pixels of a column: what is left of a line looks the same. */
export const COLUMN = 3;

/**
 * Rows that are kept of several series that share their places, ascending; all of them where there are no more than
 * four a column. Rows are evenly spaced.
 */
export function keptRows(series: readonly ArrayLike<number>[], columns: number): number[] {
  const rows = Math.max(0, ...series.map(({ length }) => length));
  const buckets = Math.max(1, Math.floor(columns));
  if (rows <= 4 * buckets) return Array.from({ length: rows }, (_, row) => row);
  const kept = new Set<number>();
  for (let bucket = 0; bucket < buckets; bucket++) {
    const start = Math.floor((bucket * rows) / buckets);
    const end = Math.floor(((bucket + 1) * rows) / buckets);
    kept.add(start);
    kept.add(end - 1);
    for (const values of series) keepExtremes(values, start, end, kept);
  }
  return [...kept].sort((a, b) => a - b);
}

function keepExtremes(
  values: ArrayLike<number>,
  start: number,
  end: number,
  kept: Set<number>,
): void {
  let low = -1;
  let high = -1;
  let gap = -1;
  for (let row = start; row < end; row++) {
    const value = values[row] ?? Number.NaN;
    if (!Number.isFinite(value)) {
      gap = gap < 0 ? row : gap;
      continue;
    }
    if (low < 0 || value < (values[low] ?? 0)) low = row;
    if (high < 0 || value > (values[high] ?? 0)) high = row;
  }
  for (const row of [low, high, gap]) if (row >= 0) kept.add(row);
}

/** The rows of a column, in order. */
export function pick<T>(values: ArrayLike<T>, rows: readonly number[]): T[] {
  return rows.map((row) => values[row] as T);
}
