/** What a search is told of a point, and what is better: the feasibility rules of Deb (2000) and constraint domination. */
import { z } from 'zod';

/** What a point came to. */
export interface Judged {
  /** Lower is better. NaN or without end: failed. */
  readonly objectives: readonly number[];
  /** 0: every limit is met; else the sum of how far each one is missed, in scales that can be added. NaN: failed. */
  readonly violation: number;
}

export const entrySchema = z.strictObject({
  /** Natural units, one number a variable. */
  point: z.array(z.number()).readonly(),
  objectives: z.array(z.number()).readonly(),
  violation: z.number().min(0),
});

/** A point with what it came to; failures have the largest numbers there are, as JSON knows no infinity. */
export type Entry = z.infer<typeof entrySchema>;

const WORST = Number.MAX_VALUE;

export function entryOf(point: readonly number[], { objectives, violation }: Judged): Entry {
  const failed = Number.isNaN(violation) || !objectives.every(Number.isFinite);
  return {
    point,
    objectives: failed ? objectives.map(() => WORST) : objectives,
    violation: failed ? WORST : Math.min(WORST, Math.max(0, violation)),
  };
}

export function isFailure({ violation }: Entry): boolean {
  return violation === WORST;
}

/**
 * Below 0: a comes first. What keeps all limits beats what does not, the lower first objective among the former, the lower
 * violation among the latter (Deb 2000, "An efficient constraint handling method for genetic algorithms").
 */
export function compareFeasible(a: Entry, b: Entry): number {
  if (a.violation !== b.violation) return a.violation - b.violation;
  return a.objectives[0]! - b.objectives[0]!;
}

/** Constraint domination (Deb, Pratap, Agarwal & Meyarivan 2002, definition 1). */
export function dominates(a: Entry, b: Entry): boolean {
  if (a.violation !== b.violation) return a.violation < b.violation;
  return a.violation === 0 && isBelow(a.objectives, b.objectives);
}

/** No objective worse, one better. */
function isBelow(a: readonly number[], b: readonly number[]): boolean {
  let better = false;
  for (let i = 0; i < a.length; i++) {
    if (a[i]! > b[i]!) return false;
    if (a[i]! < b[i]!) better = true;
  }
  return better;
}
