/** What a window sees of the runs of a project: those that are worked on, and those that lie in its folder. */
import { z } from 'zod';
import { errorSchema } from '../../base/error-schema.ts';
import { runId } from './project-view.ts';

export const jobKind = z.enum(['discover', 'calibrate', 'simulate', 'check']);

/**
 * running, paused, cancelling: the engine works on it (paused: it holds still and goes on where it was).
 * interrupted: its process ended; it can be resumed, as can cancelled and failed ones.
 */
const jobState = z.enum([
  'running',
  'paused',
  'cancelling',
  'interrupted',
  'finished',
  'cancelled',
  'failed',
]);

/** What is going on: Progress of studio/services.ts. */
const progressSchema = z.strictObject({
  phase: z.string(),
  done: z.number(),
  total: z.number(),
  unit: z.string(),
  detail: z.string().exactOptional(),
});

export const jobSummarySchema = z.strictObject({
  job: runId,
  kind: jobKind,
  state: jobState,
  /** ISO 8601. */
  started: z.string(),
  /** Null while the engine works on it, and when it was interrupted. */
  ended: z.string().nullable(),
  /** Seconds of work, without the time it was paused; null when nobody counted. */
  seconds: z.number().nullable(),
  progress: progressSchema.nullable(),
  /** Simulator that it runs or settled on. */
  simulator: z.string().nullable(),
  error: errorSchema.nullable(),
});

/** A stated fact against a model, in a sentence. */
export const factViewSchema = z.strictObject({
  kind: z.enum(['agrees', 'differs', 'contradicts', 'unknown']),
  text: z.string(),
});

/** One structure of a discovery round. */
const candidateViewSchema = z.strictObject({
  id: z.string(),
  /** The structure, one sentence a part. */
  words: z.array(z.string()),
  rationale: z.string(),
  parent: z.string().nullable(),
  state: z.enum(['working', 'evaluated', 'refused']),
  /** Held-out error as a share of the data's own spread, lower is better; null unless evaluated. */
  score: z.number().nullable(),
  /** Name, value and unit of each calibrated number. */
  parameters: z.array(z.strictObject({ name: z.string(), value: z.number(), unit: z.string() })),
  /** What was told of the system, against this structure; one that contradicts counts as worse than its score. */
  facts: z.array(factViewSchema),
  /** Why it was refused. */
  reason: z.string().nullable(),
});

const roundViewSchema = z.strictObject({
  round: z.int().positive(),
  candidates: z.array(candidateViewSchema),
  /** Candidate that is best so far, of this round or an earlier one; null while the round goes on. */
  best: z.string().nullable(),
  /** What was seen in it. */
  feedback: z.array(z.string()),
});

const verdictViewSchema = z.strictObject({
  kind: z.enum(['trustworthy', 'usable-with-care', 'not-yet']),
  headline: z.string(),
  facts: z.array(
    z.strictObject({ speaks: z.enum(['for', 'against', 'neither']), text: z.string() }),
  ),
  warnings: z.array(z.string()),
});

/** What a finished discovery, calibration or check says, in short; the whole is in result.json. */
const outcomeViewSchema = z.strictObject({
  title: z.string().nullable(),
  verdict: verdictViewSchema.nullable(),
  parameters: z.array(
    z.strictObject({
      name: z.string(),
      meaning: z.string(),
      unit: z.string(),
      value: z.number(),
      /** 90 % range; the value itself where there is none. */
      low: z.number(),
      high: z.number(),
    }),
  ),
  /** Root mean squared error of the free run over all rows, by output; empty where it was not measured. */
  fit: z.array(z.strictObject({ output: z.string(), unit: z.string(), rmse: z.number() })),
  /** Stated facts against the model, in sentences. */
  facts: z.array(factViewSchema),
});

export const jobViewSchema = jobSummarySchema.extend({
  seed: z.int(),
  /** 'Finding a structure', then 'Checking it on held-out days', ...; null outside of work. */
  stage: z.string().nullable(),
  /** Seconds until it is done, about; null when nobody can tell. */
  secondsLeft: z.number().nullable(),
  /** Only of a discovery. */
  rounds: z.array(roundViewSchema),
  warnings: z.array(z.string()),
  outcome: outcomeViewSchema.nullable(),
  /** Lines of its durable log, to be read by runs.log. */
  logLines: z.int(),
});

export type JobSummary = z.infer<typeof jobSummarySchema>;
export type JobView = z.infer<typeof jobViewSchema>;
export type RoundView = z.infer<typeof roundViewSchema>;
export type OutcomeView = z.infer<typeof outcomeViewSchema>;
