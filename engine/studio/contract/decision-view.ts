/** What a window sees of a search for policies: while it goes on, and what came of it. */
import { z } from 'zod';
import { aimSchema } from '../../decide/schemas/aim.ts';
import { meansSchema } from '../../decide/schemas/means.ts';
import { policyChoiceSchema } from '../../decide/schemas/policy-choice.ts';
import { subjectSchema } from './explore.ts';
import { runId } from './project-view.ts';

const estimate = z.strictObject({ value: z.number(), low: z.number(), high: z.number() });
const candidateId = z.string().min(1).max(120);

/** A candidate as it appears: values in the direction that they are told, not turned around. */
const pointSchema = z.strictObject({
  id: candidateId,
  /** By objective. */
  values: z.array(z.number()),
  /** By limit: share of outcomes in which it held. */
  chances: z.array(z.number()),
  /** All limits held as often as wanted. */
  feasible: z.boolean(),
  /** Nothing seen so far is better in every respect. */
  front: z.boolean(),
  /** Runs that it rests on. */
  runs: z.int(),
});

/** How a search goes. */
export const decisionTraceSchema = z.strictObject({
  objectives: z.array(
    z.strictObject({ words: z.string(), unit: z.string(), better: z.enum(['lower', 'higher']) }),
  ),
  limits: z.array(z.string()),
  /** Thinned out to some 600: all of the front, the newest others. */
  points: z.array(pointSchema),
  /** Do-nothing, the current policy and the best constant, once they are known. */
  marks: z.array(pointSchema.extend({ role: z.enum(['do-nothing', 'current', 'best-constant']) })),
  /** By evaluations: hypervolume of the front relative to its newest value; of one objective, the best feasible value. */
  progress: z.array(z.strictObject({ evaluations: z.int(), value: z.number() })),
  /** What the progress measures. */
  measure: z.string(),
  evaluations: z.int(),
});

/** A policy looked at closely, on runs that the search had not seen. */
const cardSchema = z.strictObject({
  id: candidateId,
  role: z.enum(['recommended', 'front', 'do-nothing', 'current', 'best-constant']),
  /** Lever or resource -> its policy. */
  policies: z.record(z.string(), policyChoiceSchema),
  /** Read aloud, a sentence a lever. */
  words: z.array(z.string()),
  parameters: z.array(
    z.strictObject({
      lever: z.string(),
      name: z.string(),
      words: z.string(),
      unit: z.string(),
      value: z.number(),
    }),
  ),
  /** By objective: as its risk measure tells, and 5 to 95 % of outcomes of its metric. */
  objectives: z.array(z.strictObject({ ...estimate.shape, p05: z.number(), p95: z.number() })),
  /** By limit: chance of holding. */
  limits: z.array(z.strictObject({ ...estimate.shape, holds: z.enum(['yes', 'no', 'unsure']) })),
  /** Total over the days ahead; null without a cost model. */
  cost: z.strictObject({ ...estimate.shape, p05: z.number(), p95: z.number() }).nullable(),
  /** Runs that it was looked at closely on. */
  runs: z.int(),
  /** By lever or resource: what it would be set to, row by row ahead. */
  calendar: z.array(
    z.strictObject({
      lever: z.string(),
      unit: z.string(),
      middle: z.array(z.number()),
      low: z.array(z.number()),
      high: z.array(z.number()),
    }),
  ),
});

const sentence = z.string();

/** Of the recommended policy. */
const understandingSchema = z.strictObject({
  /** Tornado: outcome with the factor at its low (10 %) and high (90 %) end, others in the middle; largest swing first. */
  tornado: z.array(
    z.strictObject({
      factor: z.string(),
      unit: z.string(),
      low: z.strictObject({ at: z.string(), ...estimate.shape }),
      high: z.strictObject({ at: z.string(), ...estimate.shape }),
      /** False: the swing is within simulation error. */
      told: z.boolean(),
    }),
  ),
  /** Share of the variance of the outcome, alone and with all that it takes part in. */
  shares: z.array(z.strictObject({ factor: z.string(), alone: estimate, total: estimate })),
  /** Share that is chance, whatever is known. */
  chance: estimate.nullable(),
  /** Where it fails (PRIM). `factor` within low..high; null: no limit on that side. */
  boxes: z.array(
    z.strictObject({
      limits: z.array(
        z.strictObject({
          factor: z.string(),
          low: z.number().nullable(),
          high: z.number().nullable(),
        }),
      ),
      coverage: z.number(),
      density: z.number(),
      words: sentence,
    }),
  ),
  /** What knowing a number for sure would be worth before choosing, in the unit of the first objective. */
  knowing: z.array(z.strictObject({ factor: z.string(), unit: z.string(), worth: estimate })),
  /** What each policy gives away against the best one if a structure were right; `mixture`: weighed; `worst`: at worst. */
  regret: z
    .strictObject({
      structures: z.array(z.strictObject({ name: z.string(), weight: z.number() })),
      policies: z.array(
        z.strictObject({
          id: candidateId,
          by: z.array(z.number()),
          mixture: z.number(),
          worst: z.number(),
        }),
      ),
    })
    .nullable(),
  /** Under each stress test, without search: value by objective and chance by limit. */
  stress: z.array(
    z.strictObject({
      id: z.string(),
      words: z.string(),
      objectives: z.array(estimate),
      limits: z.array(estimate),
    }),
  ),
  /** All of it in words. */
  sentences: z.array(sentence),
});

export const decisionViewSchema = z.strictObject({
  run: runId,
  subject: subjectSchema,
  aim: aimSchema,
  means: meansSchema,
  /** The aim, a sentence an objective and a limit. */
  sentences: z.array(z.string()),
  /** Dates of the rows ahead; null where the data are undated. */
  dates: z.array(z.string()).nullable(),
  timeUnit: z.string(),
  trace: decisionTraceSchema,
  /** Recommended first; empty while nothing was looked at closely. */
  cards: z.array(cardSchema),
  understanding: understandingSchema.nullable(),
  /** What should be known before it is used: no policy keeps all limits, a lever that does nothing, a flat aim, ... */
  warnings: z.array(z.string()),
  /** Why the search ended, in words; null while it goes on. */
  ended: z.string().nullable(),
});

/** Objective and limits over any two numbers of a policy, the others as the candidate has them. */
export const surfaceRequestSchema = z.strictObject({
  run: runId,
  candidate: candidateId,
  /** Of the candidate's policies. */
  across: z.strictObject({ lever: z.string(), name: z.string() }),
  up: z.strictObject({ lever: z.string(), name: z.string() }),
  /** Points each way. */
  points: z.int().min(3).max(25),
  runs: z.int().min(10).max(2000),
});

export const surfaceResultSchema = z.strictObject({
  across: z.array(z.number()),
  up: z.array(z.number()),
  /** By objective: row-major [up, across]; NaN where all runs broke. */
  objectives: z.array(z.instanceof(Float64Array)),
  /** By limit: chance of holding, row-major [up, across]. */
  limits: z.array(z.instanceof(Float64Array)),
  /** A lever that does nothing here, in a sentence. */
  notes: z.array(z.string()),
});

export type DecisionTrace = z.infer<typeof decisionTraceSchema>;
export type DecisionPoint = z.infer<typeof pointSchema>;
export type DecisionView = z.infer<typeof decisionViewSchema>;
export type PolicyCard = z.infer<typeof cardSchema>;
export type Understanding = z.infer<typeof understandingSchema>;
export type SurfaceRequest = z.infer<typeof surfaceRequestSchema>;
export type SurfaceResult = z.infer<typeof surfaceResultSchema>;
