/**
 * Log score of an ensemble: the logarithm of a density made from its members, at what was observed. Kernel
 * density (Silverman 1986, rule of thumb) for a share, the rest a wide normal distribution of what the data do
 * at all, so that one value outside all members costs much but not everything.
 */

/** What the data do at all: moments of the observed series. */
export interface Climatology {
  readonly mean: number;
  readonly spread: number;
}

/** Weight of the wide part: it bounds the loss of one surprise at about 6 nats. */
const WIDE_SHARE = 0.02;
const WIDE = 3;
/** Least bandwidth as a share of the spread of the data: members that all agree are not infinitely sure. */
const LEAST = 0.02;

/**
 * Natural logarithm of the density of `observed`; members that are not finite (failed runs) are left out, without
 * any the wide part alone stands. `resolution`: what one step of the data is worth (1 for counts, 0 if continuous).
 */
export function logDensity(
  members: Float64Array,
  observed: number,
  climatology: Climatology,
  resolution = 0,
): number {
  const spread = climatology.spread > 0 ? climatology.spread : 1;
  const wide = normalDensity(observed, climatology.mean, WIDE * spread);
  const seen = members.filter(Number.isFinite);
  if (seen.length === 0) return Math.log(wide);
  const width = Math.max(bandwidth(seen), LEAST * spread, resolution / 2);
  const kernel = seen.reduce((sum, member) => sum + normalDensity(observed, member, width), 0);
  return Math.log((1 - WIDE_SHARE) * (kernel / seen.length) + WIDE_SHARE * wide);
}

function bandwidth(members: Float64Array): number {
  const mean = members.reduce((sum, member) => sum + member, 0) / members.length;
  const squares = members.reduce((sum, member) => sum + (member - mean) ** 2, 0);
  return 1.06 * Math.sqrt(squares / members.length) * members.length ** -0.2;
}

function normalDensity(x: number, mean: number, sd: number): number {
  return Math.exp(-0.5 * ((x - mean) / sd) ** 2) / (sd * Math.sqrt(2 * Math.PI));
}
