import { describe, expect, it } from 'vitest';
import { openRandom } from '../../engine/calibrate/streams.ts';
import { c2st, type Sample } from '../../engine/score/c2st.ts';

const COUNT = 10_000;

/** N(shift e1, scale^2 I) */
function gaussian(dimensions: number, { shift = 0, scale = 1, seed = 1 }): Sample {
  const random = openRandom(seed, 'c2st-test', dimensions);
  const values = Float64Array.from(
    { length: COUNT * dimensions },
    (_, i) => scale * random.normal() + (i % dimensions === 0 ? shift : 0),
  );
  return { count: COUNT, values };
}

const compared = (dimensions: number, sample: Sample) =>
  c2st(gaussian(dimensions, { seed: 2 }), sample, dimensions, (fold) =>
    openRandom(5, 'c2st', fold),
  );

/** What the best possible classifier reaches. */
const KNOWN = [
  { dimensions: 1, shift: 0.5, best: 0.599 },
  { dimensions: 1, shift: 1, best: 0.692 },
  { dimensions: 1, shift: 2, best: 0.841 },
  { dimensions: 1, scale: 1.5, best: 0.597 },
  { dimensions: 2, scale: 1.25, best: 0.582 },
  { dimensions: 10, scale: 1.25, best: 0.688 },
];

describe('the classifier two-sample test', () => {
  it.each(KNOWN)(
    'reaches $best within .01 where that is possible',
    ({ dimensions, best, ...how }) => {
      expect(Math.abs(compared(dimensions, gaussian(dimensions, how)) - best)).toBeLessThan(0.01);
    },
  );

  it('cannot tell two samples of one distribution apart', () => {
    expect(Math.abs(compared(2, gaussian(2, { seed: 3 })) - 0.5)).toBeLessThan(0.015);
  });

  it('gives the same figure again', () => {
    const sample = gaussian(1, { shift: 0.5 });
    expect(compared(1, sample)).toBe(compared(1, sample));
  });
});
