import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { assign } from '../../engine/score/assignment.ts';
import { wasserstein } from '../../engine/score/wasserstein.ts';
import { randomOf, sample } from './draws.ts';

function permutations(items: readonly number[]): number[][] {
  if (items.length === 0) return [[]];
  return items.flatMap((item) =>
    permutations(items.filter((other) => other !== item)).map((rest) => [item, ...rest]),
  );
}

const costOf = (costs: ArrayLike<number>, size: number, columns: Iterable<number>): number =>
  Array.from(columns).reduce((sum, column, row) => sum + costs[row * size + column]!, 0);

describe('assignment', () => {
  it('costs no more than any other, by trying them all', () => {
    // Small whole costs make ties, where augmenting paths go wrong first.
    const problem = fc.integer({ min: 1, max: 6 }).chain((size) =>
      fc.tuple(
        fc.constant(size),
        fc.array(
          fc.oneof(fc.integer({ min: 0, max: 4 }), fc.double({ min: -5, max: 5, noNaN: true })),
          {
            minLength: size * size,
            maxLength: size * size,
          },
        ),
      ),
    );
    fc.assert(
      fc.property(problem, ([size, costs]) => {
        const columns = assign(Float64Array.from(costs), size);
        expect([...columns].sort()).toEqual(Array.from({ length: size }, (_, i) => i));
        const all = permutations(Array.from({ length: size }, (_, i) => i));
        const least = Math.min(...all.map((order) => costOf(costs, size, order)));
        expect(costOf(costs, size, columns)).toBeCloseTo(least, 9);
      }),
      { numRuns: 300 },
    );
  });

  it('finds the permutation hidden in a matrix of 300 x 300', () => {
    const random = randomOf(1);
    const size = 300;
    const hidden = random.shuffle(Array.from({ length: size }, (_, i) => i));
    const costs = sample(size * size, () => random.uniform(1, 2));
    for (const [row, column] of hidden.entries()) costs[row * size + column] = random.uniform();
    expect([...assign(costs, size)]).toEqual(hidden);
  });

  it('of nothing is empty', () => {
    expect(assign(new Float64Array(0), 0)).toHaveLength(0);
  });
});

describe('1-Wasserstein distance', () => {
  it('of a shifted sample is the shift', () => {
    const random = randomOf(2);
    const a = sample(500, () => random.uniform());
    expect(wasserstein(a, a.map((x) => x + 0.7).reverse(), 1)).toBeCloseTo(0.7, 12);
    const b = a.map((x, i) => x + (i % 2 === 0 ? 3 : 4));
    expect(wasserstein(a, b, 2)).toBeCloseTo(5, 12);
  });

  it('between U(0, 1) and U(0, 2) is 1/2, with samples of different sizes', () => {
    const a = Float64Array.from({ length: 300 }, (_, i) => (i + 0.5) / 300);
    const b = Float64Array.from({ length: 700 }, (_, i) => (2 * (i + 0.5)) / 700);
    expect(wasserstein(a, b, 1)).toBeCloseTo(0.5, 3);
  });

  it('does not change when every point is repeated', () => {
    const values = fc.array(fc.double({ min: -9, max: 9, noNaN: true }), {
      minLength: 1,
      maxLength: 9,
    });
    fc.assert(
      fc.property(values, values, (first, second) => {
        const a = Float64Array.from(first);
        const b = Float64Array.from(second);
        const doubled = Float64Array.from([...first, ...first]);
        expect(wasserstein(doubled, b, 1)).toBeCloseTo(wasserstein(a, b, 1), 9);
      }),
    );
  });

  it('by assignment on a line is that by sorting', () => {
    const random = randomOf(4);
    const a = sample(60, () => random.normal());
    const b = sample(60, () => random.normal(1, 2));
    const onLine = (values: Float64Array): Float64Array =>
      Float64Array.from([...values].flatMap((x) => [3 * x, 4 * x]));
    const distance = wasserstein(onLine(a), onLine(b), 2);
    expect(distance).toBeCloseTo(5 * wasserstein(a, b, 1), 10);
  });

  it('refuses samples of different sizes in several dimensions', () => {
    expect(() => wasserstein(new Float64Array(4), new Float64Array(6), 2)).toThrow('sample sizes');
  });

  it('of 200 points against 200 in 3 dimensions takes under 5 ms', () => {
    const random = randomOf(5);
    const times = Array.from({ length: 30 }, () => {
      const a = sample(600, () => random.uniform());
      const b = sample(600, () => random.uniform());
      const start = performance.now();
      wasserstein(a, b, 3);
      return performance.now() - start;
    });
    // The fastest, since other work shares the machine.
    expect(Math.min(...times)).toBeLessThan(5);
  });
});
