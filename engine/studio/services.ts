/** What a host lends to a use case. */
import type { Executor } from '../compute/executor.ts';
import type { Simulate } from '../simulator/simulation.ts';
import type { SpendingView, SteerRequest } from './contract/discovery-view.ts';
import type { Log, RunEntry } from './run-entry.ts';

export interface Services {
  /** Where simulators run; the tasks are `simulate` and `trace`. */
  readonly executor: Executor;
  /** Where networks are trained and distances computed: trusted work, never simulators. */
  readonly numerics: Executor;
  /** The first one, as algorithms call it. */
  readonly simulate: Simulate;
  /** Stops the use case; it keeps the best so far. */
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: Progress) => void;
  /** Told once, as soon as the run is on disk. */
  readonly onRun?: (run: OpenRun) => void;
  /** What a proposer is doing: nothing of it is kept. */
  readonly onActivity?: (activity: Activity) => void;
  /** What goes into the run's log, as it goes in. */
  readonly onEntry?: (entry: RunEntry) => void;
}

/** A run that is being worked on. */
export interface OpenRun {
  readonly id: string;
  /** Adds a line to its durable log. */
  readonly log: Log;
  /**
   * Takes a decision of the person; resolves once it is durable. Throws UseCaseError 'bad-option', 'not-running' after
   * the last round; SimulatorError. Only a discovery has it.
   */
  readonly steer?: (steer: SteerRequest) => Promise<void>;
}

export interface Activity {
  /** In a sentence; null: nothing is to be said any more. */
  readonly words: string | null;
  /** What a language model took so far; null where none proposes. */
  readonly spending: SpendingView | null;
}

export interface Progress {
  /** What is going on: 'Searching parameters'. A new text starts a new estimate of the time. */
  readonly phase: string;
  readonly done: number;
  /** At most; 0: not known. */
  readonly total: number;
  /** What is counted: 'evaluations'. */
  readonly unit: string;
  /** Anything else worth seeing: 'best 0.31'. */
  readonly detail?: string;
  /** Other work follows that is not counted here: its end is not the end of the run. */
  readonly more?: boolean;
}
