/**
 * Observation noise: drawn after `observe`, and its density for the particle filter.
 *
 * Observed values stay of their kind: a count is rounded and not below 0, a proportion is clipped to 0..1.
 */
import type { DeclaredNoise, DeclaredOutput, NumberOrParameter } from './declared.ts';
import type { RandomSource } from './samplers.ts';
import { logBinomialMass, logGamma, logPoissonMass } from './special.ts';

/** One output's noise with its number (sd, cv, size or probability) looked up in advance. */
export interface OutputNoise {
  readonly kind: DeclaredNoise['kind'] | 'none';
  readonly of: DeclaredOutput['kind'];
  readonly constant: number;
  /** Index of the parameter that holds the number, -1 when it is `constant`. */
  readonly parameter: number;
}

/** Log densities are not let below this, so that weights stay finite. */
const LOG_FLOOR = -1e6;
const HALF_LOG_TWO_PI = 0.9189385332046728;
/** Variance that rounding to whole numbers adds (Sheppard's correction). */
const ROUNDING_VARIANCE = 1 / 12;

export function noiseOf(output: DeclaredOutput, parameters: readonly string[]): OutputNoise {
  const noise = output.noise;
  if (noise === undefined) return { kind: 'none', of: output.kind, constant: 0, parameter: -1 };
  const number = numberOf(noise);
  if (typeof number === 'number')
    return { kind: noise.kind, of: output.kind, constant: number, parameter: -1 };
  const parameter = parameters.indexOf(number);
  if (parameter < 0) throw new Error(`unknown parameter in observation noise: ${number}`);
  return { kind: noise.kind, of: output.kind, constant: 0, parameter };
}

function numberOf(noise: DeclaredNoise): NumberOrParameter {
  switch (noise.kind) {
    case 'normal':
      return noise.sd;
    case 'proportional':
      return noise.cv;
    case 'poisson':
      return 0;
    case 'negative-binomial':
      return noise.size;
    case 'binomial':
      return noise.probability;
    default:
      return noise satisfies never;
  }
}

/** An observation of the true value m. */
export function drawObservation(
  noise: OutputNoise,
  m: number,
  parameters: Float64Array,
  random: RandomSource,
): number {
  if (noise.kind === 'none') return m;
  const number = noise.parameter < 0 ? noise.constant : parameters[noise.parameter]!;
  const drawn = drawAround(noise.kind, m, number, random);
  if (noise.of === 'count') return Math.max(0, Math.round(drawn));
  if (noise.of === 'proportion') return Math.min(1, Math.max(0, drawn));
  return drawn;
}

function drawAround(
  kind: DeclaredNoise['kind'],
  m: number,
  number: number,
  random: RandomSource,
): number {
  switch (kind) {
    case 'normal':
      return random.normal(m, number);
    case 'proportional':
      return random.normal(m, number * Math.abs(m));
    case 'poisson':
      return random.poisson(Math.max(0, m));
    case 'negative-binomial':
      return random.negativeBinomial(Math.max(0, m), number);
    case 'binomial':
      return random.binomial(Math.max(0, Math.round(m)), number);
    default:
      return kind satisfies never;
  }
}

/**
 * Log density of observing y where the truth is m, at least -1e6. Counts under normal noise get the variance of
 * rounding added. An output without declared noise is taken as normal with variance max(1, m) for a count, and
 * with standard deviation `defaultSd` otherwise.
 */
export function logDensity(
  noise: OutputNoise,
  y: number,
  m: number,
  parameters: Float64Array,
  defaultSd: number,
): number {
  const number = noise.parameter < 0 ? noise.constant : parameters[noise.parameter]!;
  const value = unboundedLogDensity(noise, y, m, number, defaultSd);
  return value > LOG_FLOOR ? value : LOG_FLOOR;
}

function unboundedLogDensity(
  noise: OutputNoise,
  y: number,
  m: number,
  number: number,
  defaultSd: number,
): number {
  const rounding = noise.of === 'count' ? ROUNDING_VARIANCE : 0;
  switch (noise.kind) {
    case 'normal':
      return logNormal(y, m, number * number + rounding);
    case 'proportional':
      return logNormal(y, m, (number * m) ** 2 + rounding);
    case 'poisson':
      return logPoisson(y, m);
    case 'negative-binomial':
      return logNegativeBinomial(y, m, number);
    case 'binomial':
      return logBinomial(y, Math.round(m), number);
    case 'none':
      return logNormal(y, m, noise.of === 'count' ? Math.max(1, m) : defaultSd * defaultSd);
    default:
      return noise.kind satisfies never;
  }
}

function logNormal(y: number, m: number, variance: number): number {
  // Noise of nothing is a point: keep it as narrow as the digits of y allow.
  const safe = Math.max(variance, 1e-24 * (1 + y * y));
  return -((y - m) ** 2) / (2 * safe) - 0.5 * Math.log(safe) - HALF_LOG_TWO_PI;
}

function logPoisson(y: number, m: number): number {
  if (!Number.isInteger(y) || y < 0) return LOG_FLOOR;
  if (!(m > 0)) return y === 0 ? 0 : LOG_FLOOR;
  return logPoissonMass(y, m);
}

/** Mean m, variance m + m^2 / size. */
function logNegativeBinomial(y: number, m: number, size: number): number {
  if (!Number.isInteger(y) || y < 0) return LOG_FLOOR;
  if (!(m > 0)) return y === 0 ? 0 : LOG_FLOOR;
  return (
    logGamma(y + size) -
    logGamma(size) -
    logGamma(y + 1) -
    size * Math.log1p(m / size) +
    y * Math.log(m / (m + size))
  );
}

function logBinomial(y: number, n: number, p: number): number {
  if (!Number.isInteger(y) || y < 0 || y > n) return LOG_FLOOR;
  if (p <= 0) return y === 0 ? 0 : LOG_FLOOR;
  if (p >= 1) return y === n ? 0 : LOG_FLOOR;
  return logBinomialMass(y, n, p);
}
