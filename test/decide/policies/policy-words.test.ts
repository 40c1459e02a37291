import { describe, expect, it } from 'vitest';
import { plainNames } from '../../../engine/decide/plain-names.ts';
import { policyWords } from '../../../engine/decide/policies/policy-words.ts';
import type { PolicyChoice } from '../../../engine/decide/schemas/policy-choice.ts';
import { compileWorked } from '../../simulator/worked.ts';

const stock = compileWorked('supply-chain').declaration;
const ward = compileWorked('ward').declaration;
const sir = compileWorked('sir').declaration;
const resource = (name: string, words: string, unit: string) => ({
  ...{ name, words, unit, low: 0, high: 12, default: 0, integer: true, serves: null },
});
const tools = {
  names: plainNames(
    [stock, ward, sir],
    [resource('extra', 'beds', 'beds'), resource('nurses', 'nurses on call', 'nurses')],
  ),
  timeUnit: 'day',
  year: 2024,
  resources: ['extra', 'nurses'],
};

const looksAt = (...outputs: string[]) => ({
  terms: outputs.map((output) => ({ output, weight: 1 })),
  ...{ delay: 0, window: 1, underway: 0 },
});
const position = {
  terms: [
    { output: 'inventory', weight: 1 },
    { output: 'backlog', weight: -1 },
  ],
  ...{ delay: 0, window: 1, underway: 2 },
};

function words(lever: string, choice: Partial<PolicyChoice> & Pick<PolicyChoice, 'kind'>): string {
  return policyWords(lever, { watch: null, values: {}, starts: [], ...choice }, tools);
}

describe('a policy read aloud', () => {
  it('opens and closes what is provided beside the model', () => {
    const watch = looksAt('occupied');
    const values = { above: 30, gap: 6, low: 0, high: 8 };
    expect(words('extra', { kind: 'threshold', watch, values })).toBe(
      'Open 8 more beds once occupied passes 30; close them when it falls below 24.',
    );
    expect(words('extra', { kind: 'threshold', watch, values: { ...values, low: 4 } })).toBe(
      'Keep 4 beds; open 4 more beds once occupied passes 30; close them when it falls below 24.',
    );
    expect(words('nurses', { kind: 'threshold', watch, values })).toBe(
      'Provide 8 more nurses on call once occupied passes 30; stop when it falls below 24.',
    );
  });

  it('sets levers, whichever way', () => {
    const watch = { ...looksAt('waiting'), delay: 2, window: 7 };
    const values = { above: 5, gap: 3, low: 30, high: 24 };
    expect(words('beds', { kind: 'threshold', watch, values })).toBe(
      'Keep beds of the ward at 30; once the mean of waiting over 7 days (known 2 days late) passes 5, at 24 until it falls below 2.',
    );
    const trigger = { on: 100, gap: 80, after: 3, least: 14, low: 30, high: 24 };
    expect(words('beds', { kind: 'trigger', watch: looksAt('I'), values: trigger })).toBe(
      'Keep beds of the ward at 30; once I was above 100 on 3 days in a row, at 24 for at least 14 days and until it falls below 20.',
    );
  });

  it('orders', () => {
    const values = { level: 60, gap: 40, every: 7 };
    expect(words('order', { kind: 'reorder', watch: position, values })).toBe(
      'Every 7 days, when inventory less backlog and what was ordered in the last 2 days is 20 or less, order up to 60.',
    );
    expect(
      words('order', { kind: 'base-stock', watch: position, values: { level: 60, every: 1 } }),
    ).toBe(
      'Every day, order up to 60, counting inventory less backlog and what was ordered in the last 2 days.',
    );
  });

  it('keeps to the calendar', () => {
    expect(words('extra', { kind: 'constant', values: { value: 3 } })).toBe('Keep beds at 3.');
    const starts = ['2024-06-03', '2024-07-01'];
    expect(words('extra', { kind: 'schedule', starts, values: { value1: 3, value2: 0 } })).toBe(
      'Beds: 3 from 3 June on, 0 from 1 July on.',
    );
    const more = ['2024-06-03', '2024-06-10', '2024-07-01'];
    const same = { value1: 3, value2: 3, value3: 4 };
    expect(words('extra', { kind: 'schedule', starts: more, values: same })).toBe(
      'Beds: 3 from 3 June on, 4 from 1 July on.',
    );
    const week = { mon: 5, tue: 5, wed: 5, thu: 5, fri: 4, sat: 2, sun: 2 };
    expect(words('nurses', { kind: 'weekday', values: week })).toBe(
      'Nurses on call: 5 on Monday to Thursday, 4 on Friday, 2 on Saturday and Sunday.',
    );
    const ramp = { start: 0, end: 8, begins: 3, lasts: 10 };
    expect(words('extra', { kind: 'ramp', values: ramp })).toBe(
      'Beds: 0 up to day 3 ahead, then evenly to 8 on day 13 ahead.',
    );
  });

  it('follows a small rule', () => {
    const one = { above: 40, gap: 10, high: 12, middle: 6, low: 0 };
    expect(words('extra', { kind: 'rule', watch: looksAt('occupied'), values: one })).toBe(
      'Set beds by this rule: if occupied is above 40: 12; otherwise, if occupied is above 30: 6; otherwise 0.',
    );
    const two = { first: 40, second: 5, high: 12, middle: 6, low: 0 };
    expect(
      words('extra', { kind: 'rule', watch: looksAt('occupied', 'waiting'), values: two }),
    ).toBe(
      'Set beds by this rule: if occupied is above 40: 12; otherwise, if waiting is above 5: 6; otherwise 0.',
    );
  });

  it('says which number is missing, or is none of its own', () => {
    expect(() => words('extra', { kind: 'constant' })).toThrow('policy of extra: no number value');
    expect(() => words('extra', { kind: 'constant', values: { value: 1, gap: 2 } })).toThrow(
      'policy of extra: gap is not its number',
    );
    expect(() => words('extra', { kind: 'threshold', values: {} })).toThrow(
      'policy of extra: looks at nothing',
    );
  });
});
