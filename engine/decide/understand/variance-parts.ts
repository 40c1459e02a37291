/**
 * How much of the spread of outcomes comes from not knowing the numbers, how much is chance that remains when they are known, and
 * how well the mean is known: the two-way random model outcome = mean + draw + replication + rest (Searle, Casella, McCulloch
 * 1992, section 4.3). It holds whether replications share their random numbers over the draws or not; where they do not, the
 * estimates are those of the nested model.
 */
import { failedRows, meanOf, varianceOf, withoutRows } from './rows.ts';

export interface VarianceParts {
  /** Variance of the expected outcome over the draws, in squared units of the outcome. */
  readonly knowledge: number;
  /** Variance of the outcome within a draw, averaged over the draws: of replication and rest. */
  readonly chance: number;
  /** chance / (knowledge + chance), 0..1; NaN where nothing varies. */
  readonly chanceShare: number;
}

/**
 * `outcomes`: row-major [draws, replications]; draws of which a run failed are left out. Null of fewer than two draws or two
 * replications: nothing tells the two apart.
 */
export function varianceParts(outcomes: Float64Array, replications: number): VarianceParts | null {
  const rows = completeRows(outcomes, replications);
  if (rows.length < 2 || replications < 2) return null;
  const { draw, replication, rest } = meanSquares(rows);
  const knowledge = Math.max(0, draw - rest) / replications;
  const chance = rest + Math.max(0, replication - rest) / rows.length;
  return { knowledge, chance, chanceShare: chance / (knowledge + chance) };
}

export interface MeanOfRuns {
  readonly mean: number;
  /** Standard error; NaN of a single run. */
  readonly error: number;
  /** Degrees of freedom of the error, by Satterthwaite 1946. */
  readonly degrees: number;
  /** Share of `error` squared, 0..1, by luck that all draws share: more draws do not narrow it. */
  readonly sharedLuck: number;
}

/** As for `varianceParts`. */
export function meanOfRuns(outcomes: Float64Array, replications: number): MeanOfRuns {
  const rows = completeRows(outcomes, replications);
  const means = rows.map(meanOf);
  const mean = meanOf(means);
  if (rows.length < 2 || replications < 2) {
    const units = rows.length < 2 ? (rows[0] ?? []) : means;
    const error = Math.sqrt(varianceOf(units) / units.length);
    return { mean, error, degrees: units.length - 1, sharedLuck: 0 };
  }
  const { draw, replication, rest } = meanSquares(rows);
  const shared = Math.max(0, replication - rest);
  const runs = rows.length * replications;
  const squares =
    draw ** 2 / (rows.length - 1) + (shared > 0 ? replication ** 2 : 0) / (replications - 1);
  return {
    mean,
    error: Math.sqrt((draw + shared) / runs),
    degrees: squares > 0 ? (draw + shared) ** 2 / squares : runs - 1,
    sharedLuck: shared > 0 ? shared / (draw + shared) : 0,
  };
}

/** Of draws, of replications and of the rest. */
function meanSquares(rows: readonly Float64Array[]) {
  const replications = rows[0]?.length ?? 0;
  const columns = Array.from({ length: replications }, (_, r) =>
    meanOf(rows.map((row) => row[r]!)),
  );
  const means = rows.map(meanOf);
  const all = meanOf(means);
  let rest = 0;
  rows.forEach((row, d) => {
    row.forEach((value, r) => {
      rest += (value - means[d]! - columns[r]! + all) ** 2;
    });
  });
  return {
    draw: replications * varianceOf(means),
    replication: rows.length * varianceOf(columns),
    rest: rest / ((rows.length - 1) * (replications - 1)),
  };
}

function completeRows(outcomes: Float64Array, replications: number): Float64Array[] {
  const kept = withoutRows(outcomes, replications, failedRows([outcomes], replications));
  return Array.from({ length: kept.length / replications }, (_, row) =>
    kept.subarray(row * replications, (row + 1) * replications),
  );
}
