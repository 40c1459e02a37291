/** What all parts of understanding look at: factors that vary, runs that exist, and a function that makes new ones. */

/** Whatever varies between runs: a number of a structure, the structure itself, how large a surge is. */
export interface Factor {
  readonly name: string;
  /** Where it is a choice, such as the structure: what can be chosen. Its values are indices of them. Default: a number. */
  readonly options?: readonly string[];
}

/** Runs that exist already. */
export interface Runs {
  readonly factors: readonly Factor[];
  /** How many sets of values there are. */
  readonly draws: number;
  /** Runs of each of them. */
  readonly replications: number;
  /** Row-major [draws, factors], in units of the factors; NaN where a draw has no such factor (a number of another structure). */
  readonly x: Float64Array;
  /**
   * Row-major [draws, replications], in units of the outcome; NaN where a run failed. Replication r may have the same random
   * numbers in all draws or not.
   */
  readonly outcomes: Float64Array;
}

/** Outcomes of points; replication r has the same random numbers at every point. */
export interface Outcomes {
  /** Row-major [points, replications], in units of the outcome; NaN where a run failed. */
  readonly values: Float64Array;
  readonly replications: number;
}

/** Simulates points, row-major [count, factors]. */
export type Evaluate = (points: Float64Array, count: number) => Promise<Outcomes>;

/** Mean of each row over the runs that did not fail, [rows]; NaN where all failed. */
export function rowMeans(outcomes: Float64Array, replications: number): Float64Array {
  return Float64Array.from({ length: outcomes.length / replications }, (_, row) =>
    meanOf(succeeded(outcomes.subarray(row * replications, (row + 1) * replications))),
  );
}

/** NaN of nothing. */
export function meanOf(values: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  return sum / values.length;
}

/** Unbiased; NaN of fewer than two. */
export function varianceOf(values: ArrayLike<number>): number {
  const mean = meanOf(values);
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += (values[i]! - mean) ** 2;
  return values.length > 1 ? sum / (values.length - 1) : Number.NaN;
}

/** Values that are no NaN. */
export function succeeded(values: Float64Array): Float64Array {
  return values.filter((value) => !Number.isNaN(value));
}

/** How many are NaN. */
export function failedOf(values: Float64Array): number {
  return values.length - succeeded(values).length;
}

/** Column `index` of row-major [*, width]. */
export function columnOf(x: Float64Array, width: number, index: number): Float64Array {
  return Float64Array.from({ length: x.length / width }, (_, row) => x[row * width + index]!);
}

/** Of values that are no NaN: the scale against which rounding is judged. */
export function largestSquare(values: Float64Array): number {
  return succeeded(values).reduce((most, value) => Math.max(most, value ** 2), 0);
}
