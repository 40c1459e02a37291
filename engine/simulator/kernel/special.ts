/** Logarithms of the gamma function and of probability masses, good to the last digits for any size. */

const HALF_LOG_TWO_PI = 0.9189385332046728;

/**
 * log Gamma(x) for x > 0, to about 1e-15 relative (also beside its zeros at 1 and 2); Infinity at 0 and at
 * Infinity, NaN for negative x and NaN. Abramowitz & Stegun 6.1.15, 6.1.33 (around 2), 6.1.41 (from 10 on).
 */
export function logGamma(x: number): number {
  if (!(x >= 0)) return Number.NaN;
  if (x === 0 || x === Number.POSITIVE_INFINITY) return Number.POSITIVE_INFINITY;
  if (x >= 10) return (x - 0.5) * Math.log(x) - x + HALF_LOG_TWO_PI + stirlingSeries(x);
  if (x < 0.5) return logGammaOfTwoPlus(x) - Math.log1p(x) - Math.log(x);
  if (x < 1.5) return logGammaOfTwoPlus(x - 1) - Math.log1p(x - 1);
  let product = 1;
  let base = x;
  while (base > 2.5) {
    base -= 1;
    product *= base;
  }
  return logGammaOfTwoPlus(base - 2) + Math.log(product);
}

/** log P(K = k) for a Poisson variable of the given mean > 0; k a whole number >= 0. */
export function logPoissonMass(k: number, mean: number): number {
  if (k === 0) return -mean;
  return -stirlingError(k) - deviance(k, mean) - 0.5 * Math.log(k) - HALF_LOG_TWO_PI;
}

/**
 * log P(K = k) for a binomial variable, 0 < p < 1, k and n whole, 0 <= k <= n. Unlike a difference of log
 * factorials, this keeps its digits when n is huge. Loader, "Fast and accurate computation of binomial
 * probabilities" (2000).
 */
export function logBinomialMass(k: number, n: number, p: number): number {
  if (k === 0) return n * Math.log1p(-p);
  if (k === n) return n * Math.log(p);
  const rest = n - k;
  return (
    stirlingError(n) -
    stirlingError(k) -
    stirlingError(rest) -
    deviance(k, n * p) -
    deviance(rest, n * (1 - p)) +
    0.5 * Math.log(n / k / rest) -
    HALF_LOG_TWO_PI
  );
}

/** x log(x / mean) + mean - x without cancellation: Loader's D0 times the mean. */
function deviance(x: number, mean: number): number {
  const difference = x - mean;
  const sum = x + mean;
  if (Math.abs(difference) >= 0.1 * sum) return x * Math.log(x / mean) - difference;
  const ratio = difference / sum;
  const y = ratio * ratio;
  // y < 0.01, so that each term is under a hundredth of the one before: eight reach the last digit.
  const tail = 1 / 9 + y * (1 / 11 + y * (1 / 13 + y * (1 / 15 + y * (1 / 17))));
  const series = 1 / 3 + y * (1 / 5 + y * (1 / 7 + y * tail));
  return difference * ratio + 2 * x * ratio * y * series;
}

/** log(k!) minus Stirling's formula, for whole k >= 1. */
function stirlingError(k: number): number {
  return k < STIRLING_ERRORS.length ? STIRLING_ERRORS[k]! : stirlingSeries(k);
}

/** Asymptotic series of log Gamma(x) minus Stirling's formula; last digit right from x = 10 on. */
function stirlingSeries(x: number): number {
  const y = 1 / (x * x);
  const tail = 1 / 1188 - y * (691 / 360360 - y * (1 / 156 - y * (3617 / 122400)));
  return (1 / 12 - y * (1 / 360 - y * (1 / 1260 - y * (1 / 1680 - y * tail)))) / x;
}

/** log Gamma(2 + e) for -0.5 <= e <= 0.5: (1 - Euler's constant) e + sum over k of (zeta(k) - 1) (-e)^k / k. */
function logGammaOfTwoPlus(e: number): number {
  let sum = 0;
  for (let k = ZETA_MINUS_ONE.length - 1; k >= 2; k--) sum = ZETA_MINUS_ONE[k]! / k - e * sum;
  return e * (0.42278433509846713 + e * sum);
}

/** Index k: zeta(k) - 1, from k = 2. */
const ZETA_MINUS_ONE = new Float64Array([
  0, 0, 0.6449340668482264, 0.2020569031595943, 0.08232323371113819, 0.03692775514336993,
  0.01734306198444914, 0.008349277381922827, 0.00407735619794434, 0.0020083928260822143,
  0.0009945751278180853, 0.0004941886041194645, 0.0002460865533080483, 0.00012271334757848915,
  6.124813505870483e-5, 3.058823630702049e-5, 1.528225940865187e-5, 7.637197637899763e-6,
  3.81729326499984e-6, 1.908212716553939e-6, 9.539620338727962e-7, 4.769329867878064e-7,
  2.38450502727733e-7, 1.1921992596531106e-7, 5.960818905125948e-8, 2.980350351465228e-8,
]);

/** Index k: log(k!) - (k + 1/2) log k + k - log(2 pi) / 2, from k = 1. */
const STIRLING_ERRORS = new Float64Array([
  0, 0.08106146679532726, 0.0413406959554093, 0.02767792568499834, 0.020790672103765093,
  0.016644691189821193, 0.013876128823070748, 0.01189670994589177, 0.010411265261972096,
  0.009255462182712733,
]);
