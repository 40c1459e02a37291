import { describe, expect, it } from 'vitest';
import { calendarOf, momentAt, rowOf, rowsOf } from '../../renderer/screens/measures/calendar.ts';
import {
  datedChange,
  freshChange,
  isSwitchedOff,
  moduleChange,
  rangeOf,
  switched,
} from '../../renderer/screens/measures/change-kinds.ts';
import { changeTitle, whenWords } from '../../renderer/screens/measures/change-words.ts';
import {
  type ComparedMetric,
  chanceWords,
} from '../../renderer/screens/measures/compared-words.ts';
import { changed, momentOf, mostChanged } from '../../renderer/screens/measures/flow-moments.ts';
import { namesOf } from '../../renderer/screens/measures/names.ts';
import { steadyRange } from '../../renderer/screens/measures/ranges.ts';
import { freeName } from '../../renderer/screens/project/means-words.ts';
import { FLOW, OPENED, SPACE } from './measures-fixtures.ts';

const NAMES = namesOf(SPACE, []);
const CALENDAR = calendarOf(SPACE.records[0], 4);

describe('the calendar of a scenario', () => {
  it('goes on after the data by their own step', () => {
    expect(CALENDAR).toMatchObject({ last: 2, rows: 7, origin: 2 });
    expect(CALENDAR.dates?.slice(3)).toEqual([
      ...['2024-03-01', '2024-03-02', '2024-03-03', '2024-03-04'],
    ]);
  });

  it('finds the row of a day, and the day of a row', () => {
    expect(rowOf(CALENDAR, '2024-03-02')).toBe(4);
    expect(momentAt(CALENDAR, 4)).toBe('2024-03-02');
    expect(momentAt({ ...CALENDAR, dates: null }, 4)).toBe(4);
  });

  it('begins open changes where runs begin: on an earlier day, too', () => {
    const change = datedChange('a', { kind: 'disable', module: 'admit' });
    expect(rowsOf(CALENDAR, change)).toEqual({ first: 3, last: 6 });
    const earlier = calendarOf(SPACE.records[0], 4, '2024-02-27');
    expect(rowsOf(earlier, change)).toEqual({ first: 1, last: 6 });
    expect(whenWords(change, CALENDAR)).toBe('from 1 Mar 2024 on');
    expect(whenWords({ ...change, from: '2024-02-28', to: '2024-03-02' }, CALENDAR)).toBe(
      '28 Feb 2024 to 2 Mar 2024',
    );
  });
});

describe('a change in words', () => {
  it.each([
    [freshChange('lever', 'extra_beds', SPACE), 'extra beds set to 0 beds'],
    [freshChange('input', 'arrivals', SPACE), 'arrivals × 1.2'],
    [{ kind: 'state', how: 'add', field: 'ward', value: -3 } as const, '3 less: ward'],
    [moduleChange('delay', 'discharge', SPACE), 'discharge 1 day behind'],
    [moduleChange('cap', 'discharge', SPACE), 'discharge changes ward by at most 1 a day'],
    [moduleChange('disable', 'discharge', SPACE), 'discharge switched off'],
  ])('%j', (change, words) => {
    expect(changeTitle(change, NAMES, 'day')).toBe(words);
  });

  it('has a slider within what the model allows', () => {
    expect(rangeOf(freshChange('lever', 'extra_beds', SPACE), SPACE)).toEqual({
      ...{ min: 0, max: 12, step: 1, usual: 0 },
    });
    expect(
      rangeOf({ kind: 'parameter', how: 'set', parameter: 'mean_stay', value: 6 }, SPACE),
    ).toMatchObject({ min: 2, max: 20, usual: 6 });
    expect(
      rangeOf({ kind: 'input', how: 'add', input: 'arrivals', value: 0 }, SPACE),
    ).toMatchObject({
      ...{ min: -12, max: 12, usual: 0 },
    });
  });
});

describe('the switch of a part', () => {
  it('adds a dated change, and takes away what it added', () => {
    const off = switched(OPENED, 'discharge', false);
    expect(isSwitchedOff(off, 'discharge')).toBe(true);
    expect(isSwitchedOff(off, 'admit')).toBe(false);
    expect(switched(off, 'discharge', true)).toEqual(OPENED);
  });

  it('keeps a change that a person dated, left out', () => {
    const dated = {
      ...datedChange('x', { kind: 'disable', module: 'admit' } as const),
      to: '2024-03-02',
    };
    const on = switched({ ...OPENED, changes: [dated] }, 'admit', true);
    expect(on.changes).toEqual([{ ...dated, on: false }]);
    expect(switched(on, 'admit', false).changes).toEqual([dated]);
  });
});

describe('a comparison in words', () => {
  const metric = (lower: number, higher: number) =>
    ({
      lower: { value: lower, low: lower, high: lower },
      higher: { value: higher, low: higher - 0.04, high: higher + 0.04 },
    }) as ComparedMetric;

  it('tells the direction that most runs went', () => {
    expect(chanceWords(metric(0.1, 0.83))).toBe('higher in 83 of 100 runs (79 to 87)');
    expect(chanceWords(metric(0.9, 0.1))).toBe('lower in 90 of 100 runs');
    expect(chanceWords(metric(0, 0))).toBe('the same in all runs');
  });

  it('has axes that stay where they are while little changes', () => {
    const fan = (high: number) => ({ x: [1], levels: [0.5], quantiles: [high] });
    expect(steadyRange([fan(91)])).toEqual(steadyRange([fan(95)]));
    expect(steadyRange([fan(-7)])).toEqual([-8, 0]);
    expect(steadyRange([fan(0)])).toEqual([0, 1]);
  });
});

describe('one run through the parts', () => {
  it('tells what each changed that day, beside the most that it ever does', () => {
    expect(changed(FLOW, 1, 1, 0)).toBe(-5);
    const most = mostChanged(FLOW);
    expect([...most]).toEqual([4, 5]);
    const { amounts, levels } = momentOf(FLOW, most, 0, false);
    expect(amounts.get('module:discharge state:ward')).toEqual({ words: '−2', strength: 0.4 });
    expect(levels.get('state:ward')).toBe('22');
    expect(levels.get('output:occupied_beds')).toBe('22');
  });
});

describe('the name of something that can be provided', () => {
  it('is made of what people call it, and is free', () => {
    expect(freeName('Extra beds (ICU)', [])).toBe('extra_beds_icu');
    expect(freeName('Extra beds (ICU)', ['extra_beds_icu'])).toBe('extra_beds_icu_2');
    expect(freeName('24 h Übernachtung', [])).toBe('h_ubernachtung');
    expect(freeName('病床', [])).toBe('provided');
  });
});
