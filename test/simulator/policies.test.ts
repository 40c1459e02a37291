import { describe, expect, it } from 'vitest';
import { createDriver } from '../../engine/simulator/kernel/driver.ts';
import type { DriverRequest } from '../../engine/simulator/kernel/plan.ts';
import type { LeverPolicy, Watch } from '../../engine/simulator/simulation.ts';
import { episodeOf, requestOf, toyFactory } from './toy-program.ts';

/** Shows what it is given: outputs x and y are the inputs of the row. */
const screen = toyFactory(() => ({
  inputs: { x: {}, y: { default: 0 } },
  levers: { tap: { default: -1, low: -5, high: 50, integer: false } },
  outputs: { x: { kind: 'continuous' }, y: { kind: 'continuous' } },
  start: (row, { inputs }) => ({ x: row.x!, y: inputs.y! }),
  modules: [
    {
      name: 'show',
      step: (state, { inputs }) => {
        state.x = inputs.x!;
        state.y = inputs.y!;
      },
    },
  ],
  observe: ({ x, y }) => ({ x, y }),
}));

interface More extends Partial<DriverRequest> {
  readonly y?: readonly number[];
  readonly observed?: readonly number[];
  readonly levers?: readonly number[];
  readonly dates?: readonly string[];
}

/** What a policy sets in steps 1.. (after a forecast's origin) where x is 0, 1, ... as listed by row. */
function set(policy: LeverPolicy, x: readonly number[], more: More = {}): number[] {
  const { y, observed = x, levers, dates, ...rest } = more;
  const episode = episodeOf(x.length - 1, {
    inputs: { x: Float64Array.from(x), ...(y && { y: Float64Array.from(y) }) },
    observed: { x: Float64Array.from(observed) },
    levers: levers ? { tap: Float64Array.from(levers) } : {},
    ...(dates && { dates }),
  });
  const request = requestOf([episode], { policies: { tap: policy }, record: 'all', ...rest });
  const { values, failures } = createDriver(screen).run(request, 0, 1);
  expect(failures).toEqual([]);
  const rows = request.mode.kind === 'rollout' ? values.slice(3) : values;
  return [...rows].filter((_, i) => i % 3 === 2);
}

const watch: Watch = { terms: [{ output: 'x', weight: 1 }] };
const mirror = (seen: Watch): LeverPolicy => ({
  kind: 'order-up-to',
  watch: seen,
  level: 10,
  every: 1,
});

describe('what a policy watches', () => {
  it('is the end of the step before', () => {
    expect(set(mirror(watch), [1, 2, 3, 4])).toEqual([9, 8, 7]);
  });

  it('comes as late as it is reported, and is the default before that', () => {
    expect(set(mirror({ ...watch, delay: 2 }), [1, 2, 3, 4, 5, 6])).toEqual([-1, -1, 9, 8, 7]);
  });

  it('is the mean of the newest rows that are known by then', () => {
    const x = [1, 2, 6, 4, 2, 9];
    // Means: 1; 1.5; 3; (2 + 6 + 4) / 3; (6 + 4 + 2) / 3.
    expect(set(mirror({ ...watch, window: 3 }), x)).toEqual([9, 8.5, 7, 6, 6]);
    expect(set(mirror({ ...watch, window: 2, delay: 1 }), x)).toEqual([-1, 9, 8.5, 6, 5]);
  });

  it('is a weighted sum of outputs', () => {
    const terms = [
      { output: 'x', weight: 2 },
      { output: 'y', weight: -1 },
    ];
    expect(set(mirror({ terms }), [1, 2, 3, 4], { y: [1, 3, 0, 0] })).toEqual([9, 9, 4]);
  });

  it('counts what was ordered and is still underway', () => {
    // Of 10 ordered in step 1, all are underway in steps 2 and 3.
    expect(set(mirror({ ...watch, underway: 2 }), [0, 0, 0, 0, 0])).toEqual([10, 0, 0, 10]);
    expect(set(mirror({ ...watch, underway: 1 }), [8, 5, 9, 9, 9])).toEqual([2, 3, 0, 1]);
  });

  it('leaves out rows that were not observed, in single steps', () => {
    const mode = { kind: 'one-step' } as const;
    const policy = mirror({ ...watch, window: 2 });
    const gap = [1, Number.NaN, Number.NaN, 4, 5];
    const asked = { mode, record: 'outputs', observed: gap } as const;
    // The lever shows in nothing here but in what the module sees: see the next simulator.
    const driver = createDriver(echo);
    const episode = episodeOf(4, { observed: { x: Float64Array.from(gap) } });
    const request = requestOf([episode], { ...asked, policies: { tap: policy } });
    expect([...driver.run(request, 0, 1).values]).toEqual([9, 9, -1, 6]);
  });
});

