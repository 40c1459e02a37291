/**
 * Between parameters, each within its prior, and the whole space of real numbers in which densities are learned: no point
 * leaves the prior, so no sample has to be thrown away.
 *
 * Every free parameter has one coordinate, about one standard deviation of its prior wide. Normal and log-normal priors
 * without bounds are standardised. All others are made flat first (by their own scale where they are flat, by their
 * distribution function elsewhere), then stretched by a map that is linear inside and grows logarithmically at both
 * ends. A normal quantile would do as well in theory, but bends what is simple in the middle: the same flow then loses
 * .1 nats. Whole numbers and choices fill bins as wide as they are probable (uniform dequantisation, Theis et al. 2016).
 * Parameters with a single possible value have no coordinate.
 */
import type { Prior } from '../../simulator/declaration.ts';
import type { RandomSource } from '../../simulator/kernel/samplers.ts';
import { type PriorDistribution, priorDistribution } from '../prior.ts';

export interface Unconstrained {
  /** Coordinates: parameters that can vary. */
  readonly dimension: number;
  /**
   * Row-major [count, names] to [count, dimension]. `random` spreads whole numbers and choices over their bins; without it
   * they stand in the middle. What lies on a bound, or beyond, comes to a far but finite place.
   */
  readonly toPoints: (
    parameters: ArrayLike<number>,
    count: number,
    random?: RandomSource,
  ) => Float64Array;
  /** Row-major [count, dimension] to [count, names], each within its prior. */
  readonly toParameters: (points: ArrayLike<number>, count: number) => Float64Array;
  /**
   * log |d parameters / d points|, [count]. Along whole numbers and choices: of the place in units of bins, so that a density
   * of points divided by the slope is a probability.
   */
  readonly logSlope: (points: ArrayLike<number>, count: number) => Float64Array;
  /** Log density of the priors, [count], of row-major [count, names]; -Infinity outside. */
  readonly logPrior: (parameters: ArrayLike<number>, count: number) => Float64Array;
}

/** Half the width of the linear part: a uniform prior gets a standard deviation of nearly 1. */
const HALF = 1.7;
/** How soon it bends. */
const SOFT = 0.15;
/** Nearest that a share of a prior comes to 0 and 1 on its way to a point. */
const EDGE = 1e-12;

interface Axis {
  /** Position of the parameter. */
  readonly index: number;
  readonly toPoint: (value: number, random?: RandomSource) => number;
  readonly toValue: (point: number) => number;
  readonly logSlope: (point: number) => number;
}

/** Throws CalibrationError 'bad-prior'. */
export function createUnconstrained(priors: readonly Prior[]): Unconstrained {
  const names = priors.length;
  const distributions = priors.map(priorDistribution);
  const fixed = distributions.map(({ low }) => low);
  const axes = priors.flatMap((prior, index) => {
    const distribution = distributions[index]!;
    return distribution.low === distribution.high
      ? []
      : [{ index, ...axisOf(prior, distribution) }];
  });
  const dimension = axes.length;
  return {
    dimension,
    toPoints(parameters, count, random) {
      const points = new Float64Array(count * dimension);
      for (let row = 0; row < count; row++) {
        axes.forEach(({ index, toPoint }, d) => {
          points[row * dimension + d] = toPoint(parameters[row * names + index]!, random);
        });
      }
      return points;
    },
    toParameters(points, count) {
      const parameters = new Float64Array(count * names);
      for (let row = 0; row < count; row++) {
        parameters.set(fixed, row * names);
        axes.forEach(({ index, toValue }, d) => {
          parameters[row * names + index] = toValue(points[row * dimension + d]!);
        });
      }
      return parameters;
    },
    logSlope: (points, count) =>
      sums(axes, count, ({ logSlope }, row, d) => logSlope(points[row * dimension + d]!)),
    logPrior: (parameters, count) =>
      sums(distributions, count, ({ logDensity }, row, i) =>
        logDensity(parameters[row * names + i]!),
      ),
  };
}

