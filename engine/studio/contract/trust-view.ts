/** What a window sees of a check: the trust sheet, and the forecasts of days not seen that it rests on. */
import { z } from 'zod';
import { sheetPartsSchema } from '../../trust/schemas/sheet-parts.ts';
import { verdictViewSchema } from './job-view.ts';
import { runId } from './project-view.ts';

/** Forecasts of one output of one record: quantiles by row, beside what was observed. */
const forecastSeriesSchema = z.strictObject({
  trajectory: z.string(),
  output: z.string(),
  unit: z.string(),
  /** Rows of the record, counted from 0, that were forecast. */
  rows: z.instanceof(Float64Array),
  /** Of these rows; null where the data are undated. */
  dates: z.array(z.string()).nullable(),
  observed: z.instanceof(Float64Array),
  /** Quantile levels, and row-major [rows, levels] values. */
  levels: z.array(z.number()),
  values: z.instanceof(Float64Array),
});

export const trustViewSchema = z.strictObject({
  run: runId,
  simulator: z.string(),
  title: z.string(),
  verdict: verdictViewSchema,
  /** What the check takes as given, in sentences. */
  conditions: z.array(z.string()),
  /** Null for a discovery's own check, and for files of versions that had no sheet. */
  parts: sheetPartsSchema.nullable(),
  /** One forecast over the whole stretch of days not seen; empty where there is none. */
  heldOut: z.array(forecastSeriesSchema),
  /** Forecasts a few rows ahead from each start (`lead` rows), put together to a series. */
  rolling: z.array(forecastSeriesSchema.extend({ lead: z.int() })),
  /** What would change the verdict, in sentences. */
  wouldChange: z.array(z.string()),
  /** What the model is known to be weak at, in sentences. */
  weaknesses: z.array(z.string()),
});

export type TrustView = z.infer<typeof trustViewSchema>;
