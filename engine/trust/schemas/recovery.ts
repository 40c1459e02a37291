/** What was learned of each parameter, as plain data. */
import { z } from 'zod';

export const recoverySchema = z.strictObject({
  parameters: z
    .array(
      z.strictObject({
        name: z.string(),
        /** 1 - variance of the posterior / variance of the prior, at the observed data; on the prior's scale. */
        contraction: z.number(),
        /** On data sets with known answers; absent without any. */
        known: z
          .strictObject({
            /** Mean over data sets. */
            contraction: z.number(),
            /**
             * (mean of the posterior - truth) / its standard deviation: mean, and root of the mean square, over data sets;
             * 0 and 1 for an honest one.
             */
            meanZ: z.number(),
            rootMeanSquareZ: z.number(),
            /** Correlation of the posterior's mean with the truth. */
            correlation: z.number(),
            /**
             * Root mean square of mean minus truth, over the prior's standard deviation: 1 is no better than not looking at
             * the data.
             */
            relativeError: z.number(),
          })
          .optional(),
        text: z.string(),
      }),
    )
    .readonly(),
  warnings: z.array(z.string()).readonly(),
});
export type Recovery = z.infer<typeof recoverySchema>;
