import { describe, expect, it } from 'vitest';
import { createDriver } from '../../engine/simulator/kernel/driver.ts';
import type { Toy } from './toy-program.ts';
import { episodeOf, requestOf, toyFactory } from './toy-program.ts';

const A = 0.9;
const Q = 0.5;
const R = 1;

/** x' = A x + N(0, Q), observed with N(0, R); x starts as N(0, 4) whatever was observed. */
const linear = toyFactory(() => ({
  outputs: { x: { kind: 'continuous', noise: { kind: 'normal', sd: Math.sqrt(R) } } },
  start: (_, { random }) => ({ x: random.normal(0, 2) }),
  modules: [
    {
      name: 'move',
      step: (state, { random }) => {
        state.x = A * state.x + random.normal(0, Math.sqrt(Q));
      },
    },
  ],
  observe: ({ x }) => ({ x }),
}));

const Y = [0, 1.2, Number.NaN, 2.4, 1.9, 3.1, 2.2, 0.4, 0, 0, 0];
const ORIGIN = 7;

/** Kalman (1960): mean and variance of x in each row after the origin, given rows 1..origin. */
function exactForecast(): { mean: number; variance: number }[] {
  let mean = 0;
  let variance = 4;
  const ahead: { mean: number; variance: number }[] = [];
  for (let t = 1; t < Y.length; t++) {
    mean *= A;
    variance = A * A * variance + Q;
    if (t > ORIGIN) ahead.push({ mean, variance });
    else if (!Number.isNaN(Y[t])) {
      const gain = variance / (variance + R);
      mean += gain * (Y[t]! - mean);
      variance *= 1 - gain;
    }
  }
  return ahead;
}

function forecast<State>(
  make: () => Toy<State>,
  rest: Parameters<typeof requestOf>[1],
  y: number[],
) {
  const episode = episodeOf(y.length - 1, { observed: { x: Float64Array.from(y) } });
  const request = requestOf([episode], rest);
  return createDriver(toyFactory(make)).run(request, 0, request.replications);
}

