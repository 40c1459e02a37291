import { expect, it } from 'vitest';
import type { Dataset } from '../../engine/data/dataset.ts';
import { foldsOf, learnedBy } from '../../engine/discover/folds.ts';

function dataset(trajectories: number, rows: number): Dataset {
  return {
    timeUnit: 'day',
    series: [
      { name: 'beds', column: 'beds', role: 'stock', use: 'output', unit: '', kind: 'count' },
    ],
    trajectories: Array.from({ length: trajectories }, (_, i) => ({
      id: `t${i}`,
      rows,
      values: { beds: Float64Array.from({ length: rows }, (_, row) => row) },
    })),
  };
}

it('cuts a long series at three days, each stretch up to the next cut', () => {
  expect(foldsOf(dataset(1, 100), 1)).toEqual([
    { kind: 'later-rows', cut: 45, end: 62 },
    { kind: 'later-rows', cut: 62, end: 80 },
    { kind: 'later-rows', cut: 80, end: 100 },
  ]);
});

it('never shows rows from the cut on', () => {
  const data = dataset(2, 100);
  for (const fold of foldsOf(data, 1)) {
    if (fold.kind !== 'later-rows') throw new Error('in time');
    for (const { values } of learnedBy(data, fold).trajectories) {
      expect(Math.max(...(values.beds ?? []))).toBe(fold.cut - 1);
    }
  }
});

it('keeps whole trajectories back where there are many', () => {
  const data = dataset(200, 61);
  const [fold, ...more] = foldsOf(data, 3);
  if (fold?.kind !== 'other-trajectories') throw new Error('by trajectory');
  expect(more).toEqual([]);
  expect(fold.judge).toHaveLength(100);
  expect(fold.learn.filter((i) => fold.judge.includes(i))).toEqual([]);
  // 1,800 rows of 61: the thirtieth trajectory passes them.
  expect(fold.learn).toHaveLength(30);
  expect(learnedBy(data, fold).trajectories.map(({ id }) => id)).toEqual(
    fold.learn.map((i) => `t${i}`),
  );
  expect(foldsOf(data, 3)).toEqual([fold]);
  expect(foldsOf(data, 4)).not.toEqual([fold]);
});

it('lets each half judge the other where there are few', () => {
  const [one, other] = foldsOf(dataset(20, 10), 1);
  if (one?.kind !== 'other-trajectories' || other?.kind !== 'other-trajectories')
    throw new Error('by trajectory');
  expect(one.learn).toEqual(other.judge);
  expect(other.learn).toEqual(one.judge);
});
