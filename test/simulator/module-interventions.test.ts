import { describe, expect, it } from 'vitest';
import { createDriver } from '../../engine/simulator/kernel/driver.ts';
import type { DriverRequest } from '../../engine/simulator/kernel/plan.ts';
import type { Intervention } from '../../engine/simulator/simulation.ts';
import { episodeOf, requestOf, toyFactory } from './toy-program.ts';

/** People come by the input and a draw, and are treated at a rate that a lever adds to; twice a row where asked. */
const clinic = (substeps: number) =>
  toyFactory(() => ({
    time: { step: 1, substeps },
    parameters: { rate: {} },
    inputs: { due: {} },
    levers: { extra: { default: 0, low: 0, high: 99, integer: true } },
    outputs: {
      waiting: { kind: 'count' },
      well: { kind: 'count' },
      dead: { kind: 'count' },
      came: { kind: 'count' },
      luck: { kind: 'continuous' },
    },
    start: (row) => ({ waiting: row.waiting!, well: 0, dead: 0, came: 0, luck: 0, half: 0.5 }),
    modules: [
      {
        name: 'arrive',
        step: (state, { inputs, random, substep }) => {
          const come = substep === 0 ? inputs.due! + random.poisson(3) : 0;
          state.waiting += come;
          state.came += come;
        },
      },
      {
        name: 'treat',
        step: (state, { parameters, levers }) => {
          const treated = Math.min(state.waiting, parameters.rate! + levers.extra!);
          const dead = Math.floor(treated / 3);
          state.waiting -= treated;
          state.well += treated - dead;
          state.dead += dead;
          state.half += treated / 2;
        },
      },
      {
        name: 'roll',
        step: (state, { random }) => {
          state.luck = random.normal();
        },
      },
    ],
    observe: ({ waiting, well, dead, came, luck }) => ({ waiting, well, dead, came, luck }),
    rules: [
      {
        name: 'nobody is lost',
        kind: 'conserved',
        value: ({ waiting, well, dead, came }) => waiting + well + dead - came,
      },
    ],
  }));

const STEPS = 9;
const OUTPUTS = ['waiting', 'well', 'dead', 'came', 'luck'] as const;

interface Asked extends Partial<DriverRequest> {
  readonly substeps?: number;
  readonly waiting?: number;
  readonly levers?: Readonly<Record<string, Float64Array>>;
}

function run(interventions: readonly Intervention[], asked: Asked = {}) {
  const { substeps = 1, waiting = 0, levers = {}, ...rest } = asked;
  const episode = episodeOf(STEPS, {
    observed: { waiting: new Float64Array(STEPS + 1).fill(waiting) },
    inputs: { due: Float64Array.from({ length: STEPS + 1 }, (_, row) => 10 * row) },
    levers,
  });
  const parameters = Float64Array.of(1);
  const request = requestOf([episode], { interventions, parameters, ...rest });
  const { values, failures } = createDriver(clinic(substeps)).run(request, 0, 1);
  const column = (output: (typeof OUTPUTS)[number]) =>
    [...values].filter((_, i) => i % OUTPUTS.length === OUTPUTS.indexOf(output));
  return { column, failures };
}

const perStep = (total: readonly number[]) => total.slice(1).map((value, i) => value - total[i]!);
const free = run([]);
const arrivals = perStep(free.column('came'));

describe('a delayed module', () => {
  const delay = (by: number, from: number, to: number) =>
    ({ kind: 'delay-module', module: 'arrive', by, from, to }) as const;

  it('does the same, so many steps later', () => {
    const { column, failures } = run([delay(3, 1, 99)]);
    expect(failures).toEqual([]);
    expect(perStep(column('came'))).toEqual([0, 0, 0, ...arrivals.slice(0, 6)]);
  });

  it('makes up for what is behind once the delay is over, so that nobody is lost', () => {
    for (const substeps of [1, 3]) {
      const came = perStep(run([delay(2, 3, 5)], { substeps }).column('came'));
      const [a, b, c, d, e, f, ...rest] = arrivals as [
        number,
        number,
        number,
        number,
        number,
        number,
      ];
      expect(came).toEqual([a, b, 0, 0, c, d + e + f, ...rest]);
    }
  });

  it('catches up as well when the delay was shorter than what it shifts by', () => {
    const came = perStep(run([delay(5, 3, 4)]).column('came'));
    const [a, b, c, d, e] = arrivals as [number, number, number, number, number];
    expect(came).toEqual([a, b, 0, 0, c + d + e, ...arrivals.slice(5)]);
  });

  it('works with the parameters and levers of the day that it is at', () => {
    const treat = { kind: 'delay-module', module: 'treat', by: 2, from: 1, to: 99 } as const;
    const surge = { kind: 'set-parameter', parameter: 'rate', value: 20, from: 4, to: 4 } as const;
    const levers = { extra: Float64Array.from({ length: STEPS + 1 }, (_, row) => row) };
    const treated = (asked: Asked) =>
      perStep(run([treat, surge], { waiting: 999, ...asked }).column('well')).map((well, i) => {
        const dead = perStep(run([treat, surge], { waiting: 999, ...asked }).column('dead'));
        return well + dead[i]!;
      });
    // Row r treats 1 + r, row 4 twenty more.
    expect(treated({ levers })).toEqual([0, 0, 2, 3, 4, 24, 6, 7, 8]);
    const entries = Array.from({ length: STEPS }, (_, i) => ({ from: i + 1, value: i + 1 }));
    const policies = { extra: { kind: 'schedule', entries } } as const;
    expect(treated({ policies })).toEqual([0, 0, 2, 3, 4, 24, 6, 7, 8]);
  });

  it('leaves the draws of the other modules alone', () => {
    expect(run([delay(2, 2, 5)]).column('luck')).toEqual(free.column('luck'));
  });
});

