/** Whether ranges hold what they claim over the priors, as plain data. */
import { z } from 'zod';
import { rankCheckSchema } from './rank-check.ts';

export const sbcSchema = z.strictObject({
  /** Data sets with known answers, and draws for each. */
  dataSets: z.int(),
  draws: z.int(),
  /** By parameter that can vary. */
  parameters: z.array(rankCheckSchema.extend({ name: z.string(), text: z.string() })).readonly(),
  summary: z.string(),
  warnings: z.array(z.string()).readonly(),
});
export type Sbc = z.infer<typeof sbcSchema>;