/** Its output is its lever. */
const echo = toyFactory(() => ({
  levers: { tap: { default: -1, low: -5, high: 50, integer: false } },
  outputs: { x: { kind: 'continuous' } },
  start: () => ({ x: 0 }),
  modules: [
    {
      name: 'echo',
      step: (state, { levers }) => {
        state.x = levers.tap!;
      },
    },
  ],
  observe: ({ x }) => ({ x }),
}));

describe('in a forecast', () => {
  const mode = { kind: 'forecast', origin: 3 } as const;
  const x = [1, 2, 3, 4, 5, 6];

  it('a policy looks back on real observations, on the model where nothing was observed', () => {
    const observed = [0, 8, Number.NaN, 6, Number.NaN, Number.NaN];
    // Row 2 was not observed: the model has 3 there. Row 4 comes from the run.
    expect(set(mirror({ ...watch, window: 3 }), x, { mode, observed })).toEqual([
      10 - 17 / 3,
      10 - 14 / 3,
    ]);
    expect(set(mirror({ ...watch, delay: 2 }), x, { mode, observed })).toEqual([2, 7]);
  });

  it('what the record shows as ordered is underway', () => {
    const levers = [9, 9, 1, 2, 9, 9];
    // Step 4: observed 4, underway 1 + 2. Step 5: the run has 5, underway 2 + 3.
    expect(set(mirror({ ...watch, underway: 2 }), x, { mode, levers })).toEqual([3, 0]);
  });

  it('finds kept states again for a policy that looks back as far, and filters again for a farther one', () => {
    const driver = createDriver(screen);
    const keep = { ...mode, keep: true };
    const observed = Float64Array.from([0, Number.NaN, Number.NaN, Number.NaN, 0, 0]);
    const episode = episodeOf(5, {
      inputs: { x: Float64Array.from(x) },
      observed: { x: observed },
    });
    for (const window of [1, 3, 2]) {
      const rest = { mode: keep, policies: { tap: mirror({ ...watch, window }) } };
      const request = requestOf([episode], { ...rest, record: 'all' });
      const mean = (10 - (4 + (window > 1 ? 3 : 0) + (window > 2 ? 2 : 0)) / window).toFixed(9);
      expect(driver.run(request, 0, 1).values[2]?.toFixed(9)).toBe(mean);
    }
  });
});

