import { describe, expect, it } from 'vitest';
import { openRandom } from '../../../engine/calibrate/streams.ts';
import {
  type ConstrainedCmaOptions,
  createConstrainedCma,
} from '../../../engine/decide/search/algorithms/constrained-cma.ts';
import type { Entry, Judged } from '../../../engine/decide/search/algorithms/judged.ts';
import {
  askSearch,
  type SearchState,
  searchStateSchema,
  tellSearch,
  viewSearch,
} from '../../../engine/decide/search/algorithms/search-state.ts';
import type { Variable } from '../../../engine/decide/search/algorithms/variables.ts';

type Judge = (point: readonly number[]) => Judged;

const real = (low: number, high: number): Variable => ({ kind: 'real', low, high });
const over = (excess: number) => Math.max(0, excess);
const squares = (x: readonly number[]) => x.reduce((sum, v) => sum + v * v, 0);

function step(state: SearchState, judge: Judge, seed: number): SearchState {
  const random = openRandom(seed, 'test', viewSearch(state).generation);
  const asked = askSearch(state, random);
  return tellSearch(state, asked, asked.points.map(judge), random);
}

function searched(options: ConstrainedCmaOptions, judge: Judge, seed = 1): SearchState {
  let state: SearchState = createConstrainedCma(options);
  for (;;) {
    const { evaluations, done } = viewSearch(state);
    if (done || evaluations >= options.budget) return state;
    state = step(state, judge, seed);
  }
}

function bestOf(state: SearchState): Entry {
  return viewSearch(state).front[0]!;
}

describe('CMA-ES with limits', () => {
  it.each([1, 2, 3])('finds the foot of the sphere on a slanted limit, seed %d', (seed) => {
    // x . a >= 1 with |a| = 1: the optimum is a, its value 1.
    const a = [0.1, -0.5, 0.5, 0.7, 0.1].map(
      (v) => v / Math.sqrt(squares([0.1, -0.5, 0.5, 0.7, 0.1])),
    );
    const judge: Judge = (x) => ({
      objectives: [squares(x)],
      violation: over(1 - x.reduce((sum, v, i) => sum + v * a[i]!, 0)),
    });
    const variables = a.map(() => real(-5, 5));
    const best = bestOf(searched({ variables, budget: 1500 }, judge, seed));
    expect(best.violation).toBe(0);
    expect(best.objectives[0]).toBeCloseTo(1, 4);
    best.point.forEach((v, i) => {
      expect(v).toBeCloseTo(a[i]!, 2);
    });
  });

  it.each([1, 2, 3])(
    'finds the corner of a crescent that is 0.001 % of the box (G06), seed %d',
    (seed) => {
      const judge: Judge = (point) => {
        const [x, y] = point as [number, number];
        const inner = over(100 - (x - 5) ** 2 - (y - 5) ** 2);
        const outer = over((x - 6) ** 2 + (y - 5) ** 2 - 82.81);
        return { objectives: [(x - 10) ** 3 + (y - 20) ** 3], violation: inner + outer };
      };
      const best = bestOf(
        searched({ variables: [real(13, 100), real(0, 100)], budget: 3000 }, judge, seed),
      );
      expect(best.violation).toBe(0);
      expect(best.objectives[0]).toBeLessThan(-6961.81388 + 1);
      expect(best.point[0]).toBeCloseTo(14.095, 2);
      expect(best.point[1]).toBeCloseTo(0.843, 2);
    },
  );

  it.each([1, 2, 3])('finds whole numbers beside others, an end among them, seed %d', (seed) => {
    const variables: Variable[] = [0, 1, 2, 3].flatMap(() => [
      { kind: 'integer', low: -10, high: 10 } as const,
      real(-10, 10),
    ]);
    const goal = [-10, 1.3, -1, 1.3, 3, 1.3, 8, 10];
    const judge: Judge = (x) => ({
      objectives: [squares(x.map((v, i) => v - goal[i]!))],
      violation: 0,
    });
    const { point } = bestOf(searched({ variables, budget: 2500 }, judge, seed));
    point.forEach((v, i) => {
      expect(v).toBeCloseTo(goal[i]!, 2);
    });
  });

  it('tells what misses the limits least where they contradict each other', () => {
    const judge: Judge = ([x]) => ({
      objectives: [x!],
      violation: over(3 - x!) + 2 * over(x! - 1),
    });
    const best = bestOf(searched({ variables: [real(-10, 10)], budget: 400 }, judge));
    expect(best.violation).toBeCloseTo(2, 3);
    expect(best.point[0]).toBeCloseTo(1, 3);
  });

  it('works its way around failures, and tells of no point where all fail', () => {
    const half: Judge = ([x, y]) => ({
      objectives: [x! > 0.5 ? Number.NaN : squares([x! - 0.4, y! - 0.2])],
      violation: 0,
    });
    const variables = [real(0, 1), real(0, 1)];
    expect(bestOf(searched({ variables, budget: 600 }, half)).objectives[0]).toBeLessThan(1e-6);
    const all: Judge = () => ({ objectives: [Number.NaN], violation: 0 });
    expect(viewSearch(searched({ variables, budget: 100 }, all)).front).toEqual([]);
  });
});

