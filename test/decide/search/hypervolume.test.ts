import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openRandom } from '../../../engine/calibrate/streams.ts';
import {
  contributions,
  hypervolume,
} from '../../../engine/decide/search/algorithms/hypervolume.ts';

/** Inclusion and exclusion over all subsets: slow, and right for any dimension. */
function byInclusion(points: readonly number[][], reference: readonly number[]): number {
  let total = 0;
  for (let subset = 1; subset < 2 ** points.length; subset++) {
    const chosen = points.filter((_, i) => (subset >> i) & 1);
    const box = reference.reduce((product, r, m) => {
      const corner = Math.max(...chosen.map((point) => point[m]!));
      return product * Math.max(0, r - corner);
    }, 1);
    total += chosen.length % 2 === 1 ? box : -box;
  }
  return total;
}

/** Coarse values, so that ties and duplicates are frequent; some lie beyond the reference. */
const coordinate = fc.integer({ min: 0, max: 6 }).map((value) => value / 4);
const clouds = fc.integer({ min: 1, max: 5 }).chain((dimension) =>
  fc.array(fc.array(coordinate, { minLength: dimension, maxLength: dimension }), {
    minLength: 1,
    maxLength: 8,
  }),
);

describe('the hypervolume', () => {
  it('is that of inclusion and exclusion in one to five dimensions', () => {
    fc.assert(
      fc.property(clouds, (points) => {
        const reference = points[0]!.map(() => 1);
        expect(hypervolume(points, reference)).toBeCloseTo(byInclusion(points, reference), 12);
      }),
      { numRuns: 500 },
    );
  });

  it('tells of each point what is lost without it', () => {
    fc.assert(
      fc.property(clouds, (points) => {
        const reference = points[0]!.map(() => 1);
        const whole = hypervolume(points, reference);
        contributions(points, reference).forEach((own, i) => {
          const rest = points.filter((_, j) => j !== i);
          expect(own).toBeCloseTo(whole - hypervolume(rest, reference), 12);
        });
      }),
      { numRuns: 200 },
    );
  });

  it('tends to the volume of a known front: 2/3 above 1 - sqrt(x), 1 - pi/6 outside the sphere', () => {
    const curve = Array.from({ length: 2001 }, (_, i) => [i / 2000, 1 - Math.sqrt(i / 2000)]);
    expect(hypervolume(curve, [1, 1])).toBeCloseTo(2 / 3, 3);
    const random = openRandom(1, 'sphere', 0);
    const sphere = Array.from({ length: 4000 }, () => {
      const v = [random.normal(), random.normal(), random.normal()].map(Math.abs);
      const length = Math.hypot(...v);
      return v.map((x) => x / length);
    });
    const volume = hypervolume(sphere, [1, 1, 1]);
    expect(volume).toBeLessThan(1 - Math.PI / 6);
    expect(volume).toBeGreaterThan(0.46);
  });

  it('is nothing without a point inside the reference', () => {
    expect(hypervolume([], [1, 1])).toBe(0);
    expect(hypervolume([[1, 0]], [1, 1])).toBe(0);
  });
});
