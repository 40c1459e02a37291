/** What the values of a column look like over time. Missing values are passed over. */

/** Values that only rise, apart from one fall in fifty: what a running total does. */
export function looksCumulative(values: readonly number[]): boolean {
  const present = values.filter((value) => !Number.isNaN(value));
  if (present.length < 10 || isIndex(present)) return false;
  const changes = differencesOf(present);
  const rises = changes.filter((change) => change > 0).length;
  const falls = changes.filter((change) => change < 0).length;
  const distinct = new Set(changes).size;
  return falls <= present.length / 50 && rises >= 0.3 * changes.length && distinct > 2;
}

/** 1, 2, 3, ...: equal steps that are not zero. */
export function isIndex(values: readonly number[]): boolean {
  if (values.length < 3) return false;
  const changes = differencesOf(values);
  return changes[0] !== 0 && changes.every((change) => Math.abs(change - changes[0]!) < 1e-9);
}

export function differencesOf(values: readonly number[]): readonly number[] {
  return values.slice(1).map((value, i) => value - values[i]!);
}

/**
 * Mean square of the second differences over what independent Poisson counts of this mean would show (six
 * times the mean): near or above 1 for daily counts, far below 1 for a number present, which changes only by
 * what comes and goes. NaN for fewer than 14 values or a mean below 10, where counts do not tell.
 */
export function roughness(values: readonly number[]): number {
  const present = values.filter((value) => !Number.isNaN(value));
  const mean = average(present);
  if (present.length < 14 || mean < 10) return Number.NaN;
  const second = differencesOf(differencesOf(present));
  return average(second.map((change) => change * change)) / (6 * mean);
}

/** NaN for no values. */
export function average(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Correlation of the values with those `lag` rows before; NaN with fewer than 8 complete pairs or no spread. */
export function autocorrelation(values: readonly number[], lag: number): number {
  const pairs: [number, number][] = [];
  for (let i = lag; i < values.length; i++) {
    if (!Number.isNaN(values[i]!) && !Number.isNaN(values[i - lag]!))
      pairs.push([values[i]!, values[i - lag]!]);
  }
  if (pairs.length < 8) return Number.NaN;
  const [meanA, meanB] = [average(pairs.map(([a]) => a)), average(pairs.map(([, b]) => b))];
  let [ab, aa, bb] = [0, 0, 0];
  for (const [a, b] of pairs) {
    ab += (a - meanA) * (b - meanB);
    aa += (a - meanA) ** 2;
    bb += (b - meanB) ** 2;
  }
  return aa === 0 || bb === 0 ? Number.NaN : ab / Math.sqrt(aa * bb);
}
