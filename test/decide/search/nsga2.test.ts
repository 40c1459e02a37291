import { describe, expect, it } from 'vitest';
import { zdt1 } from '../../../engine/benchmark/decide/multi-objective.ts';
import { openRandom } from '../../../engine/calibrate/streams.ts';
import { hypervolume } from '../../../engine/decide/search/algorithms/hypervolume.ts';
import type { Judged } from '../../../engine/decide/search/algorithms/judged.ts';
import {
  askNsga2,
  createNsga2,
  type Nsga2Options,
  type Nsga2State,
  nsga2StateSchema,
  tellNsga2,
} from '../../../engine/decide/search/algorithms/nsga2.ts';
import { tidy, type Variables } from '../../../engine/decide/search/algorithms/variables.ts';

type Judge = (point: readonly number[]) => Judged;

function step(state: Nsga2State, judge: Judge, seed: number): Nsga2State {
  const points = askNsga2(state, openRandom(seed, 'test', state.generation));
  const judged = points.map((point) => judge(tidy(state.variables, point)));
  return tellNsga2(state, points, judged);
}

function searched(options: Nsga2Options, judge: Judge, generations: number, seed = 1): Nsga2State {
  let state = createNsga2(options);
  for (let i = 0; i < generations; i++) state = step(state, judge, seed);
  return state;
}

const free = (objectives: number[]): Judged => ({ objectives, violation: 0 });

describe('NSGA-II', () => {
  it('comes to the published hypervolume of ZDT1 (.6594) as published, and beyond on its own', () => {
    const judge: Judge = (x) => free(zdt1.objectives(x));
    const volumeOf = (options: Partial<Nsga2Options>, generations: number) => {
      const { population } = searched(
        { variables: zdt1.variables, ...options },
        judge,
        generations,
      );
      return hypervolume(
        population.map(({ objectives }) => objectives),
        [1, 1],
      );
    };
    const published = volumeOf({ selection: 'crowding', differential: 0 }, 250);
    expect(published).toBeGreaterThan(0.6585);
    expect(published).toBeLessThan(0.6605);
    expect(volumeOf({}, 190)).toBeGreaterThan(0.6605);
  }, 60_000);

  it('keeps limits: a front cut off by one, found from where nothing is allowed', () => {
    // Minimise x and y with x + y >= 1 and x <= .25: the front is x + y = 1 up to x = .25.
    const variables: Variables = [
      { kind: 'real', low: 0, high: 2 },
      { kind: 'real', low: 0, high: 2 },
    ];
    const judge: Judge = (point) => {
      const [x, y] = point as [number, number];
      return { objectives: [x, y], violation: Math.max(0, 1 - x - y) + Math.max(0, x - 0.25) };
    };
    const { archive } = searched({ variables, populationSize: 40, starts: [[2, 0]] }, judge, 60);
    expect(archive.every(({ violation }) => violation === 0)).toBe(true);
    // The ends of the archive hold what is only just better in x.
    const near = archive.filter(({ point }) => point[0]! + point[1]! < 1.01);
    expect(near.length / archive.length).toBeGreaterThan(0.9);
    expect(Math.max(...archive.map(({ point }) => point[0]!))).toBeGreaterThan(0.24);
    expect(Math.min(...archive.map(({ point }) => point[0]!))).toBeLessThan(0.01);
  });

  it('tells what misses its limits least where nothing is allowed', () => {
    const variables: Variables = [{ kind: 'integer', low: 0, high: 50 }];
    const judge: Judge = ([x]) => ({ objectives: [x!, -x!], violation: 1 + Math.abs(x! - 17) });
    const { archive } = searched({ variables, populationSize: 8 }, judge, 15);
    expect(archive.map(({ point }) => point)).toEqual([[17]]);
  });

  it('finds every point of a small mixed front', () => {
    // Cost and beds short: kind 0 is dominated, kind 1 trades n beds for 10 - n short, kind 2 has one cheap extreme.
    const variables: Variables = [
      { kind: 'choice', count: 3 },
      { kind: 'integer', low: 0, high: 10, when: { variable: 0, is: [1] } },
      { kind: 'real', low: 0, high: 1, when: { variable: 0, is: [2] } },
    ];
    const judge: Judge = (point) => {
      const [kind, beds, share] = point as [number, number, number];
      if (kind === 0) return free([11, 11]);
      return kind === 1 ? free([beds, 10 - beds]) : free([20 + share, -5]);
    };
    const { archive } = searched({ variables, populationSize: 20 }, judge, 40);
    const cheap = archive.filter(({ point }) => point[0] === 1);
    expect(cheap.map(({ point }) => point[1]).sort((a, b) => a! - b!)).toEqual([
      0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10,
    ]);
    const extreme = archive.filter(({ point }) => point[0] === 2);
    expect(extreme).toHaveLength(1);
    expect(extreme[0]!.point[2]).toBeLessThan(0.01);
  });

  it('asks for different policies as long as there are enough, its starts first', () => {
    const variables: Variables = [{ kind: 'integer', low: 0, high: 199 }];
    const judge: Judge = ([x]) => free([x!, -x!]);
    const first = createNsga2({ variables, populationSize: 30, starts: [[7], [190]] });
    const begun = askNsga2(first, openRandom(1, 'test', 0));
    expect(begun.slice(0, 2)).toEqual([[7], [190]]);
    const second = step(first, judge, 1);
    const children = askNsga2(second, openRandom(1, 'test', 1)).map(([x]) => x);
    const known = second.population.map(({ point }) => point[0]);
    expect(new Set([...children, ...known]).size).toBe(60);
    const few = searched(
      { variables: [{ kind: 'choice', count: 3 }], populationSize: 10 },
      judge,
      3,
    );
    expect(few.archive).toHaveLength(3);
  });

  it('never keeps what failed as long as something else is there', () => {
    const variables: Variables = [{ kind: 'real', low: -1, high: 1 }];
    const judge: Judge = ([x]) => free([x! < 0 ? Number.NaN : x!, 1 - x!]);
    const { archive, population } = searched({ variables, populationSize: 20 }, judge, 20);
    expect(archive.length).toBeGreaterThan(10);
    expect([...archive, ...population].every(({ point }) => point[0]! >= 0)).toBe(true);
  });

  it('goes on from a stored state to the same numbers', () => {
    const judge: Judge = (x) => free(zdt1.objectives(x));
    const options = { variables: zdt1.variables, populationSize: 20 };
    const whole = searched(options, judge, 12);
    let resumed = nsga2StateSchema.parse(JSON.parse(JSON.stringify(searched(options, judge, 5))));
    for (let i = 5; i < 12; i++) resumed = step(resumed, judge, 1);
    expect(resumed).toEqual(whole);
    expect(whole.evaluations).toBe(240);
  });
});
