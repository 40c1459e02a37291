import { describe, expect, it } from 'vitest';
import { createDriver } from '../../engine/simulator/kernel/driver.ts';
import type { DriverRequest } from '../../engine/simulator/kernel/plan.ts';
import type { Intervention, LeverPolicy, Resource } from '../../engine/simulator/simulation.ts';
import { episodeOf, requestOf, toyFactory } from './toy-program.ts';

const tap = { default: -1, low: -5, high: 50, integer: false };

/** Output x is the input of the row, y what the lever is in it; `early` the lever that `start` saw. */
function screen(lever = tap) {
  return toyFactory(() => ({
    inputs: { x: { default: 0 } },
    levers: { tap: lever },
    outputs: { x: { kind: 'continuous' }, y: { kind: 'continuous' } },
    start: (_row, { levers }) => ({ x: 0, y: levers.tap! }),
    modules: [
      {
        name: 'show',
        step: (state, { inputs, levers }) => {
          state.x = inputs.x!;
          state.y = levers.tap!;
        },
      },
    ],
    observe: ({ x, y }) => ({ x, y }),
  }));
}

interface Case extends Partial<DriverRequest> {
  readonly x?: readonly number[];
  readonly recorded?: readonly number[];
  readonly lever?: typeof tap;
}

/** What the simulator is told the lever is, by row of the result. */
function seen({ x = [0, 0, 0, 0, 0], recorded, lever, ...rest }: Case): number[] {
  const observed = { x: Float64Array.from(x) };
  const levers = recorded ? { tap: Float64Array.from(recorded) } : {};
  const episode = episodeOf(x.length - 1, { inputs: observed, observed, levers });
  const request = requestOf([episode], rest);
  const { values, failures } = createDriver(screen(lever)).run(request, 0, 1);
  expect(failures).toEqual([]);
  return [...values].filter((_, i) => i % 2 === 1);
}

const change = (
  kind: 'set-lever' | 'scale-lever' | 'add-lever' | 'cap-lever',
  value: number,
  from: number,
  to = from,
  lever = 'tap',
): Intervention => ({ kind, lever, value, from, to });

/** Sets 10 less what it sees. */
const mirror = (underway = 0): LeverPolicy => ({
  kind: 'order-up-to',
  watch: { terms: [{ output: 'x', weight: 1 }], underway },
  level: 10,
  every: 1,
});
const constant = (value: number): LeverPolicy => ({ kind: 'constant', value });

