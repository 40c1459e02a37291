import { describe, expect, it } from 'vitest';
import { compromise } from '../../engine/decide/search/compromise.ts';
import { diagnose, type SearchWords } from '../../engine/decide/search/diagnose.ts';
import { judgeOutcomes } from '../../engine/decide/search/judge-outcomes.ts';
import {
  type Goal,
  type Judgement,
  judgedOf,
  surenessOf,
} from '../../engine/decide/search/judgement.ts';
import { neighbours, refinedSpace } from '../../engine/decide/search/refined-space.ts';
import { frontOf, progressOf, referenceOf } from '../../engine/decide/search/search-progress.ts';
import { searchSpace } from '../../engine/decide/search/search-task.ts';
import { shortlist } from '../../engine/decide/search/shortlist.ts';
import { limit, objective } from './fake-task.ts';

function judgement(more: Partial<Judgement> = {}): Judgement {
  return {
    ...{ runs: 100, values: [1], errors: [0.1], chances: [], chanceErrors: [], excesses: [] },
    broken: 0,
    ...more,
  };
}

describe('how policies are compared', () => {
  const goal: Goal = { objectives: [objective('maximise')], limits: [limit('at-most', 5, 0.9)] };
  const with90 = (chances: number[], excesses = [0]) =>
    judgement({ chances, chanceErrors: [0.02], excesses });

  it('turns what is to be high around', () => {
    expect(judgedOf(with90([0.95]), goal)).toEqual({ objectives: [-1], violation: 0 });
  });

  it('counts a missed limit by its lack of chance, then by how far it is beyond the level', () => {
    const missed = (chance: number, excess: number) =>
      judgedOf(with90([chance], [excess]), goal).violation;
    expect(missed(0.8, 0)).toBeCloseTo(0.1);
    expect(missed(0, 1)).toBeCloseTo(0.9 + 1 / 2);
    expect(missed(0, 3)).toBeCloseTo(0.9 + 3 / 4);
    expect(missed(0, Number.POSITIVE_INFINITY)).toBeCloseTo(0.9 + 1);
  });

  it('never lets a policy under which runs break pass', () => {
    expect(judgedOf({ ...with90([0.95]), broken: 0.25 }, goal).violation).toBeCloseTo(0.2);
    expect(surenessOf({ ...with90([0.95]), broken: 0.25 }, goal)).toBe(Number.NEGATIVE_INFINITY);
  });

  it('reads chances, excesses and broken runs from outcomes', () => {
    const two: Goal = { objectives: [objective()], limits: [limit('at-most', 5, 0.75)] };
    const outcomes = {
      metrics: [Float64Array.of(1, 2, 3, Number.NaN), Float64Array.of(4, 5, 9, Number.NaN)],
      ...{ structure: new Uint16Array(4), set: new Uint32Array(4), block: 1, failures: null },
    };
    const told = judgeOutcomes(two, [2], outcomes);
    expect(told).toMatchObject({ runs: 4, values: [2], chances: [0.5], broken: 0.25 });
    // Excesses in units of 2: 0, 0, 2 and what broke; three of four outcomes lie at or below 2.
    expect(told.excesses).toEqual([2]);
  });
});

describe('how far a search has come', () => {
  it('is told by the volume of the other objectives where one is always the same', () => {
    const goal: Goal = { objectives: [objective(), objective(), objective()], limits: [] };
    const tried = [
      [1, 0, 4],
      [2, 0, 2],
      [4, 0, 1],
      [11, 0, 11],
    ].map((values, i) => ({
      ...{ id: `c${i}`, point: [i], stage: 0 },
      judgement: judgement({ values, errors: values.map(() => 0.1) }),
    }));
    const reference = referenceOf(tried, goal);
    expect(reference).toEqual([12, 1, 12]);
    // In the plane of the others, from (12, 12): 8 x 11, 2 x 10 and 1 x 8 more.
    expect(progressOf(frontOf(tried, goal), goal, reference)).toBeCloseTo(88 + 20 + 8);
  });
});

