import { describe, expect, it } from 'vitest';
import { dataSentence } from '../../renderer/words/data-words.ts';
import {
  formatDate,
  formatDuration,
  formatMoment,
  formatSpan,
  formatTimeLeft,
} from '../../renderer/words/dates.ts';
import { canResume, isActive, runName } from '../../renderer/words/job-words.ts';
import { count, formatAmount, formatNumber } from '../../renderer/words/numbers.ts';
import { plainText } from '../../renderer/words/plain-text.ts';

describe('numbers', () => {
  it.each([
    [1234, '1,234'],
    [1312.6, '1,313'],
    [20.41, '20.4'],
    [0.06213, '0.0621'],
    [-3, '\u22123'],
    [-0, '0'],
    [Number.NaN, 'missing'],
    [Number.POSITIVE_INFINITY, 'without limit'],
  ])('%d is written %s', (value, words) => expect(formatNumber(value)).toBe(words));

  it('carry their unit, unless there is none', () => {
    expect(formatAmount(20.4, 'days')).toBe('20.4 days');
    expect(formatAmount(0.3, '1')).toBe('0.3');
  });

  it('are counted in the singular only for one', () => {
    expect(count(1, 'day')).toBe('1 day');
    expect(count(0, 'day')).toBe('0 days');
    expect(count(2, 'entry', 'entries')).toBe('2 entries');
  });
});

describe('dates', () => {
  it('are calendar days whatever the time zone', () => {
    expect(formatDate('2020-03-14')).toBe('14 Mar 2020');
    expect(formatSpan('2020-02-27', '2020-06-30')).toBe('27 Feb 2020 to 30 Jun 2020');
    expect(formatSpan(null, null)).toBeNull();
    expect(formatDate('2020-03-14T05:00')).toBe('14 Mar 2020, 05:00');
    expect(formatDate('day 5')).toBe('day 5');
  });

  it('are told as today and yesterday where they are', () => {
    const now = new Date(2026, 10, 22, 0, 30);
    expect(formatMoment(new Date(2026, 10, 22, 0, 5).toISOString(), now)).toBe('today, 00:05');
    expect(formatMoment(new Date(2026, 10, 21, 23, 50).toISOString(), now)).toBe(
      'yesterday, 23:50',
    );
    expect(formatMoment(new Date(2026, 10, 3).toISOString(), now)).toBe('3 Nov 2026');
  });

  it.each([
    [2, 'a few seconds'],
    [41, 'about 45 seconds'],
    [56, 'about 1 minute'],
    [200, 'about 3 minutes'],
    [3400, 'about 1 hour'],
    [9000, 'about 3 hours'],
  ])('%d seconds left are %s', (seconds, words) => expect(formatTimeLeft(seconds)).toBe(words));

  it.each([
    [38.4, '38 s'],
    [250, '4 min 10 s'],
    [120, '2 min'],
    [7500, '2 h 5 min'],
  ])('%d seconds of work are %s', (seconds, words) => expect(formatDuration(seconds)).toBe(words));
});

describe('runs', () => {
  it('are named by their number', () => {
    expect(runName('0012-discover')).toBe('Run 12');
    expect(runName('odd')).toBe('odd');
  });

  it('that the engine works on are active, those that rest can go on', () => {
    expect(isActive({ state: 'paused' })).toBe(true);
    expect(isActive({ state: 'interrupted' })).toBe(false);
    expect(canResume({ state: 'interrupted' })).toBe(true);
    expect(canResume({ state: 'finished' })).toBe(false);
  });
});

describe('the sentence under the chart', () => {
  it('names the highest day, its value with unit, and what is kept', () => {
    const sentence = dataSentence(
      {
        trajectories: 1,
        rows: 3,
        trainingRows: 2,
        dates: ['2024-01-01', '2024-01-02', '2024-01-03'],
        series: [
          { name: 'beds_used', unit: 'patients', values: new Float64Array([5, Number.NaN, 1204]) },
        ],
      },
      'day',
    );
    expect(sentence).toBe(
      'Beds used was highest on 3 Jan 2024, at 1,204 patients. The last day is kept for the check.',
    );
  });
});

describe('sentences of the engine', () => {
  it('read without underscores', () => {
    expect(plainText('icu_occupied: 3 % better (R0 1.7)')).toBe(
      'icu occupied: 3 % better (R0 1.7)',
    );
  });
});
