/** What a window sees of the runs of a project: those that are worked on, and those that lie in its folder. */
import { z } from 'zod';
import { errorSchema } from '../../base/error-schema.ts';
import { traceViewSchema } from './calibration-view.ts';
import { decisionTraceSchema } from './decision-view.ts';
import { discoveryViewSchema, factViewSchema } from './discovery-view.ts';
import { runId } from './project-view.ts';

export const jobKind = z.enum(['discover', 'calibrate', 'simulate', 'check', 'decide']);

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

export const verdictViewSchema = z.strictObject({
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
  /** Null unless it is a discovery. */
  discovery: discoveryViewSchema.nullable(),
  /** Null unless it is a calibration. */
  trace: traceViewSchema.nullable(),
  /** Null unless it is a search for policies. */
  decision: decisionTraceSchema.nullable(),
  warnings: z.array(z.string()),
  outcome: outcomeViewSchema.nullable(),
  /** Lines of its durable log, to be read by runs.log. */
  logLines: z.int(),
});

export type JobSummary = z.infer<typeof jobSummarySchema>;
export type JobView = z.infer<typeof jobViewSchema>;
export type VerdictView = z.infer<typeof verdictViewSchema>;
export type OutcomeView = z.infer<typeof outcomeViewSchema>;
