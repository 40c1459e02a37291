import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createDriver } from '../../engine/simulator/kernel/driver.ts';
import { episodeOf, requestOf, runsOf, type ToyWorld, toyFactory } from './toy-program.ts';

/** Two modules that draw, an input, a lever and noise: everything that could leak from run to run. */
const walkWithin = (limit: number) =>
  toyFactory(() => ({
    parameters: { drift: {}, sd: {} },
    inputs: { push: { default: 0 } },
    levers: { brake: { default: 0, low: -10, high: 10, integer: false } },
    outputs: {
      x: { kind: 'continuous', noise: { kind: 'normal', sd: 'sd' } },
      n: { kind: 'count', noise: { kind: 'poisson' } },
    },
    start: (row, { random }) => ({ x: row.x! + random.normal(), n: 0, seen: [0] }),
    modules: [
      {
        name: 'move',
        step: (state, { parameters, inputs, levers, random }) => {
          state.x += parameters.drift! + inputs.push! - levers.brake! + random.normal();
          // A simulator may change whatever is its own.
          parameters.drift! += 1e-3;
        },
      },
      {
        name: 'count',
        step: (state, { random }) => {
          state.seen.push(random.poisson(3));
          state.n = state.seen.length;
        },
      },
    ],
    observe: ({ x, n }) => ({ x, n }),
    rules: [{ name: 'near', kind: 'holds', value: ({ x }) => Math.abs(x) < limit }],
  }));
const walk = walkWithin(Number.POSITIVE_INFINITY);

const column = (...values: number[]) => Float64Array.from(values);

describe('a rollout', () => {
  const clock = toyFactory(() => ({
    time: { step: 2, substeps: 4 },
    inputs: { rain: {} },
    levers: { gate: { default: 7, low: 0, high: 9, integer: true } },
    outputs: {
      t: { kind: 'count' },
      weekday: { kind: 'count' },
      rain: { kind: 'continuous' },
      gate: { kind: 'continuous' },
      turns: { kind: 'count' },
      dt: { kind: 'continuous' },
    },
    start: (_, world) => ({ turns: 0, ...glance(world) }),
    modules: [
      {
        name: 'look',
        step: (state, world) => Object.assign(state, glance(world), { turns: state.turns + 1 }),
      },
    ],
    observe: (state) => ({ ...state }),
  }));
  const glance = (world: ToyWorld) => ({
    t: world.t,
    weekday: world.weekday,
    dt: world.dt,
    rain: world.inputs.rain!,
    gate: world.levers.gate!,
  });

  it('shows step t the clock, inputs and levers of row t, and turns the modules by substeps', () => {
    const episode = episodeOf(2, {
      inputs: { rain: column(10, 11, 12) },
      levers: { gate: column(1, Number.NaN, 3) },
      // A Saturday, over the leap day to a Sunday.
      dates: ['2020-02-28', '2020-02-29', '2020-03-01'],
    });
    const { values } = createDriver(clock).run(requestOf([episode]), 0, 1);
    const rows = [values.slice(0, 6), values.slice(6, 12), values.slice(12, 18)];
    expect(rows.map((row) => [...row])).toEqual([
      [0, 4, 10, 1, 0, 0.5],
      [1, 5, 11, 7, 4, 0.5],
      [2, 6, 12, 3, 8, 0.5],
    ]);
  });

  it('gives undated rows the weekday of their number', () => {
    const episode = episodeOf(8, { inputs: { rain: new Float64Array(9) } });
    const { values } = createDriver(clock).run(requestOf([episode]), 0, 1);
    const weekdays = Array.from({ length: 9 }, (_, row) => values[row * 6 + 1]);
    expect(weekdays).toEqual([0, 1, 2, 3, 4, 5, 6, 0, 1]);
  });

  it('adds noise to every row but the start row, and to none when it is not asked for', () => {
    const episode = episodeOf(3, { observed: { x: column(5, 0, 0, 0) } });
    const parameters = column(0, 100);
    const request = requestOf([episode], { parameters });
    const noisy = createDriver(walk).run(request, 0, 1).values;
    const exact = createDriver(walk).run({ ...request, noise: false }, 0, 1).values;
    expect(noisy[0]).toBe(exact[0]);
    for (const row of [1, 2, 3]) expect(noisy[row * 2]).not.toBe(exact[row * 2]);
    expect([exact[3], exact[5], exact[7]]).toEqual([2, 3, 4]);
  });
});

describe('one-step mode', () => {
  it('starts every row from the row observed before it', () => {
    const add = toyFactory(() => ({
      outputs: { x: { kind: 'continuous' } },
      start: (row, world) => ({ x: row.x!, from: world.t }),
      modules: [
        {
          name: 'add',
          step: (state, world) => {
            state.x += 100 * state.from + world.t;
          },
        },
      ],
      observe: ({ x }) => ({ x }),
    }));
    const episode = episodeOf(3, { observed: { x: column(1, 2, 3, 4) } });
    const request = requestOf([episode], { mode: { kind: 'one-step' } });
    expect([...createDriver(add).run(request, 0, 1).values]).toEqual([2, 104, 206]);
  });
});

