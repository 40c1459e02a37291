/** Whether the model could have made the data, as plain data. */
import { z } from 'zod';

export const misspecificationSchema = z.strictObject({
  /** outside: the model does not make such data, at the 5 % level over both numbers. far-outside: by a wide margin. */
  kind: z.enum(['inside', 'outside', 'far-outside']),
  /** Simulated data sets compared with. */
  dataSets: z.int(),
  /** Share of data sets (the observed one counts) that lie at least as far from their nearest neighbours. */
  distancePValue: z.number(),
  /** Share that have a single number at least as far out. */
  extremePValue: z.number(),
  /** Numbers of the data further out than any in 95 % of the simulated data sets, furthest first, 20 at most. */
  outside: z
    .array(
      z.strictObject({
        label: z.string(),
        observed: z.number(),
        /** Central 95 % of the simulations. */
        low: z.number(),
        high: z.number(),
        direction: z.enum(['above', 'below']),
      }),
    )
    .readonly(),
  /** How many there are in all. */
  outsideCount: z.int(),
  summary: z.string(),
  warnings: z.array(z.string()).readonly(),
});
export type Misspecification = z.infer<typeof misspecificationSchema>;
