import { describe, expect, it } from 'vitest';
import { DataError } from '../../engine/data/data-error.ts';
import { datasetOf } from '../../engine/data/dataset-of.ts';
import { importCsv } from '../../engine/data/import-csv.ts';
import type { Mapping } from '../../engine/data/mapping.ts';
import { counts, csvOf, datesFrom, importText, readFixture } from './support.ts';

function datasetFrom(text: string, decided: Mapping = []) {
  const { table, roles } = importText(text, { mapping: decided });
  return datasetOf(table, roles);
}

function errorOf(action: () => unknown): DataError {
  try {
    action();
  } catch (error) {
    if (error instanceof DataError) return error;
    throw error;
  }
  throw new Error('no error');
}

describe('a dataset', () => {
  it('has one trajectory with dates, and knows kinds and units', () => {
    const { dataset, findings } = datasetFrom(
      csvOf({ occupied: counts(20), 'stay (days)': counts(20).map((v) => v + 0.5) }),
    );
    expect(findings).toEqual([]);
    expect(dataset.timeUnit).toBe('day');
    expect(dataset.trajectories).toHaveLength(1);
    expect(dataset.trajectories[0]!.dates).toEqual(datesFrom(20));
    expect(dataset.series).toEqual([
      {
        name: 'occupied',
        column: 'occupied',
        role: 'stock',
        use: 'output',
        unit: '',
        kind: 'count',
      },
      {
        name: 'stay_days',
        column: 'stay (days)',
        role: 'output',
        use: 'output',
        unit: 'days',
        kind: 'continuous',
      },
    ]);
    expect([...dataset.trajectories[0]!.values.occupied!]).toEqual(counts(20));
  });

  it('has a trajectory for each run, numbered steps, inputs and levers', () => {
    const { table, roles } = importCsv(readFixture('supply-runs.csv'));
    const { dataset } = datasetOf(table, roles);
    expect(dataset.trajectories.map(({ id, rows, dates }) => [id, rows, dates])).toEqual(
      ['1', '2', '3', '4'].map((id) => [id, 20, undefined]),
    );
    expect(dataset.timeUnit).toBe('day');
    expect(dataset.series.map(({ name, use }) => `${name} ${use}`)).toEqual([
      'inventory output',
      'backlog output',
      'demand input',
      'order lever',
    ]);
  });

  it('is put in order, with a missing row for each missing day', () => {
    const { dataset, findings } = datasetFrom(
      'date,occupied\n2024-01-05,5\n2024-01-01,1\n2024-01-02,2\n2024-01-03,3\n',
    );
    expect([...dataset.trajectories[0]!.values.occupied!]).toEqual([1, 2, 3, Number.NaN, 5]);
    expect(dataset.trajectories[0]!.dates![3]).toBe('2024-01-04');
    expect(findings.map(({ trap }) => trap)).toEqual(['missing-days']);
  });

  it.each([
    [
      'week',
      ['2024-W01', '2024-W02', '2024-W04'],
      ['2024-01-01', '2024-01-08', '2024-01-15', '2024-01-22'],
    ],
    [
      'month',
      ['2024-01', '2024-02', '2024-04'],
      ['2024-01-01', '2024-02-01', '2024-03-01', '2024-04-01'],
    ],
    [
      'hour',
      ['2024-01-01 10:00', '2024-01-01 11:00', '2024-01-01 13:00'],
      ['2024-01-01T10:00:00', '2024-01-01T11:00:00', '2024-01-01T12:00:00', '2024-01-01T13:00:00'],
    ],
    [
      'step',
      ['2024-01-01', '2024-01-03', '2024-01-05'],
      ['2024-01-01', '2024-01-03', '2024-01-05'],
    ],
  ])('by the %s is recognised', (unit, cells, dates) => {
    const { dataset } = datasetFrom(
      `time stamp,occupied\n${cells.map((cell, i) => `${cell},${i * i}`).join('\n')}\n`,
    );
    expect(dataset.timeUnit).toBe(unit);
    expect(dataset.trajectories[0]!.dates).toEqual(dates);
  });

  it('tells proportions from counts', () => {
    const { dataset } = datasetFrom(
      csvOf({ 'infection rate': counts(20).map((v) => v / 100), occupied: counts(20) }),
    );
    expect(dataset.series.map(({ kind }) => kind)).toEqual(['proportion', 'count']);
  });

  it('leaves rows without a date and trajectories of one row out, and says so', () => {
    const { findings } = datasetFrom(
      'ward,date,occupied\nA,2024-01-01,1\nA,2024-01-02,2\nA,,3\nB,2024-01-01,1\nB,2024-01-02,1\nC,2024-01-01,4\n',
      [{ column: 'ward', role: 'trajectory' }],
    );
    expect(findings.map(({ trap }) => trap)).toEqual(['short-trajectories', 'undated-rows']);
    expect(findings[1]!.rows).toEqual([4]);
  });

  it('keeps unevenly spaced rows as steps, and says so', () => {
    const days = [1, 2, 3, 4, 5.5, 6.2];
    const { dataset, findings } = datasetFrom(
      `t,S\n${days.map((d, i) => `${d},${i * i}`).join('\n')}\n`,
    );
    expect(dataset.timeUnit).toBe('step');
    expect(dataset.trajectories[0]!.rows).toBe(6);
    expect(findings[0]!.trap).toBe('irregular-dates');
  });
});

