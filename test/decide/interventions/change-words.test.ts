import { describe, expect, it } from 'vitest';
import { changeWords, scenarioWords } from '../../../engine/decide/interventions/change-words.ts';
import { plainNames } from '../../../engine/decide/plain-names.ts';
import type { Change, DatedChange } from '../../../engine/decide/schemas/dated-change.ts';
import type { PolicyChoice } from '../../../engine/decide/schemas/policy-choice.ts';
import { compileWorked } from '../../simulator/worked.ts';

const icu = compileWorked('icu-staged-stay').declaration;
const stock = compileWorked('supply-chain').declaration;
const beds = {
  ...{ name: 'extra', words: 'beds', unit: 'beds', low: 0, high: 12, default: 0 },
  ...{ integer: true, serves: null },
};
const tools = {
  names: plainNames([icu, stock], [beds]),
  timeUnit: 'day',
  year: 2024,
  resources: ['extra'],
};

function words(change: Change, more: Partial<DatedChange> = {}): string {
  const whole = { id: 'c', words: '', change, from: null, to: null, on: true, ...more };
  return changeWords({ ...whole, cost: { once: 0, perStep: 0 } }, tools);
}

const june = { from: '2024-06-03', to: '2024-06-30' };

describe('a dated change as a sentence', () => {
  it.each<[string, Change, Partial<DatedChange>]>([
    [
      'From 3 June to 30 June: admissions 1.3 times as many.',
      { kind: 'input', how: 'scale', input: 'admissions', value: 1.3 },
      june,
    ],
    [
      'From the first day ahead on: mean length of stay 1.2 times as long.',
      { kind: 'parameter', how: 'scale', parameter: 'stay', value: 1.2 },
      {},
    ],
    [
      'On 3 June: mean length of stay at 7 days.',
      { kind: 'parameter', how: 'set', parameter: 'stay', value: 7 },
      { from: '2024-06-03', to: '2024-06-03' },
    ],
    [
      'From 3 June on: discharge works 2 days behind.',
      { kind: 'delay', module: 'discharge', by: 2 },
      { from: '2024-06-03' },
    ],
    [
      'On 3 June: 20 more in early.',
      { kind: 'state', how: 'add', field: 'early', value: 20 },
      { from: '2024-06-03' },
    ],
    [
      'On the first day ahead: 5 items less in inventory.',
      { kind: 'state', how: 'add', field: 'inventory', value: -5 },
      {},
    ],
    [
      'From day 12 to day 20: delivery stands still.',
      { kind: 'disable', module: 'delivery' },
      { from: 12, to: 20 },
    ],
    [
      'From 24 December 2023 to 2 January: delivery moves inventory by 1,250 a day at most.',
      { kind: 'cap', module: 'delivery', field: 'inventory', most: 1250 },
      { from: '2023-12-24', to: '2024-01-02' },
    ],
    [
      'From the first day ahead on: instead of service, every day backlog is set to 0, inventory falls by 2.5.',
      {
        kind: 'replace',
        module: 'service',
        changes: [
          { field: 'backlog', how: 'set', value: 0 },
          { field: 'inventory', how: 'add', value: -2.5 },
        ],
      },
      {},
    ],
    [
      'From 3 June to 30 June: beds 8 more.',
      { kind: 'lever', how: 'add', lever: 'extra', value: 8 },
      june,
    ],
    [
      'From 3 June to 30 June: beds at most 4.',
      { kind: 'lever', how: 'cap', lever: 'extra', value: 4 },
      june,
    ],
    [
      'Summer closure. From 3 June to 30 June: quantity ordered at 0 items.',
      { kind: 'lever', how: 'set', lever: 'order', value: 0 },
      { ...june, words: 'Summer closure' },
    ],
  ])('%s', (sentence, change, more) => {
    expect(words(change, more)).toBe(sentence);
  });

  it('leaves out what is off, and reads the policies aloud after the changes', () => {
    const constant: PolicyChoice = {
      ...{ kind: 'constant', watch: null, values: { value: 8 }, starts: [] },
    };
    const change = { kind: 'disable', module: 'delivery' } as const;
    const dated = { id: 'a', words: '', change, from: null, to: null, on: true };
    const cost = { once: 0, perStep: 0 };
    const scenario = {
      changes: [
        { ...dated, cost },
        { ...dated, id: 'b', cost, on: false },
      ],
      policies: { extra: constant },
    };
    expect(scenarioWords(scenario, tools)).toEqual([
      'From the first day ahead on: delivery stands still.',
      'Always 8 beds.',
    ]);
  });
});

describe('names of quantities', () => {
  it('are the name of a result and of an input as the data write them, of others their meaning where it is short', () => {
    const { names } = tools;
    expect(names('output', 'inventory')).toEqual({
      ...{ words: 'inventory', unit: 'items' },
      range: { low: 0, high: Number.POSITIVE_INFINITY },
    });
    expect(names('input', 'admissions').words).toBe('admissions');
    expect(names('lever', 'order')).toEqual({ words: 'quantity ordered', unit: 'items' });
    expect(names('parameter', 'stay').words).toBe('mean length of stay');
    const of = icu.outputs.occupied!;
    const again = plainNames([{ ...icu, outputs: { ICU_Beds: of, bedUse: of } }], []);
    expect(again('output', 'ICU_Beds').words).toBe('ICU Beds');
    // As it stands in the data; what stands nowhere else is split.
    expect(again('output', 'bedUse').words).toBe('bedUse');
    expect(again('field', 'bedUse').words).toBe('bedUse');
    expect(again('field', 'bedsLeft').words).toBe('beds left');
  });

  it('are never the same for two: a result keeps its name', () => {
    const both = plainNames(
      [icu],
      [
        { ...beds, words: 'Occupied' },
        { ...beds, name: 'more' },
      ],
    );
    expect(both('output', 'occupied').words).toBe('occupied');
    expect(both('lever', 'extra').words).toBe('extra');
    expect(both('lever', 'more').words).toBe('beds');
  });
});
