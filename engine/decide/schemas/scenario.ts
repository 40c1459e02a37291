import { z } from 'zod';
import { datedChangeSchema } from './dated-change.ts';
import { nameSchema, titleSchema } from './names.ts';
import { policyChoiceSchema } from './policy-choice.ts';

/** scenarios/<id>.json: what would be done and what would happen, under one name. */
export const scenarioSchema = z.strictObject({
  name: titleSchema,
  notes: z.string().max(10_000),
  /** Id of the scenario that it was branched from. */
  parent: nameSchema.nullable(),
  /** Heeded in this order. */
  changes: z.array(datedChangeSchema).max(100),
  /** Lever or resource -> how it is set in the days ahead. */
  policies: z.record(nameSchema, policyChoiceSchema),
});

export type Scenario = z.infer<typeof scenarioSchema>;
