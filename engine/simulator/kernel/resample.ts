/** Weights of particles: normalising, tempering, systematic resampling. */

/** Natural logarithm below which a weight is 0 in ordinary numbers: exp(-745) underflows. */
export const UNDERFLOW = -745;

/** Effective sample size 1 / sum w^2 of log weights (any common factor), counting only the living. */
export function effectiveSize(logWeights: Float64Array, alive: Uint8Array, exponent = 1): number {
  const highest = highestOf(logWeights, alive);
  let sum = 0;
  let squares = 0;
  for (let k = 0; k < logWeights.length; k++) {
    if (alive[k] === 0) continue;
    const weight = Math.exp(exponent * (logWeights[k]! - highest));
    sum += weight;
    squares += weight * weight;
  }
  return squares === 0 ? 0 : (sum * sum) / squares;
}

/** Logarithm of the sum of the weights of the living; -Infinity where nobody lives. */
export function logSumOf(logWeights: Float64Array, alive: Uint8Array): number {
  const highest = highestOf(logWeights, alive);
  if (highest === Number.NEGATIVE_INFINITY) return highest;
  let sum = 0;
  for (let k = 0; k < logWeights.length; k++)
    if (alive[k] === 1) sum += Math.exp(logWeights[k]! - highest);
  return highest + Math.log(sum);
}

export function highestOf(logWeights: Float64Array, alive: Uint8Array): number {
  let highest = Number.NEGATIVE_INFINITY;
  for (let k = 0; k < logWeights.length; k++)
    if (alive[k] === 1 && logWeights[k]! > highest) highest = logWeights[k]!;
  return highest;
}

/**
 * Flattens the weights to w^exponent with the largest exponent <= 1 that leaves an effective size of half of
 * the living. (Annealed importance: the data count for less, the particles nearest to them still for most.)
 */
export function temper(logWeights: Float64Array, alive: Uint8Array): void {
  let living = 0;
  for (let k = 0; k < alive.length; k++) living += alive[k]!;
  let low = 0;
  let high = 1;
  for (let turn = 0; turn < 60; turn++) {
    const middle = (low + high) / 2;
    if (effectiveSize(logWeights, alive, middle) >= living / 2) low = middle;
    else high = middle;
  }
  const highest = highestOf(logWeights, alive);
  for (let k = 0; k < alive.length; k++)
    if (alive[k] === 1) logWeights[k] = low * (logWeights[k]! - highest);
}

/** Shifts the log weights so that the highest of the living is 0. */
export function rescale(logWeights: Float64Array, alive: Uint8Array): void {
  const highest = highestOf(logWeights, alive);
  for (let k = 0; k < alive.length; k++) if (alive[k] === 1) logWeights[k]! -= highest;
}

/**
 * Systematic resampling with one uniform number (Kitagawa 1996): for each of the living, whose state it goes on
 * from. Whoever is drawn keeps its own place once, so only duplicates are copied. The dead stay as they are.
 */
export function drawAncestors(
  logWeights: Float64Array,
  alive: Uint8Array,
  uniform: number,
): Int32Array {
  const copies = copiesOf(logWeights, alive, uniform);
  const ancestors = Int32Array.from(copies, (_, k) => k);
  let donor = 0;
  for (let k = 0; k < ancestors.length; k++) {
    if (alive[k] === 0 || copies[k]! > 0) continue;
    while (copies[donor]! < 2) donor++;
    ancestors[k] = donor;
    copies[donor]!--;
  }
  return ancestors;
}

/** How often each particle is drawn; the numbers add up to the number of the living. */
function copiesOf(logWeights: Float64Array, alive: Uint8Array, uniform: number): Int32Array {
  const highest = highestOf(logWeights, alive);
  const weights = Float64Array.from(logWeights, (value, k) =>
    alive[k] === 0 ? 0 : Math.exp(value - highest),
  );
  let living = 0;
  let total = 0;
  let last = 0;
  for (let k = 0; k < alive.length; k++) {
    if (alive[k] === 0) continue;
    living++;
    total += weights[k]!;
    if (weights[k]! > 0) last = k;
  }
  const copies = new Int32Array(alive.length);
  let reached = 0;
  let drawn = 0;
  for (let k = 0; k < alive.length; k++) {
    reached += weights[k]!;
    // The last one takes what rounding leaves over.
    const until =
      k === last ? living : Math.min(living, Math.ceil((reached / total) * living - uniform));
    if (until > drawn) {
      copies[k] = until - drawn;
      drawn = until;
    }
  }
  return copies;
}
