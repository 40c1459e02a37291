/** Whether ranges of all parameters together hold what they claim, as plain data. */
import { z } from 'zod';
import { rangeKindSchema } from './rank-check.ts';

const tarpCurveSchema = z.strictObject({
  references: z.enum(['random', 'informed']),
  kind: rangeKindSchema,
  /**
   * Claimed shares and expected coverage probability at them, with the central 95 % of bootstrap samples of the data sets.
   */
  levels: z.array(z.number()).readonly(),
  covered: z.array(z.number()).readonly(),
  low: z.array(z.number()).readonly(),
  high: z.array(z.number()).readonly(),
});

export const tarpSchema = z.strictObject({
  dataSets: z.int(),
  curves: z.array(tarpCurveSchema).readonly(),
  summary: z.string(),
  warnings: z.array(z.string()).readonly(),
});
export type Tarp = z.infer<typeof tarpSchema>;
