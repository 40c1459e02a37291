import { describe, expect, it } from 'vitest';
import { drawNormals, openRandom } from '../../../engine/calibrate/streams.ts';
import {
  density2d,
  histogram,
  levelOf,
  outline,
  type Range,
  shownRange,
  smoothDensity,
} from '../../../renderer/charts/density.ts';

const N = 20_000;
const x = drawNormals(openRandom(1, 'charts', 1), N);
const y = drawNormals(openRandom(1, 'charts', 2), N);
const range: Range = [-5, 5];

describe('a density', () => {
  it('of normal values is the normal one', () => {
    const { places, heights } = smoothDensity(x, range);
    const error = places.map((place, i) =>
      Math.abs((heights[i] ?? 0) - Math.exp((-place * place) / 2) / Math.sqrt(2 * Math.PI)),
    );
    expect(Math.max(...error)).toBeLessThan(0.012);
  });

  it('has an area of one', () => {
    const area = ({ heights }: { readonly heights: readonly number[] }) =>
      heights.reduce((sum, height) => sum + (height * 10) / heights.length, 0);
    expect(area(histogram(x, range, 24))).toBeCloseTo(1, 3);
    expect(area(smoothDensity(x, range))).toBeCloseTo(1, 3);
  });

  it('keeps its height in a range that is narrow beside the values', () => {
    const even = Array.from({ length: N }, (_, i) => i / N);
    expect(smoothDensity(even, [0.475, 0.525]).heights[60]).toBeCloseTo(1, 1);
    // A kernel of its own width would have some hundred million cells here.
    const narrow = smoothDensity(even, [0.5 - 1e-8, 0.5 + 1e-8]).heights;
    expect(narrow.every(Number.isFinite)).toBe(true);
  });

  it('counts what lies outside of the range, too', () => {
    const { heights } = histogram([0.5, 0.5, 7, 9], [0, 1], 1);
    expect(heights).toEqual([0.5]);
  });
});

describe('the line around a share of the pairs', () => {
  // Of two independent normal numbers the region of highest density is a circle: r^2 = -2 ln(1 - share).
  it.each([0.5, 0.9])('holds %d of them', (share) => {
    const grid = density2d(x, y, range, range);
    const line = outline(grid, levelOf(grid, share), range, range);
    const radii = line.x.flatMap((across, i) => {
      const up = line.y[i];
      return across === null || up === null || up === undefined ? [] : [Math.hypot(across, up)];
    });
    const mean = radii.reduce((sum, radius) => sum + radius, 0) / radii.length;
    expect(Math.abs(mean / Math.sqrt(-2 * Math.log(1 - share)) - 1)).toBeLessThan(0.05);
    expect(Math.max(...radii) / Math.min(...radii)).toBeLessThan(1.25);
  });

  it('runs where a slope has this height', () => {
    const slope = Float64Array.from({ length: 48 * 48 }, (_, i) => i % 48);
    const line = outline(slope, 12.25, [0, 48], [0, 48]);
    expect(new Set(line.x)).toEqual(new Set([12.75, null]));
  });
});

describe('the range shown', () => {
  it('is that of the values, with room', () => {
    const values = Array.from({ length: 1001 }, (_, i) => i / 1000);
    expect(shownRange(values, 0.5)).toEqual([0.001 - 0.499, 0.999 + 0.499]);
  });
  it('is not empty where all values are the same', () =>
    expect(shownRange([4, 4, 4])).toEqual([3.9, 4.1]));
});