describe('a capped module', () => {
  const cap = (most: number, field = 'waiting', module = 'treat') =>
    ({ kind: 'cap-module', module, field, most, from: 2, to: 4 }) as const;
  const asked = { waiting: 999, parameters: Float64Array.of(10) };

  it('changes the number by so much a step at most, and all others by the same share', () => {
    const { column, failures } = run([cap(7)], asked);
    expect(failures).toEqual([]);
    // Of 10 treated 3 die. Cut to 7: rises of 7, 3 and (half) 5 become 4.9, 2.1 and 3.5, whole ones 4 and 3.
    expect(perStep(column('well')).slice(0, 5)).toEqual([7, 4, 4, 4, 7]);
    expect(perStep(column('dead')).slice(0, 5)).toEqual([3, 3, 3, 3, 3]);
  });

  it('keeps what balances in balance, whatever the cap', () => {
    for (let most = 0; most <= 11; most++) {
      const { column, failures } = run([cap(most)], asked);
      expect(failures).toEqual([]);
      const [well, dead] = [perStep(column('well')), perStep(column('dead'))];
      expect(well[2]! + dead[2]!).toBe(Math.min(10, most));
    }
  });

  it('counts all turns of a step together', () => {
    const { column, failures } = run([cap(13)], { ...asked, substeps: 2 });
    expect(failures).toEqual([]);
    const treated = perStep(column('well')).map((well, i) => well + perStep(column('dead'))[i]!);
    expect(treated.slice(0, 5)).toEqual([20, 13, 13, 13, 20]);
  });

  it('keeps the smaller of two caps', () => {
    const { column } = run([cap(7), cap(2, 'dead')], asked);
    expect(perStep(column('dead'))[2]).toBe(2);
    expect(perStep(column('well'))[2]).toBeLessThanOrEqual(5);
  });

  it('draws as before', () => {
    const { column } = run([cap(1, 'came', 'arrive')]);
    expect(column('luck')).toEqual(free.column('luck'));
    expect(perStep(column('came'))).toEqual([arrivals[0], 1, 1, 1, ...arrivals.slice(4)]);
  });

  it('says so where the state has no such number', () => {
    expect(run([cap(1, 'beds')]).failures).toEqual([
      {
        run: 0,
        step: 2,
        module: 'treat',
        reason: 'error',
        detail: 'state has no number called beds',
      },
    ]);
  });
});

describe('a replaced module', () => {
  it('changes what is said instead, once a step', () => {
    const one = {
      kind: 'replace-module',
      module: 'arrive',
      changes: [
        { field: 'waiting', how: 'add', value: 4 },
        { field: 'came', how: 'add', value: 4 },
      ],
      from: 2,
      to: 3,
    } as const;
    for (const substeps of [1, 2]) {
      const { column, failures } = run([one], { substeps });
      expect(failures).toEqual([]);
      expect(perStep(column('came')).slice(0, 3)).toEqual([arrivals[0], 4, 4]);
      expect(perStep(column('came'))[3]).toBeGreaterThanOrEqual(40);
      expect(column('luck')).toEqual(run([], { substeps }).column('luck'));
    }
    const cut = {
      kind: 'cap-module',
      module: 'arrive',
      field: 'came',
      most: 3,
      from: 3,
      to: 3,
    } as const;
    expect(perStep(run([one, cut]).column('came')).slice(1, 3)).toEqual([4, 3]);
    const off = { kind: 'disable-module', module: 'arrive', from: 3, to: 3 } as const;
    expect(perStep(run([one, off]).column('came')).slice(1, 3)).toEqual([4, 0]);
    expect(perStep(run([off, one]).column('came')).slice(1, 3)).toEqual([4, 4]);
  });

  it('can set a number', () => {
    const changes = [{ field: 'luck', how: 'set', value: 7 }] as const;
    const one = { kind: 'replace-module', module: 'roll', changes, from: 5, to: 9 } as const;
    expect(run([one]).column('luck').slice(5)).toEqual([7, 7, 7, 7, 7]);
  });
});

it.each([
  [
    { kind: 'delay-module', module: 'treat', by: 0 },
    'delay of module treat: 0, must be whole and at least 1',
  ],
  [{ kind: 'delay-module', module: 'heal', by: 1 }, 'unknown module: heal'],
  [
    { kind: 'cap-module', module: 'treat', field: 'well', most: -1 },
    'cap of module treat: -1, must not be negative',
  ],
])('a module intervention that does not fit is refused: %j', (one, message) => {
  expect(() => run([{ ...one, from: 1, to: 2 } as Intervention])).toThrow(message);
});