describe('policies', () => {
  it('by weekday, Monday first', () => {
    const policy = { kind: 'weekday', values: [1, 2, 3, 4, 5, 6, 7] } as const;
    // A Friday; undated rows count from a Monday.
    const dates = ['2021-01-01', '2021-01-02', '2021-01-03', '2021-01-04'];
    expect(set(policy, [0, 0, 0, 0], { dates })).toEqual([6, 7, 1]);
    expect(set(policy, [0, 0, 0, 0])).toEqual([2, 3, 4]);
  });

  it('ramp from one value to another', () => {
    const policy = { kind: 'ramp', from: 2, to: 6, start: 0, end: 8 } as const;
    expect(set(policy, new Array(9).fill(0))).toEqual([0, 0, 2, 4, 6, 8, 8, 8]);
    expect(set({ ...policy, from: 6 }, new Array(8).fill(0))).toEqual([0, 0, 0, 0, 0, 8, 8]);
  });

  it('open after some steps in a row above, and stay open for some steps at least', () => {
    const policy = { kind: 'threshold', watch, above: 5, below: 3, low: 0, high: 4 } as const;
    const x = [6, 6, 1, 6, 4, 1, 6, 6, 6, 1, 1, 1, 1];
    expect(set(policy, x)).toEqual([4, 4, 0, 4, 4, 0, 4, 4, 4, 0, 0, 0]);
    // Two in a row: rows 0-1, then 6-7.
    expect(set({ ...policy, after: 2 }, x)).toEqual([0, 4, 0, 0, 0, 0, 0, 4, 4, 0, 0, 0]);
    // Open in step 1 until 3 although row 2 is low; again from step 4 (row 3) until 6.
    expect(set({ ...policy, least: 3 }, x)).toEqual([4, 4, 4, 4, 4, 0, 4, 4, 4, 0, 0, 0]);
    expect(set({ ...policy, least: 5 }, [6, 1, 1, 1, 1, 1, 1, 1])).toEqual([4, 4, 4, 4, 4, 0, 0]);
  });

  it('of rules take the first clause of which all conditions hold', () => {
    const is = (way: 'above' | 'below', value: number, output = 'x') => ({
      watch: { terms: [{ output, weight: 1 }] },
      is: way,
      value,
    });
    const policy = {
      kind: 'rule',
      clauses: [
        { when: [is('above', 5), is('below', 2, 'y')], value: 30 },
        { when: [is('above', 5)], value: 20 },
      ],
      otherwise: 3,
    } as const;
    expect(set(policy, [6, 6, 5, 9], { y: [1, 2, 0, 0] })).toEqual([30, 20, 3]);
    // Not yet reported: neither the clause nor that it does not hold can be told.
    const late = { ...is('above', 5), watch: { ...watch, delay: 1 } };
    const waiting = { ...policy, clauses: [{ when: [late], value: 20 }] };
    expect(set(waiting, [6, 6, 6])).toEqual([-1, 20]);
    const settled = { ...policy, clauses: [{ when: [late, is('above', 99)], value: 20 }] };
    expect(set(settled, [6, 6, 6])).toEqual([3, 3]);
  });

  it.each([
    [{ kind: 'weekday', values: [1, 2] }, 'values of a policy by weekday: 2, expected 7'],
    [{ ...mirror(watch), every: 0 }, 'every of a policy: 0, must be whole and at least 1'],
    [mirror({ ...watch, delay: -1 }), 'delay of a policy: -1, must be whole and at least 0'],
    [mirror({ ...watch, window: 0 }), 'window of a policy: 0, must be whole and at least 1'],
    [mirror({ terms: [] }), 'terms of a policy: none, must be one at least'],
    [mirror({ terms: [{ output: 'z', weight: 1 }] }), 'unknown output in policy: z'],
    [{ kind: 'oracle' }, 'unknown policy: oracle'],
  ])('refuse what does not fit: %j', (policy, message) => {
    expect(() => set(policy as LeverPolicy, [0, 0])).toThrow(message);
  });
});

describe('a stock under (s, S)', () => {
  /** What is ordered comes at once; three are sold a day. */
  const shop = toyFactory(() => ({
    levers: { order: { default: 0, low: 0, high: 100, integer: true } },
    outputs: { stock: { kind: 'count' } },
    start: (row) => ({ stock: row.stock! }),
    modules: [
      {
        name: 'trade',
        step: (state, { levers }) => {
          state.stock += levers.order! - 3;
        },
      },
    ],
    observe: ({ stock }) => ({ stock }),
  }));
  const ask = (every: number) => {
    const episode = episodeOf(7, { observed: { stock: new Float64Array(8).fill(10) } });
    const policy: LeverPolicy = {
      kind: 'reorder',
      watch: { terms: [{ output: 'stock', weight: 1 }] },
      below: 4,
      level: 12,
      every,
    };
    const policies = { order: policy };
    return [...createDriver(shop).run(requestOf([episode], { policies }), 0, 1).values];
  };

  it('is filled up to S whenever it is at or below s', () => {
    expect(ask(1)).toEqual([10, 7, 4, 9, 6, 3, 9, 6]);
  });

  it('is looked at every other day only', () => {
    // Step 3 sees 4 and orders 8; step 5 sees 6; step 7 sees 0 and orders 12.
    expect(ask(2)).toEqual([10, 7, 4, 9, 6, 3, 0, 9]);
  });
});