describe('a dated change of a lever', () => {
  it('acts on what its policy answers, and only in its days', () => {
    const asked = { x: [0, 2, 3, 4, 5], policies: { tap: mirror() } };
    expect(seen(asked).slice(1)).toEqual([10, 8, 7, 6]);
    expect(seen({ ...asked, interventions: [change('scale-lever', 0.5, 2, 3)] }).slice(1)).toEqual([
      10, 4, 3.5, 6,
    ]);
    expect(seen({ ...asked, interventions: [change('add-lever', -3, 3, 99)] }).slice(1)).toEqual([
      10, 8, 4, 3,
    ]);
    expect(seen({ ...asked, interventions: [change('set-lever', 1, 1, 2)] }).slice(1)).toEqual([
      1, 1, 7, 6,
    ]);
  });

  it('comes after the one before it in the list', () => {
    const [add, scale, set] = [
      change('add-lever', 1, 1, 2),
      change('scale-lever', 2, 2, 3),
      change('set-lever', 4, 3, 4),
    ];
    const policies = { tap: constant(5) };
    expect(seen({ policies, interventions: [add, scale, set] })).toEqual([-1, 6, 12, 4, 4]);
    expect(seen({ policies, interventions: [set, scale, add] })).toEqual([-1, 6, 11, 8, 4]);
  });

  it('holds a policy below a cap, and leaves it alone where it asks for less', () => {
    const asked = { x: [0, 2, 3, 4, 5], policies: { tap: mirror() } };
    const cap = change('cap-lever', 7, 1, 4);
    expect(seen({ ...asked, interventions: [cap] }).slice(1)).toEqual([7, 7, 7, 6]);
    expect(seen({ ...asked, interventions: [change('add-lever', 2, 3, 4), cap] }).slice(1)).toEqual(
      [7, 7, 7, 7],
    );
  });

  it('is kept in the range and made whole once, after the last', () => {
    const lever = { ...tap, integer: true };
    const interventions = [
      change('scale-lever', 0.5, 1, 2),
      change('scale-lever', 1.5, 2),
      change('add-lever', 99, 3),
      change('add-lever', -99, 4),
    ];
    // 3 x 0.5 = 1.5; x 1.5 = 2.25; above 50; below -5.
    expect(seen({ lever, policies: { tap: constant(3) }, interventions }).slice(1)).toEqual([
      2, 2, 50, -5,
    ]);
  });

  it('finds what the policy could really set: a fifth of 50 is missing where it asks for 100', () => {
    const interventions = [change('scale-lever', 0.8, 2)];
    expect(seen({ policies: { tap: constant(100) }, interventions }).slice(1, 3)).toEqual([50, 40]);
  });

  it('is known to the policy: what was really ordered is underway', () => {
    const asked = { policies: { tap: mirror(2) } };
    expect(seen(asked).slice(1)).toEqual([10, 0, 0, 10]);
    // 10 asked, 5 ordered; 5; none; of the first nothing is underway any more.
    const interventions = [change('scale-lever', 0.5, 1)];
    expect(seen({ ...asked, interventions }).slice(1)).toEqual([5, 5, 0, 5]);
  });

  it('acts on the record where there is no policy, from the row that a run starts from', () => {
    const recorded = [1, 2, Number.NaN, 4, 70];
    const interventions = [change('scale-lever', 2, 0, 2)];
    // Not recorded: twice the default. Records beyond the range stay as they are.
    expect(seen({ recorded, interventions })).toEqual([2, 4, -2, 4, 70]);
    expect(seen({ recorded, interventions: [change('add-lever', 1, 4)] })).toEqual([
      1, 2, -1, 4, 50,
    ]);
  });

  it('acts in single steps, too', () => {
    const mode = { kind: 'one-step' } as const;
    const interventions = [change('add-lever', 3, 2, 3)];
    expect(seen({ mode, policies: { tap: mirror() }, interventions })).toEqual([10, 13, 13, 10]);
    expect(seen({ mode, recorded: [1, 1, 1, 1, 1], interventions })).toEqual([1, 4, 4, 1]);
  });

  it('is what a module finds that works behind', () => {
    const interventions: Intervention[] = [
      change('scale-lever', 0.5, 2),
      { kind: 'delay-module', module: 'show', by: 1, from: 1, to: 9 },
    ];
    // Idle in step 1; then the day before.
    expect(seen({ policies: { tap: constant(8) }, interventions })).toEqual([-1, -1, 8, 4, 8]);
  });
});

describe('in a forecast', () => {
  const mode = { kind: 'forecast', origin: 3 } as const;
  const x = [0, 0, 0, 0, 0, 0];
  const recorded = [9, 9, 1, 2, 9, 9];

  it('changes what was recorded up to the origin and what is set after it', () => {
    // Underway in step 4: 2 + 4 instead of 1 + 2; 10 - 6 = 4, twice that. Step 5: 10 - (4 + 8).
    const interventions = [change('scale-lever', 2, 2, 4)];
    expect(seen({ mode, x, recorded, policies: { tap: mirror(2) }, interventions })).toEqual([
      8, 0,
    ]);
  });

  it('finds states again only where the past is the same', () => {
    let steps = 0;
    const counted = toyFactory(() => ({
      levers: { tap },
      outputs: { x: { kind: 'continuous' } },
      start: () => ({ x: 0 }),
      modules: [
        {
          name: 'fill',
          step: (state: { x: number }, { levers }) => {
            steps++;
            state.x += levers.tap!;
          },
        },
      ],
      observe: ({ x: level }) => ({ x: level }),
    }));
    const observed = { x: Float64Array.from([0, 1, 2, 3, Number.NaN, Number.NaN]) };
    const episode = episodeOf(5, { observed, levers: { tap: new Float64Array(6).fill(1) } });
    const driver = createDriver(counted);
    const ask = (interventions: readonly Intervention[]) => {
      const before = steps;
      const keep = { ...mode, keep: true };
      const { values } = driver.run(requestOf([episode], { mode: keep, interventions }), 0, 1);
      return { values: [...values], steps: steps - before };
    };
    expect(ask([])).toEqual({ values: [4, 5], steps: 5 });
    expect(ask([change('set-lever', 3, 4, 5)])).toEqual({ values: [6, 9], steps: 2 });
    expect(ask([change('set-lever', 3, 3, 4)])).toEqual({ values: [8, 9], steps: 5 });
    expect(ask([change('set-lever', 3, 3, 5)])).toEqual({ values: [8, 11], steps: 2 });
    expect(ask([])).toEqual({ values: [4, 5], steps: 2 });
  });
});

