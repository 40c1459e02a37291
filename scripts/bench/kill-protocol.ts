/** What a killed engine and its killer agree on. */
import type { ErrorData } from '../../engine/base/error.ts';

export type Acknowledged =
  /** The project is open; from here on the engine may be killed. */
  | { readonly kind: 'open' }
  | { readonly kind: 'edit'; readonly number: number }
  | { readonly kind: 'job'; readonly id: string }
  | { readonly kind: 'finished'; readonly id: string }
  | { readonly kind: 'failed'; readonly id: string; readonly error: ErrorData | null };

/** One after the other, over and over; each gives the same numbers each time. */
export const JOBS = [
  { kind: 'calibrate', seed: 1, budget: 60 },
  { kind: 'simulate', seed: 2, runs: 200 },
  { kind: 'check', seed: 3 },
] as const;

/** The notes and the intent of an edit. */
export function noteOf(number: number): string {
  return `Edit ${number}`;
}
