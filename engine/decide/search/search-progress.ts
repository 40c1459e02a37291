/** What a search has tried and how far it has come: plain data from which it goes on to the same numbers. */
import { z } from 'zod';
import { frontsOf } from './algorithms/fronts.ts';
import { hypervolume } from './algorithms/hypervolume.ts';
import { entryOf } from './algorithms/judged.ts';
import { type Goal, isFeasible, judgedOf, judgementSchema } from './judgement.ts';

export const triedSchema = z.strictObject({
  /** c1, c2, ... as they came. */
  id: z.string(),
  point: z.array(z.number()).readonly(),
  /** Figures of one stage rest on the same runs; those of different stages do not. */
  stage: z.int().min(0),
  judgement: judgementSchema,
});

export type Tried = z.infer<typeof triedSchema>;

/** After a generation. `value`: hypervolume of the front; of one objective the best feasible value. */
export const milestoneSchema = z.strictObject({ evaluations: z.int(), value: z.number() });

/** Those that keep all limits and that no other such one beats in every respect, each set of values once. */
export function frontOf(tried: readonly Tried[], goal: Goal): Tried[] {
  const feasible = tried.filter(({ judgement }) => isFeasible(judgement, goal));
  const entries = feasible.map((own) => entryOf(own.point, judgedOf(own.judgement, goal)));
  const seen = new Set<string>();
  return (frontsOf(entries)[0] ?? []).flatMap((i) => {
    const key = entries[i]!.objectives.join(' ');
    if (seen.has(key)) return [];
    seen.add(key);
    return [feasible[i]!];
  });
}

/**
 * A little beyond the worst of the values seen, lower being better: what the hypervolume is measured from. An objective that is
 * always the same counts as one unit, so that the volume still tells of the others. Null: too few yet.
 */
export function referenceOf(tried: readonly Tried[], goal: Goal): number[] | null {
  const seen = tried
    .map(({ judgement }) => judgedOf(judgement, goal).objectives)
    .filter((values) => values.every(Number.isFinite));
  if (seen.length < 2) return null;
  return goal.objectives.map((_, i) => {
    const values = seen.map((own) => own[i]!);
    const [low, high] = [Math.min(...values), Math.max(...values)];
    return high + (high > low ? 0.1 * (high - low) : 1);
  });
}

/** Undefined while nothing keeps all limits. */
export function progressOf(
  front: readonly Tried[],
  goal: Goal,
  reference: readonly number[] | null,
): number | undefined {
  if (front.length === 0) return undefined;
  const points = front.map(({ judgement }) => judgedOf(judgement, goal).objectives);
  if (goal.objectives.length === 1) {
    const best = Math.min(...points.map(([value]) => value!));
    return goal.objectives[0]!.direction === 'minimise' ? best : -best;
  }
  return reference === null ? undefined : hypervolume(points, reference);
}
