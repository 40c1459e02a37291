import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { keptRows, pick } from '../../../renderer/charts/decimate.ts';

/** Lowest and highest value of each column of pixels. */
function picture(rows: readonly number[], values: readonly number[], all: number, columns: number) {
  const drawn = new Map<number, [number, number]>();
  rows.forEach((row, i) => {
    const column = Math.floor((row * columns) / all);
    const value = values[i] ?? 0;
    const [low, high] = drawn.get(column) ?? [value, value];
    drawn.set(column, [Math.min(low, value), Math.max(high, value)]);
  });
  return drawn;
}

describe('points that are left out', () => {
  it('do not change what is seen in any column of pixels', () => {
    const values = fc.array(fc.integer({ min: -50, max: 50 }), { minLength: 100, maxLength: 400 });
    fc.assert(
      fc.property(values, fc.integer({ min: 1, max: 20 }), (series, columns) => {
        // Columns of the same number of rows: their borders are beyond doubt.
        const all = series.slice(0, series.length - (series.length % columns));
        const kept = keptRows([all], columns);
        const whole = picture([...all.keys()], all, all.length, columns);
        expect(picture(kept, pick(all, kept), all.length, columns)).toEqual(whole);
        expect(kept).toEqual([...new Set(kept)].sort((a, b) => a - b));
      }),
    );
  });

  it('are those beyond four a column', () => {
    const series = Array.from({ length: 10_000 }, (_, i) => Math.sin(i));
    expect(keptRows([series], 100).length).toBeLessThanOrEqual(400);
    expect(keptRows([series.slice(0, 400)], 100)).toHaveLength(400);
  });

  it('are never the only ones of a gap', () => {
    const series = Array.from({ length: 1000 }, (_, i) => (i === 503 ? Number.NaN : i));
    expect(keptRows([series], 10)).toContain(503);
  });

  it('are none of the extremes of several series that share their places', () => {
    const a = Array.from({ length: 1000 }, (_, i) => (i === 333 ? 9 : 0));
    const b = Array.from({ length: 1000 }, (_, i) => (i === 777 ? -9 : 0));
    expect(keptRows([a, b], 10)).toEqual(expect.arrayContaining([0, 333, 777, 999]));
  });
});
