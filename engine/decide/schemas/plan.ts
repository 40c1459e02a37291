/** policies/<id>.json: the plan, a policy file that the exported script runs as it is. */
import { z } from 'zod';
import { titleSchema } from './names.ts';

const fields = z.record(z.string(), z.json());

export const planSchema = z.strictObject({
  /** What the script leaves alone. */
  about: z.strictObject({
    name: titleSchema,
    /** The policies, read aloud: a sentence each. */
    words: z.array(z.string().max(2000)).max(50),
    /** What it was chosen for. */
    aim: z.array(z.string().max(2000)).max(20),
    /** Run of the search, and its candidate. */
    run: z.string().max(120).nullable(),
    candidate: z.string().max(120).nullable(),
    /** What to expect, with its error, in sentences. */
    expected: z.array(z.string().max(2000)).max(50),
  }),
  /** As the script reads them: engine/export/runtime/read-policy.ts. */
  levers: fields,
  resources: fields,
  interventions: z.array(fields).max(200),
});

export type PlanFile = z.infer<typeof planSchema>;
