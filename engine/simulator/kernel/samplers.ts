import { drawBinomial } from './binomial.ts';
import { drawCategorical, drawMultinomial } from './categorical.ts';
import { drawBeta, drawGamma } from './gamma.ts';
import { drawBelow, shuffleInPlace } from './integer.ts';
import { drawExponential, drawNormal } from './normal.ts';
import { drawPoisson, LARGEST_MEAN } from './poisson.ts';
import { refuse } from './refuse.ts';
import { openStream } from './streams.ts';
import { nextUniform } from './xoshiro.ts';

/**
 * What simulator code draws from. Every sampler is exact (no normal approximation), keeps nothing between
 * draws and throws a RangeError (`binomial: p is 1.2, must lie in 0..1`) for NaN, for what is not a number and
 * for impossible parameters; a value out of range by rounding is refused too. A draw can overflow to Infinity
 * or underflow to 0 where its distribution does.
 */
export interface RandomSource {
  /** Uniform in [low, high), default [0, 1), in steps of (high - low) / 2^53. Rounding can give high itself. */
  readonly uniform: (low?: number, high?: number) => number;
  /** Default mean 0, sd 1. sd >= 0. */
  readonly normal: (mean?: number, sd?: number) => number;
  /** exp of a normal: mu and sigma >= 0 are mean and sd of the logarithm. */
  readonly lognormal: (mu: number, sigma: number) => number;
  /** Mean 1 / rate; rate > 0. */
  readonly exponential: (rate: number) => number;
  /** Mean shape * scale, variance shape * scale^2; shape > 0, scale >= 0. */
  readonly gamma: (shape: number, scale: number) => number;
  /** Mean a / (a + b); a, b > 0. */
  readonly beta: (a: number, b: number) => number;
  /** Whole number; 0 <= mean <= 1e15. */
  readonly poisson: (mean: number) => number;
  /** Successes in n trials: n a whole number in 0 .. 2^53 - 1, p in 0..1. */
  readonly binomial: (n: number, p: number) => number;
  /** Poisson whose mean is gamma: variance mean + mean^2 / size. 0 <= mean, size > 0; draws over 1e15 are refused. */
  readonly negativeBinomial: (mean: number, size: number) => number;
  /**
   * How n trials fall on the given kinds: a new array of whole numbers that add up to n. Probabilities are a
   * plain array of numbers >= 0 that add up to 1 to within 1e-9 (the rest is rounding and divided out).
   */
  readonly multinomial: (n: number, probabilities: readonly number[]) => number[];
  /** Index of the kind drawn; probabilities as for multinomial. A kind of probability 0 is never drawn. */
  readonly categorical: (probabilities: readonly number[]) => number;
  /** Whole number, each of low .. high (inclusive) equally likely; high - low < 2^53. */
  readonly integer: (low: number, high: number) => number;
  /** Puts a plain array in random order, in place, all orders equally likely; returns the same array. */
  readonly shuffle: <T>(array: T[]) => T[];
}

/** A RandomSource and, for the driver only, the control of what it draws from. */
export interface Random {
  readonly source: RandomSource;
  /** Starts the stream of (seed, replication, purpose, set) in a slot; see `openStream` for the ranges. */
  readonly open: (
    slot: number,
    seed: number,
    replication: number,
    purpose: number,
    set: number,
  ) => void;
  /** Draws come from this slot from now on (slot 0 at first); the others stay where they are. */
  readonly use: (slot: number) => void;
  /** The four words of a slot's stream as it stands, not to be changed. */
  readonly read: (slot: number) => Int32Array;
  /** The slot's stream goes on from these four words. */
  readonly write: (slot: number, words: Int32Array) => void;
}

/** Room for `slots` streams, at least 1. Slot i starts out as the stream of (0, i, 0, 0). */
export function createRandom(slots: number): Random {
  const streams: Int32Array[] = [];
  for (let slot = 0; slot < slots; slot++) {
    const stream = new Int32Array(4);
    openStream(stream, 0, slot, 0, 0);
    streams.push(stream);
  }
  const streamOf = (slot: number): Int32Array =>
    streams[slot] ?? refuse('random', 'slot', slot, `be a whole number in 0 .. ${slots - 1}`);
  let current = streamOf(0);
  return {
    source: createSource(() => current),
    open: (slot, seed, replication, purpose, set) => {
      openStream(streamOf(slot), seed, replication, purpose, set);
    },
    use: (slot) => {
      current = streamOf(slot);
    },
    read: streamOf,
    write: (slot, words) => {
      streamOf(slot).set(words);
    },
  };
}

