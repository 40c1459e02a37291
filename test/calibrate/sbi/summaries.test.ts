import { describe, expect, it } from 'vitest';
import { planSummaries } from '../../../engine/calibrate/sbi/summaries.ts';
import { openRandom } from '../../../engine/calibrate/streams.ts';

/** y' = y + 2 - .1 y + noise */
function walk(rows: number, index: number): Float64Array {
  const random = openRandom(1, 'test/walk', index);
  const series = new Float64Array(rows);
  for (let t = 1; t < rows; t++) {
    series[t] = series[t - 1]! + 2 - 0.1 * series[t - 1]! + random.normal(0, 0.5);
  }
  return series;
}

function statistics(plan: ReturnType<typeof planSummaries>, values: Float64Array) {
  return Object.fromEntries(plan.labels.map((label, i) => [label, values[i]!]));
}

describe('summaries of trajectories', () => {
  it('tell level, highest value and when it was', () => {
    const plan = planSummaries(['beds'], [9]);
    const series = Float64Array.of(0, 1, 2, 3, 9, 3, 2, 1, 0);
    const found = statistics(plan, plan.compute([{ series: [series] }]));
    expect(found['beds: level in stretch 4 of 8']).toBe(9);
    expect(found['beds: highest value']).toBe(9);
    expect(found['beds: when it is highest']).toBe(0.5);
  });

  it('give the drift of the step: its coefficients and what it leaves unexplained', () => {
    const rows = [400, 400, 300];
    const plan = planSummaries(['stock'], rows);
    const runs = rows.map((count, i) => ({ series: [walk(count, i)] }));
    const found = statistics(plan, plan.compute(runs));
    const series = runs.flatMap((run) => Array.from(run.series[0]!.subarray(0, -1)));
    const size = Math.sqrt(series.reduce((sum, y) => sum + y * y, 0) / series.length);
    const square = Math.sqrt(series.reduce((sum, y) => sum + y ** 4, 0) / series.length);
    // The product term has no part in it; the three are fitted together, so that each is known to some .1.
    const at15 =
      found['stock: change by itself']! +
      (found['stock: change with stock']! * 15) / size +
      (found['stock: change with stock times stock']! * 225) / square;
    expect(at15).toBeCloseTo(2 - 0.1 * 15, 1);
    expect(found['stock: size of unexplained changes']).toBeCloseTo(0.5, 1);
  });

  it('leave out rows that were not observed', () => {
    const plan = planSummaries(['stock'], [200]);
    const series = walk(200, 7);
    const gaps = series.map((value, row) => (row % 7 === 3 ? Number.NaN : value));
    const whole = plan.compute([{ series: [series] }]);
    const holed = plan.compute([{ series: [gaps] }]);
    expect(holed.some(Number.isNaN)).toBe(false);
    plan.labels.forEach((label, i) => {
      if (label.includes('level')) expect(holed[i]).toBeCloseTo(whole[i]!, 0);
    });
  });

  it('are one for the mean and one for the spread of many records', () => {
    const plan = planSummaries(['a', 'b'], [20, 30, 25]);
    const runs = [20, 30, 25].map((rows, i) => ({ series: [walk(rows, i), walk(rows, i + 10)] }));
    const values = plan.compute(runs);
    expect(values).toHaveLength(plan.count);
    expect(plan.labels).toContain('b: highest value, spread between records');
    const peaks = runs.map(({ series }) => Math.max(...series[1]!));
    const mean = peaks.reduce((sum, peak) => sum + peak, 0) / 3;
    expect(values[plan.labels.indexOf('b: highest value, mean')]).toBeCloseTo(mean, 12);
  });
});
