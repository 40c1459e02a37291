/** What a window sees of a calibration: while it goes on, and what came of it. */
import { z } from 'zod';
import { priorSchema } from '../../simulator/declaration.ts';
import { runId } from './project-view.ts';

/** How a calibration went so far. Points are thinned out to a few hundred. */
export const traceViewSchema = z.strictObject({
  /** Null until the method is chosen. */
  method: z
    .strictObject({
      id: z.string(),
      words: z.string(),
      /** Why `auto` took it; null where the person named it. */
      because: z.string().nullable(),
    })
    .nullable(),
  /** What falls: 'best error so far', 'error of the network on data put aside'; null where nothing does. */
  measure: z.string().nullable(),
  /** `done` counts what the progress counts, in the same unit. */
  points: z.array(z.strictObject({ done: z.number(), value: z.number() })),
  /** Best so far, with the spread in which it is still searched; empty where the method has none. */
  parameters: z.array(
    z.strictObject({
      name: z.string(),
      unit: z.string(),
      value: z.number(),
      low: z.number(),
      high: z.number(),
    }),
  ),
});

export const calibrationViewSchema = z.strictObject({
  run: runId,
  simulator: z.string(),
  title: z.string(),
  method: z.strictObject({
    id: z.string(),
    words: z.string(),
    kind: z.enum(['search', 'inference']),
    because: z.string().nullable(),
  }),
  rows: z.enum(['all', 'training']),
  /** What the ranges are. */
  ranges: z.enum(['bootstrap', 'posterior', 'none']),
  /** Share of the values that are possible that a range holds. */
  level: z.number(),
  stopped: z.enum(['converged', 'budget', 'cancelled']),
  evaluations: z.int(),
  parameters: z.array(
    z.strictObject({
      name: z.string(),
      meaning: z.string(),
      unit: z.string(),
      value: z.number(),
      low: z.number(),
      high: z.number(),
      prior: priorSchema,
      /** Central range of the prior with the same share. */
      priorLow: z.number(),
      priorHigh: z.number(),
      /** Share of that range that the data ruled out, 0 to 1; null without ranges. */
      narrowed: z.number().nullable(),
    }),
  ),
  /**
   * At most 2,000 sets that the data leave possible, one array a parameter in their order; `priorSets`: draws of
   * the prior, to be drawn beside them.
   */
  sets: z.array(z.instanceof(Float64Array)),
  priorSets: z.array(z.instanceof(Float64Array)),
  /** Rank correlations beyond 0.8 in absolute value, strongest first, each as a sentence. */
  correlations: z.array(
    z.strictObject({ a: z.string(), b: z.string(), value: z.number(), text: z.string() }),
  ),
  notes: z.array(z.string()),
});

export type TraceView = z.infer<typeof traceViewSchema>;
export type CalibrationView = z.infer<typeof calibrationViewSchema>;