function sums<T>(
  items: readonly T[],
  count: number,
  term: (item: T, row: number, place: number) => number,
): Float64Array {
  return Float64Array.from({ length: count }, (_, row) =>
    items.reduce((sum, item, place) => sum + term(item, row, place), 0),
  );
}

function axisOf(prior: Prior, distribution: PriorDistribution): Omit<Axis, 'index'> {
  const { low, high } = distribution;
  switch (prior.kind) {
    case 'uniform':
      return flat(low, high);
    case 'log-uniform':
      return logarithmic(flat(Math.log(low), Math.log(high)), low, high);
    case 'log-normal':
      return logarithmic(
        standardised(Math.log(prior.median), prior.sigma),
        Number.MIN_VALUE,
        Number.MAX_VALUE,
      );
    case 'normal':
      return low === Number.NEGATIVE_INFINITY && high === Number.POSITIVE_INFINITY
        ? standardised(prior.mean, prior.sd)
        : byDistribution(distribution, false);
    case 'beta':
      return byDistribution(distribution, false);
    case 'integer':
    case 'choice':
      return byDistribution(distribution, true);
    default:
      return prior satisfies never;
  }
}

function standardised(mean: number, sd: number): Omit<Axis, 'index'> {
  return {
    toPoint: (value) => (value - mean) / sd,
    toValue: (point) => mean + sd * point,
    logSlope: () => Math.log(sd),
  };
}

function flat(low: number, high: number): Omit<Axis, 'index'> {
  const width = high - low;
  return {
    toPoint: (value) => stretched((value - low) / width),
    toValue: (point) => Math.min(high, Math.max(low, low + width * shareOf(point))),
    logSlope: (point) => Math.log(width) + logShareSlope(point),
  };
}

/** exp of an axis; `low` and `high` are exact where rounding would miss them. */
function logarithmic(axis: Omit<Axis, 'index'>, low: number, high: number): Omit<Axis, 'index'> {
  return {
    toPoint: (value) => axis.toPoint(Math.log(Math.max(value, Number.MIN_VALUE))),
    toValue: (point) => Math.min(high, Math.max(low, Math.exp(axis.toValue(point)))),
    logSlope: (point) => axis.logSlope(point) + axis.toValue(point),
  };
}

/** A discrete value stands for a bin of shares as wide as it is probable. */
function byDistribution(
  { cdf, quantile, logDensity }: PriorDistribution,
  isDiscrete: boolean,
): Omit<Axis, 'index'> {
  const within = (share: number): number => Math.min(1 - EDGE, Math.max(EDGE, share));
  return {
    toPoint(value, random) {
      if (!isDiscrete) return stretched(cdf(value));
      const place = random?.uniform() ?? 0.5;
      const below = place * Math.exp(logDensity(value));
      return stretched(cdf(value) - below);
    },
    toValue: (point) => quantile(within(shareOf(point))),
    logSlope: (point) => logShareSlope(point) - logDensity(quantile(within(shareOf(point)))),
  };
}

/** 0..1 to the whole line: the inverse of `shareOf`. */
function stretched(share: number): number {
  const u = Math.min(1 - EDGE, Math.max(EDGE, share));
  const above = Math.expm1((2 * HALF * u) / SOFT);
  const below = -Math.expm1((2 * HALF * (u - 1)) / SOFT);
  return SOFT * (Math.log(above) - Math.log(below)) - HALF;
}

/** The mean over (-HALF, HALF) of a logistic step at the point: s/2a log((1 + e^((z+a)/s)) / (1 + e^((z-a)/s))). */
function shareOf(point: number): number {
  const share = softplus((point + HALF) / SOFT) - softplus((point - HALF) / SOFT);
  return Math.min(1, (SOFT / (2 * HALF)) * share);
}

/** log d share / d point: of (sigmoid((z+a)/s) - sigmoid((z-a)/s)) / 2a. */
function logShareSlope(point: number): number {
  const from = (point + HALF) / SOFT;
  const to = (point - HALF) / SOFT;
  const difference = from + Math.log(-Math.expm1(to - from)) - softplus(from) - softplus(to);
  return difference - Math.log(2 * HALF);
}

function softplus(x: number): number {
  return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
}
