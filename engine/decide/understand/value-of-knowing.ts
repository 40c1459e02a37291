/**
 * What it is worth to know more before one of a few policies is chosen: the expected value of perfect information, of
 * everything and of each factor alone, in units of the objective. Knowing is worth nothing where it would not change the
 * choice.
 *
 * Of a factor by regression of the policies' differences on it (Strong, Oakley, Brennan 2014, Medical Decision Making 34), with
 * standard errors by drawing the curves again from their sampling distribution (ibid., appendix). Where policies are as good as
 * each other on average, the one that luck puts first makes knowing look worth less than it is.
 */
import { openRandom } from '../../calibrate/streams.ts';
import type { RandomSource } from '../../simulator/kernel/samplers.ts';
import type { Factor } from './factor.ts';
import { redrawn } from './redrawn.ts';
import { columnOf, failedRows, meanOf, rowMeans, varianceOf, withoutRows } from './rows.ts';
import { type Curves, smooth } from './smooth.ts';
import { meanOfRuns, varianceParts } from './variance-parts.ts';

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

/** Null where no draw lasted under every policy: there is nothing to choose by. */
export function valueOfKnowing(options: KnowingOptions): Knowing | null {
  const { factors, outcomes, replications, better, seed } = options;
  const failed = failedRows(outcomes, replications);
  const draws = options.x.length / factors.length;
  const x = withoutRows(options.x, factors.length, failed);
  const sign = better === 'more' ? 1 : -1;
  const gains = outcomes.map((own) =>
    withoutRows(own, replications, failed).map((value) => sign * value),
  );
  const means = gains.map(meanOf);
  const best = means.indexOf(Math.max(...means));
  if (best < 0) return null;
  const others = [...outcomes.keys()].filter((policy) => policy !== best);
  const differences = others.map((policy) =>
    differenceOf(gains[policy]!, gains[best]!, replications),
  );
  const rows = factors.map((factor, i): KnowingRow => {
    const values = columnOf(x, factors.length, i);
    const random = openRandom(seed, 'decide/knowing', i);
    const { worth, fitted } = worthOfFactor(factor, values, differences, random);
    return { factor, worth, choices: choicesOf(fitted, [best, ...others]) };
  });
  return {
    best,
    all: worthOfAll(differences, openRandom(seed, 'decide/knowing', factors.length)),
    rows: rows.sort((a, b) => b.worth.value - a.worth.value),
    toldFromLuck: replications > 1,
    leftOut: failed.size,
    draws,
  };
}

/** How much better a policy is than the best one. */
interface Difference {
  /** [draws], of means over replications. */
  readonly levels: Float64Array;
  /** The same as they would vary without luck. */
  readonly expected: Float64Array;
  /** Standard error of all of them together, by luck that the draws share. */
  readonly shared: number;
}

/**
 * Without luck: levels drawn together until their variance is that of expected outcomes (moment matching; Heath, Manolopoulou,
 * Baio 2016, Statistics in Medicine 35), as means over a few replications vary by luck, too.
 */
function differenceOf(gain: Float64Array, base: Float64Array, replications: number): Difference {
  const runs = gain.map((value, k) => value - base[k]!);
  const levels = rowMeans(runs, replications);
  const parts = varianceParts(runs, replications);
  const { mean, error, sharedLuck } = meanOfRuns(runs, replications);
  const spread = varianceOf(levels);
  const share =
    parts === null || !(spread > 0) ? 1 : Math.sqrt(Math.min(1, parts.knowledge / spread));
  return {
    levels,
    expected: levels.map((value) => mean + share * (value - mean)),
    shared: sharedLuck > 0 ? error * Math.sqrt(sharedLuck) : 0,
  };
}

function worthOfAll(differences: readonly Difference[], random: RandomSource): Worth {
  const expected = differences.map((difference) => difference.expected);
  const shared = differences.map((difference) => difference.shared);
  const moved = redrawn({ columns: [], fitted: expected, residuals: [] }, shared, random);
  return worthWithError(expected, moved.map(worthOf));
}

/** Where only some draws have the factor, the others' outcomes stay as expected: its curve moves the mean by their share only. */
function worthOfFactor(
  factor: Factor,
  values: Float64Array,
  differences: readonly Difference[],
  random: RandomSource,
): { readonly worth: Worth; readonly fitted: Curves['fitted'] } {
  const isKnown = (_: number, row: number): boolean => !Number.isNaN(values[row]!);
  const known = values.filter(isKnown);
  const levels = differences.map((difference) => difference.levels.filter(isKnown));
  const shared = differences.map((difference) => difference.shared);
  const blended = (curves: Curves['fitted']): Float64Array[] =>
    curves.map((curve, k) => {
      const share = known.length / values.length;
      const shift = meanOf(differences[k]!.levels) - share * meanOf(levels[k]!);
      return curve.map((value) => shift + share * value);
    });
  const curves = smooth(factor, known, levels);
  // A curve that is flat as far as can be told may still bend a little: its error is that of a straight line.
  const isFlat = curves.columns.length === 0;
  const drawn = redrawn(isFlat ? smooth(factor, known, levels, 1) : curves, shared, random);
  const fitted = blended(curves.fitted);
  const worth = worthWithError(
    fitted,
    drawn.map((again) => worthOf(blended(again))),
  );
  return { worth, fitted };
}

/** `again`: the same worth of curves that were drawn again. */
function worthWithError(differences: readonly Float64Array[], again: readonly number[]): Worth {
  const best = bestOfEach(differences);
  return {
    value: worthOf(differences),
    error: Math.hypot(Math.sqrt(varianceOf(again)), Math.sqrt(varianceOf(best) / best.length)),
  };
}

/** Mean of the best difference, that of the best policy being 0, beyond the best of the means. */
function worthOf(differences: readonly Float64Array[]): number {
  return meanOf(bestOfEach(differences)) - Math.max(0, ...differences.map(meanOf));
}

function bestOfEach(differences: readonly Float64Array[]): Float64Array {
  const best = new Float64Array(differences[0]?.length ?? 2);
  for (const difference of differences) {
    for (let d = 0; d < best.length; d++) best[d] = Math.max(best[d]!, difference[d]!);
  }
  return best;
}

/** `policies`: the best one, then those of the curves. */
function choicesOf(fitted: Curves['fitted'], policies: readonly number[]): KnowingRow['choices'] {
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
