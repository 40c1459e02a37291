import { describe, expect, it } from 'vitest';
import { createDriver } from '../../engine/simulator/kernel/driver.ts';
import type { Failure } from '../../engine/simulator/simulation.ts';
import { episodeOf, requestOf, type ToyWorld, toyFactory } from './toy-program.ts';

interface State {
  stock: number;
  moved: number;
  hidden: { list: number[] };
}

type Step = (state: State, world: ToyWorld) => void;

/** Modules 'first', 'second', 'third' around a stock of 10 and a sum that must not change. */
function program(
  steps: Partial<Record<'first' | 'second' | 'third', Step>>,
  observed?: (state: State) => number,
) {
  return toyFactory<State>(() => ({
    inputs: { rain: {} },
    outputs: { stock: { kind: 'count' }, share: { kind: 'proportion' } },
    start: (row) => ({
      stock: Number.isNaN(row.stock!) ? Number.NaN : 10,
      moved: 0,
      hidden: { list: [0] },
    }),
    modules: (['first', 'second', 'third'] as const).map((name) => ({
      name,
      step: steps[name] ?? (() => {}),
    })),
    observe: (state) => ({ stock: observed?.(state) ?? state.stock, share: state.hidden.list[0]! }),
    rules: [
      { name: 'sum', kind: 'conserved', value: (state) => state.stock + state.moved },
      { name: 'small', kind: 'holds', value: (state) => state.hidden.list.length < 3 },
    ],
  }));
}

const series = (value: number, steps = 5) => new Float64Array(steps + 1).fill(value);
const episode = episodeOf(5, { inputs: { rain: series(1) }, observed: { stock: series(10) } });
const at =
  (t: number, act: (state: State) => void): Step =>
  (state, world) => {
    if (world.t === t) act(state);
  };

function ledgerOf(
  factory: ReturnType<typeof program>,
  one = episode,
): { values: Float64Array; failure: Failure } {
  const { values, failures } = createDriver(factory).run(requestOf([one]), 0, 1);
  expect(failures).toHaveLength(1);
  return { values, failure: failures[0]! };
}

describe('the failure ledger names run, step, module and reason', () => {
  it('when an output is not a number, by the module that brought the NaN into the state', () => {
    const broken = program({
      second: at(2, (state) => state.hidden.list.push(Number.NaN)),
      third: at(4, (state) => {
        state.stock = state.hidden.list[1]!;
      }),
    });
    expect(ledgerOf(broken).failure).toEqual({
      run: 0,
      step: 4,
      module: 'second',
      reason: 'not-a-number',
      detail: 'hidden.list[1] is NaN since step 2; output stock is NaN',
    });
  });

  it('when observe itself makes the NaN', () => {
    const broken = program({}, () => Number.NaN);
    expect(ledgerOf(broken).failure).toMatchObject({
      step: 0,
      module: 'observe',
      reason: 'not-a-number',
    });
  });

  it('when an output is infinite', () => {
    const broken = program({
      first: at(3, (state) => {
        state.stock = Number.POSITIVE_INFINITY;
      }),
    });
    expect(ledgerOf(broken).failure).toMatchObject({
      step: 3,
      module: 'first',
      reason: 'not-a-number',
      detail: 'output stock is Infinity',
    });
  });

  it('when a count is negative', () => {
    const broken = program({
      third: at(3, (state) => {
        state.stock -= 11;
        state.moved += 11;
      }),
    });
    expect(ledgerOf(broken).failure).toEqual({
      run: 0,
      step: 3,
      module: 'third',
      reason: 'negative-count',
      detail: 'output stock is -1',
    });
  });

  it('when a count is not whole', () => {
    const broken = program({
      first: at(1, (state) => {
        state.stock += 0.5;
        state.moved -= 0.5;
      }),
    });
    expect(ledgerOf(broken).failure).toMatchObject({
      step: 1,
      module: 'first',
      reason: 'not-whole',
    });
  });

  it('when a proportion leaves 0..1', () => {
    const broken = program({
      second: at(5, (state) => {
        state.hidden.list[0] = 1.25;
      }),
    });
    expect(ledgerOf(broken).failure).toMatchObject({
      step: 5,
      module: 'second',
      reason: 'out-of-range',
      detail: 'output share is 1.25',
    });
  });

  it('when what must be conserved is not, by the module after which it stays wrong', () => {
    const broken = program({
      // Out of balance only until the second module has run: no fault of the first.
      first: (state) => {
        state.stock -= 1;
      },
      second: (state) => {
        state.moved += 1;
      },
      third: at(4, (state) => {
        state.moved += 1;
      }),
    });
    expect(ledgerOf(broken).failure).toEqual({
      run: 0,
      step: 4,
      module: 'third',
      reason: 'rule-broken',
      detail: 'rule sum: 11 instead of 10',
    });
  });

  it('when a rule does not hold', () => {
    const broken = program({ third: (state) => state.hidden.list.push(0) });
    expect(ledgerOf(broken).failure).toMatchObject({
      step: 2,
      module: 'third',
      reason: 'rule-broken',
      detail: 'rule small does not hold',
    });
  });

  it('when an input has no value', () => {
    const rain = Float64Array.of(Number.NaN, 1, 1, Number.NaN, 1, 1);
    const dates = ['01', '02', '03', '04', '05', '06'].map((day) => `2021-05-${day}`);
    const { failure } = ledgerOf(program({}), { ...episode, inputs: { rain }, dates });
    expect(failure).toEqual({
      run: 0,
      step: 3,
      module: 'inputs',
      reason: 'missing-input',
      detail: 'input rain has no value in row 3 (2021-05-04) and no default',
    });
  });

  it('when the start row lacks what the start needs', () => {
    const { failure } = ledgerOf(program({}), {
      ...episode,
      observed: { stock: series(Number.NaN) },
    });
    expect(failure).toEqual({
      run: 0,
      step: 0,
      module: 'start',
      reason: 'missing-input',
      detail: 'output stock is not observed in row 0',
    });
  });

  it('when a module throws', () => {
    const broken = program({
      second: (_, { t, random }) => {
        random.binomial(5, t === 2 ? 1.5 : 0.5);
      },
    });
    expect(ledgerOf(broken).failure).toEqual({
      run: 0,
      step: 2,
      module: 'second',
      reason: 'error',
      detail: 'binomial: p is 1.5, must lie in 0..1',
    });
  });

  it('when a sampler refuses a NaN that another module made', () => {
    const broken = program({
      first: at(1, (state) => {
        state.hidden.list[1] = Number.NaN;
      }),
      third: (state, { t, random }) => {
        if (t === 3) random.poisson(state.hidden.list[1]!);
      },
    });
    expect(ledgerOf(broken).failure).toMatchObject({
      step: 3,
      module: 'first',
      reason: 'not-a-number',
      detail: expect.stringContaining(
        'hidden.list[1] is NaN since step 1; third: poisson: mean is NaN',
      ),
    });
  });
});

