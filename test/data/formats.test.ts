import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dayNumber, isoOf, mondayOfWeek, weekdayOf } from '../../engine/data/calendar.ts';
import { DATE_PATTERNS, readDate } from '../../engine/data/date-format.ts';
import {
  NUMBER_FORMATS,
  readDigits,
  splitCell,
  writeNumber,
} from '../../engine/data/number-format.ts';
import { importText, numbersOf } from './support.ts';

describe('numbers', () => {
  it('read back what was written, in every format', () => {
    const format = fc.constantFrom(...NUMBER_FORMATS);
    const value = fc.oneof(
      fc.double({ noNaN: true, noDefaultInfinity: true }),
      fc.integer({ min: -1e12, max: 1e12 }),
    );
    fc.assert(
      fc.property(format, value, (how, number) => {
        const parts = splitCell(writeNumber(number, how));
        expect(readDigits(parts!.digits, how)).toBe(number === 0 ? 0 : number);
      }),
      { numRuns: 2000 },
    );
  });

  it('carry a unit on either side, and nothing else', () => {
    expect(splitCell('12 kg')).toEqual({ digits: '12', unit: 'kg' });
    expect(splitCell('€ 5')).toEqual({ digits: '5', unit: '€' });
    expect(splitCell('-€5')).toEqual({ digits: '-5', unit: '€' });
    expect(splitCell('\u22123.5\u00a0%')).toEqual({ digits: '-3.5', unit: '%' });
    expect(splitCell('7 patients/day')).toEqual({ digits: '7', unit: 'patients/day' });
    for (const cell of [
      '',
      'kg',
      'ward 3',
      '2020-03-01',
      '12:30',
      '1-2',
      '--5',
      '3 x 4 y 5 z 6 u 7 v',
    ]) {
      expect(splitCell(cell), cell).toBeUndefined();
    }
  });

  it('are refused when the groups are not of three', () => {
    expect(readDigits('1,23', { decimal: '.', group: ',' })).toBeNaN();
    expect(readDigits('0,123', { decimal: '.', group: ',' })).toBeNaN();
    expect(readDigits('1,234,567.5', { decimal: '.', group: ',' })).toBe(1234567.5);
    expect(readDigits("1'234", { decimal: '.', group: "'" })).toBe(1234);
  });

  it.each([
    ['decimal comma', ['1,5', '2,75', '10'], [1.5, 2.75, 10]],
    ['points for thousands', ['1.234,5', '999,0', '12.345.678,9'], [1234.5, 999, 12345678.9]],
    ['commas for thousands', ['1,234.5', '999', '12,345,678.9'], [1234.5, 999, 12345678.9]],
    ['thin spaces', ['1\u202f234', '5\u00a0678', '12 345 678'], [1234, 5678, 12345678]],
    ['apostrophes', ["1'234.5", '1’000', '7'], [1234.5, 1000, 7]],
    ['percent', ['12 %', '3.5%', '100 %'], [0.12, 0.035, 1]],
    ['currency', ['€ 5', '€ 7', '€ 12'], [5, 7, 12]],
    ['exponents', ['1e3', '2.5E-1', '7'], [1000, 0.25, 7]],
    ['not available', ['1', 'n/a', '#N/A', '-', '', 'NULL', '2'], [1, NaN, NaN, NaN, NaN, NaN, 2]],
  ])('%s are recognised in a column', (_, cells, expected) => {
    const result = importText(`k;value\n${cells.map((cell, i) => `w${i};${cell}`).join('\n')}\n`);
    const values = numbersOf(result, 'value');
    expect(values).toHaveLength(expected.length);
    values.forEach((value, i) => {
      if (Number.isNaN(expected[i])) expect(value).toBeNaN();
      else expect(value).toBeCloseTo(expected[i]!, 12);
    });
  });
});

describe('dates', () => {
  it('are read back from every pattern that states a day', () => {
    const day = fc.integer({ min: dayNumber(1970, 1, 1)!, max: dayNumber(2060, 12, 31)! });
    const patterns = DATE_PATTERNS.filter((p) => /%d/.test(p));
    fc.assert(
      fc.property(day, fc.constantFrom(...patterns), (days, pattern) => {
        const iso = isoOf(days);
        expect(readDate(write(iso, pattern), pattern).slice(0, 10)).toBe(iso);
      }),
      { numRuns: 1000 },
    );
  });

  it('keep the time of day and drop the zone', () => {
    expect(readDate('2020-02-27T08:15:00Z', '%Y-%m-%dT%H:%M:%S')).toBe('2020-02-27T08:15:00');
    expect(readDate('27/02/2020 8:15', '%d/%m/%YT%H:%M')).toBe('2020-02-27T08:15:00');
    expect(readDate('2020-02-27 00:00:00.000', '%Y-%m-%dT%H:%M:%S')).toBe('2020-02-27');
  });

  it('read weeks as their Monday, months as their first day, spreadsheet serials as days', () => {
    expect(readDate('2020-W53', '%G-W%V')).toBe('2020-12-28');
    expect(readDate('2021-W53', '%G-W%V')).toBe('');
    expect(readDate('2020-W10-7', '%G-W%V-%u')).toBe('2020-03-08');
    expect(readDate('03/2021', '%m/%Y')).toBe('2021-03-01');
    expect(readDate('27 févr. 2020', '%d %b %Y')).toBe('2020-02-27');
    expect(readDate('Mar 5, 2020', '%b %d %Y')).toBe('2020-03-05');
    expect(readDate('43888', 'excel')).toBe('2020-02-27');
  });

  it('do not exist on 30 February or in month 13', () => {
    expect(readDate('30/02/2020', '%d/%m/%Y')).toBe('');
    expect(readDate('2020-13-01', '%Y-%m-%d')).toBe('');
    expect(readDate('2020-02-27 25:00', '%Y-%m-%dT%H:%M')).toBe('');
  });

  it('know their weekday: ISO weeks begin on Monday', () => {
    expect(weekdayOf(dayNumber(2024, 1, 1)!)).toBe(0);
    expect(weekdayOf(dayNumber(1969, 12, 28)!)).toBe(6);
    fc.assert(
      fc.property(
        fc.integer({ min: 1900, max: 2100 }),
        fc.integer({ min: 1, max: 52 }),
        (year, week) => {
          expect(weekdayOf(mondayOfWeek(year, week)!)).toBe(0);
        },
      ),
    );
  });
});

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

function write(iso: string, pattern: string): string {
  const [year = '', month = '', day = ''] = iso.split('-');
  const fields: Record<string, string> = {
    '%Y': year,
    '%y': year.slice(2),
    '%m': month,
    '%d': day,
    '%b': MONTHS[Number(month) - 1]!,
    '%H': '13',
    '%M': '05',
    '%S': '59',
  };
  return pattern.replace(/%[A-Za-z]/g, (field) => fields[field]!);
}
