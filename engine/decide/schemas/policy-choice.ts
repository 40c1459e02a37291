/** A row of the registry of policies (policies/registry.ts) with its numbers filled in. */
import { z } from 'zod';
import { momentSchema } from './moment.ts';
import { nameSchema } from './names.ts';

export const watchSchema = z.strictObject({
  terms: z
    .array(z.strictObject({ output: nameSchema, weight: z.number() }))
    .min(1)
    .max(10),
  /** Steps until an observation is known. */
  delay: z.int().min(0).max(1000),
  /** Newest known rows whose mean it is. */
  window: z.int().min(1).max(1000),
  /** Newest steps whose own settings count as well: what was ordered and is underway. */
  underway: z.int().min(0).max(1000),
});

export const POLICY_KINDS = [
  'constant',
  'schedule',
  'threshold',
  'trigger',
  'base-stock',
  'reorder',
  'weekday',
  'ramp',
  'rule',
] as const;

export const policyChoiceSchema = z.strictObject({
  kind: z.enum(POLICY_KINDS),
  /** What it looks at; null for kinds that look at nothing. */
  watch: watchSchema.nullable(),
  /** By name of the row's own numbers. */
  values: z.record(nameSchema, z.number()),
  /** First days of the stretches of a schedule, in order. */
  starts: z.array(momentSchema).max(100),
});

export type WatchChoice = z.infer<typeof watchSchema>;
export type PolicyKind = (typeof POLICY_KINDS)[number];
export type PolicyChoice = z.infer<typeof policyChoiceSchema>;
