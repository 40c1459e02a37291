import { describe, expect, it } from 'vitest';
import { openRandom } from '../../../engine/calibrate/streams.ts';
import type { Factor } from '../../../engine/decide/understand/factor.ts';
import {
  type FailureBoxes,
  failureBoxes,
} from '../../../engine/decide/understand/failure-boxes.ts';
import { failureWords } from '../../../engine/decide/understand/failure-words.ts';
import { paste } from '../../../engine/decide/understand/peel.ts';

/** Uniform factors on 0..1; a draw fails with the chance that `at` tells of it. */
function world(
  width: number,
  draws: number,
  at: (x: Float64Array) => number,
  { seed = 1, options = 0 } = {},
) {
  const random = openRandom(seed, 'test/boxes', 0);
  const factors: Factor[] = Array.from({ length: width }, (_, i) => ({ name: `x${i}` }));
  if (options > 0) factors[width - 1] = { name: 'structure', options: ['a', 'b', 'c'] };
  const x = Float64Array.from({ length: width * draws }, (_, k) =>
    options > 0 && k % width === width - 1 ? random.integer(0, options - 1) : random.uniform(),
  );
  const fails = Float64Array.from({ length: draws }, (_, d) =>
    random.uniform() < at(x.subarray(d * width, (d + 1) * width)) ? 1 : 0,
  );
  return { factors, x, fails, seed };
}

const inBox = (isInside: boolean) => (isInside ? 0.9 : 0.04);

describe('a planted box', () => {
  it('of two limits in six dimensions with noise is found, and its figures are right', () => {
    for (let seed = 0; seed < 5; seed++) {
      const made = world(6, 2000, (x) => inBox(x[1]! > 0.6 && x[4]! < 0.5), { seed });
      const { kind, boxes, coverage } = failureBoxes(made);
      expect(kind).toBe('found');
      expect(boxes[0]!.limits.map(({ factor }) => factor)).toEqual([1, 4]);
      const [first, second] = boxes[0]!.limits;
      expect(Math.abs(first!.low! - 0.6)).toBeLessThan(0.04);
      expect(first!.high).toBeUndefined();
      expect(Math.abs(second!.high! - 0.5)).toBeLessThan(0.04);
      expect(second!.low).toBeUndefined();
      // Inside .2 of the draws: .18 / (.18 + .8 x .04) of the failures.
      expect(Math.abs(boxes[0]!.coverage - 0.849)).toBeLessThan(0.08);
      expect(Math.abs(boxes[0]!.density - 0.9)).toBeLessThan(0.08);
      expect(Math.abs(boxes[0]!.mass - 0.2)).toBeLessThan(0.05);
      expect(coverage).toBeGreaterThanOrEqual(boxes[0]!.coverage);
    }
  });

  it('of three limits in eight dimensions is found, one of them on both sides, one of them a structure', () => {
    const isIn = (x: Float64Array) => x[0]! > 0.3 && x[0]! < 0.7 && x[3]! > 0.4 && x[7] !== 1;
    const made = world(8, 3000, (x) => inBox(isIn(x)), { options: 3, seed: 4 });
    const { limits } = failureBoxes(made).boxes[0]!;
    expect(limits.map(({ factor }) => factor)).toEqual([0, 3, 7]);
    expect(Math.abs(limits[0]!.low! - 0.3)).toBeLessThan(0.05);
    expect(Math.abs(limits[0]!.high! - 0.7)).toBeLessThan(0.05);
    expect(Math.abs(limits[1]!.low! - 0.4)).toBeLessThan(0.05);
    expect(limits[2]!.options).toEqual([0, 2]);
  });

  it('is one of two, where failures come from two corners', () => {
    const isIn = (x: Float64Array) => (x[0]! > 0.7 && x[1]! > 0.5) || (x[2]! < 0.2 && x[3]! < 0.6);
    const { boxes, coverage } = failureBoxes(world(5, 4000, (x) => inBox(isIn(x)), { seed: 2 }));
    const found = boxes.map(({ limits }) => limits.map(({ factor }) => factor).join());
    expect(found.slice(0, 2).sort()).toEqual(['0,1', '2,3']);
    expect(coverage).toBeGreaterThan(0.8);
  });

  it('is found from shares of failures of draws that were run several times', () => {
    const made = world(5, 1000, () => 0, { seed: 3 });
    const random = openRandom(9, 'test/shares', 0);
    made.fails.forEach((_, d) => {
      made.fails[d] = random.binomial(8, inBox(made.x[5 * d + 2]! > 0.75)) / 8;
    });
    const { boxes } = failureBoxes(made);
    expect(boxes[0]!.limits.map(({ factor }) => factor)).toEqual([2]);
    expect(Math.abs(boxes[0]!.limits[0]!.low! - 0.75)).toBeLessThan(0.03);
    expect(boxes[0]!.density).toBeCloseTo(0.9, 1);
  });

  it('is not there in noise: no box in at least 95 of 100 repeats', () => {
    let found = 0;
    for (let seed = 0; seed < 100; seed++) {
      if (failureBoxes(world(6, 200, () => 0.3, { seed })).kind === 'found') found++;
    }
    expect(found).toBeLessThanOrEqual(5);
  });
});

