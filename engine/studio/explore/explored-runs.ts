/** Runs of one record before anything is said of them, of one structure or of several together. */
import type { Failure } from '../../simulator/simulation.ts';

export interface ExploredRuns {
  readonly id: string;
  /** First row that the runs have. */
  readonly first: number;
  readonly rows: number;
  /** Of these rows; absent where the data are undated. */
  readonly dates?: readonly string[];
  /** Those that all structures have. */
  readonly outputs: readonly ExploredOutput[];
  /** How the runs could not follow the data, in sentences. */
  readonly lost: readonly string[];
  readonly failures: readonly Failure[];
}

export interface ExploredOutput {
  readonly name: string;
  /** Row-major [rows, runs]; NaN: the run had failed. Made anew each time, so that all are never held at once. */
  readonly values: Float64Array;
}
