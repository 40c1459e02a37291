/**
 * Between the box of declared parameters and the unconstrained space that evolution strategies search.
 *
 * Each free parameter has one coordinate in which its prior is about one unit wide, so that one step size
 * suits all. The coordinate is linear in the parameter, or in its logarithm for log-uniform and log-normal
 * priors; bounds are kept by a transform that is the identity inside and turns back, smoothly, at the ends
 * (Hansen's linear-quadratic boundary transformation). Whole numbers and choices are bins of equal width.
 * Parameters whose prior has a single value take no coordinate.
 */
import type { Prior } from '../simulator/declaration.ts';
import { type PriorDistribution, priorDistribution } from './prior.ts';
import { normalQuantile } from './special.ts';

export interface Transform {
  /** Coordinates: parameters that can vary. */
  readonly dimension: number;
  /** Parameters of the declaration, fixed ones included. */
  readonly parameters: number;
  /** Row-major [count, dimension] to row-major [count, parameters]; every value lies within its prior. */
  readonly toParameters: (points: ArrayLike<number>, count: number) => Float64Array;
  /** A point that `toParameters` turns into these parameters (of whole numbers: the middle of the bin). */
  readonly toPoint: (parameters: ArrayLike<number>) => Float64Array;
  /** Positions in the declaration of the parameters that have a coordinate. */
  readonly free: readonly number[];
  /** Coordinates cut off where they would turn back: between them `toParameters` never falls. */
  readonly clamp: (point: ArrayLike<number>) => Float64Array;
  /** Median of every prior. */
  readonly centre: Float64Array;
  /** Range of each coordinate within which new searches start. */
  readonly range: readonly { readonly low: number; readonly high: number }[];
  /**
   * Least standard deviation of each coordinate that still leaves a bin with probability 1/(n lambda)
   * (Hamano et al. 2022, "CMA-ES with margin"); 0 for continuous parameters.
   */
  readonly floors: (populationSize: number) => number[];
}

/** The share of the prior beyond which nobody searches where there is no bound. */
const TAIL = 1e-4;
/** Width of the curved zone at each end, in prior widths. */
const CURVE = 0.05;

interface Axis {
  /** Position of the parameter in the declaration. */
  readonly index: number;
  /** The coordinate without bounds, 0..length. */
  readonly length: number;
  readonly fromUnit: (unit: number) => number;
  readonly toUnit: (value: number) => number;
  /** Width of a bin of the coordinate; 0 for continuous parameters. */
  readonly bin: number;
}

/** Priors in the order of the declaration. Throws CalibrationError 'bad-prior'. */
export function createTransform(priors: readonly Prior[]): Transform {
  const distributions = priors.map(priorDistribution);
  const fixed = distributions.map(({ low }) => low);
  const axes = priors.flatMap((prior, index) => {
    const distribution = distributions[index]!;
    return distribution.low === distribution.high ? [] : [axisOf(prior, distribution, index)];
  });
  const dimension = axes.length;
  const toParameters = (points: ArrayLike<number>, count: number): Float64Array => {
    const values = new Float64Array(count * priors.length);
    for (let set = 0; set < count; set++) {
      values.set(fixed, set * priors.length);
      axes.forEach((axis, i) => {
        const unit = folded(points[set * dimension + i]!, axis.length);
        values[set * priors.length + axis.index] = axis.fromUnit(unit);
      });
    }
    return values;
  };
  const toPoint = (parameters: ArrayLike<number>): Float64Array =>
    Float64Array.from(axes, (axis) => unfolded(axis.toUnit(parameters[axis.index]!), axis.length));
  return {
    dimension,
    parameters: priors.length,
    toParameters,
    toPoint,
    free: axes.map(({ index }) => index),
    clamp: (point) =>
      Float64Array.from(axes, ({ length }, i) =>
        Math.min(length + CURVE, Math.max(-CURVE, point[i]!)),
      ),
    centre: toPoint(distributions.map(({ quantile }) => quantile(0.5))),
    range: axes.map(({ length }) => ({ low: 0, high: length })),
    floors: (populationSize) => {
      const leaving = 1 / (dimension * populationSize);
      return axes.map(({ bin }) => bin / 2 / normalQuantile(1 - leaving / 2));
    },
  };
}

function axisOf(prior: Prior, distribution: PriorDistribution, index: number): Axis {
  switch (prior.kind) {
    case 'integer':
      return { index, ...binned(distribution.high - distribution.low + 1, prior.low) };
    case 'choice': {
      const values = [...new Set(prior.values)].sort((a, b) => a - b);
      const bins = binned(values.length, 0);
      return {
        index,
        ...bins,
        fromUnit: (unit) => values[bins.fromUnit(unit)]!,
        toUnit: (value) => bins.toUnit(Math.max(0, values.indexOf(value))),
      };
    }
    default:
      return { index, bin: 0, ...continuous(prior, distribution) };
  }
}

function binned(count: number, first: number): Omit<Axis, 'index'> {
  return {
    length: 1,
    bin: 1 / count,
    fromUnit: (unit) => first + Math.min(count - 1, Math.max(0, Math.floor(unit * count))),
    toUnit: (value) => (value - first + 0.5) / count,
  };
}

function continuous(
  prior: Prior,
  { low, high, quantile }: PriorDistribution,
): Omit<Axis, 'index' | 'bin'> {
  const logarithmic = prior.kind === 'log-uniform' || prior.kind === 'log-normal';
  const inner = logarithmic ? Math.log : (value: number) => value;
  const outer = logarithmic ? Math.exp : (value: number) => value;
  const least = Number.isFinite(inner(low)) ? low : quantile(TAIL);
  const most = Number.isFinite(inner(high)) ? high : quantile(1 - TAIL);
  const flat = prior.kind === 'uniform' || prior.kind === 'log-uniform';
  const width = flat ? inner(most) - inner(least) : inner(quantile(0.975)) - inner(quantile(0.025));
  const clamp = (value: number): number => Math.min(most, Math.max(least, value));
  return {
    length: (inner(most) - inner(least)) / width,
    fromUnit: (unit) => clamp(outer(inner(least) + unit * width)),
    toUnit: (value) => (inner(clamp(value)) - inner(least)) / width,
  };
}

/** Any number to 0..length: the identity from CURVE on, a parabola at each end, mirrored beyond. */
function folded(coordinate: number, length: number): number {
  const period = 2 * (length + 2 * CURVE);
  // Distance from the mirror at -CURVE, first brought into one period, then into its first half.
  let away = (coordinate + CURVE) % period;
  if (away < 0) away += period;
  if (away > period / 2) away = period - away;
  if (away < 2 * CURVE) return away ** 2 / (4 * CURVE);
  const left = period / 2 - away;
  if (left < 2 * CURVE) return length - left ** 2 / (4 * CURVE);
  return away - CURVE;
}

/** The inverse of `folded` between its mirrors. */
function unfolded(unit: number, length: number): number {
  if (unit < CURVE) return Math.sqrt(4 * CURVE * Math.max(0, unit)) - CURVE;
  const left = length - unit;
  if (left < CURVE) return length + CURVE - Math.sqrt(4 * CURVE * Math.max(0, left));
  return unit;
}
