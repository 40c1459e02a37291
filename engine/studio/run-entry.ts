/** The lines of a run's log.jsonl: what happened to the run, so that a reader can tell its story. */
import { z } from 'zod';
import {
  factViewSchema,
  spendingViewSchema,
  suggestionViewSchema,
} from './contract/discovery-view.ts';
import { aimEntrySchema, marksEntrySchema, policiesEntrySchema } from './decide/decision-entry.ts';
import { methodEntrySchema, traceEntrySchema } from './trace-entry.ts';

/** Parts with a default are missing in logs of earlier versions. */
const candidate = z.object({
  /** Unique within the run. */
  id: z.string(),
  proposer: z.enum(['composer', 'llm', 'person']).default('composer'),
  /** The structure, one sentence a part. */
  words: z.array(z.string()),
  /** What is assumed by it, one sentence each. */
  assumptions: z.array(z.string()).default([]),
  rationale: z.string(),
  parent: z.string().nullable(),
  /** Its code; empty where nobody kept it. */
  source: z.string().default(''),
});

export const runEntrySchema = z.discriminatedUnion('event', [
  z.object({ event: z.literal('start') }),
  /** Taken up again after an interruption, or going on after a pause. */
  z.object({ event: z.literal('resume') }),
  z.object({ event: z.literal('pause') }),
  z.object({
    event: z.literal('stage'),
    stage: z.enum(['discovering', 'weighing', 'checking', 'calibrating']),
  }),
  z.object({ event: z.literal('warning'), text: z.string() }),
  /** The person decided something; `number` counts from 1 in the run, a line may come again. */
  z.object({ event: z.literal('decision'), number: z.int().positive(), words: z.string() }),
  /** What a proposer makes of the feedback, for the round that comes. */
  z.object({ event: z.literal('suggestions'), suggestions: z.array(suggestionViewSchema) }),
  /** What a language model took so far. */
  z.object({ event: z.literal('spending'), ...spendingViewSchema.shape }),
  z.object({
    event: z.literal('round-start'),
    round: z.int().positive(),
    candidates: z.array(candidate),
    /** What the person decided before it, in sentences, and how many decisions were heeded up to it. */
    decisions: z.array(z.string()).default([]),
    heeded: z.int().min(0).default(0),
  }),
  /** What became of a candidate of the last round that started: `reason` says why it was refused. */
  z.object({
    event: z.literal('candidate'),
    id: z.string(),
    /** Held-out error, lower is better; null when there is none. */
    score: z.number().nullable(),
    parameters: z.array(z.object({ name: z.string(), value: z.number(), unit: z.string() })),
    facts: z.array(factViewSchema).default([]),
    reason: z.string().nullable(),
  }),
  z.object({
    event: z.literal('round'),
    round: z.int().positive(),
    /** Id of the best candidate so far. */
    best: z.string().nullable(),
    feedback: z.array(z.string()),
    /** Candidate of the round -> standard error of its difference to the best, where there is one. */
    errors: z.record(z.string(), z.number()).default({}),
  }),
  /** How much each structure counts, heaviest first. */
  z.object({
    event: z.literal('weights'),
    structures: z.array(
      z.object({ id: z.string(), weight: z.number(), low: z.number(), high: z.number() }),
    ),
    /** What should be known before the weights are relied on. */
    warnings: z.array(z.string()),
    /** What speaks against all of them. */
    doubts: z.array(z.string()),
    /** What the person could tell to help. */
    questions: z.array(z.string()),
  }),
  /** `error`: what stopped it, where something did. */
  z.object({
    event: z.literal('end'),
    state: z.enum(['finished', 'cancelled', 'failed']),
    error: z.string().exactOptional(),
  }),
  methodEntrySchema,
  traceEntrySchema,
  aimEntrySchema,
  marksEntrySchema,
  policiesEntrySchema,
]);

export type RunEntry = z.infer<typeof runEntrySchema>;

/** Adds a line to a run's log. */
export type Log = (entry: RunEntry) => void;
