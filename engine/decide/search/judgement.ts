/** What is known of a policy after some runs, and how a search compares it: by the feasibility rules of Deb (2000). */
import { z } from 'zod';
import type { Aim } from '../schemas/aim.ts';
import type { Judged } from './algorithms/judged.ts';

const figure = z.union([z.number(), z.nan()]);

export const judgementSchema = z.strictObject({
  /** Runs that it rests on. */
  runs: z.int().min(0),
  /** By objective, as its risk measure tells; NaN: all runs broke. */
  values: z.array(figure).readonly(),
  /** Standard errors of these. */
  errors: z.array(figure).readonly(),
  /** By limit: share of the outcomes in which it held; a broken run does not hold it. */
  chances: z.array(z.number()).readonly(),
  chanceErrors: z.array(z.number()).readonly(),
  /** By limit: how far the metric is beyond the level where the limit should just hold, in sizes of the level; 0: not beyond. */
  excesses: z.array(figure).readonly(),
  /** Share of the runs that broke. */
  broken: z.number(),
});

/** All figures as they are told, never turned around. */
export type Judgement = z.infer<typeof judgementSchema>;

/** Share of broken runs that counts as chance; more make a policy one that cannot be relied on. */
export const MOST_BROKEN = 0.05;

export type Goal = Pick<Aim, 'objectives' | 'limits'>;

/** `margin`: standard errors by which limits have to be kept. */
export function judgedOf(judgement: Judgement, goal: Goal, margin = 0): Judged {
  return {
    objectives: goal.objectives.map(({ direction }, i) =>
      direction === 'minimise' ? judgement.values[i]! : -judgement.values[i]!,
    ),
    violation: violationOf(judgement, goal, margin),
  };
}

/** Limits and sound runs, both as they are estimated. */
export function isFeasible(judgement: Judgement, goal: Goal): boolean {
  return violationOf(judgement, goal) === 0 && !judgement.values.some(Number.isNaN);
}

/** By how many standard errors the limit that is kept least surely is kept; Infinity without limits. */
export function surenessOf({ chances, chanceErrors, broken }: Judgement, { limits }: Goal): number {
  if (broken > MOST_BROKEN) return Number.NEGATIVE_INFINITY;
  const margins = limits.map(({ chance }, i) =>
    // Of all outcomes: no number of runs would make it surer than that none broke it.
    chance === 1 && chances[i] === 1
      ? Number.POSITIVE_INFINITY
      : (chances[i]! - chance) / chanceErrors[i]!,
  );
  return Math.min(Number.POSITIVE_INFINITY, ...margins);
}

/**
 * What misses the wanted chance by more is worse; where it misses by the same, what is further beyond the level, so that a
 * search finds its way where no outcome holds.
 */
function violationOf(
  { chances, chanceErrors, excesses, broken }: Judgement,
  { limits }: Goal,
  margin = 0,
): number {
  const missed = limits.map(({ chance }, i) => {
    const lack = Math.min(1, chance + margin * chanceErrors[i]!) - chances[i]!;
    const excess = excesses[i]!;
    return lack <= 0 ? 0 : lack + (Number.isFinite(excess) ? excess / (1 + excess) : 1);
  });
  return missed.reduce((sum, value) => sum + value, Math.max(0, broken - MOST_BROKEN));
}
