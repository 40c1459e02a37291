/** How a course of action is judged: what its runs come to. The seam between simulations and everything that compares. */
import type { Metric } from '../schemas/aim.ts';
import type { PolicyChoice } from '../schemas/policy-choice.ts';
import type { Scenario } from '../schemas/scenario.ts';

/** What is done and what happens; policies of the scenario stand back behind `policies`. */
export interface Course {
  /** Null: things as they are. */
  readonly scenario: Scenario | null;
  /** Lever or resource -> how it is set. */
  readonly policies: Readonly<Record<string, PolicyChoice>>;
}

/** Which runs: numbers first..first + count - 1 of this seed, whole blocks. Run r meets the same luck under every course. */
export interface RunRange {
  readonly seed: number;
  readonly first: number;
  readonly count: number;
}

export interface Outcomes {
  /** By metric that the evaluator was made for: one value a run; NaN: the run broke. */
  readonly metrics: readonly Float64Array[];
  /** By run: number of its structure, and of its parameter set among those of the structure. */
  readonly structure: Uint16Array;
  readonly set: Uint32Array;
  /** Runs that share a parameter set and its state of today: neighbours are not independent. */
  readonly block: number;
  /** Why the first broken run broke; null: none did. */
  readonly failures: { readonly runs: number; readonly why: string } | null;
}

export interface Evaluator {
  readonly metrics: readonly Metric[];
  /** Structures by number, with their weights. */
  readonly structures: readonly { readonly name: string; readonly weight: number }[];
  /** Throws what cannot be run at all (StudioError); rejects when `signal` is aborted. */
  evaluate(course: Course, range: RunRange, signal?: AbortSignal): Promise<Outcomes>;
}
