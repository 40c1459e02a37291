/** The lines of a calibration's log from which its trace is told, live and after any interruption. */
import { z } from 'zod';
import type { ProgressMeasure } from '../calibrate/result.ts';

/** Once the method is chosen, and again when the run is taken up. `parameters`: those that can vary. */
export const methodEntrySchema = z.object({
  event: z.literal('method'),
  id: z.string(),
  words: z.string(),
  /** Why `auto` took it; null where the person named it. */
  because: z.string().nullable(),
  parameters: z.array(z.object({ name: z.string(), unit: z.string() })),
});

/** A few hundred of a run at most. */
export const traceEntrySchema = z.object({
  event: z.literal('trace'),
  measure: z.enum(['error', 'network', 'distance'] satisfies ProgressMeasure[]),
  /** Of what the progress counts. */
  done: z.number(),
  value: z.number(),
  /** Value, low and high of the parameters of the last 'method', in their order; empty where the method has none. */
  searched: z.array(z.tuple([z.number(), z.number(), z.number()])),
});

export type MethodEntry = z.infer<typeof methodEntrySchema>;
export type TraceEntry = z.infer<typeof traceEntrySchema>;
