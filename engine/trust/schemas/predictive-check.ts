/** Whether free runs look like the data, as plain data. */
import { z } from 'zod';

const bandSchema = z.strictObject({
  level: z.number(),
  /** Share of the observed rows inside. */
  inside: z.number(),
  /** What 95 % of the model's own runs have: rows of a run go right or wrong together. */
  low: z.number(),
  high: z.number(),
  kind: z.enum(['as-claimed', 'too-narrow', 'too-wide']),
});

const featureSchema = z.strictObject({
  name: z.string(),
  observed: z.number(),
  /** Central 95 % of the runs. */
  low: z.number(),
  high: z.number(),
  /** Two-sided: twice the share of runs at least as far out on the observed side, at most 1. */
  pValue: z.number(),
});

const outputSchema = z.strictObject({
  output: z.string(),
  unit: z.string(),
  /** Observed rows over all episodes. */
  rows: z.int(),
  /** At 50, 80 and 95 %. */
  bands: z.array(bandSchema).readonly(),
  /** Features that the series is long enough for; means over the episodes. */
  features: z.array(featureSchema).readonly(),
  text: z.string(),
});

export const predictiveCheckSchema = z.strictObject({
  runs: z.int(),
  /** Parameter sets whose run broke. */
  failed: z.int(),
  outputs: z.array(outputSchema).readonly(),
  summary: z.string(),
  warnings: z.array(z.string()).readonly(),
});
export type PredictiveCheck = z.infer<typeof predictiveCheckSchema>;