describe('what is looked at more closely', () => {
  const goal: Goal = { objectives: [objective()], limits: [limit('at-most', 0, 0.9)] };
  const tried = (id: string, value: number, chance: number) => ({
    ...{ id, point: [value], stage: 0 },
    judgement: judgement({
      values: [value],
      chances: [chance],
      chanceErrors: [0.01],
      excesses: [0],
    }),
  });

  it('is the best, and what costs more but keeps the limit more surely; of equals the first', () => {
    const all = [
      tried('far', 1, 0.8),
      tried('near', 2, 0.895),
      tried('just', 3, 0.901),
      tried('twin', 3, 0.901),
      tried('sure', 5, 0.915),
      tried('worse', 6, 0.91),
      tried('surest', 9, 0.99),
    ];
    expect(shortlist(all, goal, 4).map(({ id }) => id)).toEqual(['near', 'just', 'sure', 'surest']);
  });

  it('is what misses least where nothing comes near', () => {
    const all = [tried('a', 1, 0.2), tried('b', 2, 0.6), tried('c', 3, 0.4)];
    expect(shortlist(all, goal, 2).map(({ id }) => id)).toEqual(['b', 'c']);
  });

  it('has a neighbourhood of the numbers that matter, as its first chose', () => {
    const space = searchSpace({
      variables: [
        { kind: 'choice', count: 2 },
        { kind: 'integer', low: 0, high: 100, when: { variable: 0, is: [0] } },
        { kind: 'real', low: 0, high: 10, when: { variable: 0, is: [1] } },
      ],
      starts: [],
      policiesOf: () => ({}),
    });
    const near = refinedSpace(space, [
      [1, 0, 4],
      [1, 0, 5],
      [0, 70, 0],
    ]);
    expect(near?.variables).toEqual([{ kind: 'real', low: 3.2, high: 5.8 }]);
    expect(near?.starts).toEqual([[4], [5]]);
    expect(near?.whole([4.5])).toEqual([1, 0, 4.5]);
    expect(neighbours(space, [0, 1, 0]).map(([, number]) => number)).toEqual([
      0, 0, 2, 3, 1, 1, 1, 1,
    ]);
  });

  it('of several objectives is led by the compromise', () => {
    expect(
      compromise([
        [0, 10],
        [3, 3],
        [10, 0],
      ]),
    ).toBe(1);
  });
});

describe('what is said of a search', () => {
  const words: SearchWords = {
    objectives: ['Minimise cost'],
    limits: ['Keep A', 'Keep B'],
    variables: ['beds'],
    number: String,
    percent: (share) => `${Math.round(100 * share)} %`,
  };
  const goal: Goal = {
    objectives: [objective()],
    limits: [limit('at-most', 0, 0.9), limit('at-most', 0, 0.8)],
  };
  const kept = (a: number, b: number, value = 1) =>
    judgement({ values: [value], chances: [a, b], chanceErrors: [0.01, 0.01], excesses: [0, 0] });

  it('names the limit that is furthest from being kept', () => {
    expect(diagnose([], [kept(0.5, 0.9, 1), kept(0.7, 0.9, 2)], goal, words, null)).toEqual([
      'No policy that was tried keeps all limits. Furthest from it: "Keep A" held in at most 70 % of outcomes, wanted are 90 %.',
    ]);
  });

  it('names limits that go one without the other', () => {
    const [sentence] = diagnose([], [kept(0.95, 0.4, 1), kept(0.3, 0.9, 2)], goal, words, null);
    expect(sentence).toBe(
      'Two limits contradict each other here: "Keep A" and "Keep B" can each be kept, but no policy that was tried keeps both; where the first is kept, the second held in at most 40 % of outcomes.',
    );
  });

  it('does not take the luck of fewer runs for a difference', () => {
    const few = { ...kept(0.95, 0.9, 7), runs: 40 };
    expect(diagnose([], [kept(0.95, 0.9, 5), kept(0.95, 0.9, 5), few], goal, words, null)).toEqual([
      '"Minimise cost" is the same whatever is chosen (5): what was recommended is not better than the others in it.',
    ]);
  });

  it('says where runs break', () => {
    const tried = [1, 2, 3, 4].map((beds) => ({
      ...{ id: `c${beds}`, point: [beds], stage: 0 },
      judgement: { ...kept(0.95, 0.9, beds), broken: beds > 2 ? 0.5 : 0 },
    }));
    expect(diagnose(tried, [], goal, words, 'beds: below 0')).toEqual([
      'The model breaks under 50 % of the policies that were tried (50 % of runs where beds is above 2.5, 0 % elsewhere): they count as not keeping the limits. The first one: beds: below 0.',
    ]);
  });
});
