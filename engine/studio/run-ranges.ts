/** What many runs say in ranges. */
import type { Table } from '../project/table.ts';
import { quantiles } from '../score/quantiles.ts';
import type { Declaration } from '../simulator/declaration.ts';
import type { ReadableRuns } from './mixed-runs.ts';

export interface OutputRange {
  readonly name: string;
  readonly unit: string;
  /** Highest value of a run: 10 %, 50 % and 90 % of the runs stay below. */
  readonly peak: Range;
  readonly last: Range;
}

interface Range {
  readonly low: number;
  readonly median: number;
  readonly high: number;
}

/** Mean and quantiles of each output on each row of each trajectory. */
export function summaryOf(runs: ReadableRuns): Table {
  const columns = new Map<string, number[]>();
  const add = (name: string, value: number) => {
    const column = columns.get(name);
    if (column) column.push(value);
    else columns.set(name, [value]);
  };
  runs.episodes.forEach(({ steps }, episode) => {
    for (let row = 0; row <= steps; row++) {
      add('trajectory', episode + 1);
      add('row', row);
      runs.outputs.forEach((name, output) => {
        const members = runs.values(episode, row, output).filter((value) => !Number.isNaN(value));
        add(`${name}.mean`, members.reduce((sum, value) => sum + value, 0) / members.length);
        const { low, median, high } = rangeOf(members);
        add(`${name}.p10`, low);
        add(`${name}.p50`, median);
        add(`${name}.p90`, high);
      });
    }
  });
  return Object.fromEntries(
    [...columns].map(([name, values]) => [name, Float64Array.from(values)]),
  );
}

/** One for each output; over the last row and the highest one. */
export function rangesOf(runs: ReadableRuns, { outputs }: Declaration): OutputRange[] {
  return runs.outputs.map((name, output) => {
    const unit = outputs[name]?.unit ?? '';
    const peaks = runs.episodes.flatMap((_, episode) => peaksOf(runs, episode, output));
    const last = runs.episodes.flatMap(({ steps }, episode) => [
      ...runs.values(episode, steps, output),
    ]);
    return { name, unit, peak: rangeOf(peaks), last: rangeOf(last) };
  });
}

/** Highest value of each run; NaN where it failed on the way. */
function peaksOf(runs: ReadableRuns, episode: number, output: number): number[] {
  const { steps } = runs.episodes[episode]!;
  const rows = Array.from({ length: steps + 1 }, (_, row) => runs.values(episode, row, output));
  return Array.from(rows[0]!, (_, run) => Math.max(...rows.map((values) => values[run]!)));
}

function rangeOf(values: Iterable<number>): Range {
  const [low, median, high] = quantiles(values, [0.1, 0.5, 0.9]) as [number, number, number];
  return { low, median, high };
}
