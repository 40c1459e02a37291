/** Scenarios side by side with the same luck, answered at once and kept nowhere. */
import { z } from 'zod';
import { metricSchema } from '../../decide/schemas/aim.ts';
import { momentSchema } from '../../decide/schemas/moment.ts';
import { scenarioSchema } from '../../decide/schemas/scenario.ts';
import { subjectSchema } from './explore.ts';

const id = z.string().min(1).max(120);

export const compareRequestSchema = z.strictObject({
  subject: subjectSchema,
  /** Of the data, counted from 0. */
  record: z.int().min(0),
  /** Rows ahead of the last day of the data. */
  horizon: z.int().min(1).max(2000),
  /** Runs begin from the state of this day, for what would have been; null: the last observed day. */
  since: momentSchema.nullable(),
  /** Of each scenario; the first runs are the same however many there are. */
  runs: z.int().min(1).max(20_000),
  seed: z.int().min(0),
  /** Things as they are come first in the answer, as scenario '' without changes, whether asked for or not. */
  scenarios: z.array(z.strictObject({ id, scenario: scenarioSchema })).max(8),
  /** Told of each scenario beside the standard ones. */
  metrics: z.array(metricSchema).max(20),
  /** Output -> line whose chance of being exceeded is wanted. */
  above: z.record(z.string(), z.number()),
});

const fan = {
  mean: z.instanceof(Float64Array),
  /** Row-major [rows, levels]. */
  quantiles: z.instanceof(Float64Array),
} as const;

/** A number with the range that simulation error leaves it (95 % sure). */
const estimate = z.strictObject({ value: z.number(), low: z.number(), high: z.number() });

const comparedSeriesSchema = z.strictObject({
  name: z.string(),
  unit: z.string(),
  meaning: z.string(),
  kind: z.enum(['output', 'lever', 'resource']),
  ...fan,
  /** Of each run less the same run with things as they are; null for these themselves. */
  difference: z.strictObject(fan).nullable(),
  /** Row by row the chance of being above its line; null where none was given. */
  above: z.instanceof(Float64Array).nullable(),
});

const comparedMetricSchema = z.strictObject({
  metric: metricSchema,
  /** 'Highest day of ICU beds needed'. */
  words: z.string(),
  unit: z.string(),
  mean: estimate,
  /** 5, 50 and 95 % of outcomes. */
  low: z.number(),
  middle: z.number(),
  high: z.number(),
  /** Against things as they are, run by run; null for these themselves. */
  change: estimate.nullable(),
  /** Share of runs in which it is lower, and higher, than with things as they are (what is equal counts for neither). */
  lower: estimate.nullable(),
  higher: estimate.nullable(),
});

export const compareResultSchema = z.strictObject({
  timeUnit: z.string(),
  levels: z.array(z.number()),
  /** Rows of the answer, counted from 0 as in the data: first..first + rows - 1. */
  first: z.int(),
  rows: z.int(),
  dates: z.array(z.string()).nullable(),
  /** Last observed row. */
  last: z.int(),
  /** Runs of each scenario that were made. */
  runs: z.int(),
  /** As asked for; '' first. */
  scenarios: z.array(
    z.strictObject({
      id: z.string(),
      /** What it changes, a sentence each, and each with whether it does anything in this model. */
      words: z.array(z.string()),
      series: z.array(comparedSeriesSchema),
      metrics: z.array(comparedMetricSchema),
      failures: z.strictObject({ runs: z.int(), why: z.string() }).nullable(),
      /** Why it could not be run (its series and metrics are then empty), else null. */
      problem: z.strictObject({ message: z.string(), hint: z.string() }).nullable(),
    }),
  ),
  conditions: z.array(z.string()),
  warnings: z.array(z.string()),
  milliseconds: z.number(),
});

/** One run, module by module, for the moving picture. */
export const flowRequestSchema = z.strictObject({
  subject: subjectSchema,
  record: z.int().min(0),
  horizon: z.int().min(1).max(400),
  since: momentSchema.nullable(),
  seed: z.int().min(0),
  scenario: scenarioSchema.nullable(),
  /** Which of the runs of this seed, from 0. */
  run: z.int().min(0).max(19),
});

export const flowResultSchema = z.strictObject({
  title: z.string(),
  timeUnit: z.string(),
  first: z.int(),
  dates: z.array(z.string()).nullable(),
  modules: z.array(z.string()),
  fields: z.array(z.string()),
  /** Row-major [rows, modules, fields]: what each module changed. */
  changes: z.instanceof(Float64Array),
  /** Row-major [rows, fields]: at the end of the day. */
  levels: z.instanceof(Float64Array),
  outputs: z.array(z.strictObject({ name: z.string(), values: z.instanceof(Float64Array) })),
});

export type CompareRequest = z.infer<typeof compareRequestSchema>;
export type CompareResult = z.infer<typeof compareResultSchema>;
export type FlowRequest = z.infer<typeof flowRequestSchema>;
export type FlowResult = z.infer<typeof flowResultSchema>;
