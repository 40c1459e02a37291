/** Normal and beta distribution functions and their inverses, to about 1e-14. */
import { logGamma } from '../simulator/kernel/special.ts';

const ROOT_TWO_PI = Math.sqrt(2 * Math.PI);

/** Phi(x). By series near 0 and by continued fraction in the tails (Abramowitz & Stegun 26.2.11, 26.2.14). */
export function normalCdf(x: number): number {
  const density = Math.exp(-0.5 * x * x) / ROOT_TWO_PI;
  if (x > 4) return 1 - normalCdf(-x);
  if (x < -4) {
    let fraction = 0;
    for (let k = 60; k >= 1; k--) fraction = k / (-x + fraction);
    return density / (-x + fraction);
  }
  let term = x;
  let sum = x;
  for (let k = 3; Math.abs(term) > 1e-17 * Math.abs(sum); k += 2) {
    term *= (x * x) / k;
    sum += term;
  }
  return 0.5 + density * sum;
}

/** The x of Phi(x) = level: -Infinity at 0, Infinity at 1. Newton on the logarithm, which is concave. */
export function normalQuantile(level: number): number {
  if (level > 0.5) return -normalQuantile(1 - level);
  if (level <= 0) return Number.NEGATIVE_INFINITY;
  let x = level > 0.02 ? 0 : -Math.sqrt(-2 * Math.log(level));
  for (let turn = 0; turn < 60; turn++) {
    const cdf = normalCdf(x);
    const slope = Math.exp(-0.5 * x * x) / ROOT_TWO_PI / cdf;
    const step = (Math.log(cdf) - Math.log(level)) / slope;
    x -= step;
    if (Math.abs(step) < 1e-15 * (1 + Math.abs(x))) break;
  }
  return x;
}

/** Within 3 % from level .9 on (Wilson & Hilferty 1931). */
export function chiSquaredQuantile(level: number, degrees: number): number {
  const variance = 2 / (9 * degrees);
  return degrees * (1 - variance + normalQuantile(level) * Math.sqrt(variance)) ** 3;
}

/** Regularised incomplete beta function I_x(a, b): the distribution function of Beta(a, b). */
export function betaCdf(x: number, a: number, b: number): number {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  // The continued fraction converges fast on this side of the mean.
  if (x > (a + 1) / (a + b + 2)) return 1 - betaCdf(1 - x, b, a);
  return (Math.exp(logBetaFactor(x, a, b)) * betaFraction(x, a, b)) / a;
}

/** Density of Beta(a, b) on (0, 1), as a logarithm. */
export function logBetaDensity(x: number, a: number, b: number): number {
  return logBetaFactor(x, a, b) - Math.log(x) - Math.log1p(-x);
}

/** The x of I_x(a, b) = level, by Newton steps inside a bracket that halves when they leave it. */
export function betaQuantile(level: number, a: number, b: number): number {
  let low = 0;
  let high = 1;
  let x = a / (a + b);
  for (let turn = 0; turn < 200 && high - low > 1e-16; turn++) {
    const excess = betaCdf(x, a, b) - level;
    if (excess > 0) high = x;
    else low = x;
    const newton = x - excess / Math.exp(logBetaDensity(x, a, b));
    const next = newton > low && newton < high ? newton : (low + high) / 2;
    if (Math.abs(next - x) < 1e-16 * x) break;
    x = next;
  }
  return x;
}

/** log of x^a (1 - x)^b / B(a, b). */
function logBetaFactor(x: number, a: number, b: number): number {
  const logBeta = logGamma(a) + logGamma(b) - logGamma(a + b);
  return a * Math.log(x) + b * Math.log1p(-x) - logBeta;
}

/** Abramowitz & Stegun 26.5.8, by the method of Lentz. */
function betaFraction(x: number, a: number, b: number): number {
  const tiny = 1e-300;
  const away = (value: number): number => (Math.abs(value) < tiny ? tiny : value);
  let d = 1 / away(1 - ((a + b) * x) / (a + 1));
  let c = 1;
  let fraction = d;
  for (let m = 1; m < 500; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / away(1 + even * d);
    c = away(1 + even / c);
    fraction *= d * c;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / away(1 + odd * d);
    c = away(1 + odd / c);
    fraction *= d * c;
    if (Math.abs(d * c - 1) < 1e-16) break;
  }
  return fraction;
}
