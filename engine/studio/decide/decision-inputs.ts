import { z } from 'zod';
import { aimSchema } from '../../decide/schemas/aim.ts';
import { meansSchema } from '../../decide/schemas/means.ts';
import { scenarioSchema } from '../../decide/schemas/scenario.ts';
import { subjectSchema } from '../contract/explore.ts';

/** What the result depends on besides the seed; kept with the run. */
export const decisionInputsSchema = z.strictObject({
  subject: subjectSchema,
  record: z.int().min(0),
  aim: aimSchema,
  means: meansSchema,
  /** That the aim names, as it was. */
  scenario: scenarioSchema.nullable(),
  evaluations: z.int().positive(),
  /** Absent: no limit, and the same numbers on any machine. */
  minutes: z.number().positive().exactOptional(),
  runs: z.int().positive(),
  closeRuns: z.int().positive(),
  /** Of the data as they were (ProjectData.digest). */
  digest: z.string(),
  /** Of the structures with their numbers and weights. */
  model: z.string(),
});
export type DecisionInputs = z.infer<typeof decisionInputsSchema>;
