import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  crowdingOf,
  frontsOf,
  nonDominated,
} from '../../../engine/decide/search/algorithms/fronts.ts';
import {
  compareFeasible,
  dominates,
  type Entry,
  entryOf,
  isFailure,
} from '../../../engine/decide/search/algorithms/judged.ts';
import { survivorsOf } from '../../../engine/decide/search/algorithms/survival.ts';

const entry = (objectives: readonly number[], violation = 0): Entry => ({
  point: objectives,
  objectives,
  violation,
});

describe('what is better', () => {
  it('is what keeps the limits, then what misses them less, then what is better in an objective', () => {
    expect(dominates(entry([9, 9]), entry([1, 1], 0.1))).toBe(true);
    expect(dominates(entry([9, 9], 0.1), entry([1, 1], 0.2))).toBe(true);
    expect(dominates(entry([1, 1], 0.1), entry([9, 9], 0.1))).toBe(false);
    expect(dominates(entry([1, 2]), entry([1, 3]))).toBe(true);
    expect(dominates(entry([1, 3]), entry([2, 2]))).toBe(false);
    expect(dominates(entry([1, 3]), entry([1, 3]))).toBe(false);
    const ordered = [entry([2], 0.3), entry([5]), entry([1], 0.1), entry([4])].sort(
      compareFeasible,
    );
    expect(ordered.map(({ objectives }) => objectives[0])).toEqual([4, 5, 1, 2]);
  });

  it('is everything else than a failure', () => {
    const failed = entryOf([0], { objectives: [Number.NaN], violation: 0 });
    expect(isFailure(failed)).toBe(true);
    expect(isFailure(entryOf([0], { objectives: [1], violation: Number.NaN }))).toBe(true);
    expect(dominates(entry([1e300], 1e300), failed)).toBe(true);
    expect(JSON.parse(JSON.stringify(failed))).toEqual(failed);
  });
});

describe('fronts', () => {
  const value = fc.integer({ min: 0, max: 4 });
  const cloud = fc.array(
    fc
      .tuple(value, value, value, fc.constantFrom(0, 0, 1))
      .map(([a, b, c, v]) => entry([a, b, c], v)),
    { maxLength: 25 },
  );

  it('have every entry once; each one is dominated by the front before its own, and by none of its own or later', () => {
    fc.assert(
      fc.property(cloud, (entries) => {
        const fronts = frontsOf(entries);
        expect(fronts.flat().sort((a, b) => a - b)).toEqual(entries.map((_, i) => i));
        for (const [rank, front] of fronts.entries()) {
          for (const i of front) {
            const losesTo = (j: number) => dominates(entries[j]!, entries[i]!);
            expect(fronts.slice(rank).flat().some(losesTo)).toBe(false);
            if (rank > 0) expect(fronts[rank - 1]!.some(losesTo)).toBe(true);
          }
        }
      }),
    );
  });

  it('keep equal objectives once where only the best are kept', () => {
    const kept = nonDominated([entry([1, 2]), entry([2, 1]), entry([1, 2]), entry([3, 3])]);
    expect(kept.map(({ objectives }) => objectives)).toEqual([
      [1, 2],
      [2, 1],
    ]);
  });

  it('have the crowding distances of the definition', () => {
    // (3-0)/4 + (8-2)/8 and (4-1)/4 + (5-0)/8 in the middle.
    expect(
      crowdingOf([
        [0, 8],
        [1, 5],
        [3, 2],
        [4, 0],
      ]),
    ).toEqual([Number.POSITIVE_INFINITY, 0.75 + 0.75, 0.75 + 0.625, Number.POSITIVE_INFINITY]);
    expect(
      crowdingOf([
        [1, 1],
        [1, 1],
        [1, 1],
      ])[1],
    ).toBe(0);
  });
});

describe('who goes on', () => {
  const front = [
    [0, 1],
    [0.1, 0.5],
    [0.11, 0.49],
    [0.5, 0.1],
    [1, 0],
  ].map((values) => entry(values));
  const dominated = [entry([1, 1]), entry([2, 2])];

  it('is the first front, then those of the next that stand apart', () => {
    const survivors = survivorsOf([...dominated, ...front], 6, 'crowding');
    expect(survivors.map(({ rank }) => rank)).toEqual([0, 0, 0, 0, 0, 1]);
    expect(survivors[5]!.entry.objectives).toEqual([1, 1]);
  });

  it.each(['crowding', 'hypervolume'] as const)(
    'by %s: one of two neighbours leaves first',
    (selection) => {
      const kept = survivorsOf(front, 4, selection).map(({ entry: { objectives } }) => objectives);
      expect(kept).toContainEqual([0, 1]);
      expect(kept).toContainEqual([1, 0]);
      expect(kept).toContainEqual([0.5, 0.1]);
    },
  );

  it('by hypervolume drops what a look at every subset would, one by one', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.integer({ min: 1, max: 99 }), { minLength: 5, maxLength: 9 }),
        (xs) => {
          // A convex curve in units that differ.
          const points = xs.map((x) => entry([x * 1000, 1 / x]));
          const kept = survivorsOf(points, 4, 'hypervolume').map(
            ({ entry: { point } }) => point[0],
          );
          const brute = [...xs].sort((a, b) => a - b);
          const [low, high] = [brute[0]!, brute.at(-1)!];
          const share = (x: number) => [
            (x - low) / (high - low),
            (1 / x - 1 / high) / (1 / low - 1 / high),
          ];
          while (brute.length > 4) {
            // The ends stay.
            const losses = brute.map((x, i) => {
              if (i === 0 || i + 1 === brute.length) return Number.POSITIVE_INFINITY;
              const [a, b] = share(x) as [number, number];
              return (share(brute[i + 1]!)[0]! - a) * (share(brute[i - 1]!)[1]! - b);
            });
            const [least, next] = [...losses].sort((a, b) => a - b) as [number, number];
            fc.pre(next > least * (1 + 1e-9));
            brute.splice(losses.indexOf(least), 1);
          }
          expect([...kept].sort((a, b) => a! - b!)).toEqual(brute.map((x) => x * 1000));
        },
      ),
    );
  });
});
