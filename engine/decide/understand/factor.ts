/** What all parts of understanding look at: factors that vary, and runs that exist. */

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