describe('any division into chunks', () => {
  const episodes = [
    episodeOf(4, { observed: { x: column(1, 2, Number.NaN, 3, 4) } }),
    episodeOf(2, { observed: { x: column(9, 8, 7) }, inputs: { push: column(0, 1, 2) } }),
  ];
  const modes = [
    { kind: 'rollout' },
    { kind: 'one-step' },
    { kind: 'forecast', origin: 1 },
  ] as const;

  it.each(modes)('gives the same numbers and failures: $kind', (mode) => {
    const request = requestOf(episodes, {
      parameters: column(0.5, 1, -0.5, 2),
      sets: 2,
      replications: 5,
      mode,
      streams: 'independent',
      seed: 2 ** 52 + 3,
      policies: {
        brake: {
          kind: 'order-up-to',
          watch: { terms: [{ output: 'x', weight: 1 }] },
          level: 3,
          every: 2,
        },
      },
    });
    const fragile = walkWithin(4);
    const whole = createDriver(fragile).run(request, 0, runsOf(request));
    expect(whole.failures.length).toBeGreaterThan(0);
    fc.assert(
      fc.property(fc.uniqueArray(fc.integer({ min: 1, max: 19 })), (cuts) => {
        const bounds = [0, ...cuts.sort((a, b) => a - b), 20];
        const driver = createDriver(fragile);
        // Backwards, so that nothing can depend on what came before.
        const parts = bounds
          .slice(1)
          .map((last, i) => [bounds[i]!, last] as const)
          .reverse()
          .map(([first, last]) => driver.run(request, first, last))
          .reverse();
        expect(parts.flatMap(({ values }) => [...values])).toEqual([...whole.values]);
        expect(parts.flatMap(({ failures }) => failures)).toEqual(whole.failures);
        expect(parts.flatMap(({ notes }) => notes)).toEqual(whole.notes);
      }),
      { numRuns: 25 },
    );
  });
});

describe('random streams', () => {
  const episode = episodeOf(3, { observed: { x: column(0, 0, 0, 0) } });
  const ask = (rest: object) => {
    const request = requestOf([episode, episode], {
      parameters: column(0, 0, 0, 0),
      sets: 2,
      replications: 2,
      ...rest,
    });
    const { values } = createDriver(walk).run(request, 0, 8);
    return Array.from({ length: 8 }, (_, run) => values[run * 8 + 4]!);
  };

  it('are common to the sets where that is asked, and differ by replication and episode', () => {
    const x = ask({ streams: 'common' });
    expect(x.slice(4)).toEqual(x.slice(0, 4));
    expect(new Set(x.slice(0, 4)).size).toBe(4);
  });

  it('differ by set where that is asked', () => {
    expect(new Set(ask({ streams: 'independent' })).size).toBe(8);
  });

  it('go by the number of the replication and the set, not by the place in the request', () => {
    const all = ask({ streams: 'independent' });
    const later = createDriver(walk).run(
      requestOf([episode, episode], {
        parameters: column(0, 0),
        replications: 1,
        streams: 'independent',
        firstSet: 1,
        firstReplication: 1,
      }),
      0,
      2,
    );
    expect([later.values[4], later.values[12]]).toEqual([all[5], all[7]]);
  });

  it('leave the draws of other modules alone when a module is switched off', () => {
    const parameters = column(0, 0);
    const request = requestOf([episode], { parameters, noise: false });
    const on = createDriver(walk).run(request, 0, 1).values;
    const off = createDriver(walk).run(
      {
        ...request,
        interventions: [{ kind: 'disable-module', module: 'count', from: 1, to: 3 }],
      },
      0,
      1,
    ).values;
    const every = (values: Float64Array, i: number) => values.filter((_, k) => k % 2 === i);
    expect(every(off, 0)).toEqual(every(on, 0));
    expect([...every(off, 1)]).toEqual([0, 0, 0, 0]);
  });
});

describe('a request that does not fit', () => {
  const driver = createDriver(walk);
  const fine = { parameters: column(0, 1) };
  const none = { from: 0, to: 1, value: 1 };
  it.each([
    [{ parameters: column(1) }, 'parameters: expected 1 x 2 numbers, got 1'],
    [
      { interventions: [{ kind: 'set-parameter', parameter: 'drif', ...none }] },
      'unknown parameter: drif',
    ],
    [
      { interventions: [{ kind: 'disable-module', module: 'mov', from: 0, to: 1 }] },
      'unknown module: mov',
    ],
    [{ policies: { break: { kind: 'constant', value: 1 } } }, 'unknown lever: break'],
    [
      {
        policies: {
          brake: {
            kind: 'order-up-to',
            watch: { terms: [{ output: 'z', weight: 1 }] },
            level: 1,
            every: 1,
          },
        },
      },
      'unknown output in policy: z',
    ],
    [
      { mode: { kind: 'forecast', origin: 5 } },
      'origin of the forecast: 5 is no row of episode e (0..2)',
    ],
    [{ seed: -1 }, 'seed'],
  ] as const)('is refused: %j', (rest, message) => {
    const request = requestOf([episodeOf(2)], { ...fine, ...rest });
    expect(() => driver.run(request, 0, 1)).toThrow(message);
  });

  it('is refused when a series has another length than the episode', () => {
    const request = requestOf([episodeOf(2, { inputs: { push: column(1, 2) } })], fine);
    expect(() => driver.run(request, 0, 1)).toThrow('episode e: push has 2 values, expected 3');
  });
});
