import { describe, expect, it } from 'vitest';
import { plainNames } from '../../../engine/decide/plain-names.ts';
import { policyWords } from '../../../engine/decide/policies/policy-words.ts';
import type { PolicyChoice } from '../../../engine/decide/schemas/policy-choice.ts';
import { compileWorked } from '../../simulator/worked.ts';

const stock = compileWorked('supply-chain').declaration;
const ward = compileWorked('ward').declaration;
const full = ward.outputs.occupied!;
const sir = compileWorked('sir').declaration;
const resource = (name: string, words: string, unit: string) => ({
  ...{ name, words, unit, low: 0, high: 12, default: 0, integer: true, serves: null },
});
const tools = {
  names: plainNames(
    [stock, ward, sir],
    [
      resource('extra', 'beds', 'beds'),
      resource('nurses', 'nurses on call', 'nurses'),
      resource('drivers', 'staff on call', 'people'),
    ],
  ),
  timeUnit: 'day',
  year: 2024,
  resources: ['extra', 'nurses', 'drivers'],
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
    expect(words('extra', { kind: 'constant', values: { value: 3 } })).toBe('Always 3 beds.');
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

  it('says the same of what always comes to the same', () => {
    const watch = looksAt('occupied');
    const always = [
      words('extra', { kind: 'constant', values: { value: 8 } }),
      ...[
        { above: 30, gap: 6, low: 8, high: 8 },
        { above: -1, gap: 6, low: 2, high: 8 },
        { above: 30, gap: 90, low: 8.00001, high: 8.00002 },
      ].map((values) => words('extra', { kind: 'threshold', watch, values })),
      ...[
        { on: 30, gap: 6, low: 8, high: 8, after: 3, least: 9 },
        { on: -1, gap: 6, low: 2, high: 8, after: 1, least: 9 },
      ].map((values) => words('extra', { kind: 'trigger', watch, values })),
      ...[
        { above: 40, gap: 10, high: 8, middle: 8, low: 8 },
        { above: -1, gap: 10, high: 8, middle: 5, low: 0 },
      ].map((values) => words('extra', { kind: 'rule', watch, values })),
      words('extra', { kind: 'ramp', values: { start: 8, end: 8, begins: 3, lasts: 10 } }),
      words('extra', {
        kind: 'weekday',
        values: { mon: 8, tue: 8, wed: 8, thu: 8, fri: 8, sat: 8, sun: 8 },
      }),
    ];
    expect(always).toEqual(always.map(() => 'Always 8 beds.'));
    expect(words('beds', { kind: 'constant', values: { value: 30 } })).toBe(
      'Keep beds of the ward at 30.',
    );
    // What it is called does not say what is counted.
    expect(words('drivers', { kind: 'constant', values: { value: 5 } })).toBe(
      'Keep staff on call at 5 people.',
    );
  });

  it('leaves out how it is undone where it never is', () => {
    const watch = looksAt('occupied');
    const values = { above: 18, gap: 30, low: 0, high: 8 };
    expect(words('extra', { kind: 'threshold', watch, values })).toBe(
      'Open 8 more beds once occupied passes 18, and from then on.',
    );
    expect(words('beds', { kind: 'threshold', watch, values: { ...values, low: 12 } })).toBe(
      'Keep beds of the ward at 12; once occupied passes 18, at 8 from then on.',
    );
    const trigger = { on: 18, gap: 18, after: 2, least: 14, low: 30, high: 24 };
    expect(words('beds', { kind: 'trigger', watch, values: trigger })).toBe(
      'Keep beds of the ward at 30; once occupied was above 18 on 2 days in a row, at 24 from then on.',
    );
    // At 1 it falls below; what can be less than nothing may fall below anything.
    expect(words('beds', { kind: 'trigger', watch, values: { ...trigger, gap: 17 } })).toMatch(
      / for at least 14 days and until it falls below 1\.$/,
    );
    expect(words('beds', { kind: 'threshold', watch: position, values })).toMatch(
      / at 8 until it falls below -12\.$/,
    );
  });

  it('leaves out what says nothing of when it acts', () => {
    const watch = looksAt('occupied');
    const trigger = { on: 30, gap: 6, after: 1, least: 1, low: 30, high: 24 };
    expect(words('beds', { kind: 'trigger', watch, values: trigger })).toBe(
      'Keep beds of the ward at 30; once occupied was above 30, at 24 until it falls below 24.',
    );
    const soon = { ...trigger, on: -0.5, after: 3 };
    expect(words('beds', { kind: 'trigger', watch, values: soon })).toBe(
      'Keep beds of the ward at 30 for 2 days, then at 24.',
    );
  });

  it('leaves out clauses that never hold, or come to the same', () => {
    const rule = (values: Record<string, number>, ...outputs: string[]) =>
      words('extra', { kind: 'rule', watch: looksAt(...outputs), values });
    const two = 'Set beds by this rule: if occupied is above 40: 12; otherwise 0.';
    expect(rule({ above: 40, gap: 0, high: 12, middle: 6, low: 0 }, 'occupied')).toBe(two);
    expect(rule({ above: 40, gap: 5, high: 12, middle: 0, low: 0 }, 'occupied')).toBe(two);
    expect(rule({ above: 40, gap: 50, high: 12, middle: 0, low: 3 }, 'occupied')).toBe(two);
    expect(rule({ above: 50, gap: 10, high: 12, middle: 12, low: 0 }, 'occupied')).toBe(two);
    expect(rule({ first: 40, second: -1, high: 12, middle: 0, low: 3 }, 'occupied', 'I')).toBe(two);
    // The same value by another thing that is looked at is another reason.
    expect(rule({ first: 40, second: 5, high: 12, middle: 12, low: 0 }, 'occupied', 'I')).toBe(
      'Set beds by this rule: if occupied is above 40: 12; otherwise, if I is above 5: 12; otherwise 0.',
    );
    const share = plainNames([{ ...ward, outputs: { full: { ...full, kind: 'proportion' } } }], []);
    const values = { above: 1, gap: 0.5, high: 12, middle: 6, low: 0 };
    const choice: PolicyChoice = { kind: 'rule', watch: looksAt('full'), starts: [], values };
    expect(policyWords('beds', choice, { ...tools, names: share })).toBe(
      'Set beds of the ward by this rule: if full is above 0.5: 6; otherwise 0.',
    );
  });

  it('orders nothing, or always up to the level, where that is what it comes to', () => {
    const stock = { ...looksAt('inventory'), underway: 2 };
    const values = { level: 10, gap: 12, every: 7 };
    expect(words('order', { kind: 'reorder', watch: stock, values })).toBe('Order nothing.');
    expect(
      words('order', { kind: 'base-stock', watch: stock, values: { level: 0, every: 1 } }),
    ).toBe('Order nothing.');
    expect(words('order', { kind: 'reorder', watch: position, values })).toMatch(
      / is -2 or less, order up to 10\.$/,
    );
    expect(words('order', { kind: 'reorder', watch: stock, values: { ...values, gap: 0 } })).toBe(
      'Every 7 days, order up to 10, counting inventory and what was ordered in the last 2 days.',
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
