/** Whether ranges hold what they claim around the observed data, as plain data. */
import { z } from 'zod';
import { rankCheckSchema } from './rank-check.ts';

export const posteriorSbcSchema = z.strictObject({
  /** New data sets that could be used, and those whose weights were too uneven to mean anything. */
  dataSets: z.int(),
  uneven: z.int(),
  /** Independent draws that the weighted ones are worth, in the median data set. */
  effectiveDraws: z.number(),
  parameters: z.array(rankCheckSchema.extend({ name: z.string() })).readonly(),
  summary: z.string(),
  warnings: z.array(z.string()).readonly(),
});
export type PosteriorSbc = z.infer<typeof posteriorSbcSchema>;
