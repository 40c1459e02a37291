/**
 * What it is worth to know more before one of a few policies is chosen: the expected value of perfect information, of
 * everything and of each factor alone, in units of the objective. Knowing is worth nothing where it would not change the
 * choice.
 *
 * Of a factor by regression of the policies' differences on it (Strong, Oakley, Brennan 2014, Medical Decision Making 34), with
 * standard errors and the bias of the largest of several estimates by redrawing the curves from their sampling distribution
 * (ibid., appendix).
 */
import { CholeskyDecomposition, Matrix } from 'ml-matrix';
import { openRandom } from '../../calibrate/streams.ts';
import { columnOf, type Factor, meanOf, rowMeans, varianceOf } from './factor.ts';
import { type Curves, smooth } from './smooth.ts';
import { varianceParts } from './variance-parts.ts';

export interface KnowingOptions {
  readonly factors: readonly Factor[];
  /** Row-major [draws, factors]; NaN where a draw has no such factor. */
  readonly x: Float64Array;
  /** For each policy row-major [draws, replications], in units of the objective; NaN where a run failed. */
  readonly outcomes: readonly Float64Array[];
  readonly replications: number;
  /** Which outcomes are better. */
  readonly better: 'less' | 'more';
  readonly seed: number;
}

/** In units of the objective, >= 0. */
export interface Worth {
  readonly value: number;
  /** Standard error. */
  readonly error: number;
}

export interface KnowingRow {
  readonly factor: Factor;
  readonly worth: Worth;
  /** Which policy would be chosen how often, if the factor were known: shares, sum 1, largest first. */
  readonly choices: readonly { readonly policy: number; readonly share: number }[];
}

export interface Knowing {
  /** Index of the policy that is best as things are known. */
  readonly best: number;
  /** Of knowing everything but luck. With one replication luck cannot be told apart and counts as known: an upper bound. */
  readonly all: Worth;
  /** Most worth first. */
  readonly rows: readonly KnowingRow[];
  /** Whether luck is told apart: two replications or more. */
  readonly toldFromLuck: boolean;
  /** Draws left out as a run failed under one of the policies, of how many. */
  readonly leftOut: number;
  readonly draws: number;
}

const REDRAWN = 200;

/** Throws where there is no policy or no draw without a failed run. */
export function valueOfKnowing(given: KnowingOptions): Knowing {
  const { factors, outcomes, replications, better, seed } = given;
  const draws = given.x.length / factors.length;
  const { x, gains } = completeGains(given, better === 'more' ? 1 : -1);
  const levels = gains.map((gain) => rowMeans(gain, replications));
  const means = levels.map(meanOf);
  const best = means.indexOf(Math.max(...means));
  if (best < 0) throw new Error(`policies: no draw of ${draws} has an outcome under all of them`);
  const others = [...outcomes.keys()].filter((policy) => policy !== best);
  // How much better each other policy is: the best one has a difference of 0.
  const differences = others.map((policy) => minus(levels[policy]!, levels[best]!));
  const rows = factors.map((factor, i): KnowingRow => {
    const values = columnOf(x, factors.length, i);
    return { factor, ...worthOfFactor(factor, values, differences, seed, i, [best, ...others]) };
  });
  const known = others.map((policy, k) =>
    withoutLuck(differences[k]!, minus(gains[policy]!, gains[best]!), replications),
  );
  return {
    best,
    all: { value: worthOf(known), error: errorOf(known) },
    rows: rows.sort((a, b) => b.worth.value - a.worth.value),
    toldFromLuck: replications > 1,
    leftOut: draws - levels[best]!.length,
    draws,
  };
}

/** Draws of which no run failed under any policy; gains are larger where outcomes are better. */
function completeGains({ factors, x, outcomes, replications }: KnowingOptions, sign: 1 | -1) {
  const failed = new Set<number>();
  for (const values of outcomes) {
    values.forEach((value, k) => {
      if (Number.isNaN(value)) failed.add(Math.floor(k / replications));
    });
  }
  const kept = (width: number) => (_: number, k: number) => !failed.has(Math.floor(k / width));
  return {
    x: x.filter(kept(factors.length)),
    gains: outcomes.map((values) => values.filter(kept(replications)).map((value) => sign * value)),
  };
}

/** Mean of the best difference, 0 among them, beyond the best of the means. */
function worthOf(differences: readonly Float64Array[]): number {
  const most = Math.max(0, ...differences.map(meanOf));
  return meanOf(bestOfEach(differences)) - most;
}

