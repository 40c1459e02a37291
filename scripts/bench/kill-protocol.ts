/** What a killed engine and its killer agree on. */
import type { ErrorData } from '../../engine/base/error.ts';

export type Acknowledged =
  /** The project is open; from here on the engine may be killed. */
  | { readonly kind: 'open' }
  | { readonly kind: 'edit'; readonly number: number }
  | { readonly kind: 'job'; readonly id: string }
  | { readonly kind: 'finished'; readonly id: string }
  | { readonly kind: 'failed'; readonly id: string; readonly error: ErrorData | null };

/** What the simulator is calibrated by, before the first kill and again. */
export const CALIBRATE = { kind: 'calibrate', seed: 1, budget: 60 } as const;

/** One after the other, over and over; each kind gives the same numbers each time. */
export const JOBS = [
  { kind: 'simulate', seed: 2, runs: 200 },
  { kind: 'check', seed: 3 },
  { kind: 'simulate', seed: 2, runs: 200 },
  CALIBRATE,
] as const;

/** The notes and the intent of an edit. */
export function noteOf(number: number): string {
  return `Edit ${number}`;
}
