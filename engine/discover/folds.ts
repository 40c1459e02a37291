/** On which data candidates are compared: never on those that they were calibrated on. */
import type { Dataset } from '../data/dataset.ts';
import { splitTrajectories, takeRows, takeTrajectories } from '../data/splits.ts';

/**
 * later-rows: calibrated on rows 0 .. cut - 1 of every trajectory, scored on rows cut .. end - 1 (rolling origin
 * with re-calibration, Tashman 2000). other-trajectories: calibrated on some, scored on others, each a draw of its own.
 */
export type Fold =
  | { readonly kind: 'later-rows'; readonly cut: number; readonly end: number }
  | {
      readonly kind: 'other-trajectories';
      /** Positions in the dataset, ascending. */
      readonly learn: readonly number[];
      readonly judge: readonly number[];
    };

/** From this many trajectories on whole ones are kept back. */
const ENOUGH_TRAJECTORIES = 10;
/** Fewer are judged twice, each half by the other. */
const ENOUGH_FOR_ONE_FOLD = 60;
/** Trajectories are plenty long before: more only cost time. */
const LEARN_ROWS = 1800;

/** Shares of the rows at which folds are cut. */
const CUTS = [0.45, 0.62, 0.8];
/** Fewest rows to learn from and to score on. */
const LEAST = 3;

/** The same for every candidate of a search. */
export function foldsOf(dataset: Dataset, seed: number): Fold[] {
  const count = dataset.trajectories.length;
  if (count < ENOUGH_TRAJECTORIES)
    return foldsInTime(Math.max(...dataset.trajectories.map(({ rows }) => rows)));
  const half = { kind: 'fractions', train: 0.5, validation: 0.5, test: 0 } as const;
  const { train, validation } = splitTrajectories(count, half, seed);
  const fold = (learn: readonly number[], judge: readonly number[]): Fold => ({
    kind: 'other-trajectories',
    learn: enough(learn, dataset),
    judge,
  });
  const first = fold(train, validation);
  return count < ENOUGH_FOR_ONE_FOLD ? [first, fold(validation, train)] : [first];
}

/** Folds of `rows` rows: three where there are enough, each scored up to the next cut. */
function foldsInTime(rows: number): Fold[] {
  const cuts = CUTS.map((share) => Math.round(share * rows)).filter(
    (cut, i, all) => cut >= 2 * LEAST && (all[i + 1] ?? rows) - cut >= LEAST,
  );
  const used = cuts.length > 0 ? cuts : [Math.max(2, rows - LEAST)];
  return used.map((cut, i) => ({ kind: 'later-rows', cut, end: used[i + 1] ?? rows }));
}

function enough(positions: readonly number[], { trajectories }: Dataset): readonly number[] {
  let rows = 0;
  return positions.filter((position) => {
    const isWanted = rows < LEARN_ROWS;
    if (isWanted) rows += trajectories[position]?.rows ?? 0;
    return isWanted;
  });
}

/** What a candidate may be calibrated on in a fold. */
export function learnedBy(dataset: Dataset, fold: Fold): Dataset {
  return fold.kind === 'later-rows'
    ? takeRows(dataset, { from: 0, to: fold.cut })
    : takeTrajectories(dataset, fold.learn);
}