function createSource(stream: () => Int32Array): RandomSource {
  return {
    uniform: (low = 0, high = 1) => {
      if (!Number.isFinite(low)) refuse('uniform', 'low', low, FINITE);
      if (!Number.isFinite(high)) refuse('uniform', 'high', high, FINITE);
      const width = high - low;
      if (!(width >= 0)) refuse('uniform', 'high', high, `be at least low (${low})`);
      if (!(width <= Number.MAX_VALUE)) refuse('uniform', 'high - low', width, FINITE);
      return low + width * nextUniform(stream());
    },
    normal: (mean = 0, sd = 1) => {
      if (!Number.isFinite(mean)) refuse('normal', 'mean', mean, FINITE);
      if (!isAtLeastZero(sd)) refuse('normal', 'sd', sd, AT_LEAST_ZERO);
      return mean + sd * drawNormal(stream());
    },
    lognormal: (mu, sigma) => {
      if (!Number.isFinite(mu)) refuse('lognormal', 'mu', mu, FINITE);
      if (!isAtLeastZero(sigma)) refuse('lognormal', 'sigma', sigma, AT_LEAST_ZERO);
      return Math.exp(mu + sigma * drawNormal(stream()));
    },
    exponential: (rate) => {
      if (!isAboveZero(rate)) refuse('exponential', 'rate', rate, ABOVE_ZERO);
      return drawExponential(stream()) / rate;
    },
    gamma: (shape, scale) => {
      if (!isAboveZero(shape)) refuse('gamma', 'shape', shape, ABOVE_ZERO);
      if (!isAtLeastZero(scale)) refuse('gamma', 'scale', scale, AT_LEAST_ZERO);
      return drawGamma(stream(), shape) * scale;
    },
    beta: (a, b) => {
      if (!isAboveZero(a)) refuse('beta', 'a', a, ABOVE_ZERO);
      if (!isAboveZero(b)) refuse('beta', 'b', b, ABOVE_ZERO);
      return drawBeta(stream(), a, b);
    },
    poisson: (mean) => {
      if (!isMean(mean)) refuse('poisson', 'mean', mean, MEAN);
      return drawPoisson(stream(), mean);
    },
    binomial: (n, p) => {
      if (!isCount(n)) refuse('binomial', 'n', n, COUNT);
      if (!isProbability(p)) refuse('binomial', 'p', p, 'lie in 0..1');
      return drawBinomial(stream(), n, p);
    },
    negativeBinomial: (mean, size) => {
      if (!isMean(mean)) refuse('negativeBinomial', 'mean', mean, MEAN);
      if (!isAboveZero(size)) refuse('negativeBinomial', 'size', size, ABOVE_ZERO);
      if (mean === 0) return 0;
      const rate = drawGamma(stream(), size) * (mean / size);
      if (!isMean(rate)) refuse('negativeBinomial', 'a draw of the rate', rate, MEAN);
      return drawPoisson(stream(), rate);
    },
    multinomial: (n, probabilities) => {
      if (!isCount(n)) refuse('multinomial', 'n', n, COUNT);
      checkProbabilities('multinomial', probabilities);
      return drawMultinomial(stream(), n, probabilities);
    },
    categorical: (probabilities) => {
      const total = checkProbabilities('categorical', probabilities);
      return drawCategorical(stream(), probabilities, total);
    },
    integer: (low, high) => {
      if (!Number.isSafeInteger(low)) refuse('integer', 'low', low, WHOLE);
      if (!Number.isSafeInteger(high)) refuse('integer', 'high', high, WHOLE);
      if (low > high) refuse('integer', 'high', high, `be at least low (${low})`);
      if (!(high - low < 9007199254740992))
        refuse('integer', 'high - low', high - low, 'be below 2^53');
      return low + drawBelow(stream(), high - low + 1);
    },
    shuffle: (array) => {
      if (!Array.isArray(array)) refuse('shuffle', 'the argument', array, 'be an array');
      shuffleInPlace(stream(), array);
      return array;
    },
  };
}

/** Refuses what is no distribution; gives the sum. */
function checkProbabilities(subject: string, probabilities: readonly number[]): number {
  if (!Array.isArray(probabilities)) refuse(subject, 'probabilities', probabilities, 'be an array');
  let sum = 0;
  for (let i = 0; i < probabilities.length; i++) {
    const p = probabilities[i]!;
    if (!isProbability(p)) refuse(subject, `probability ${i}`, p, 'lie in 0..1');
    sum += p;
  }
  if (!(Math.abs(sum - 1) <= 1e-9)) refuse(subject, 'sum of the probabilities', sum, 'be 1');
  return sum;
}

const FINITE = 'be finite';
const WHOLE = 'be a whole number within 2^53';
const COUNT = 'be a whole number in 0 .. 2^53 - 1';
const AT_LEAST_ZERO = 'be finite and at least 0';
const ABOVE_ZERO = 'be finite and above 0';
const MEAN = 'lie in 0..1e15';

// Number.isFinite and its kin also turn away what is not a number: '0.5' passes a comparison.
const isCount = (n: number): boolean => Number.isSafeInteger(n) && n >= 0;
const isProbability = (p: number): boolean => Number.isFinite(p) && p >= 0 && p <= 1;
const isAtLeastZero = (x: number): boolean => Number.isFinite(x) && x >= 0;
const isAboveZero = (x: number): boolean => Number.isFinite(x) && x > 0;
const isMean = (x: number): boolean => Number.isFinite(x) && x >= 0 && x <= LARGEST_MEAN;
