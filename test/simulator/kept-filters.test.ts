import { describe, expect, it } from 'vitest';
import { createDriver } from '../../engine/simulator/kernel/driver.ts';
import type { DriverRequest } from '../../engine/simulator/kernel/plan.ts';
import { episodeOf, requestOf, toyFactory } from './toy-program.ts';

const Y = [20, 22, 25, 21, 24, 26, 23, 25];
const ORIGIN = 7;
const AHEAD = 5;

let steps = 0;

/** A queue that is a list, so that states have to be copied deep; it counts its steps. */
const queue = toyFactory(() => ({
  parameters: { rate: {} as never, share: {} as never },
  inputs: { arrivals: { default: 3 } as never },
  levers: { extra: { default: 0, low: 0, high: 10, integer: true } as never },
  outputs: { waiting: { kind: 'count', noise: { kind: 'poisson' } } },
  start: (row) => ({ waiting: Array.from({ length: row.waiting ?? 0 }, () => 0) }),
  modules: [
    {
      name: 'come',
      step: (state, { parameters, inputs, random }) => {
        steps++;
        const mean = (parameters.rate ?? 0) + (inputs.arrivals ?? 0);
        for (let i = random.poisson(mean); i > 0; i--) state.waiting.push(0);
      },
    },
    {
      name: 'go',
      step: (state, { parameters, levers, random }) => {
        const size = state.waiting.length;
        const gone = random.binomial(size, parameters.share ?? 0) + (levers.extra ?? 0);
        state.waiting.splice(0, Math.min(size, gone));
        state.waiting.forEach((_, i) => {
          state.waiting[i]! += 1;
        });
      },
    },
  ],
  observe: ({ waiting }) => ({ waiting: waiting.length }),
}));

function question(rest: Partial<DriverRequest> = {}, y = Y, keep = true): DriverRequest {
  const observed = Float64Array.from({ length: ORIGIN + AHEAD + 1 }, (_, t) => y[t] ?? Number.NaN);
  const episode = episodeOf(ORIGIN + AHEAD, { observed: { waiting: observed } });
  const request = requestOf([episode], {
    parameters: Float64Array.of(2, 0.2, 4, 0.3),
    sets: 2,
    replications: 5,
    ...rest,
  });
  return { ...request, mode: { kind: 'forecast', origin: ORIGIN, particles: 20, keep } };
}

const ask = (driver: ReturnType<typeof createDriver>, request: DriverRequest) => {
  const before = steps;
  const result = driver.run(request, 0, request.sets * request.replications);
  return { result, steps: steps - before };
};

const FILTERED = 2 * 20 * ORIGIN;
const FREE = 2 * 5 * AHEAD;
const changes = [
  {},
  { policies: { extra: { kind: 'constant', value: 2 } } },
  {
    interventions: [
      { kind: 'scale-parameter', parameter: 'rate', value: 3, from: ORIGIN + 2, to: ORIGIN + 3 },
    ],
  },
] as const satisfies Partial<DriverRequest>[];

describe('states kept at the origin', () => {
  it('give the numbers that filtering again gives, without filtering again', () => {
    const driver = createDriver(queue);
    expect(ask(driver, question()).steps).toBe(FILTERED + FREE);
    for (const change of changes) {
      const kept = ask(driver, question(change));
      const fresh = ask(createDriver(queue), question(change, Y, false));
      expect(kept.result).toEqual(fresh.result);
      expect([kept.steps, fresh.steps]).toEqual([FREE, FILTERED + FREE]);
    }
    const [plain, extra] = changes.map((change) => ask(driver, question(change)).result.values);
    expect(plain).not.toEqual(extra);
  });

  it('are not taken for another past, other parameters or another seed', () => {
    const driver = createDriver(queue);
    ask(driver, question());
    const others = [
      question({}, [...Y.slice(0, 3), 22, ...Y.slice(4)]),
      question({ parameters: Float64Array.of(2, 0.2, 4, 0.31) }),
      question({ seed: 99 }),
    ];
    for (const other of others) {
      const { mode, ...rest } = other;
      const fresh = ask(createDriver(queue), { ...rest, mode: { ...mode, keep: false } as never });
      expect(ask(driver, other).result).toEqual(fresh.result);
    }
  });

  it('are not kept where a change acts before the origin', () => {
    const driver = createDriver(queue);
    ask(driver, question());
    const early = question({
      interventions: [{ kind: 'set-parameter', parameter: 'rate', value: 9, from: 3, to: 9 }],
    });
    expect(ask(driver, early).steps).toBe(FILTERED + FREE);
  });
});

describe('particles beyond the runs that go free', () => {
  it('leave the runs that go free at their places', () => {
    const all = ask(createDriver(queue), {
      ...question({ replications: 20 }),
      mode: { kind: 'forecast', origin: ORIGIN },
    }).result;
    const some = ask(createDriver(queue), question()).result;
    // Of 20 particles the runs are 2, 6, 10, 14 and 18.
    for (const set of [0, 1])
      for (const run of [0, 1, 2, 3, 4])
        expect(some.values.slice((set * 5 + run) * AHEAD, (set * 5 + run + 1) * AHEAD)).toEqual(
          all.values.slice((set * 20 + 4 * run + 2) * AHEAD, (set * 20 + 4 * run + 3) * AHEAD),
        );
    expect(some.filters?.map(({ ess }) => ess)).toEqual(all.filters?.map(({ ess }) => ess));
  });

  it('are at least as many', () => {
    const few = {
      ...question(),
      mode: { kind: 'forecast', origin: ORIGIN, particles: 4 },
    } as const;
    expect(() => ask(createDriver(queue), few)).toThrow('particles: 4');
  });
});
