import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readRules, unmatchedRules } from '../../../engine/discover/rules/stated-rule.ts';

const names = ['beds_occupied', 'stock', 'admissions', 'waiting_list'];

/** 'stock <= 20' for each rule. */
function short(text: string, series: readonly string[] = names): string[] {
  return readRules(text, series).map((rule) => {
    if (rule.kind === 'conserved') return `${rule.series.join(' + ')} = same`;
    return `${rule.series} ${rule.kind === 'at-most' ? '<=' : '>='} ${rule.value}`;
  });
}

describe('rules in words', () => {
  it.each([
    ['Beds never exceed 20.', ['beds_occupied <= 20']],
    ['Occupied beds are never more than 20.', ['beds_occupied <= 20']],
    ['The number of beds is at most 1,200', ['beds_occupied <= 1200']],
    ["The stock can't be above 2 thousand", ['stock <= 2000']],
    ['The stock cannot be above 12.5.', ['stock <= 12.5']],
    ['The ward cannot exceed 20 beds.', ['beds_occupied <= 20']],
    ['There can be at most 20 beds occupied.', ['beds_occupied <= 20']],
    ['Never more than 20 beds are occupied.', ['beds_occupied <= 20']],
    ['Admissions are always below 50 per day.', ['admissions <= 50']],
    ['The stock never falls below zero.', ['stock >= 0']],
    ['stock never goes below -5', ['stock >= -5']],
    ['The waiting list must stay above 3.', ['waiting_list >= 3']],
    ['The waiting list is at least 3.', ['waiting_list >= 3']],
    ['The stock is never negative.', ['stock >= 0']],
    ['The stock is non-negative.', ['stock >= 0']],
    ['Stock always stays between 5 and 10.', ['stock >= 5', 'stock <= 10']],
    ['stock <= 20', ['stock <= 20']],
    [
      'Beds never exceed 20 and the stock never falls below 2.',
      ['beds_occupied <= 20', 'stock >= 2'],
    ],
    ['The stock is at least 2 and at most 9.', ['stock >= 2', 'stock <= 9']],
    ['Nothing can ever be negative.', names.map((name) => `${name} >= 0`)],
    ['No quantity is negative.', names.map((name) => `${name} >= 0`)],
  ])('%s', (text, expected) => {
    expect(short(text)).toEqual(expected);
    expect(unmatchedRules(text, names)).toEqual([]);
  });

  it.each([
    'At least 40 admissions were counted on Monday.',
    'The stock usually does not exceed 20.',
    'If it rains, the stock never exceeds 20.',
    'Patients stay below 20 days.',
    'The hospital has 20 beds.',
    'More than 20 beds is a lot.',
    'On average beds are below 20.',
    'Almost never are more than 20 beds occupied.',
    'The rate of admissions is constant.',
    '',
  ])('no rule: %s', (text) => {
    expect(short(text)).toEqual([]);
    expect(unmatchedRules(text, names)).toEqual([]);
  });

  it.each([
    'The unicorns never exceed 20.',
    'The stock never exceeds the reorder level.',
    'Goods are conserved.',
  ])('cannot be mapped: %s', (text) => {
    expect(short(text)).toEqual([]);
    expect(unmatchedRules(`Fine words. ${text}`, names)).toEqual([text.replace(/\.$/, '')]);
  });

  it('takes the most exact name, and none where two are as likely', () => {
    const beds = ['icu_beds', 'beds'];
    expect(short('ICU beds never exceed 5', beds)).toEqual(['icu_beds <= 5']);
    expect(short('Beds never exceed 5', beds)).toEqual(['beds <= 5']);
    expect(short('Beds never exceed 5', ['icu_beds', 'ward_beds'])).toEqual([]);
    expect(short('Beds never exceed 5', ['icuBeds', 'patients'])).toEqual(['icuBeds <= 5']);
  });

  it.each([
    ['S + I + R is constant.', ['S', 'I', 'R']],
    ['The sum of S, I and R never changes.', ['S', 'I', 'R']],
    ['S + I + R is constant', ['susceptible', 'infected', 'recovered']],
    ['People are conserved.', ['susceptible', 'infected', 'recovered']],
    ['The population stays the same.', ['susceptible', 'infected', 'recovered']],
    ['Patients are conserved.', ['patients_kind_0', 'patients_kind_1']],
    ['The total number of patients stays the same.', ['patients']],
  ])('%s of %s', (text, series) => {
    expect(short(text, [...series, 'weather'])).toEqual([`${series.join(' + ')} = same`]);
  });

  it('takes the column of totals where there is one', () => {
    const series = ['patients_total', 'patients_kind_0', 'patients_kind_1'];
    expect(short('The total number of patients is constant', series)).toEqual([
      'patients_total = same',
    ]);
  });

  it.each([
    ['words', 'stock never exceeds '],
    ['numbers', '1 000 '],
    ['digits', '1'],
    ['groups', '111,'],
    ['letters', 'a'],
    ['spaces', ' '],
    ['signs', '+ = <= '],
    ['bounds', 'at most 3 and '],
    ['dots', '. '],
    ['quotes', "n't"],
    ['minus', '- minus '],
    ['short rules', 'stock at most 3. '],
  ])('stays quick with 20,000 characters of %s', (_, part) => {
    const text = part.repeat(Math.ceil(20_000 / part.length));
    const times = [1, 2, 3].map(() => {
      const start = performance.now();
      readRules(text, names);
      return performance.now() - start;
    });
    expect(Math.min(...times)).toBeLessThan(50);
  });

  it('never throws, and only speaks of series that there are', () => {
    const word = fc.constantFrom(
      ...'never exceed stock beds 20 -3 1,000 at most least between and + is constant not . ; %'.split(
        ' ',
      ),
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(word, fc.string()), { maxLength: 60 }), (parts) => {
        for (const rule of readRules(parts.join(' '), names)) {
          const series = rule.kind === 'conserved' ? rule.series : [rule.series];
          expect(names).toEqual(expect.arrayContaining([...series]));
          if (rule.kind !== 'conserved') expect(Number.isFinite(rule.value)).toBe(true);
        }
      }),
    );
  });
});