describe('a box that was peeled too far', () => {
  const { x } = world(3, 1500, () => 0, { seed: 6 });
  const columns = [0, 1, 2].map((i) => x.filter((_, k) => k % 3 === i));
  const fails = columns[0]!.map((value, d) => (value > 0.5 && columns[1]![d]! < 0.7 ? 1 : 0));
  const rows = [...fails.keys()];

  it('is pasted out to where failures end, on the sides that were limited', () => {
    const box = paste({ columns, fails }, rows, [
      { factor: 0, low: 0.75 },
      { factor: 1, high: 0.4 },
    ]);
    expect(box.map(({ factor }) => factor)).toEqual([0, 1]);
    expect(Math.abs(box[0]!.low! - 0.5)).toBeLessThan(0.02);
    expect(Math.abs(box[1]!.high! - 0.7)).toBeLessThan(0.03);
    expect(box[0]!.high).toBeUndefined();
  });
});

describe('in words', () => {
  const words = {
    name: (factor: string) => ({ stay: 'length of stay', surge: 'surge' })[factor] ?? factor,
    value: (factor: string, value: number) => (factor === 'stay' ? `${value} days` : `${value}`),
  };
  const found: FailureBoxes = {
    kind: 'found',
    factors: [{ name: 'stay' }, { name: 'surge' }, { name: 'structure', options: ['A', 'B', 'C'] }],
    share: 0.2,
    boxes: [
      {
        limits: [
          { factor: 0, low: 24, p: 0 },
          { factor: 1, low: 1.3, p: 0 },
        ],
        coverage: 0.82,
        density: 0.91,
        mass: 0.18,
      },
      {
        limits: [
          { factor: 1, low: 1.1, high: 1.2, p: 0 },
          { factor: 2, options: [0, 2], p: 0 },
        ],
        coverage: 0.1,
        density: 0.7,
        mass: 0.03,
      },
    ],
    coverage: 0.92,
    trajectory: [],
  };

  it('a box is when it fails, with what it holds', () => {
    expect(failureWords(found, words)).toEqual([
      'It fails in 20 % of the runs.',
      'It fails when length of stay > 24 days and surge > 1.3 (this holds 82 % of the failures; inside it, 91 % of runs fail).',
      'It also fails when surge is between 1.1 and 1.2 and structure is A or C (this holds 10 % of the failures; inside it, 70 % of runs fail).',
    ]);
  });

  it('what was not found is said', () => {
    const none = (kind: FailureBoxes['kind'], share: number) =>
      failureWords({ ...found, kind, share, boxes: [], coverage: 0 }, words);
    expect(none('never', 0)).toEqual(['It fails in none of the runs.']);
    expect(none('always', 1)).toEqual(['It fails in every run.']);
    expect(none('too-few', 0.005)).toEqual([
      'It fails in 0.5 % of the runs: too few failures to tell where.',
    ]);
    expect(none('too-few', 0.995)).toEqual([
      'It fails in 99.5 % of the runs: too few runs do not fail to tell where.',
    ]);
    expect(none('none-found', 0.2)).toEqual([
      'It fails in 20 % of the runs, but nowhere in particular: no limit on what varies holds them together better than chance would.',
    ]);
  });
});
