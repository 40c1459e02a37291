/**
 * The band that an honest rank plot leaves nowhere, with the probability asked for. Saeilynoja, Buerkner & Vehtari 2022,
 * "Graphical test for discrete uniformity and its applications in goodness-of-fit evaluation and multiple sample comparison".
 */
export interface RankBand {
  /** Places at which counts are looked at: how many of the possible ranks lie below. Ascending, 1 .. possible - 1. */
  readonly places: readonly number[];
  /** Least and greatest number of ranks below each place. */
  readonly low: readonly number[];
  readonly high: readonly number[];
}

/** Places at most: more would be no finer to the eye, and cost more. */
const PLACES = 100;

/**
 * Band for `count` independent ranks, each uniform on 0 .. possible - 1. All counts of it lie within the band with a
 * probability of at least `level`, and hardly more: at each place it is a central interval of the binomial that holds
 * 1 - gamma, with gamma such that the probability of leaving it anywhere is right (their eq. 7; the probability by their
 * recursion over places, exact, not by simulation).
 */
export function rankBand(count: number, possible: number, level = 0.95): RankBand {
  const steps = Math.min(PLACES, possible - 1);
  const places = Array.from({ length: steps }, (_, i) =>
    Math.round(((i + 1) * possible) / (steps + 1)),
  );
  const masses = places.map((place) => binomialCdf(count, place / possible));
  const bandAt = (gamma: number): RankBand => ({
    places,
    low: masses.map((cdf) => quantileOf(cdf, gamma / 2)),
    high: masses.map((cdf) => quantileOf(cdf, 1 - gamma / 2)),
  });
  const honest = (gamma: number) => insideProbability(count, possible, bandAt(gamma)) >= level;
  // Between what is enough were all places alike, and what is enough whatever they are.
  let high = 1 - level;
  let low = high / steps;
  if (honest(high)) return bandAt(high);
  for (let turn = 0; turn < 14; turn++) {
    const gamma = Math.sqrt(low * high);
    if (honest(gamma)) low = gamma;
    else high = gamma;
  }
  return bandAt(low);
}

/** P(X <= k) for k = 0 .. n - 1, X ~ Binomial(n, share). */
function binomialCdf(n: number, share: number): Float64Array {
  const odds = Math.log(share / (1 - share));
  let logMass = n * Math.log1p(-share);
  let sum = 0;
  return Float64Array.from({ length: n }, (_, k) => {
    sum += Math.exp(logMass);
    logMass += Math.log((n - k) / (k + 1)) + odds;
    return sum;
  });
}

/** Least k with P(X <= k) >= p. */
function quantileOf(cdf: Float64Array, p: number): number {
  let low = 0;
  let high = cdf.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (cdf[middle]! >= p) high = middle;
    else low = middle + 1;
  }
  return low;
}

/**
 * P(every count lies in the band). Counts between places are independent Poisson variables given that they add up to
 * `count`, so the band is walked through by convolutions and the condition divided out at the end.
 */
function insideProbability(
  count: number,
  possible: number,
  { places, low, high }: RankBand,
): number {
  let before = Float64Array.of(1);
  let first = 0;
  let from = 0;
  places.forEach((place, k) => {
    const masses = poissonMasses((count * (place - from)) / possible, high[k]! - first);
    const next = new Float64Array(high[k]! - low[k]! + 1);
    for (let i = 0; i < next.length; i++) {
      const total = low[k]! + i;
      const last = Math.min(before.length - 1, total - first);
      for (let j = 0; j <= last; j++) next[i]! += before[j]! * masses[total - first - j]!;
    }
    before = next;
    first = low[k]!;
    from = place;
  });
  const rest = poissonMasses((count * (possible - from)) / possible, count - first);
  let reached = 0;
  for (let j = 0; j < before.length; j++) reached += before[j]! * rest[count - first - j]!;
  return reached / poissonMasses(count, count)[count]!;
}

/** P(K = k) for k = 0 .. most. */
function poissonMasses(mean: number, most: number): Float64Array {
  const masses = new Float64Array(Math.max(0, most) + 1);
  let logMass = -mean;
  for (let k = 0; k < masses.length; k++) {
    masses[k] = Math.exp(logMass);
    logMass += Math.log(mean / (k + 1));
  }
  return masses;
}
