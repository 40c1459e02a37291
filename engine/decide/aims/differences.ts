/** Two courses of action with the same luck, run by run. */
import { type Estimate, meanOf, shareOf } from './estimate.ts';

export interface PairedDifference {
  /** Mean of b less a. */
  readonly change: Estimate;
  /** Share of runs in which b is lower than a, and higher; what is equal counts for neither. */
  readonly lower: Estimate;
  readonly higher: Estimate;
}

/** Run r of both met the same luck. Runs that broke in either are left out. */
export function pairedDifference(
  a: Float64Array,
  b: Float64Array,
  block: number,
): PairedDifference {
  const change = a.map((value, run) => (b[run] ?? Number.NaN) - value);
  const share = (holds: (value: number) => boolean) =>
    shareOf({
      values: change.map((value) => (Number.isNaN(value) ? value : Number(holds(value)))),
      block,
    });
  return {
    change: meanOf({ values: change, block }),
    lower: share((value) => value < 0),
    higher: share((value) => value > 0),
  };
}
