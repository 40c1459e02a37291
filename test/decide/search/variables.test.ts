import { describe, expect, it } from 'vitest';
import { openRandom } from '../../../engine/calibrate/streams.ts';
import {
  activeOf,
  spread,
  tidy,
  type Variables,
  variablesSchema,
} from '../../../engine/decide/search/algorithms/variables.ts';
import {
  mutated,
  recombined,
  stepped,
} from '../../../engine/decide/search/algorithms/variation.ts';

/** Constant beds, or a threshold with or without a delay that is searched for as well. */
const variables: Variables = [
  { kind: 'choice', count: 3 },
  { kind: 'integer', low: 0, high: 3, when: { variable: 0, is: [0] } },
  { kind: 'choice', count: 2, when: { variable: 0, is: [1, 2] } },
  { kind: 'real', low: -1, high: 5, when: { variable: 2, is: [1] } },
];

describe('what is searched', () => {
  it('matters where its choice has the value, and that choice matters itself', () => {
    expect(activeOf(variables, [0, 1, 1, 2])).toEqual([true, true, false, false]);
    expect(activeOf(variables, [1, 1, 1, 2])).toEqual([true, false, true, true]);
    expect(activeOf(variables, [2, 1, 0, 2])).toEqual([true, false, true, false]);
  });

  it('is the same point when it differs in what does not matter only', () => {
    expect(tidy(variables, [0, 2.4, 1, 3])).toEqual([0, 2, 0, -1]);
    expect(tidy(variables, [0, 1.6, 0, 99])).toEqual([0, 2, 0, -1]);
    expect(tidy(variables, [1, 1, 1, 99])).toEqual([1, 0, 1, 5]);
  });

  it('is refused when a condition does not name an earlier choice, or the ends are the wrong way round', () => {
    const refused = (variable: Variables[number]) =>
      variablesSchema.safeParse([{ kind: 'real', low: 0, high: 1 }, variable]).success === false;
    expect(refused({ kind: 'real', low: 0, high: 1, when: { variable: 0, is: [0] } })).toBe(true);
    expect(refused({ kind: 'choice', count: 2, when: { variable: 1, is: [0] } })).toBe(true);
    expect(refused({ kind: 'integer', low: 2, high: 1 })).toBe(true);
    expect(refused({ kind: 'integer', low: 1, high: 1 })).toBe(false);
  });

  it('starts evenly: every whole number and every choice as often as its part', () => {
    const points = spread(variables, 12, openRandom(1, 'test', 0));
    const countsOf = (i: number, values: number) =>
      Array.from({ length: values }, (_, v) => points.filter((point) => point[i] === v).length);
    expect(countsOf(0, 3)).toEqual([4, 4, 4]);
    expect(countsOf(1, 4)).toEqual([3, 3, 3, 3]);
    const halves = points.map((point) => Math.floor((point[3]! + 1) * 2)).sort((a, b) => a - b);
    expect(halves).toEqual(Array.from({ length: 12 }, (_, i) => i));
  });
});

describe('recombination and mutation', () => {
  const random = openRandom(1, 'variation', 0);
  const real: Variables = [{ kind: 'real', low: 0, high: 10 }];

  it('keeps the mean of a pair, away from the ends', () => {
    // The ends are as far from the middle as each other: both children are spread alike.
    for (let i = 0; i < 200; i++) {
      const [[one], [other]] = recombined(real, [[4], [6]], random);
      expect(one! + other!).toBeCloseTo(10, 9);
    }
  });

  it('spreads a child around its parents as published: half of them between the two', () => {
    // The factor of the spread is below 1 for half of the pairs that are recombined (.9) in a variable that is (.5).
    let inside = 0;
    let outside = 0;
    for (let i = 0; i < 20_000; i++) {
      const [[one]] = recombined(real, [[4], [6]], random);
      if (one! > 4 && one! < 6) inside += 1;
      if (one! < 4 || one! > 6) outside += 1;
    }
    expect(inside / 20_000).toBeCloseTo(0.225, 1);
    expect(Math.abs(inside / outside - 1)).toBeLessThan(0.08);
  });

  it('steps half of a difference, half the way to an end where that is beyond it, and takes choices from either', () => {
    const step = (value: number, to: number, from: number) =>
      stepped(real, [value], [[to], [from]], random)[0];
    expect(step(5, 8, 4)).toBe(7);
    expect(step(9, 10, 2)).toBe(9.5);
    expect(step(1, 0, 4)).toBe(0.5);
    const kinds = new Set(
      Array.from(
        { length: 40 },
        () =>
          stepped(
            variables,
            [0, 0, 0, 0],
            [
              [2, 3, 1, 5],
              [1, 0, 0, 0],
            ],
            random,
          )[0],
      ),
    );
    expect([...kinds].sort()).toEqual([0, 2]);
    expect(
      stepped(
        variables,
        [0, 0, 0, 0],
        [
          [0, 3, 0, 0],
          [0, 0, 0, 0],
        ],
        random,
      )[1],
    ).toBe(2);
  });

  it('changes one variable in n that matter, within its ends, whole where it has to be', () => {
    let changes = 0;
    for (let i = 0; i < 4000; i++) {
      const child = mutated(variables, [1, 2, 1, 3], random);
      changes += child.filter((value, k) => value !== [1, 2, 1, 3][k]).length;
      expect(tidy(variables, child)).toHaveLength(4);
      expect([0, 1, 2, 3]).toContain(child[1]);
      expect(child[3]).toBeGreaterThanOrEqual(-1);
      expect(child[3]).toBeLessThanOrEqual(5);
    }
    // Three matter, four are there: 4/3 changes a point.
    expect(changes / 4000).toBeCloseTo(4 / 3, 1);
  });

  it('reaches both neighbours of a whole number of few', () => {
    const few: Variables = [{ kind: 'integer', low: 0, high: 2 }];
    const reached = new Set(Array.from({ length: 50 }, () => mutated(few, [1], random)[0]));
    expect([...reached].sort()).toEqual([0, 2]);
  });
});
