/**
 * Block length for the moving-block bootstrap of the mean: Politis & White 2004, "Automatic block-length
 * selection for the dependent bootstrap", with the correction of Patton, Politis & White 2009.
 */

/** Optimal length for stretches of one series, in rows, at least 1; a third of the longest at most. */
export function blockLength(stretches: readonly (readonly number[])[]): number {
  const rows = stretches.reduce((sum, { length }) => sum + length, 0);
  const longest = Math.max(...stretches.map(({ length }) => length));
  const most = Math.max(1, Math.ceil(Math.min(3 * Math.sqrt(rows), longest / 3)));
  const lags = Math.min(longest - 1, Math.ceil(Math.sqrt(rows)) + 10);
  const covariance = autocovariances(stretches, lags);
  if (!(covariance[0]! > 0)) return 1;
  const bandwidth = Math.min(lags, 2 * lastSignificantLag(covariance, rows));
  if (bandwidth === 0) return 1;
  let spectrum = covariance[0]!;
  let slope = 0;
  for (let lag = 1; lag <= bandwidth; lag++) {
    const weight = Math.min(1, 2 * (1 - lag / bandwidth));
    spectrum += 2 * weight * covariance[lag]!;
    slope += 2 * weight * lag * covariance[lag]!;
  }
  const length = Math.cbrt(((1.5 * slope ** 2) / spectrum ** 2) * rows);
  return Math.min(most, Math.max(1, Math.round(length)));
}

/** At lags 0..lags, around the common mean; NaN values and pairs over a gap left out. */
function autocovariances(stretches: readonly (readonly number[])[], lags: number): number[] {
  const all = stretches.flat().filter((value) => !Number.isNaN(value));
  const mean = all.reduce((sum, value) => sum + value, 0) / all.length;
  return Array.from({ length: lags + 1 }, (_, lag) => {
    let sum = 0;
    for (const series of stretches) {
      for (let i = lag; i < series.length; i++) {
        const product = (series[i]! - mean) * (series[i - lag]! - mean);
        if (!Number.isNaN(product)) sum += product;
      }
    }
    return sum / all.length;
  });
}

/** The lag after which autocorrelations stay inside their band for a while (their rule for M / 2). */
function lastSignificantLag(covariance: readonly number[], rows: number): number {
  const band = 2 * Math.sqrt(Math.log10(rows) / rows);
  const patience = Math.max(5, Math.ceil(Math.sqrt(Math.log10(rows))));
  let last = 0;
  for (let lag = 1; lag < covariance.length && lag - last <= patience; lag++) {
    if (Math.abs(covariance[lag]! / covariance[0]!) > band) last = lag;
  }
  return last;
}
