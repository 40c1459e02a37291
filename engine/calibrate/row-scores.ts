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
  const width = groups[0]!.length;
  const scratch: Scratch = {
    members: new Float64Array(layout.replications * width),
    seen: Array.from({ length: width }, (_, i) => new Float64Array(i + 1)),
  };
  return ({ values }, observed) => {
    let sum = 0;
    for (const cells of plan) {
      let total = 0;
      let counted = 0;
      for (const cell of cells) {
        const kept = gather(cell, values, layout.replications, scales, scratch.members);
        if (kept < score.members) continue;
        total += score.score(
          kept === layout.replications && cell.outputs.length === width
            ? scratch.members
            : scratch.members.subarray(0, kept * cell.outputs.length),
          seenIn(cell, observed, scales, scratch),
        );
        counted++;
      }
      if (counted > 0) sum += total / counted;
    }
    return sum / plan.length;
  };
}

/** Used again for every cell: millions are scored. */
interface Scratch {
  readonly members: Float64Array;
  /** Observed values, for 1, 2 .. outputs scored together. */
  readonly seen: readonly Float64Array[];
}

/** Writes the members of a cell, in units of the scales, to the target; how many did not fail. */
function gather(
  { start, stride, outputs }: Cell,
  values: Float64Array,
  replications: number,
  scales: Float64Array,
  target: Float64Array,
): number {
  const d = outputs.length;
  let kept = 0;
  for (let r = 0, at = start; r < replications; r++, at += stride) {
    let whole = true;
    for (let i = 0; i < d; i++) {
      const output = outputs[i]!;
      const value = values[at + output]!;
      if (Number.isNaN(value)) whole = false;
      target[kept * d + i] = value / scales[output]!;
    }
    if (whole) kept++;
  }
  return kept;
}

function seenIn(
  { episode, seenAt, outputs }: Cell,
  observed: Observations,
  scales: Float64Array,
  scratch: Scratch,
): Float64Array {
  const seen = scratch.seen[outputs.length - 1]!;
  for (let i = 0; i < outputs.length; i++) {
    const output = outputs[i]!;
    seen[i] = observed[episode]![seenAt + output]! / scales[output]!;
  }
  return seen;
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
