/** What the data can and cannot tell, as plain data. */
import { z } from 'zod';

const pairSchema = z.strictObject({
  names: z.tuple([z.string(), z.string()]),
  /**
   * What is known of the two: their product, ratio, sum or difference; that one rises or falls with the other; or, where
   * one may lie on two sides for the other, a curve.
   */
  relation: z.enum(['product', 'ratio', 'sum', 'difference', 'rising', 'falling', 'curve']),
  /** Spearman's rank correlation. */
  rankCorrelation: z.number(),
  /** Share of the variance of one parameter's ranks that the other explains, whatever the shape. */
  explained: z.number(),
  text: z.string(),
});

export const identifiabilitySchema = z.strictObject({
  /** Different sets: a sample that is drawn from with replacement has fewer than were drawn. */
  count: z.int(),
  /** Parameters of which the data told next to nothing: contraction below .1. */
  notNarrowed: z.array(z.string()).readonly(),
  atBound: z
    .array(
      z.strictObject({
        name: z.string(),
        bound: z.enum(['low', 'high']),
        /** Share of the sets within 5 % of the prior's range of the bound. */
        share: z.number(),
        text: z.string(),
      }),
    )
    .readonly(),
  /** Pairs that the data cannot tell apart, strongest first. */
  pairs: z.array(pairSchema).readonly(),
  summary: z.string(),
  warnings: z.array(z.string()).readonly(),
});
export type Identifiability = z.infer<typeof identifiabilitySchema>;