describe('a forecast', () => {
  it('agrees with the exact Kalman filter where there is one', () => {
    const replications = 20_000;
    const request = requestOf([episodeOf(10, { observed: { x: Float64Array.from(Y) } })], {
      mode: { kind: 'forecast', origin: ORIGIN },
      replications,
      noise: false,
    });
    const { values, failures, notes } = createDriver(linear).run(request, 0, replications);
    expect(failures).toEqual([]);
    expect(notes).toEqual([]);
    exactForecast().forEach(({ mean, variance }, row) => {
      let sum = 0;
      let squares = 0;
      for (let run = 0; run < replications; run++) {
        const x = values[run * 3 + row]!;
        sum += x;
        squares += (x - mean) ** 2;
      }
      // Resampling makes the sample worth less than its number: 5 instead of 3 standard errors.
      const error = 5 * Math.sqrt(variance / replications);
      expect(Math.abs(sum / replications - mean)).toBeLessThan(error);
      expect(squares / replications / variance).toBeCloseTo(1, 1);
    });
  });

  it('starts from what was observed at the origin when everything is observed exactly', () => {
    const counter = () => ({
      outputs: { x: { kind: 'count' as const } },
      start: () => ({ x: 0 }),
      modules: [
        {
          name: 'jump',
          step: (
            state: { x: number },
            { t, random }: { t: number; random: { integer: (a: number, b: number) => number } },
          ) => {
            state.x += t <= 2 ? random.integer(0, 400) : 1;
          },
        },
      ],
      observe: ({ x }: { x: number }) => ({ x }),
    });
    const y = [0, 200, 300, 0];
    const { values } = forecast(
      counter,
      { mode: { kind: 'forecast', origin: 2 }, replications: 2000 },
      y,
    );
    // Default noise of a count: variance of about its value.
    const mean = values.reduce((sum, x) => sum + x, 0) / values.length;
    expect(Math.abs(mean - 301)).toBeLessThan(5);
  });

  it('weighs nothing where nothing was observed', () => {
    const y = new Array<number>(11).fill(Number.NaN);
    const request = requestOf([episodeOf(10, { observed: { x: Float64Array.from(y) } })], {
      mode: { kind: 'forecast', origin: ORIGIN },
      replications: 50,
      noise: false,
    });
    const rollout = createDriver(linear).run({ ...request, mode: { kind: 'rollout' } }, 0, 50);
    const free = createDriver(linear).run(request, 0, 50);
    for (let run = 0; run < 50; run++)
      expect([...free.values.slice(run * 3, run * 3 + 3)]).toEqual([
        ...rollout.values.slice(run * 11 + 8, run * 11 + 11),
      ]);
  });

  it('gives a duplicated particle its own copy of the state and its own draws', () => {
    // Only particles that started at 3 agree with the data: a few are copied many times.
    const lists = () => ({
      outputs: { x: { kind: 'continuous' as const, noise: { kind: 'normal' as const, sd: 0.1 } } },
      start: (
        _: unknown,
        { random }: { random: { integer: (a: number, b: number) => number } },
      ) => ({
        x: random.integer(0, 9),
        nested: { seen: [] as number[] },
      }),
      modules: [
        {
          name: 'append',
          step: (
            state: { x: number; nested: { seen: number[] } },
            { random, t }: { random: { uniform: () => number }; t: number },
          ) => {
            state.nested.seen.push(random.uniform());
            // A shared list would be longer than the number of steps.
            if (state.nested.seen.length !== t) state.x = Number.NaN;
            if (t > 1) state.x += random.uniform();
          },
        },
      ],
      observe: ({ x }: { x: number }) => ({ x }),
    });
    const { values, failures } = forecast(
      lists,
      { mode: { kind: 'forecast', origin: 1 }, replications: 100, noise: false },
      [0, 3, 0],
    );
    expect(failures).toEqual([]);
    for (const x of values) expect(Math.floor(x)).toBe(3);
    expect(new Set(values).size).toBe(100);
  });

  it('goes on where no particle comes near the data, and says so', () => {
    const request = requestOf(
      [episodeOf(4, { observed: { x: Float64Array.of(0, 1, 1e6, 1, 1) } })],
      { mode: { kind: 'forecast', origin: 3 }, replications: 30 },
    );
    const { values, failures, notes } = createDriver(linear).run(request, 0, 30);
    expect(failures).toEqual([]);
    expect(values.every(Number.isFinite)).toBe(true);
    expect(notes).toEqual([
      {
        run: 0,
        row: 2,
        kind: 'tempered',
        detail: expect.stringContaining('no particle comes near'),
      },
    ]);
  });

  it('keeps a particle that fails in the ledger and forecasts with the others', () => {
    const fragile = () => ({
      outputs: { x: { kind: 'count' as const } },
      start: () => ({ x: 5 }),
      modules: [
        {
          name: 'crack',
          step: (
            state: { x: number },
            { random, t }: { random: { uniform: () => number }; t: number },
          ) => {
            if (t === 2 && random.uniform() < 0.3) state.x = -1;
          },
        },
      ],
      observe: ({ x }: { x: number }) => ({ x }),
    });
    const replications = 100;
    const { values, failures } = forecast(
      fragile,
      { mode: { kind: 'forecast', origin: 3 }, replications },
      [5, 5, 5, 5, 5],
    );
    expect(failures.length).toBeGreaterThan(15);
    expect(failures.length).toBeLessThan(45);
    for (const failure of failures)
      expect(failure).toMatchObject({ step: 2, module: 'crack', reason: 'negative-count' });
    const failed = new Set(failures.map(({ run }) => run));
    for (let run = 0; run < replications; run++)
      expect(values[run]).toBe(failed.has(run) ? Number.NaN : 5);
  });
});
