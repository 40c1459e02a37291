/**
 * Judges a sampler against the exact law it claims. Laws are given by ratios of neighbouring masses or by a
 * density known up to a factor, so that nothing here leans on the functions under test.
 */

/** Exact law on whole numbers: masses[i] is the probability of first + i. */
export interface DiscreteLaw {
  readonly first: number;
  readonly masses: Float64Array;
}

/** z-scores: all near standard normal when the sampler is right. */
export interface Verdict {
  readonly mean: number;
  readonly variance: number;
  /** Chi-square over bins of about equal mass, as a z-score (Wilson & Hilferty 1931). */
  readonly shape: number;
}

/**
 * |z| over this is a defect. Two-sided probability 2e-7 a score, so under 1e-4 that any of 400 correct scores
 * is over it, were the seeds free.
 */
export const LIMIT = 5.2;

export function worst(verdict: Verdict): number {
  // A chi-square far too small is a defect as well.
  return Math.max(...[verdict.mean, verdict.variance, verdict.shape].map(Math.abs));
}

/** Law whose mode is near `mode`: ratio(k) = P(k + 1) / P(k); support low .. high. */
export function lawByRatio(
  mode: number,
  low: number,
  high: number,
  ratio: (k: number) => number,
): DiscreteLaw {
  const down: number[] = [];
  for (let k = mode, mass = 1; k > low; k--) {
    mass /= ratio(k - 1);
    if (mass < 1e-25) break;
    down.push(mass);
  }
  const up: number[] = [];
  for (let k = mode, mass = 1; k < high; k++) {
    mass *= ratio(k);
    if (mass < 1e-25) break;
    up.push(mass);
  }
  const masses = Float64Array.from([...down.reverse(), 1, ...up]);
  const total = masses.reduce((sum, mass) => sum + mass, 0);
  return { first: mode - down.length, masses: masses.map((mass) => mass / total) };
}

export function judgeDiscrete(draw: () => number, law: DiscreteLaw, draws: number): Verdict {
  const counts = new Float64Array(law.masses.length);
  for (let i = 0; i < draws; i++) {
    const k = draw();
    const at = k - law.first;
    if (!(Number.isInteger(k) && at >= 0 && at < counts.length))
      throw new Error(`draw outside the support: ${k}`);
    counts[at]! += 1;
  }
  const points = Float64Array.from(law.masses, (_, i) => i);
  return compare(points, law.masses, counts, draws);
}

/**
 * Judges draws of a continuous variable y with the given density (up to a factor) on low .. high; what lies
 * beyond counts as the last cell. Choose y (say a logarithm) so that the density is smooth.
 */
export function judgeContinuous(
  draw: () => number,
  density: (y: number) => number,
  low: number,
  high: number,
  draws: number,
): Verdict {
  const cells = 20_000;
  const width = (high - low) / cells;
  const masses = Float64Array.from({ length: cells }, (_, i) => {
    const left = low + i * width;
    return density(left) + 4 * density(left + width / 2) + density(left + width);
  });
  const total = masses.reduce((sum, mass) => sum + mass, 0);
  const points = masses.map((_, i) => low + (i + 0.5) * width);
  const counts = new Float64Array(cells);
  for (let i = 0; i < draws; i++) {
    const y = draw();
    if (Number.isNaN(y)) throw new Error('draw is NaN');
    const at = Math.floor((y - low) / width);
    counts[Math.min(cells - 1, Math.max(0, at))]! += 1;
  }
  return compare(
    points,
    masses.map((mass) => mass / total),
    counts,
    draws,
  );
}

/** Largest z-score of the correlation of two equally long series of independent values. */
export function zOfCorrelation(a: Float64Array, b: Float64Array): number {
  const mean = (x: Float64Array) => x.reduce((sum, value) => sum + value, 0) / x.length;
  const meanA = mean(a);
  const meanB = mean(b);
  let product = 0;
  let squareA = 0;
  let squareB = 0;
  for (let i = 0; i < a.length; i++) {
    product += (a[i]! - meanA) * (b[i]! - meanB);
    squareA += (a[i]! - meanA) ** 2;
    squareB += (b[i]! - meanB) ** 2;
  }
  return (product / Math.sqrt(squareA * squareB)) * Math.sqrt(a.length);
}

function compare(
  points: Float64Array,
  masses: Float64Array,
  counts: Float64Array,
  draws: number,
): Verdict {
  const moment = (weights: Float64Array, centre: number, power: number) =>
    points.reduce((sum, x, i) => sum + weights[i]! * (x - centre) ** power, 0);
  const mean = moment(masses, 0, 1);
  const variance = moment(masses, mean, 2);
  const fourth = moment(masses, mean, 4);
  const drawnMean = moment(counts, mean, 1) / draws;
  const drawnVariance = moment(counts, mean, 2) / draws;
  // A coin that always shows 1/2 has fourth = variance^2: its variance has no spread of order 1 / sqrt(draws).
  const spread = fourth - variance * variance;
  return {
    mean: drawnMean / Math.sqrt(variance / draws),
    variance: spread < 1e-9 * fourth ? 0 : (drawnVariance - variance) / Math.sqrt(spread / draws),
    shape: zOfChiSquare(masses, counts, draws),
  };
}

function zOfChiSquare(masses: Float64Array, counts: Float64Array, draws: number): number {
  const least = Math.max(20, draws / 200);
  const bins: { expected: number; seen: number }[] = [];
  let open = { expected: 0, seen: 0 };
  masses.forEach((mass, i) => {
    open.expected += mass * draws;
    open.seen += counts[i]!;
    if (open.expected < least) return;
    bins.push(open);
    open = { expected: 0, seen: 0 };
  });
  const last = bins.at(-1);
  if (last === undefined || bins.length < 2) throw new Error('too few draws for a chi-square');
  last.expected += open.expected;
  last.seen += open.seen;
  const chiSquare = bins.reduce(
    (sum, bin) => sum + (bin.seen - bin.expected) ** 2 / bin.expected,
    0,
  );
  const freedom = bins.length - 1;
  const shift = 2 / (9 * freedom);
  return (Math.cbrt(chiSquare / freedom) - (1 - shift)) / Math.sqrt(shift);
}
