/** What the runs of one output say: fans by row, of the highest value, chances of a line, and some paths as they are. */
import { chanceAbove, type Estimate, type Fan, fanOf, type Members } from './fan.ts';
import type { OutputRuns } from './run-ahead.ts';

export interface OutputForecast {
  readonly name: string;
  readonly unit: string;
  /** By row ahead. */
  readonly rows: readonly Fan[];
  /** Of the highest value of each run over all rows ahead. */
  readonly peak: Fan;
  /** Runs as they are, spread evenly over the ensembles: by path, a value for each row ahead. */
  readonly paths: readonly Float64Array[];
  /** Where a capacity line was given. */
  readonly line?: {
    readonly level: number;
    /** By row ahead: chance of being above the line in this row. */
    readonly on: readonly Estimate[];
    /** By row ahead: chance of having been above it in this row or one before. */
    readonly by: readonly Estimate[];
  };
}

/** Sample paths kept where nothing else is asked for. */
const PATHS = 20;

/** `level`: capacity line. `particles`: runs of an ensemble. `paths`: kept at most, default 20. */
export function outputForecast(
  { name, unit, values }: OutputRuns,
  {
    horizon,
    particles,
    level,
    paths: most = PATHS,
  }: {
    readonly horizon: number;
    readonly particles: number;
    readonly level: number | undefined;
    readonly paths?: number;
  },
): OutputForecast {
  const runs = values.length / horizon;
  const rows = Array.from({ length: horizon }, (_, row) =>
    values.subarray(row * runs, (row + 1) * runs),
  );
  const members = (row: Float64Array): Members => ({ values: row, particles });
  const highest = runningHighest(rows);
  const count = Math.min(most, runs);
  return {
    name,
    unit,
    rows: rows.map((row) => fanOf(members(row))),
    peak: fanOf(members(highest.at(-1) ?? new Float64Array(0))),
    paths: Array.from({ length: count }, (_, path) => {
      const run = Math.floor(((path + 0.5) * runs) / count);
      return Float64Array.from(rows, (row) => row[run] ?? Number.NaN);
    }),
    ...(level !== undefined && {
      line: {
        level,
        on: rows.map((row) => chanceAbove(members(row), level)),
        by: highest.map((row) => chanceAbove(members(row), level)),
      },
    }),
  };
}

/** By row, the highest value of each run so far; NaN from a failure on. */
function runningHighest(rows: readonly Float64Array[]): Float64Array[] {
  const highest: Float64Array[] = [];
  for (const values of rows) {
    const own = values.slice();
    const before = highest.at(-1) ?? own;
    for (let run = 0; run < own.length; run++) own[run] = Math.max(before[run]!, own[run]!);
    highest.push(own);
  }
  return highest;
}
