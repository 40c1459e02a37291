/** The lines of a run's log from which a search for policies is told, live and after any interruption. */
import { z } from 'zod';

/** Values as they are told. Policies under which all runs broke are not told. */
const loggedPoint = z.object({
  id: z.string(),
  values: z.array(z.number()),
  chances: z.array(z.number()),
  feasible: z.boolean(),
  runs: z.int(),
});

/** Once it has begun, and again when it is taken up. */
export const aimEntrySchema = z.object({
  event: z.literal('aim'),
  objectives: z.array(
    z.object({ words: z.string(), unit: z.string(), better: z.enum(['lower', 'higher']) }),
  ),
  limits: z.array(z.string()),
  /** Objectives, then limits. */
  sentences: z.array(z.string()),
  /** Of the rows ahead; null where the data are undated. */
  dates: z.array(z.string()).nullable(),
  timeUnit: z.string(),
  /** By output: what it is like in the days ahead (seenAhead). */
  ahead: z.record(
    z.string(),
    z.object({ low: z.number(), mean: z.number(), high: z.number(), last: z.number() }),
  ),
});

/** What it is compared with; a role that comes again stands for the one before. */
export const marksEntrySchema = z.object({
  event: z.literal('marks'),
  marks: z.array(loggedPoint.extend({ role: z.enum(['do-nothing', 'current', 'best-constant']) })),
});

/** After each generation: what it tried; an id that comes again was looked at more closely. */
export const policiesEntrySchema = z.object({
  event: z.literal('policies'),
  points: z.array(loggedPoint),
  evaluations: z.int(),
  /** Hypervolume of the front, of one objective the best feasible value; null: there is none, or it was not measured. */
  value: z.number().nullable(),
});

export type LoggedPoint = z.infer<typeof loggedPoint>;
export type AimEntry = z.infer<typeof aimEntrySchema>;
export type MarksEntry = z.infer<typeof marksEntrySchema>;
export type PoliciesEntry = z.infer<typeof policiesEntrySchema>;
export type MarkRole = MarksEntry['marks'][number]['role'];
