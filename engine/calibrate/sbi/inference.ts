/** What a method of simulation-based inference is given besides its task, and what it gives. */
import type { Executor } from '../../compute/executor.ts';
import type { Posterior } from '../posterior.ts';
import type { CalibrationProgress } from '../result.ts';
import type { FailureReason } from './task.ts';

export interface InferenceOptions {
  readonly seed: number;
  /** Parameter sets to simulate at most, those that fail included. */
  readonly simulations: number;
  /** Where networks are trained, several side by side. */
  readonly numerics: Executor;
  readonly signal?: AbortSignal;
  /** As in MethodOptions. */
  readonly timeUsed?: () => number;
  readonly onProgress?: (progress: CalibrationProgress) => void;
  /** Called with everything that lets it go on to the same numbers: plain data, typed arrays included. Awaited. */
  readonly save?: (state: unknown) => Promise<void> | void;
  /** What `save` was given last; checked by the method's schema. Throws CalibrationError 'bad-checkpoint'. */
  readonly resume?: unknown;
}

export interface Inference {
  readonly posterior: Posterior;
  /** Parameter sets that were simulated, those that failed included. */
  readonly simulations: number;
  /** Reason -> sets that gave nothing. */
  readonly failures: Readonly<Partial<Record<FailureReason, number>>>;
  /** cancelled: the posterior is the best so far. */
  readonly stopped: 'converged' | 'budget' | 'cancelled';
  /** What a person should know of it, as sentences: too few simulations, runs that fail in a part of the prior, ... */
  readonly notes: readonly string[];
  /** Plain data from which the method's file makes the density again; absent where it has none. */
  readonly stored?: unknown;
}
