/** aims/<id>.json: what is wanted, as sentences, and among what to look for it. */
import { z } from 'zod';
import { nameSchema, titleSchema } from './names.ts';
import { POLICY_KINDS, policyChoiceSchema, watchSchema } from './policy-choice.ts';

/** One number for each step of a run. */
const seriesSchema = z.discriminatedUnion('kind', [
  /** Of an output, lever or resource. */
  z.strictObject({ kind: z.literal('named'), name: nameSchema }),
  /** By how much a resource, with what is there anyway, falls short of the output that it serves; never negative. */
  z.strictObject({ kind: z.literal('shortage'), resource: nameSchema }),
  /** Of the cost model, interventions included. */
  z.strictObject({ kind: z.literal('cost') }),
]);

/** One number of a run, over the steps ahead. */
export const metricSchema = z.strictObject({
  series: seriesSchema,
  how: z.enum(['mean', 'peak', 'lowest', 'total', 'last', 'time-above', 'time-below']),
  /** Of time-above and time-below (steps strictly above or below it), else null. */
  level: z.number().nullable(),
});

/** What of all outcomes counts. The cvar of level .95 is the mean of the worst 5 % (worst by the direction). */
const riskSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('mean') }),
  z.strictObject({ kind: z.literal('quantile'), level: z.number().min(0.01).max(0.99) }),
  z.strictObject({ kind: z.literal('cvar'), level: z.number().min(0.01).max(0.99) }),
]);

export const objectiveSchema = z.strictObject({
  direction: z.enum(['minimise', 'maximise']),
  metric: metricSchema,
  risk: riskSchema,
});

/** "Keep ICU beds needed below 40 on all days in 95 % of outcomes": peak, below, 40, .95. */
export const limitSchema = z.strictObject({
  metric: metricSchema,
  is: z.enum(['below', 'at-most', 'above', 'at-least']),
  level: z.number(),
  /** Share of outcomes in which it must hold. */
  chance: z.number().min(0.01).max(1),
});

/** A lever or resource whose policy is looked for, and among which policies. */
const choiceSchema = z.strictObject({
  lever: nameSchema,
  kinds: z.array(z.enum(POLICY_KINDS)).min(1),
  /** What policies that look at something look at; null: suggested by the studio. */
  watch: watchSchema.nullable(),
  /** By kind, and by name of its number: where to look; others as the registry suggests. low = high: held. */
  ranges: z.partialRecord(
    z.enum(POLICY_KINDS),
    z.record(nameSchema, z.strictObject({ low: z.number(), high: z.number() })),
  ),
});

export const aimSchema = z.strictObject({
  name: titleSchema,
  objectives: z.array(objectiveSchema).min(1).max(3),
  limits: z.array(limitSchema).max(10),
  choices: z.array(choiceSchema).min(1).max(8),
  /** Id of the scenario under which it is looked for; null: things as they are. */
  scenario: nameSchema.nullable(),
  /** How levers and resources are set today, to compare with; those left out: as recorded, else default. */
  current: z.record(nameSchema, policyChoiceSchema),
  /** Steps ahead. */
  horizon: z.int().min(1).max(2000),
});

export type Series = z.infer<typeof seriesSchema>;
export type Metric = z.infer<typeof metricSchema>;
export type Risk = z.infer<typeof riskSchema>;
export type Objective = z.infer<typeof objectiveSchema>;
export type Limit = z.infer<typeof limitSchema>;
export type LeverChoice = z.infer<typeof choiceSchema>;
export type Aim = z.infer<typeof aimSchema>;
