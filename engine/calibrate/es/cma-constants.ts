/**
 * The constants of CMA-ES for a dimension and a population size. Numbered as in Hansen, "The CMA evolution
 * strategy: a tutorial" (arXiv 1604.00772); where pycma 4.4 has moved on, pycma's value is taken.
 */
export interface CmaConstants {
  /** lambda, candidates in a generation. */
  readonly populationSize: number;
  /** One weight for each rank, best first; positive ones add to 1, negative ones are the active update. */
  readonly weights: readonly number[];
  /** mu_eff: variance effective selection mass (eq. 8). */
  readonly selectionMass: number;
  /** c_c, decay of the path p_c (eq. 56). */
  readonly cPath: number;
  /** c_1, rate of the rank-one update (eq. 57). */
  readonly cOne: number;
  /** c_mu, rate of the rank-mu update (eq. 58). */
  readonly cMu: number;
  /** c_sigma, decay of the path p_sigma (eq. 55; pycma: n + mu_eff + 3 below the line). */
  readonly cSigma: number;
  /** d_sigma, damping of the step size (eq. 55). */
  readonly damping: number;
  /** E||N(0, I)||. */
  readonly normalLength: number;
}

/** 4 + floor(3 ln n) (eq. 48). */
export function defaultPopulationSize(dimension: number): number {
  return 4 + Math.floor(3 * Math.log(dimension));
}

export function cmaConstants(
  dimension: number,
  populationSize: number,
  active: boolean,
): CmaConstants {
  const n = dimension;
  const raw = rawWeights(populationSize);
  const positive = normalised(raw.filter((weight) => weight > 0));
  const mass = 1 / sumOfSquares(positive);
  const cOne = (Math.min(1, populationSize / 6) * 2) / ((n + 1.3) ** 2 + mass);
  // 1/4 instead of 0 as offset of the rank-mu rate: pycma.
  const cMu = Math.min(1 - cOne, (2 * (0.25 + mass + 1 / mass - 2)) / ((n + 2) ** 2 + mass));
  const cSigma = (mass + 2) / (n + mass + 3);
  const negative = active
    ? negativeWeights(raw, { n, mass, cOne, cMu })
    : raw.filter((weight) => weight <= 0).map(() => 0);
  return {
    populationSize,
    weights: [...positive, ...negative],
    selectionMass: mass,
    cPath: (4 + mass / n) / (n + 4 + (2 * mass) / n),
    cOne,
    cMu,
    cSigma,
    damping: 1 + 2 * Math.max(0, Math.sqrt((mass - 1) / (n + 1)) - 1) + cSigma,
    normalLength: expectedNormalLength(n),
  };
}

/** ln((lambda + 1) / 2) - ln i (eq. 49). */
function rawWeights(populationSize: number): number[] {
  return Array.from(
    { length: populationSize },
    (_, i) => Math.log((populationSize + 1) / 2) - Math.log(i + 1),
  );
}

/** The weights of the worse half, scaled by the smallest of three bounds (eqs. 50 to 53). */
function negativeWeights(
  raw: readonly number[],
  { n, mass, cOne, cMu }: { n: number; mass: number; cOne: number; cMu: number },
): number[] {
  const negative = raw.filter((weight) => weight <= 0);
  const total = -negative.reduce((sum, weight) => sum + weight, 0);
  if (total === 0 || cMu === 0) return negative.map(() => 0);
  const negativeMass = total ** 2 / sumOfSquares(negative);
  const scale = Math.min(
    1 + cOne / cMu,
    1 + (2 * negativeMass) / (mass + 2),
    (1 - cOne - cMu) / (n * cMu),
  );
  return negative.map((weight) => (scale * weight) / total);
}

/** Exact, sqrt(2) Gamma((n+1)/2) / Gamma(n/2), up to n = 6 and the usual series above (pycma). */
function expectedNormalLength(n: number): number {
  if (n > 6) return Math.sqrt(n) * (1 - 1 / (4 * n) + 1 / (26 * n * n));
  let length = n % 2 === 1 ? Math.sqrt(2 / Math.PI) : Math.sqrt(Math.PI / 2);
  for (let k = n % 2 === 1 ? 1 : 2; k < n; k += 2) length *= (k + 1) / k;
  return length;
}

function normalised(weights: readonly number[]): number[] {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return weights.map((weight) => weight / total);
}

function sumOfSquares(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value * value, 0);
}
