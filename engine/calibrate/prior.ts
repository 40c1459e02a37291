/** Distribution functions of the priors that simulators declare. Bounds are hard: nothing lies outside. */
import type { Prior } from '../simulator/declaration.ts';
import { CalibrationError } from './error.ts';
import { betaCdf, betaQuantile, logBetaDensity, normalCdf, normalQuantile } from './special.ts';

/**
 * One kind of prior. Whole and chosen values have probabilities instead of densities. For a level that is
 * uniform on (0, 1), `quantile(level)` is a draw from the prior.
 */
export interface PriorDistribution {
  /** Least and greatest value; infinite where there is no bound. */
  readonly low: number;
  readonly high: number;
  /** P(X <= x). */
  readonly cdf: (x: number) => number;
  /** Least x with P(X <= x) >= level, 0 <= level <= 1. */
  readonly quantile: (level: number) => number;
  /** log density (or log probability) at x; -Infinity outside. */
  readonly logDensity: (x: number) => number;
}

/** Throws CalibrationError 'bad-prior' when the prior allows no value. */
export function priorDistribution(prior: Prior): PriorDistribution {
  switch (prior.kind) {
    case 'uniform':
      return uniform(prior.low, prior.high);
    case 'log-uniform':
      return exponentiated(uniform(Math.log(prior.low), Math.log(prior.high)), prior);
    case 'normal':
      return normal(prior.mean, prior.sd, prior.low, prior.high);
    case 'log-normal':
      return exponentiated(normal(Math.log(prior.median), prior.sigma));
    case 'beta':
      return beta(prior.a, prior.b, prior.low, prior.high);
    case 'integer':
      return wholeNumbers(prior.low, prior.high);
    case 'choice':
      return choice(prior.values);
    default:
      return prior satisfies never;
  }
}

function uniform(low: number, high: number): PriorDistribution {
  requireOrder(low, high);
  const width = high - low;
  return {
    low,
    high,
    cdf: (x) => (x >= high ? 1 : x <= low ? 0 : (x - low) / width),
    quantile: (level) => Math.min(high, low + level * width),
    logDensity: (x) => (x >= low && x <= high ? -Math.log(width) : Number.NEGATIVE_INFINITY),
  };
}

function normal(
  mean: number,
  sd: number,
  low = Number.NEGATIVE_INFINITY,
  high = Number.POSITIVE_INFINITY,
): PriorDistribution {
  requireOrder(low, high);
  // Above the mean, work with the mirror image: the lower tail keeps its digits, the upper one does not.
  const sign = low > mean ? -1 : 1;
  const standard = (x: number): number => (sign * (x - mean)) / sd;
  const from = normalCdf(Math.min(standard(low), standard(high)));
  const to = normalCdf(Math.max(standard(low), standard(high)));
  const mass = to - from;
  if (!(mass > 0) && low < high) {
    throw badPrior(`normal prior: no mass between ${low} and ${high}`);
  }
  const upTo = (x: number): number => (normalCdf(standard(x)) - from) / mass;
  const at = (share: number): number => mean + sign * sd * normalQuantile(from + share * mass);
  return {
    low,
    high,
    cdf: (x) => (x >= high ? 1 : x <= low ? 0 : sign > 0 ? upTo(x) : 1 - upTo(x)),
    quantile: (level) => Math.min(high, Math.max(low, at(sign > 0 ? level : 1 - level))),
    logDensity: (x) =>
      x >= low && x <= high
        ? -0.5 * standard(x) ** 2 - Math.log(sd * mass) - 0.5 * Math.log(2 * Math.PI)
        : Number.NEGATIVE_INFINITY,
  };
}

/** The distribution of exp(Y); `bounds` are its exact ends where rounding would miss them. */
function exponentiated(
  logarithm: PriorDistribution,
  bounds: { readonly low: number; readonly high: number } = {
    low: 0,
    high: Number.POSITIVE_INFINITY,
  },
): PriorDistribution {
  const { low, high } = bounds;
  return {
    low,
    high,
    cdf: (x) => (x <= 0 ? 0 : logarithm.cdf(Math.log(x))),
    quantile: (level) => Math.min(high, Math.max(low, Math.exp(logarithm.quantile(level)))),
    logDensity: (x) =>
      x > 0 && x >= low && x <= high
        ? logarithm.logDensity(Math.log(x)) - Math.log(x)
        : Number.NEGATIVE_INFINITY,
  };
}

function beta(a: number, b: number, low: number, high: number): PriorDistribution {
  requireOrder(low, high);
  const width = high - low;
  return {
    low,
    high,
    cdf: (x) => (x >= high ? 1 : x <= low ? 0 : betaCdf((x - low) / width, a, b)),
    quantile: (level) => low + width * betaQuantile(level, a, b),
    logDensity: (x) =>
      x >= low && x <= high
        ? logBetaDensity((x - low) / width, a, b) - Math.log(width)
        : Number.NEGATIVE_INFINITY,
  };
}

function wholeNumbers(low: number, high: number): PriorDistribution {
  requireOrder(low, high);
  const count = high - low + 1;
  return {
    low,
    high,
    cdf: (x) => Math.min(1, Math.max(0, (Math.floor(x) - low + 1) / count)),
    quantile: (level) => low + placeOf(level, count),
    logDensity: (x) =>
      Number.isInteger(x) && x >= low && x <= high ? -Math.log(count) : Number.NEGATIVE_INFINITY,
  };
}

function choice(values: readonly number[]): PriorDistribution {
  const sorted = [...values].sort((a, b) => a - b);
  const share = (holds: (value: number) => boolean): number =>
    sorted.filter(holds).length / sorted.length;
  return {
    low: sorted[0]!,
    high: sorted[sorted.length - 1]!,
    cdf: (x) => share((value) => value <= x),
    quantile: (level) => sorted[placeOf(level, sorted.length)]!,
    logDensity: (x) => Math.log(share((value) => value === x)),
  };
}

/** Which of `count` equally likely places a level falls in. */
function placeOf(level: number, count: number): number {
  return Math.min(count - 1, Math.max(0, Math.ceil(level * count) - 1));
}

function requireOrder(low: number, high: number): void {
  if (!(low <= high)) throw badPrior(`prior bounds: ${low} is above ${high}`);
}

function badPrior(message: string): CalibrationError {
  return new CalibrationError('bad-prior', message, {
    hint: 'Give the parameter a prior with room between its bounds.',
  });
}
