import { describe, expect, it } from 'vitest';
import { csvOf } from '../../../renderer/charts/chart-csv.ts';

describe('the numbers of a chart as CSV', () => {
  it('have their units in the head, all their digits, and nothing where there is none', () =>
    expect(
      csvOf({
        columns: [
          { name: 'date', unit: '', kind: 'date' },
          { name: 'beds', unit: 'beds' },
        ],
        rows: [
          ['2020-01-01', 1 / 3],
          ['2020-01-02', null],
          ['2020-01-03', Number.NaN],
        ],
      }),
    ).toBe('date,beds (beds)\r\n2020-01-01,0.3333333333333333\r\n2020-01-02,\r\n2020-01-03,\r\n'));

  it('keep commas, quotes and lines within a field', () =>
    expect(csvOf({ columns: [{ name: 'a', unit: '1' }], rows: [['x, "y"\nz']] })).toBe(
      'a\r\n"x, ""y""\nz"\r\n',
    ));

  it('are no formulas', () =>
    expect(csvOf({ columns: [{ name: 'a', unit: '' }], rows: [['=1+1'], ['@x']] })).toBe(
      "a\r\n'=1+1\r\n'@x\r\n",
    ));
});
