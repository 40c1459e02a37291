/**
 * First-order and total effects of factors that go together, from runs that exist (posterior draws, whatever a search has
 * simulated). For such factors variance does not divide into parts that add up; what is told are the two conditional
 * variances of Kucherenko, Tarantola, Annoni 2012 (Computer Physics Communications 183, eq. 5 and 6):
 *
 * - first = Var E[Y | X_i] / Var: what would go if X_i were known, along with all that X_i tells of the others;
 * - total = E Var[Y | all but X_i] / Var: what would be left if all the others were known.
 *
 * Conditional means are regressions on Hermite polynomials of normal scores (polynomial chaos with the sample's own
 * dependence: no assumption of independence enters), explained variance is adjusted for the number of columns, and total is
 * the difference between the regressions with and without X_i. Interactions beyond products of two are not followed:
 * `explained` tells how much of the variance the regression accounts for. Ranges are by a jackknife over groups of draws.
 */

import { type EffectColumn, jointColumns, ownColumns } from './effect-columns.ts';
import { byTotal, type Effects, type Share, shareOf } from './effects.ts';
import type { Runs } from './factor.ts';
import { failedRows, largestSquare, meanOf, rowMeans, varianceOf, withoutRows } from './rows.ts';
import { explainedVariance, sumsOf, without } from './sums.ts';
import { varianceParts } from './variance-parts.ts';

/** Groups of the jackknife, each left out once. */
const GROUPS = 20;
/** 5 % of Student's distribution with 19 degrees of freedom lie beyond. */
const LIMIT = 1.729;
/** Variance below this share of the largest squared outcome is rounding. */
const ROUNDING = 1e-24;

/**
 * Where draws come from several structures, the structure has to be one of the factors. At least 40 draws without a failed
 * run: else, as where nothing varies, `rows` is empty.
 */
export function effectsFromRuns(given: Runs): Effects {
  const runs = completeRuns(given);
  const { outcomes, replications, draws, factors } = runs;
  const response = rowMeans(outcomes, replications);
  const parts = varianceParts(outcomes, replications);
  const spread = varianceOf(response);
  const variance = parts === null ? spread : parts.knowledge;
  const leftOut = given.draws - draws;
  const about = { parts, design: 'as-drawn' as const, leftOut, draws: given.draws };
  if (draws < 2 * GROUPS || !(variance > ROUNDING * largestSquare(response))) {
    return { ...about, rows: [], explained: 0 };
  }
  const shares = sharesOf(response, spread - variance);
  const own = factors.map((_, i) => {
    const columns = ownColumns(runs, i);
    return shares(columns, [columns])[0]!;
  });
  const order = [...factors.keys()].sort((a, b) => own[b]![0]! - own[a]![0]!);
  const columns = jointColumns(runs, order);
  const [all, ...others] = shares(columns, [
    columns,
    ...factors.map((_, i) => columns.filter(({ of }) => !of.includes(i))),
  ]) as [number[], ...number[][]];
  const rows = factors.map((factor, i) => ({
    factor,
    first: jackknifed(own[i]!),
    total: jackknifed(all.map((value, k) => value - others[i]![k]!)),
  }));
  return { ...about, rows: byTotal(rows), explained: jackknifed(all).value };
}

/** Draws of which no run failed. */
function completeRuns({ factors, draws, replications, x, outcomes }: Runs): Runs {
  const failed = failedRows([outcomes], replications);
  return {
    factors,
    draws: draws - failed.size,
    replications,
    x: withoutRows(x, factors.length, failed),
    outcomes: withoutRows(outcomes, replications, failed),
  };
}

type Subset = readonly EffectColumn[];

/**
 * Explained shares of variance by regression on subsets of columns: of all draws, then with each group left out. `chance`:
 * variance of the response that no factor explains.
 */
function sharesOf(response: Float64Array, chance: number) {
  const rows = [...response.keys()];
  const variances = leavingOut((k) => varianceOf(response.filter((_, row) => row % GROUPS !== k)));
  return (columns: Subset, subsets: readonly Subset[]): number[][] => {
    const values = columns.map((column) => column.values);
    const all = sumsOf(values, response, rows);
    const sums = leavingOut((k) => {
      const group = rows.filter((row) => row % GROUPS === k);
      return group.length === 0 ? all : without(all, sumsOf(values, response, group));
    });
    return subsets.map((subset) => {
      const indices = subset.map((column) => columns.indexOf(column));
      return sums.map((own, k) => explainedVariance(own, indices) / (variances[k]! - chance));
    });
  };
}

/** Of no group (-1), then of each. */
function leavingOut<T>(of: (group: number) => T): T[] {
  return Array.from({ length: GROUPS + 1 }, (_, k) => of(k - 1));
}

/** Value and 90 % range (Efron, Stein 1981, eq. 1.2, by groups). */
function jackknifed([value, ...left]: readonly number[]): Share {
  const mean = meanOf(left);
  const squares = left.reduce((sum, own) => sum + (own - mean) ** 2, 0);
  const reach = LIMIT * Math.sqrt(((GROUPS - 1) / GROUPS) * squares);
  return shareOf(value!, value! - reach, value! + reach);
}
