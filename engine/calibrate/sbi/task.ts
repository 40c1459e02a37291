/**
 * What simulation-based inference is about: priors, something that simulates, and what was observed. A simulator with its
 * data is one (task-of-problem.ts); so is a benchmark whose posterior is known (engine/benchmark/).
 */
import type { Prior } from '../../simulator/declaration.ts';
import type { FAILURE_REASONS } from '../../simulator/simulation.ts';

export interface InferenceTask {
  readonly names: readonly string[];
  /** One for each name. */
  readonly priors: readonly Prior[];
  /** Numbers observed of one member: a trajectory, or a summary of it. */
  readonly observations: number;
  /** Trajectories of a data set that share the parameters; 1 for a single one. */
  readonly members: number;
  /**
   * Where a member is a time series: its outputs, whose series stand one after the other (all of the first, then all of
   * the second); observations = channels * rows. Absent: numbers in no order.
   */
  readonly channels?: number;
  /** [members * observations], member after member. NaN: not observed; the same place is NaN, or to be left out, in every simulation. */
  readonly observed: Float64Array;
  /** Counts and the like: how a number is made evener before it is standardised, by observation. Default 'none'. */
  readonly scales?: readonly ObservationScale[];
  /** What each observation is, in words, by observation: 'icu_occupied: row 12'. */
  readonly labels?: readonly string[];
  simulate(request: SimulateSets, options?: SimulateOptions): Promise<SimulatedSets>;
}

export type ObservationScale = 'none' | 'log1p' | 'sqrt';

/** Why a set gave nothing: the reason of its first run that failed. */
export type FailureReason = (typeof FAILURE_REASONS)[number];

export interface SimulateSets {
  /** Row-major [count, names]. */
  readonly parameters: Float64Array;
  readonly count: number;
  /** Set i draws from a stream of its own of (seed, first + i): the same numbers however sets are grouped. */
  readonly seed: number;
  readonly first: number;
}

export interface SimulateOptions {
  readonly signal?: AbortSignal;
  readonly onProgress?: (done: number, total: number) => void;
}

export interface SimulatedSets {
  /** Row-major [count, members * observations]; a failed set's row is NaN. */
  readonly x: Float64Array;
  /** For each set why it gave nothing; undefined where it did. */
  readonly failures: readonly (FailureReason | undefined)[];
}
