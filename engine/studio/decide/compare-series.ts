/** Runs of one scenario as fans by row, and of their differences from things as they are. */
import type { CourseSeries, SeriesRuns } from '../../decide/evaluate/run-series.ts';
import { FAN_LEVELS } from '../../forecast/fan.ts';
import { quantileOfSorted } from '../../score/quantiles.ts';
import type { CompareResult } from '../contract/compare.ts';

type ComparedSeries = CompareResult['scenarios'][number]['series'][number];
type FanArrays = Pick<ComparedSeries, 'mean' | 'quantiles'>;

/** What was once described of the same runs, beside the same others. */
const known = new WeakMap<CourseSeries, WeakMap<CourseSeries, FanArrays>>();

/** `baseline`: things as they are; the same runs for these themselves. `above`: output -> line. */
export function comparedSeries(
  runs: SeriesRuns,
  baseline: SeriesRuns,
  above: Readonly<Record<string, number>>,
): ComparedSeries[] {
  const { rows } = runs.rows;
  return runs.series.map((series, s): ComparedSeries => {
    const { name, unit, meaning, kind, values } = series;
    const line = kind === 'output' && Object.hasOwn(above, name) ? above[name] : undefined;
    const plain = baseline.series[s];
    return {
      ...{ name, unit, meaning, kind },
      ...describedOnce(series, series, () => fansOf(values, rows)),
      difference:
        runs === baseline || plain === undefined
          ? null
          : describedOnce(series, plain, () =>
              fansOf(
                values.map((value, i) => value - plain.values[i]!),
                rows,
              ),
            ),
      above: line === undefined ? null : sharesAbove(values, rows, line),
    };
  });
}

function describedOnce(of: CourseSeries, beside: CourseSeries, make: () => FanArrays): FanArrays {
  const own = known.get(of) ?? new WeakMap<CourseSeries, FanArrays>();
  known.set(of, own);
  const made = own.get(beside) ?? make();
  own.set(beside, made);
  return made;
}

/** `values`: row-major [rows, runs]. Runs that broke are left out. */
function fansOf(values: Float64Array, rows: number): FanArrays {
  const runs = values.length / rows;
  const width = FAN_LEVELS.length;
  const mean = new Float64Array(rows);
  const quantiles = new Float64Array(rows * width);
  for (let row = 0; row < rows; row++) {
    // NaN comes last.
    const sorted = values.slice(row * runs, (row + 1) * runs).sort();
    let count = runs;
    while (count > 0 && Number.isNaN(sorted[count - 1]!)) count--;
    const there = sorted.subarray(0, count);
    let sum = 0;
    for (let i = 0; i < count; i++) sum += there[i]!;
    mean[row] = sum / count;
    FAN_LEVELS.forEach((level, i) => {
      quantiles[row * width + i] = quantileOfSorted(there, level);
    });
  }
  return { mean, quantiles };
}

function sharesAbove(values: Float64Array, rows: number, line: number): Float64Array<ArrayBuffer> {
  const runs = values.length / rows;
  return Float64Array.from({ length: rows }, (_, row) => {
    let [above, there] = [0, 0];
    for (let i = row * runs; i < (row + 1) * runs; i++) {
      if (Number.isNaN(values[i]!)) continue;
      there++;
      if (values[i]! > line) above++;
    }
    return above / there;
  });
}
