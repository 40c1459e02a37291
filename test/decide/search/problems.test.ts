import { describe, expect, it } from 'vitest';
import {
  dtlz2,
  type MultiObjectiveProblem,
  zdt1,
  zdt2,
  zdt3,
  zdt4,
  zdt6,
} from '../../../engine/benchmark/decide/multi-objective.ts';
import { ihr1, ihr2 } from '../../../engine/benchmark/decide/rotated.ts';
import { openRandom } from '../../../engine/calibrate/streams.ts';
import { hypervolume } from '../../../engine/decide/search/algorithms/hypervolume.ts';

/** Objectives where all variables but the first are at their optimum. */
function front({ variables, objectives }: MultiObjectiveProblem, count: number): number[][] {
  return Array.from({ length: count + 1 }, (_, i) =>
    objectives(variables.map((_variable, k) => (k === 0 ? i / count : 0))),
  );
}

describe('the problems with several objectives', () => {
  it.each([zdt1, zdt2, zdt3, zdt4, zdt6])(
    '$id: its front has the volume that is told of it',
    (problem) => {
      const volume = hypervolume(front(problem, 20_000), [1, 1]);
      expect(Math.abs(volume - problem.frontVolume!)).toBeLessThan(3e-4);
    },
  );

  it('dtlz2: its front is the unit sphere, half way in all variables but two', () => {
    const x = (a: number, b: number, rest: number) => [a, b, ...new Array<number>(10).fill(rest)];
    const length = (values: readonly number[]) => Math.hypot(...values);
    expect(length(dtlz2.objectives(x(0.3, 0.8, 0.5)))).toBeCloseTo(1, 12);
    expect(length(dtlz2.objectives(x(0.3, 0.8, 0)))).toBeCloseTo(3.5, 12);
    expect(dtlz2.objectives(x(0, 0, 0.5))).toEqual([1, 0, 0]);
  });

  it('ihr: known at the origin, and behind it along no single variable', () => {
    const origin = new Array<number>(10).fill(0);
    const [convex, concave] = [ihr1, ihr2].map((problem) => problem(openRandom(1, 'rotation', 0)));
    expect(convex!.objectives(origin)).toEqual([0, expect.closeTo(1 - Math.sqrt(0.5), 12)]);
    expect(concave!.objectives(origin)).toEqual([0, 1]);
    // A variable of its own moves both the place on the front and the distance to it.
    for (let i = 0; i < 10; i++) {
      const [first, second] = concave!.objectives(origin.with(i, 0.5)) as [number, number];
      expect(first).toBeGreaterThan(0);
      expect(second).toBeGreaterThan(1 - first ** 2);
    }
  });
});
