/** What of a model can be changed, and with what words: for the screens of measures and policies. */
import { z } from 'zod';
import { POLICY_KINDS, watchSchema } from '../../decide/schemas/policy-choice.ts';
import { scenarioSchema } from '../../decide/schemas/scenario.ts';

const quantity = {
  name: z.string(),
  meaning: z.string(),
  unit: z.string(),
} as const;

/** A lever of the model, or a resource of the project. */
const leverViewSchema = z.strictObject({
  ...quantity,
  kind: z.enum(['lever', 'resource']),
  low: z.number(),
  high: z.number(),
  default: z.number(),
  integer: z.boolean(),
  /** As last recorded; null: never. */
  recorded: z.number().nullable(),
  /** What policies that look at something would look at, best first. */
  watches: z.array(z.strictObject({ watch: watchSchema, words: z.string() })),
  /** Kinds of policies that suit it, best first, with where their numbers would be looked for. */
  kinds: z.array(
    z.strictObject({
      kind: z.enum(POLICY_KINDS),
      numbers: z.array(
        z.strictObject({
          name: z.string(),
          words: z.string(),
          unit: z.string(),
          low: z.number(),
          high: z.number(),
          start: z.number(),
          integer: z.boolean(),
        }),
      ),
    }),
  ),
});

export const decisionSpaceSchema = z.strictObject({
  timeUnit: z.string(),
  records: z.array(
    z.strictObject({
      id: z.string(),
      /** Last observed row, and its date. */
      last: z.int(),
      dates: z.array(z.string()).nullable(),
    }),
  ),
  /** Of the heaviest structure, with the calibrated 90 % range. */
  parameters: z.array(
    z.strictObject({
      ...quantity,
      value: z.number(),
      low: z.number(),
      high: z.number(),
      priorLow: z.number(),
      priorHigh: z.number(),
      integer: z.boolean(),
    }),
  ),
  inputs: z.array(
    z.strictObject({
      ...quantity,
      /** Mean of the newest recorded values; null: none. */
      recent: z.number().nullable(),
    }),
  ),
  levers: z.array(leverViewSchema),
  outputs: z.array(
    z.strictObject({
      ...quantity,
      /** Least, mean, most and last of the observed values; null: none. */
      observed: z
        .strictObject({ low: z.number(), mean: z.number(), high: z.number(), last: z.number() })
        .nullable(),
    }),
  ),
  modules: z.array(
    z.strictObject({
      name: z.string(),
      meaning: z.string(),
      /** Fields of the state that it writes. */
      writes: z.array(z.string()),
    }),
  ),
  /** Of the state: what can be edited, and by one-off events. */
  fields: z.array(z.strictObject({ name: z.string(), meaning: z.string() })),
  policies: z.array(
    z.strictObject({
      kind: z.enum(POLICY_KINDS),
      words: z.string(),
      /** What it is good for. */
      use: z.string(),
      watches: z.boolean(),
    }),
  ),
  /** Ready-made: surge, supplier delay, absence, ... `changes` without dates begin on the first day ahead. */
  stress: z.array(z.strictObject({ id: z.string(), words: z.string(), scenario: scenarioSchema })),
});

export type DecisionSpace = z.infer<typeof decisionSpaceSchema>;
export type LeverView = DecisionSpace['levers'][number];