describe('bad input gives a clear error', () => {
  const text = (value: string) => () => datasetFrom(value);
  it.each([
    ['an empty file', text(''), 'empty', 'file: empty'],
    ['only white space', text(' \n \n'), 'empty', 'file: empty'],
    ['only a header', text('date,beds\n'), 'no-rows', 'rows: none below the header'],
    ['one row', text('date,beds\n2024-01-01,5\n'), 'one-row', 'rows: only 1'],
    [
      'a column of text',
      text('date,note\n2024-01-01,good\n2024-01-02,bad\n'),
      'no-numbers',
      'numbers: no column holds any',
    ],
    [
      'only missing values',
      text('date,beds\n2024-01-01,NA\n2024-01-02,NaN\n'),
      'all-missing',
      'values: every number is missing',
    ],
    [
      'a duplicate date',
      text('date,beds\n2024-01-01,5\n2024-01-01,6\n2024-01-02,6\n'),
      'duplicate-date',
      'date: 2024-01-01 occurs 2 times',
    ],
    [
      'a date 900 years away',
      text(`date,beds\n2024-01-01,5\n2024-01-02,5\n2924-01-03,6\n`),
      'too-large',
      /^calendar: 328\d+ days/,
    ],
    ['a file with NUL bytes', text('date,beds\n2024-01-01,\0\n'), 'binary', /NUL/],
  ])('%s', (_, action, code, message) => {
    const error = errorOf(action);
    expect(error.code).toBe(code);
    expect(error.message).toMatch(message);
    expect(error.hint).toBeTruthy();
    expect(error.message).not.toMatch(/\n|undefined|\[object/);
  });

  it('a date column without dates, a role for text, no output', () => {
    const file = 'when,beds,note\nsoon,5,a\nlater,6,b\n';
    const roles = (mapping: Mapping) => () => datasetOf(importText(file).table, mapping);
    expect(
      errorOf(
        roles([
          { column: 'when', role: 'date' },
          { column: 'beds', role: 'stock' },
        ]),
      ).code,
    ).toBe('no-date');
    expect(errorOf(roles([{ column: 'note', role: 'stock' }])).hint).toMatch(
      /note holds no numbers/,
    );
    expect(errorOf(roles([{ column: 'beds', role: 'input' }])).code).toBe('no-output');
    expect(errorOf(roles([{ column: 'gone', role: 'stock' }])).code).toBe('unknown-column');
  });
});