describe('a dated change of a resource', () => {
  const reserve = (policy: LeverPolicy): Resource => ({
    ...{ low: 0, high: 8, default: 2, integer: true },
    policy,
  });
  const threshold: LeverPolicy = {
    kind: 'threshold',
    watch: { terms: [{ output: 'x', weight: 1 }] },
    ...{ above: 5, below: 3, low: 1, high: 6 },
  };
  const request = (rest: Partial<DriverRequest> = {}) => {
    const series = { x: Float64Array.of(0, 6, 6, 1, 0, 0) };
    const episode = episodeOf(5, { inputs: series, observed: series });
    const resources = { reserve: reserve(threshold) };
    return requestOf([episode], { resources, record: 'all', replications: 3, ...rest });
  };
  const reserves = (values: Float64Array) => [...values].filter((_, i) => i % 4 === 3);

  it('acts on what its policy answers; the policy goes on as if nothing was', () => {
    const driver = createDriver(screen());
    const asked = request({ interventions: [change('set-lever', 4, 2, 3, 'reserve')] });
    const { values } = driver.run(request(), 0, 1);
    expect(reserves(values)).toEqual([2, 1, 6, 6, 1, 1]);
    expect(reserves(driver.run(asked, 0, 1).values)).toEqual([2, 1, 4, 4, 1, 1]);
    const missing = request({ interventions: [change('scale-lever', 0.8, 0, 9, 'reserve')] });
    expect(reserves(driver.run(missing, 0, 1).values)).toEqual([2, 1, 5, 5, 1, 1]);
  });

  it('is told apart from levers, and has the same numbers in any chunks', () => {
    const interventions = [
      change('scale-lever', 0.5, 1, 4, 'reserve'),
      change('add-lever', 3, 2, 3),
      change('add-lever', 1, 4, 5, 'reserve'),
    ];
    for (const mode of [{ kind: 'rollout' }, { kind: 'forecast', origin: 1 }] as const) {
      const asked = request({ interventions, mode });
      const driver = createDriver(screen());
      const { values } = driver.run(asked, 0, 3);
      const parts = [0, 1, 2].flatMap((run) => [...driver.run(asked, run, run + 1).values]);
      expect(parts).toEqual([...values]);
      const rows = mode.kind === 'rollout' ? 6 : 4;
      const expected = mode.kind === 'rollout' ? [2, 1, 3, 3, 2, 2] : [3, 3, 2, 2];
      expect(reserves(values).slice(0, rows)).toEqual(expected);
    }
  });

  it('needs a name that there is and a number', () => {
    const run = (one: Intervention) =>
      createDriver(screen()).run(request({ interventions: [one] }), 0, 1);
    expect(() => run(change('set-lever', 1, 1, 2, 'tab'))).toThrow(
      'unknown lever or resource: tab',
    );
    expect(() => run(change('set-lever', Number.NaN, 1))).toThrow('must be a finite number');
    expect(() => run(change('set-lever', 1, 1.5))).toThrow('row of an intervention: 1.5');
  });
});
