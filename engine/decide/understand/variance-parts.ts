/** How much of the spread of outcomes comes from not knowing the numbers, and how much is chance that remains when they are known. */
import { meanOf, varianceOf } from './factor.ts';

export interface VarianceParts {
  /** Variance of the expected outcome over the draws, in squared units of the outcome. */
  readonly knowledge: number;
  /** Variance of the outcome within a draw, averaged over the draws. */
  readonly chance: number;
  /** chance / (knowledge + chance), 0..1; NaN where nothing varies. */
  readonly chanceShare: number;
}

/**
 * Moment estimates of the two-way random model outcome = mean + draw + replication + rest (Searle, Casella, McCulloch 1992,
 * section 4.3), with replication and rest as chance. It holds whether replications share their random numbers over the draws
 * or not; where they do not, it is the nested estimate. `outcomes`: row-major [draws, replications]; draws of which a run
 * failed are left out. Null of fewer than two draws or two replications: nothing tells the two apart.
 */
export function varianceParts(outcomes: Float64Array, replications: number): VarianceParts | null {
  const rows = completeRows(outcomes, replications);
  if (rows.length < 2 || replications < 2) return null;
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
  rest /= (rows.length - 1) * (replications - 1);
  const knowledge = Math.max(0, varianceOf(means) - rest / replications);
  const chance = rest + Math.max(0, varianceOf(columns) - rest / rows.length);
  return { knowledge, chance, chanceShare: chance / (knowledge + chance) };
}

function completeRows(outcomes: Float64Array, replications: number): Float64Array[] {
  return Array.from({ length: outcomes.length / replications }, (_, row) =>
    outcomes.subarray(row * replications, (row + 1) * replications),
  ).filter((row) => !row.some(Number.isNaN));
}
