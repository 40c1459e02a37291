/** How ranks of truths lie among draws, as plain data. */
import { z } from 'zod';

/** How ranges stand to the truth. shifted: the truth lies on one side of their middle too often. */
export const rangeKindSchema = z.enum(['as-claimed', 'too-narrow', 'too-wide', 'shifted']);
export type RangeKind = z.infer<typeof rangeKindSchema>;

export const rankCheckSchema = z.strictObject({
  kind: rangeKindSchema,
  /** Data sets, and possible ranks: one more than there were draws. */
  count: z.int(),
  possible: z.int(),
  /** ECDF of the ranks minus the diagonal at shares `places` of the ranks, and the band that luck keeps to. */
  places: z.array(z.number()).readonly(),
  difference: z.array(z.number()).readonly(),
  low: z.array(z.number()).readonly(),
  high: z.array(z.number()).readonly(),
  /**
   * What the ranges' width would have to be multiplied by, and how far the truth lies above their middle (negative: below),
   * in units of that middle's standard deviation. Of normal scores of the ranks: exact where posteriors are normal.
   */
  widthFactor: z.number(),
  shift: z.number(),
});
export type RankCheck = z.infer<typeof rankCheckSchema>;
