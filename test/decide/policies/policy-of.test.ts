import { describe, expect, it } from 'vitest';
import { policyOf } from '../../../engine/decide/policies/policy-of.ts';
import type { PolicyChoice } from '../../../engine/decide/schemas/policy-choice.ts';
import { ask, compileWorked, varianceOf, zOfMean } from '../../simulator/worked.ts';

const stock = compileWorked('supply-chain');
const structure = { name: 'Stock', declaration: stock.declaration };
const place = { origin: 9, rowOf: (moment: string | number) => Number(moment) };

function made(choice: Partial<PolicyChoice> & Pick<PolicyChoice, 'kind'>) {
  const whole = { watch: null, values: {}, starts: [], ...choice };
  return policyOf('order', whole, structure, place);
}

const watch = {
  terms: [
    { output: 'inventory', weight: 1 },
    { output: 'backlog', weight: -1 },
  ],
  ...{ delay: 0, window: 1, underway: 2 },
};

describe('a policy with its numbers, as the simulator takes it', () => {
  it('keeps to the calendar', () => {
    expect(made({ kind: 'schedule', starts: [12, 15], values: { value1: 3, value2: 5 } })).toEqual({
      kind: 'schedule',
      entries: [
        { from: 12, value: 3 },
        { from: 15, value: 5 },
      ],
    });
    expect(made({ kind: 'ramp', values: { start: 1, end: 7, begins: 3, lasts: 4 } })).toEqual({
      ...{ kind: 'ramp', from: 12, to: 16, start: 1, end: 7 },
    });
    const values = { mon: 1, tue: 2, wed: 3, thu: 4, fri: 5, sat: 6, sun: 7 };
    expect(made({ kind: 'weekday', values })).toEqual({
      kind: 'weekday',
      values: [1, 2, 3, 4, 5, 6, 7],
    });
  });

  it('closes below what it opens above, by the gap', () => {
    const values = { on: 30, gap: 10, low: 0, high: 4, after: 2, least: 5 };
    expect(made({ kind: 'trigger', watch, values })).toEqual({
      ...{ kind: 'threshold', watch, above: 30, below: 20, low: 0, high: 4, after: 2, least: 5 },
    });
    expect(made({ kind: 'reorder', watch, values: { level: 40, gap: 15, every: 3 } })).toEqual({
      ...{ kind: 'reorder', watch, below: 25, level: 40, every: 3 },
    });
  });

  it('looks at one term after the other in a small rule', () => {
    const values = { first: 40, second: 5, high: 9, middle: 6, low: 2 };
    const one = (output: string, weight: number) => ({ ...watch, terms: [{ output, weight }] });
    expect(made({ kind: 'rule', watch, values })).toEqual({
      kind: 'rule',
      clauses: [
        { when: [{ watch: one('inventory', 1), is: 'above', value: 40 }], value: 9 },
        { when: [{ watch: one('backlog', -1), is: 'above', value: 5 }], value: 6 },
      ],
      otherwise: 2,
    });
  });

  it('refuses counts of steps that are none', () => {
    const refused = (values: Readonly<Record<string, number>>) => () =>
      made({ kind: 'base-stock', watch, values });
    expect(refused({ level: 4, every: 0 })).toThrow('policy of order: every is 0');
    expect(refused({ level: 4, every: 1.5 })).toThrow('policy of order: every is 1.5');
  });

  it('keeps the inventory position: stock less backlog is the level less the demand of lead time and review', () => {
    const values = { level: 17, every: 1 };
    const runs = ask(stock, {
      steps: 30,
      observed: { inventory: 17, backlog: 0, pipeline: 0 },
      policies: { order: made({ kind: 'base-stock', watch, values }) },
      parameters: { demand: 5, leadTime: 2 },
      replications: 2000,
    });
    const owed = runs.column('backlog', 30);
    const net = runs.column('inventory', 30).map((value, run) => value - (owed[run] ?? 0));
    // Poisson demand of 5 over 3 days, known a day late: mean and variance 15.
    expect(Math.abs(zOfMean(net, 17 - 15))).toBeLessThan(3.5);
    expect(varianceOf(net)).toBeGreaterThan(13.5);
    expect(varianceOf(net)).toBeLessThan(16.5);
  });
});
