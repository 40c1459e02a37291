/** What is known of a lever or resource when a policy for it is looked for. */
import type { WatchChoice } from '../schemas/policy-choice.ts';

/** Of the observed values of an output. */
export interface Observed {
  readonly low: number;
  readonly mean: number;
  readonly high: number;
  readonly last: number;
}

export interface WatchedOutput {
  readonly name: string;
  readonly words: string;
  /** As declared, in a sentence or more. */
  readonly meaning: string;
  readonly unit: string;
  readonly kind: 'count' | 'continuous' | 'proportion';
  /** Null: never observed. */
  readonly observed: Observed | null;
}

export interface SuggestedWatch {
  readonly watch: WatchChoice;
  readonly words: string;
}

export interface LeverContext {
  readonly name: string;
  readonly kind: 'lever' | 'resource';
  readonly words: string;
  readonly unit: string;
  readonly low: number;
  readonly high: number;
  readonly default: number;
  readonly integer: boolean;
  /** As last recorded; null: never. */
  readonly recorded: number | null;
  /** Output whose need a resource serves, and how much of it is there anyway; null: none, or a lever. */
  readonly serves: { readonly output: string; readonly there: number } | null;
  /** Amounts that are ordered anew each time, instead of a level that is kept. */
  readonly isOrder: boolean;
  /** What policies that look at something would look at, best first. */
  readonly watches: readonly SuggestedWatch[];
  readonly outputs: readonly WatchedOutput[];
  /** Rows ahead. */
  readonly horizon: number;
  readonly timeUnit: string;
  /** Number of the first row ahead. */
  readonly firstRow: number;
  /** Of all rows, those ahead included; null: undated. */
  readonly dates: readonly string[] | null;
}
