/** What a window can have started. */
import { z } from 'zod';
import { aimSchema } from '../../decide/schemas/aim.ts';
import { steerSchema } from './discovery-view.ts';
import { subjectSchema } from './explore.ts';
import { runId } from './project-view.ts';

const seed = z.int().min(0);
const id = z.string().min(1).max(120);

/** What to start; options that are left out are chosen by the use case. */
export const newJobSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('discover'),
    seed,
    rounds: z.int().min(1).max(20).exactOptional(),
    patience: z.int().min(1).max(20).exactOptional(),
    candidates: z.int().min(1).max(20).exactOptional(),
    /** Simulated runs, and minutes of work, after which no further round begins. */
    simulations: z.number().positive().exactOptional(),
    minutes: z.number().positive().max(100_000).exactOptional(),
    /** Made-up data sets from each of the heaviest structures. */
    confusion: z.int().min(0).max(100).exactOptional(),
    proposer: z.enum(['composer', 'openai', 'both']).exactOptional(),
    /** Id of one of StudioView.models; needed where a language model proposes. */
    model: id.exactOptional(),
    /** Whether rows of the data may be sent to it; default: none leaves the machine. */
    sendRows: z.boolean().exactOptional(),
    /** Tokens after which the model is asked no more. */
    tokens: z.int().positive().exactOptional(),
    /** Goes on from the rounds of this finished or stopped discovery, `rounds` more. */
    continues: runId.exactOptional(),
    /** Decisions for the first round that is new. */
    steers: z.array(steerSchema).max(100).exactOptional(),
  }),
  z.strictObject({
    kind: z.literal('calibrate'),
    seed,
    simulator: id.exactOptional(),
    /** Id of CALIBRATION_METHODS, or 'auto'. */
    method: id.exactOptional(),
    budget: z.int().positive().exactOptional(),
    /** Minutes after which it ends with the best so far; the numbers then depend on the machine. */
    minutes: z.number().positive().max(100_000).exactOptional(),
    rows: z.enum(['all', 'training']).exactOptional(),
  }),
  z.strictObject({
    kind: z.literal('simulate'),
    seed,
    simulator: id.exactOptional(),
    runs: z.int().min(1).max(100_000).exactOptional(),
    set: z.record(z.string(), z.number()).exactOptional(),
  }),
  z.strictObject({ kind: z.literal('check'), seed, simulator: id.exactOptional() }),
  /** Looks for policies that suit an aim; what it rests on is kept with the run. */
  z.strictObject({
    kind: z.literal('decide'),
    seed,
    subject: subjectSchema,
    /** Of the data, counted from 0. */
    record: z.int().min(0).exactOptional(),
    aim: aimSchema,
    /** Policies that are tried; default by the number of what is looked for. */
    evaluations: z.int().min(10).max(1_000_000).exactOptional(),
    /** Minutes after which the search ends with the best so far; the numbers then depend on the machine. */
    minutes: z.number().positive().max(100_000).exactOptional(),
    /** Runs of a policy while it is searched, and when it is looked at closely. */
    runs: z.int().min(20).max(100_000).exactOptional(),
    closeRuns: z.int().min(100).max(100_000).exactOptional(),
  }),
]);

export type NewJob = z.output<typeof newJobSchema>;
