/** Scores an ensemble row by row against observations. */
import type { EnsembleScore } from '../score/registry.ts';
import type { Ensemble, Layout } from './ensemble.ts';
import type { Observations } from './observations.ts';

/** Mean score of an ensemble; the observations must be missing where those of the plan are. */
export type RowScorer = (ensemble: Ensemble, observed: Observations) => number;

/** One score to take: of one output in one row, or of all observed outputs of a row. */
interface Cell {
  readonly episode: number;
  /** First value of replication 0 in the ensemble, and the way to the next replication. */
  readonly start: number;
  readonly stride: number;
  /** Outputs scored together, and where they stand in the observations of the episode. */
  readonly outputs: readonly number[];
  readonly seenAt: number;
}

/**
 * Mean over outputs of the mean over rows, in units of the scales; of a joint score, the mean over rows. Cells
 * with too few members left are left out; 0 when none is left. scales: NaN for outputs that are not scored.
 */
export function createRowScorer(
  score: EnsembleScore,
  layout: Layout,
  observations: Observations,
  scales: Float64Array,
): RowScorer {
  const scored = Array.from(scales.keys()).filter((output) => !Number.isNaN(scales[output]!));
  const groups = score.takes === 'all-outputs' ? [scored] : scored.map((output) => [output]);
  const plan = groups.map((outputs) => cellsOf(layout, observations, outputs));
  const members = new Float64Array(layout.replications * scored.length);
  const seen = scored.map((_, i) => new Float64Array(i + 1));

  const cellScore = (cell: Cell, values: Float64Array, observed: Float64Array): number => {
    const d = cell.outputs.length;
    let kept = 0;
    for (let r = 0, at = cell.start; r < layout.replications; r++, at += cell.stride) {
      let whole = true;
      for (let i = 0; i < d; i++) {
        const output = cell.outputs[i]!;
        const value = values[at + output]!;
        if (Number.isNaN(value)) whole = false;
        members[kept * d + i] = value / scales[output]!;
      }
      if (whole) kept++;
    }
    if (kept < score.members) return Number.NaN;
    const now = seen[d - 1]!;
    for (let i = 0; i < d; i++) {
      const output = cell.outputs[i]!;
      now[i] = observed[cell.seenAt + output]! / scales[output]!;
    }
    const used = kept * d;
    return score.score(used === members.length ? members : members.subarray(0, used), now);
  };

  return ({ values }, observed) => {
    let sum = 0;
    for (const cells of plan) {
      let total = 0;
      let counted = 0;
      for (const cell of cells) {
        const value = cellScore(cell, values, observed[cell.episode]!);
        if (Number.isNaN(value)) continue;
        total += value;
        counted++;
      }
      if (counted > 0) sum += total / counted;
    }
    return sum / plan.length;
  };
}

function cellsOf(layout: Layout, observations: Observations, outputs: readonly number[]): Cell[] {
  return layout.episodes.flatMap(({ start, rows }, episode) => {
    const seen = observations[episode]!;
    return Array.from({ length: rows }, (_, row): Cell => {
      const seenAt = row * layout.outputs;
      const present = outputs.filter((output) => !Number.isNaN(seen[seenAt + output]!));
      const stride = rows * layout.outputs;
      return { episode, start: start + seenAt, stride, outputs: present, seenAt };
    }).filter((cell) => cell.outputs.length > 0);
  });
}
