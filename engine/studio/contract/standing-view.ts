/** Which models a project has, and what is known of each: what the later screens can work with. */
import { z } from 'zod';
import { runId } from './project-view.ts';

export const standingViewSchema = z.strictObject({
  /** Simulators of the project that a run calibrated, last settled on first. */
  simulators: z.array(
    z.strictObject({
      simulator: z.string(),
      title: z.string(),
      /** The run that its numbers come from. */
      calibration: runId,
      /** Of the last check of these numbers; null: nobody checked them. */
      verdict: z
        .strictObject({
          run: runId,
          kind: z.enum(['trustworthy', 'usable-with-care', 'not-yet']),
          headline: z.string(),
        })
        .nullable(),
    }),
  ),
  /** Structures with weights of the last discovery that weighed some, heaviest first. */
  mixture: z
    .strictObject({
      run: runId,
      structures: z.array(
        z.strictObject({
          simulator: z.string(),
          title: z.string(),
          weight: z.number(),
          low: z.number(),
          high: z.number(),
        }),
      ),
      warnings: z.array(z.string()),
    })
    .nullable(),
});

export type StandingView = z.infer<typeof standingViewSchema>;
