/** What every inference method gives: a distribution over parameter sets, and how it came about. */
import type { FailureReason } from './task.ts';

export interface Posterior {
  readonly names: readonly string[];
  /**
   * Row-major [count, names], each within its prior. The same seed gives the same sets; a method that holds a finite
   * sample draws from it with its weights.
   */
  sample(count: number, seed: number): Float64Array;
  /** Log density of row-major [count, names]; absent where the method has none (ABC). -Infinity outside the prior. */
  readonly logDensity?: (parameters: Float64Array, count: number) => Float64Array;
  /** The most plausible set: highest density, or the sample's medoid where there is no density. */
  readonly map: Float64Array;
  readonly provenance: Provenance;
}

export interface Provenance {
  /** Row of the registry: 'npe', 'tsnpe', 'smc-abc', 'rejection-abc', 'cma-es'. */
  readonly method: string;
  /** All that its result depends on besides the task and the seed. */
  readonly settings: Readonly<Record<string, unknown>>;
  readonly seed: number;
  /** Parameter sets that were simulated, those that failed included. */
  readonly simulations: number;
  /** Reason -> sets that gave nothing. */
  readonly failures: Readonly<Partial<Record<FailureReason, number>>>;
  /** Why it ended: what the person reads beside the result. */
  readonly stopped: 'converged' | 'budget' | 'cancelled';
}

export interface InferenceProgress {
  readonly phase: 'simulating' | 'training' | 'sampling';
  /** From 1; sequential methods have several. */
  readonly round: number;
  readonly rounds: number;
  readonly done: number;
  /** 0: not known. */
  readonly total: number;
  /** 'validation 1.93', 'epsilon 0.12', ... */
  readonly detail?: string;
}

export interface InferenceOptions {
  readonly seed: number;
  /** Parameter sets to simulate at most. */
  readonly simulations: number;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: InferenceProgress) => void;
  /** Called with everything that lets it go on to the same numbers: plain data. Awaited. */
  readonly save?: (state: unknown) => Promise<void>;
  /** What `save` was given last; checked by the method's schema. */
  readonly resume?: unknown;
}