/** Standard error by the draws. */
function errorOf(differences: readonly Float64Array[]): number {
  const best = bestOfEach(differences);
  return Math.sqrt(varianceOf(best) / best.length);
}

function bestOfEach(differences: readonly Float64Array[]): Float64Array {
  const best = new Float64Array(differences[0]?.length ?? 1);
  for (const difference of differences) {
    for (let d = 0; d < best.length; d++) best[d] = Math.max(best[d]!, difference[d]!);
  }
  return best;
}

/**
 * Differences drawn together until their variance is that of expected outcomes: means over a few replications vary by luck, too
 * (moment matching; Heath, Manolopoulou, Baio 2016, Statistics in Medicine 35).
 */
function withoutLuck(
  difference: Float64Array,
  runs: Float64Array,
  replications: number,
): Float64Array {
  const parts = varianceParts(runs, replications);
  const spread = varianceOf(difference);
  if (parts === null || !(spread > 0)) return difference;
  const mean = meanOf(difference);
  const share = Math.sqrt(Math.min(1, parts.knowledge / spread));
  return difference.map((value) => mean + share * (value - mean));
}

function worthOfFactor(
  factor: Factor,
  values: Float64Array,
  differences: readonly Float64Array[],
  seed: number,
  index: number,
  policies: readonly number[],
): Omit<KnowingRow, 'factor'> {
  const curves = smooth(factor, values, differences);
  // A curve that is flat as far as can be told may still bend a little: its error is that of a straight line.
  const redrawn = redrawnWorths(
    curves.columns.length > 0 ? curves : smooth(factor, values, differences, 1),
    openRandom(seed, 'decide/knowing', index),
  );
  const raw = worthOf(curves.fitted);
  const bias = curves.columns.length > 0 ? meanOf(redrawn) - raw : 0;
  return {
    worth: {
      value: Math.max(0, raw - Math.max(0, bias)),
      error: Math.hypot(Math.sqrt(varianceOf(redrawn)), errorOf(curves.fitted)),
    },
    choices: choicesOf(curves.fitted, policies),
  };
}

/** Worths of curves drawn from the sampling distribution of the fitted ones: the same errors on each orthonormal column. */
function redrawnWorths({ columns, fitted, residuals }: Curves, random: { normal: () => number }) {
  const rows = fitted[0]?.length ?? 0;
  const factor = choleskyOf(residuals, rows - columns.length - 1);
  const constant = new Float64Array(rows).fill(1 / Math.sqrt(rows));
  const all = [constant, ...columns];
  return Array.from({ length: fitted.length > 0 ? REDRAWN : 0 }, () => {
    const curves = fitted.map((curve) => curve.slice());
    for (const column of all) {
      const normals = fitted.map(() => random.normal());
      curves.forEach((curve, i) => {
        const shift = normals.reduce((sum, z, j) => sum + (j <= i ? factor.get(i, j) * z : 0), 0);
        for (let row = 0; row < rows; row++) curve[row]! += shift * column[row]!;
      });
    }
    return worthOf(curves);
  });
}

/** Lower factor of the residuals' covariance, with a little on the diagonal: policies may differ alike. */
function choleskyOf(residuals: readonly Float64Array[], degrees: number): Matrix {
  if (residuals.length === 0) return Matrix.zeros(0, 0);
  const covariance = new Matrix(
    residuals.map((a) =>
      residuals.map((b) => a.reduce((sum, value, row) => sum + value * b[row]!, 0) / degrees),
    ),
  );
  const ridge = 1e-9 * covariance.trace() + Number.MIN_VALUE;
  for (let i = 0; i < residuals.length; i++) covariance.set(i, i, covariance.get(i, i) + ridge);
  return new CholeskyDecomposition(covariance).lowerTriangularMatrix;
}

/** `policies`: the best one, then those of the curves. */
function choicesOf(fitted: readonly Float64Array[], policies: readonly number[]) {
  const rows = fitted[0]?.length ?? 1;
  const counts = new Map<number, number>();
  for (let row = 0; row < rows; row++) {
    const gains = [0, ...fitted.map((curve) => curve[row]!)];
    const policy = policies[gains.indexOf(Math.max(...gains))] ?? 0;
    counts.set(policy, (counts.get(policy) ?? 0) + 1);
  }
  return [...counts]
    .map(([policy, count]) => ({ policy, share: count / rows }))
    .sort((a, b) => b.share - a.share);
}

function minus(a: Float64Array, b: Float64Array): Float64Array {
  return a.map((value, k) => value - b[k]!);
}
