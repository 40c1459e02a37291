/** What the runs of one output say, as arrays that a window draws from. */
import { chanceAbove, type Estimate, FAN_LEVELS, type Fan, fanOf } from '../../forecast/fan.ts';
import type { ExploreResult } from '../contract/explore.ts';
import { isRough } from '../forecast-story.ts';
import type { ExploredOutput, ExploredRuns } from './explored-runs.ts';

type Output = ExploreResult['trajectories'][number]['outputs'][number];

export interface DescribedOutput {
  readonly output: Output;
  /** Whether more runs are needed to tell its ranges. */
  readonly isRough: boolean;
}

/** Values after which the process comes to other things: some 20 milliseconds. */
const VALUES_AT_ONCE = 200_000;

/**
 * `particles`: runs that share the numbers of the simulator. `level`: line whose chance of being exceeded is wanted. `pause`:
 * called now and then; what it rejects with ends the work.
 */
export async function describeOutput(
  { name, values }: ExploredOutput,
  { rows }: Pick<ExploredRuns, 'rows'>,
  {
    unit,
    meaning,
    particles,
    level,
    paths,
    pause,
  }: {
    readonly unit: string;
    readonly meaning: string;
    readonly particles: number;
    readonly level: number | undefined;
    readonly paths: number;
    readonly pause: () => Promise<void>;
  },
): Promise<DescribedOutput> {
  const runs = values.length / rows;
  const fans = fanArrays(rows);
  const [on, by] = [chanceArrays(rows), chanceArrays(rows)];
  const highest = new Float64Array(runs).fill(Number.NEGATIVE_INFINITY);
  const rough: Fan[] = [];
  let sincePause = 0;
  for (let row = 0; row < rows; row++) {
    const own = values.subarray(row * runs, (row + 1) * runs);
    const fan = fanOf({ values: own, particles });
    fans.put(row, fan);
    rough.push(fan);
    for (let run = 0; run < runs; run++) highest[run] = Math.max(highest[run]!, own[run]!);
    if (level !== undefined) {
      on.put(row, chanceAbove({ values: own, particles }, level));
      by.put(row, chanceAbove({ values: highest, particles }, level));
    }
    sincePause += runs;
    if (sincePause < VALUES_AT_ONCE) continue;
    sincePause = 0;
    await pause();
  }
  const peak = fanArrays(1);
  peak.put(0, fanOf({ values: highest, particles }));
  return {
    output: {
      ...{ name, unit, meaning, mean: fans.mean },
      ...{ quantiles: fans.value, quantilesLow: fans.low, quantilesHigh: fans.high },
      ...{ peak: peak.value, peakLow: peak.low, peakHigh: peak.high },
      paths: pathsOf(values, rows, { particles, paths }),
      line: level === undefined ? null : { level, on: on.arrays, by: by.arrays },
    },
    isRough: isRough(rough),
  };
}

function fanArrays(rows: number) {
  const width = FAN_LEVELS.length;
  const mean = new Float64Array(rows);
  const value = new Float64Array(rows * width);
  const low = new Float64Array(rows * width);
  const high = new Float64Array(rows * width);
  return {
    ...{ mean, value, low, high },
    put(row: number, fan: Fan): void {
      mean[row] = fan.mean;
      fan.quantiles.forEach((quantile, i) => {
        value[row * width + i] = quantile.value;
        low[row * width + i] = quantile.low;
        high[row * width + i] = quantile.high;
      });
    },
  };
}

function chanceArrays(rows: number) {
  const arrays = {
    value: new Float64Array(rows),
    low: new Float64Array(rows),
    high: new Float64Array(rows),
  };
  return {
    arrays,
    put(row: number, { value, low, high }: Estimate): void {
      arrays.value[row] = value;
      arrays.low[row] = low;
      arrays.high[row] = high;
    },
  };
}

/** Ensembles that paths are taken from: so many there are for any number of runs. */
const ENSEMBLES = 8;

/** The same ones however many runs there are, from one draw of the numbers after the other. */
function pathsOf(
  values: Float64Array,
  rows: number,
  { particles, paths }: { readonly particles: number; readonly paths: number },
): Float64Array<ArrayBuffer> {
  const runs = values.length / rows;
  const ensembles = particles === 1 ? runs : ENSEMBLES;
  const count = Math.min(paths, runs);
  const found = new Float64Array(count * rows);
  for (let path = 0; path < count; path++) {
    const run = (path % ensembles) * particles + Math.floor(path / ensembles);
    for (let row = 0; row < rows; row++) found[path * rows + row] = values[row * runs + run]!;
  }
  return found;
}