describe('CMA-ES over choices', () => {
  const variables: Variable[] = [
    { kind: 'choice', count: 4 },
    { ...real(0, 10), when: { variable: 0, is: [0] } },
    { ...real(0, 10), when: { variable: 0, is: [1] } },
    { kind: 'integer', low: 0, high: 20, when: { variable: 0, is: [1, 2] } },
  ];
  /** Kind 1 is the best by its optimum (1) and bad where the search begins; kind 3 has no numbers. */
  const judge: Judge = (point) => {
    const [kind, a, b, n] = point as [number, number, number, number];
    const values = [
      3 + (a - 2) ** 2,
      1 + (b - 7) ** 2 + (n - 13) ** 2 / 10,
      2 + Math.abs(n - 4),
      2.5,
    ];
    return { objectives: [values[kind]!], violation: 0 };
  };

  it.each([1, 2, 3, 4, 5])('gives the budget to the best kind in time, seed %d', (seed) => {
    const state = searched({ variables, budget: 600 }, judge, seed);
    const { point, objectives } = bestOf(state);
    expect(objectives[0]).toBeCloseTo(1, 4);
    expect(point[0]).toBe(1);
    expect(point[2]).toBeCloseTo(7, 2);
    expect(point[3]).toBe(13);
    expect(
      state.kind === 'constrained-cma' && state.arms.filter(({ alive }) => alive),
    ).toHaveLength(1);
  });

  it('is down to one kind in time even where a generation of all takes most of the budget', () => {
    const many: Variable[] = [{ kind: 'choice', count: 16 }, real(0, 1), real(0, 1)];
    const state = searched({ variables: many, budget: 150 }, ([kind, a, b]) => ({
      objectives: [kind! + a! + b!],
      violation: 0,
    }));
    expect(state.kind === 'constrained-cma' && state.arms.map(({ alive }) => alive)).toEqual([
      true,
      ...new Array<boolean>(15).fill(false),
    ]);
    expect(bestOf(state).objectives[0]).toBeLessThan(0.1);
  });

  it('asks for a kind without numbers once', () => {
    let asked = 0;
    searched({ variables, budget: 300 }, (point) => {
      asked += point[0] === 3 ? 1 : 0;
      return judge(point);
    });
    expect(asked).toBe(1);
  });

  it('ends when there is nothing to vary', () => {
    const state = searched(
      { variables: [{ kind: 'choice', count: 3 }], budget: 100 },
      ([kind]) => ({
        objectives: [Math.abs(kind! - 1)],
        violation: 0,
      }),
    );
    expect(viewSearch(state)).toMatchObject({ evaluations: 3, done: true });
    expect(bestOf(state).point).toEqual([1]);
  });

  it('judges its starts first and goes on from the best of them', () => {
    const starts = [
      [1, 0, 6.9, 13],
      [1, 0, 1, 1],
    ];
    const first = createConstrainedCma({ variables, budget: 600, starts });
    expect(askSearch(first, openRandom(1, 'test', 0)).points).toEqual(starts);
    const second = step(first, judge, 1);
    expect(bestOf(second).objectives[0]).toBeCloseTo(1.01, 9);
    const near = askSearch(second, openRandom(1, 'test', 1)).points.filter(([kind]) => kind === 1);
    const middle = near.reduce((sum, point) => sum + point[2]!, 0) / near.length;
    expect(middle).toBeGreaterThan(5);
  });

  it('refuses more combinations than a budget can be shared by', () => {
    const many: Variable[] = [
      { kind: 'choice', count: 5 },
      { kind: 'choice', count: 5 },
    ];
    expect(() => createConstrainedCma({ variables: many, budget: 100 })).toThrow('25, above 24');
  });

  it('goes on from a stored state to the same numbers', () => {
    const options = { variables, budget: 500, starts: [[0, 5, 0, 0]] };
    let resumed: SearchState = createConstrainedCma(options);
    for (let i = 0; i < 8; i++) resumed = step(resumed, judge, 1);
    resumed = searchStateSchema.parse(JSON.parse(JSON.stringify(resumed)));
    while (viewSearch(resumed).evaluations < options.budget) resumed = step(resumed, judge, 1);
    expect(resumed).toEqual(searched(options, judge));
  });
});
