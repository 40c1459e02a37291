/** A held-out check without its single points, as plain data. */
import { z } from 'zod';

const heldOutOutputSchema = z.strictObject({
  output: z.string(),
  unit: z.string(),
  /** Forecast values, and starts they were forecast from. */
  points: z.int(),
  origins: z.int(),
  /** Mean weighted interval score and mean continuous ranked probability score, in the unit of the output. */
  wis: z.number().nullable(),
  crps: z.number().nullable(),
  /** At 50, 80 and 95 %. */
  coverage: z
    .array(
      z.strictObject({
        level: z.number(),
        covered: z.number(),
        low: z.number(),
        high: z.number(),
        kind: z.enum(['as-claimed', 'too-narrow', 'too-wide']),
      }),
    )
    .readonly(),
  /** Simple forecasts on the same values; skill: 1 - model's score / theirs. */
  naive: z
    .array(
      z.strictObject({
        label: z.string(),
        wis: z.number(),
        modelWis: z.number(),
        skill: z.number().nullable(),
      }),
    )
    .readonly(),
});

export const heldOutSummarySchema = z.strictObject({
  timeUnit: z.string(),
  horizon: z.int(),
  outputs: z.array(heldOutOutputSchema).readonly(),
});
export type HeldOutSummary = z.infer<typeof heldOutSummarySchema>;
