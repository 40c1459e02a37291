/** A question to a calibrated model, answered at once and kept nowhere: fits, forecasts, what-if. */
import { z } from 'zod';
import { runId } from './project-view.ts';

const name = z.string().min(1).max(120);

/** What runs. */
export const subjectSchema = z.discriminatedUnion('kind', [
  /** One calibrated simulator of the project, with the numbers that its last calibration left possible. */
  z.strictObject({ kind: z.literal('simulator'), simulator: name }),
  /** The structures of a discovery with their weights. */
  z.strictObject({ kind: z.literal('mixture'), run: runId }),
  /** A structure of a discovery that goes on, with its calibrated numbers. */
  z.strictObject({ kind: z.literal('candidate'), run: runId, candidate: z.string().max(200) }),
]);

/** A parameter or lever has this value (or so many times its value) on days first..last ahead, counted from 1. */
const changeSchema = z.strictObject({
  name,
  how: z.enum(['set', 'scale']),
  value: z.number(),
  first: z.int().min(1),
  last: z.int().min(1),
});

export const exploreRequestSchema = z.strictObject({
  subject: subjectSchema,
  /**
   * fit: runs from the first row over all rows of the data, told nothing but the first row. forecast: from the state on
   * the last observed day.
   */
  mode: z.enum(['fit', 'forecast']),
  /** Rows ahead, of a forecast. */
  horizon: z.int().min(1).max(2000).exactOptional(),
  /** What comes in ahead, of a forecast; absent: chosen by the data. */
  inputs: z.enum(['last', 'weekday', 'blocks', 'changes']).exactOptional(),
  /** Trajectories of each record. The first runs are the same however many there are. */
  runs: z.int().min(1).max(20_000),
  seed: z.int().min(0),
  /** Parameter or lever -> value that holds all the time ahead (of a fit: all the time). */
  set: z.record(name, z.number()),
  /** Dated changes, of a forecast, heeded in this order. */
  changes: z.array(changeSchema).max(100),
  /** Output -> line whose chance of being exceeded is wanted. */
  above: z.record(name, z.number()),
  /** Runs given as they are. */
  paths: z.int().min(0).max(50),
});

const chance = {
  /** By row: share of runs, and the range that simulation error leaves (95 % sure). */
  value: z.instanceof(Float64Array),
  low: z.instanceof(Float64Array),
  high: z.instanceof(Float64Array),
} as const;

const exploredOutputSchema = z.strictObject({
  name: z.string(),
  unit: z.string(),
  meaning: z.string(),
  mean: z.instanceof(Float64Array),
  /** Row-major [rows, levels] in the order of `levels`: quantiles, and their simulation error. */
  quantiles: z.instanceof(Float64Array),
  quantilesLow: z.instanceof(Float64Array),
  quantilesHigh: z.instanceof(Float64Array),
  /** Of the highest value over the rows ahead, by level. */
  peak: z.instanceof(Float64Array),
  peakLow: z.instanceof(Float64Array),
  peakHigh: z.instanceof(Float64Array),
  /** Row-major [paths, rows]. */
  paths: z.instanceof(Float64Array),
  /** Where a line was given: being above it on a row, and having been above it by then. */
  line: z
    .strictObject({ level: z.number(), on: z.strictObject(chance), by: z.strictObject(chance) })
    .nullable(),
});

export const exploreResultSchema = z.strictObject({
  timeUnit: z.string(),
  /** Quantile levels of all fans. */
  levels: z.array(z.number()),
  /** Runs of each record that were made. */
  runs: z.int(),
  trajectories: z.array(
    z.strictObject({
      id: z.string(),
      /** Rows of the answer, counted from 0 as in the data: first..first + rows - 1. */
      first: z.int(),
      rows: z.int(),
      /** Of these rows; null where the data are undated. */
      dates: z.array(z.string()).nullable(),
      outputs: z.array(exploredOutputSchema),
      /** Runs that broke, and why the first did; null where none did. */
      failures: z.strictObject({ runs: z.int(), why: z.string() }).nullable(),
    }),
  ),
  /** What it takes as given, and why it may be doubted, in sentences. */
  conditions: z.array(z.string()),
  warnings: z.array(z.string()),
  /** What the engine needed. */
  milliseconds: z.number(),
});

export type ExploreRequest = z.infer<typeof exploreRequestSchema>;
export type ExploreResult = z.infer<typeof exploreResultSchema>;
