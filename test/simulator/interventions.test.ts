import { describe, expect, it } from 'vitest';
import { createDriver } from '../../engine/simulator/kernel/driver.ts';
import type { Intervention, LeverPolicy } from '../../engine/simulator/simulation.ts';
import { episodeOf, requestOf, toyFactory } from './toy-program.ts';

/** x grows by `rate`; the tap takes out what the lever says. */
const tank = toyFactory(() => ({
  parameters: { rate: {} },
  levers: { tap: { default: 0, low: 0, high: 6, integer: true } },
  outputs: { x: { kind: 'continuous' } },
  start: (row, { parameters }) => ({ x: row.x! + parameters.rate! }),
  modules: [
    {
      name: 'fill',
      step: (state, { parameters }) => {
        state.x += parameters.rate!;
      },
    },
    {
      name: 'drain',
      step: (state, { levers }) => {
        state.x -= levers.tap!;
      },
    },
  ],
  observe: ({ x }) => ({ x }),
}));

const recorded = (...tap: number[]) => ({ tap: Float64Array.from(tap) });

function run(rest: {
  interventions?: readonly Intervention[];
  tap?: LeverPolicy;
  levers?: Record<string, Float64Array>;
  mode?: { kind: 'forecast'; origin: number };
  x?: number[];
}): number[] {
  const x = Float64Array.from(rest.x ?? [0, 0, 0, 0, 0, 0]);
  const request = requestOf([episodeOf(5, { observed: { x }, levers: rest.levers ?? {} })], {
    parameters: Float64Array.of(2),
    ...(rest.interventions && { interventions: rest.interventions }),
    ...(rest.tap && { policies: { tap: rest.tap } }),
    ...(rest.mode && { mode: rest.mode }),
  });
  const { values, failures } = createDriver(tank).run(request, 0, 1);
  expect(failures).toEqual([]);
  return [...values];
}

describe('interventions', () => {
  it('set a parameter from row to row, both inclusive, the start included', () => {
    const kind = 'set-parameter' as const;
    expect(run({})).toEqual([2, 4, 6, 8, 10, 12]);
    expect(
      run({ interventions: [{ kind, parameter: 'rate', value: 10, from: 2, to: 3 }] }),
    ).toEqual([2, 4, 14, 24, 26, 28]);
    expect(
      run({ interventions: [{ kind, parameter: 'rate', value: 10, from: 0, to: 0 }] }),
    ).toEqual([10, 12, 14, 16, 18, 20]);
  });

  it('scale a parameter, one after the other where several act', () => {
    const scale = { kind: 'scale-parameter', parameter: 'rate' } as const;
    expect(
      run({
        interventions: [
          { ...scale, value: 0.5, from: 1, to: 4 },
          { ...scale, value: 3, from: 4, to: 9 },
        ],
      }),
    ).toEqual([2, 3, 4, 5, 8, 14]);
  });

  it('switch a module off between rows', () => {
    expect(
      run({ interventions: [{ kind: 'disable-module', module: 'fill', from: 2, to: 4 }] }),
    ).toEqual([2, 4, 4, 4, 4, 6]);
  });
});

describe('levers', () => {
  it('are as recorded, their default where nothing is recorded', () => {
    expect(run({ levers: recorded(9, 1, Number.NaN, 2, 0, 3) })).toEqual([2, 3, 5, 5, 7, 6]);
  });

  it('are constant, within their range and whole where they must be', () => {
    expect(run({ tap: { kind: 'constant', value: 2.6 } })).toEqual([2, 1, 0, -1, -2, -3]);
    expect(run({ tap: { kind: 'constant', value: 99 } })).toEqual([2, -2, -6, -10, -14, -18]);
  });

  it('follow a schedule from its first entry on', () => {
    const entries = [
      { from: 2, value: 1 },
      { from: 4, value: 5 },
    ];
    expect(run({ tap: { kind: 'schedule', entries } })).toEqual([2, 4, 5, 6, 3, 0]);
  });

  it('open above a threshold and stay open until below another', () => {
    const tap = {
      kind: 'threshold',
      watch: { terms: [{ output: 'x', weight: 1 }] },
      above: 5,
      below: 2,
      low: 0,
      high: 4,
    } as const;
    // x: 2 4 6 | above 5: tap 4 | 4 2 (not below 2) 0
    expect(run({ tap })).toEqual([2, 4, 6, 4, 2, 0]);
  });

  it('order up to a level at every review, from what was seen at the end of the day before', () => {
    const tap = {
      kind: 'order-up-to',
      watch: { terms: [{ output: 'x', weight: 1 }] },
      level: 5,
      every: 2,
    } as const;
    // Step 1 sees 2 and orders 3; step 3 sees 3 and orders 2; step 5 sees 5 and orders nothing.
    expect(run({ tap })).toEqual([2, 1, 3, 3, 5, 7]);
  });

  it('are as recorded up to the origin of a forecast and follow the policy after it', () => {
    const tap = {
      kind: 'order-up-to',
      watch: { terms: [{ output: 'x', weight: 1 }] },
      level: 8,
      every: 1,
    } as const;
    const levers = recorded(0, 1, 1, 1, 1, 1);
    // The particle is at 4 in row 2; 5 was observed, so step 3 orders 3.
    const x = [0, 3, 5, 0, 0, 0];
    expect(run({ tap, levers, mode: { kind: 'forecast', origin: 2 }, x })).toEqual([3, 0, -4]);
  });
});
