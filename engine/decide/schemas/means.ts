/** What people have to work with beside the model, and what things cost: fields `resources` and `costs` of project.json. */
import { z } from 'zod';
import { nameSchema } from './names.ts';

/** What is provided beside the model: beds kept open, staff on call. The model does not react to it. */
const resourceSchema = z.strictObject({
  /** A name as those of levers: letters, digits, _. */
  name: z
    .string()
    .regex(/^[A-Za-z][A-Za-z0-9_]{0,63}$/, 'a name: a letter, then letters, digits or _'),
  /** What people call it. */
  words: z.string().max(300),
  unit: z.string().max(100),
  low: z.number(),
  high: z.number(),
  default: z.number(),
  integer: z.boolean(),
  /** Output whose need it serves, and how much of it is there anyway; null: none. */
  serves: z.strictObject({ output: nameSchema, there: z.number().min(0) }).nullable(),
});

/** Costs of a step: amount x value of the series in that step; `change`: amount x how much it rose since the step before. */
const costItemSchema = z.strictObject({
  /** Output, lever or resource; what a resource falls short of its need by: `shortage`. */
  of: nameSchema,
  per: z.enum(['unit', 'rise', 'shortage']),
  /** Negative: earns. */
  amount: z.number(),
});

const costModelSchema = z.strictObject({
  /** '€', 'USD'; as it is written behind a number. */
  currency: z.string().trim().min(1).max(10),
  items: z.array(costItemSchema).max(100),
});

export const meansSchema = z.strictObject({
  resources: z.array(resourceSchema).max(20),
  costs: costModelSchema,
});

export type ResourceChoice = z.infer<typeof resourceSchema>;
export type CostItem = z.infer<typeof costItemSchema>;
export type CostModel = z.infer<typeof costModelSchema>;
export type Means = z.infer<typeof meansSchema>;

export const NO_MEANS: Means = { resources: [], costs: { currency: '€', items: [] } };