describe('a budget', () => {
  const busy = toyFactory<{ n: number }>((charge) => ({
    outputs: { n: { kind: 'count' } },
    start: () => ({ n: 0 }),
    modules: [
      {
        name: 'loop',
        step: (state) => {
          for (let i = 0; i < 10; i++) charge(17);
          state.n++;
        },
      },
    ],
    observe: ({ n }) => ({ n }),
  }));

  it('stops a run at the same place, with its line', () => {
    const request = requestOf([episodeOf(5)], {
      budget: { steps: 35, cells: 100 },
      replications: 2,
    });
    const { values, failures } = createDriver(busy).run(request, 0, 2);
    const failure = { step: 4, module: 'loop', reason: 'step-budget', detail: 'line 17' };
    expect(failures).toEqual([
      { run: 0, ...failure },
      { run: 1, ...failure },
    ]);
    expect([...values.slice(0, 6)]).toEqual([0, 1, 2, 3, Number.NaN, Number.NaN]);
  });

  it('is new for every run', () => {
    const request = requestOf([episodeOf(5)], {
      budget: { steps: 50, cells: 100 },
      replications: 9,
    });
    expect(createDriver(busy).run(request, 0, 9).failures).toEqual([]);
  });
});

describe('rows of a failed run', () => {
  it('are NaN from the failing step on, and the next run is whole', () => {
    const sometimes = program({
      first: (state, { random }) => {
        if (random.uniform() < 0.1) state.stock = -1;
      },
    });
    const request = requestOf([episode], { replications: 40 });
    const { values, failures } = createDriver(sometimes).run(request, 0, 40);
    const failed = new Map(failures.map((failure) => [failure.run, failure.step]));
    expect(failed.size).toBeGreaterThan(5);
    expect(failed.size).toBeLessThan(40);
    for (let run = 0; run < 40; run++)
      for (let row = 0; row <= 5; row++)
        expect(Number.isNaN(values[(run * 6 + row) * 2]!)).toBe(row >= (failed.get(run) ?? 6));
  });

  it('are only the rows concerned in one-step mode', () => {
    const observed = Float64Array.of(10, Number.NaN, 10, 10, Number.NaN, 10);
    const oneStep = requestOf([{ ...episode, observed: { stock: observed } }], {
      mode: { kind: 'one-step' },
    });
    const { values, failures } = createDriver(program({})).run(oneStep, 0, 1);
    expect(failures.map(({ step, module, reason }) => [step, module, reason])).toEqual([
      [2, 'start', 'missing-input'],
      [5, 'start', 'missing-input'],
    ]);
    expect([...values].filter((_, i) => i % 2 === 0)).toEqual([10, Number.NaN, 10, 10, Number.NaN]);
  });
});
