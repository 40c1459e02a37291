/** How often regions of the posterior hold the truth, as plain data. */
import { z } from 'zod';
import { rangeKindSchema } from './rank-check.ts';

const curveSchema = z.strictObject({
  /** The parameter; absent: all together. */
  name: z.string().optional(),
  /** too-narrow: regions hold less than they claim at some level, beyond luck. */
  kind: rangeKindSchema.exclude(['shifted']),
  /** Claimed shares, and the shares of data sets whose truth the regions hold, with the band of luck. */
  levels: z.array(z.number()).readonly(),
  covered: z.array(z.number()).readonly(),
  low: z.array(z.number()).readonly(),
  high: z.array(z.number()).readonly(),
  /** At 50, 80 and 95 %. */
  at: z.array(z.strictObject({ level: z.number(), covered: z.number() })).readonly(),
});

export const expectedCoverageSchema = z.strictObject({
  regions: z.enum(['highest-density', 'central']),
  dataSets: z.int(),
  curves: z.array(curveSchema).readonly(),
  summary: z.string(),
  warnings: z.array(z.string()).readonly(),
});
export type ExpectedCoverage = z.infer<typeof expectedCoverageSchema>;
