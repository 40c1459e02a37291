import { describe, expect, it } from 'vitest';
import { createDriver } from '../../engine/simulator/kernel/driver.ts';
import type { DriverRequest } from '../../engine/simulator/kernel/plan.ts';
import type { Intervention } from '../../engine/simulator/simulation.ts';
import { episodeOf, requestOf, toyFactory } from './toy-program.ts';

/** Seven people aged 0 to 6, each a step older every step; a drifting level; a draw. */
const village = toyFactory(() => ({
  outputs: {
    people: { kind: 'count' },
    ages: { kind: 'continuous' },
    houses: { kind: 'continuous' },
    level: { kind: 'continuous' },
    luck: { kind: 'continuous', noise: { kind: 'normal', sd: 1 } },
  },
  start: () => ({
    people: Array.from({ length: 7 }, (_, age) => ({ age })),
    houses: 7,
    level: 0.25,
    luck: 0,
  }),
  modules: [
    {
      name: 'age',
      step: (state) => {
        for (const person of state.people) person.age += 1;
        state.level += 1;
      },
    },
    {
      name: 'roll',
      step: (state, { random }) => {
        state.luck += random.normal();
      },
    },
  ],
  observe: ({ people, houses, level, luck }) => ({
    people: people.length,
    ages: people.reduce((sum, { age }) => sum + age, 0),
    houses,
    level,
    luck,
  }),
  rules: [{ name: 'houses stand', kind: 'conserved', value: ({ houses }) => houses }],
}));

const OUTPUTS = ['people', 'ages', 'houses', 'level', 'luck'] as const;

function run(interventions: readonly Intervention[], mode?: DriverRequest['mode'], steps = 3) {
  const luck = Float64Array.from({ length: steps + 1 }, (_, row) => Math.sin(row));
  const episode = episodeOf(steps, { observed: { luck } });
  const request = requestOf([episode], { interventions, ...(mode && { mode, replications: 4 }) });
  const { values, failures } = createDriver(village).run(request, 0, 1);
  const column = (output: (typeof OUTPUTS)[number]) =>
    [...values].filter((_, i) => i % OUTPUTS.length === OUTPUTS.indexOf(output));
  return { column, failures };
}

const edit = (
  kind: 'set-state' | 'scale-state' | 'add-state',
  field: string,
  value: number,
  at = 2,
) => ({ kind, field, value, at }) as const;

describe('a one-off change of the state', () => {
  it('sets, scales and adds to a number before the modules of its step, in order', () => {
    expect(run([edit('set-state', 'level', 7.5)]).column('level')).toEqual([0.25, 1.25, 8.5, 9.5]);
    expect(run([edit('scale-state', 'level', 2)]).column('level')).toEqual([0.25, 1.25, 3.5, 4.5]);
    const both = [edit('add-state', 'level', 1), edit('scale-state', 'level', 2)];
    expect(run(both).column('level')[2]).toBe(5.5);
    expect(run([...both].reverse()).column('level')[2]).toBe(4.5);
  });

  it('in row 0 changes the start', () => {
    expect(run([edit('set-state', 'level', 7.5, 0)]).column('level')).toEqual([
      7.5, 8.5, 9.5, 10.5,
    ]);
  });

  it('keeps a whole number that it scales whole, and lets rules hold from then on', () => {
    const { column, failures } = run([edit('scale-state', 'houses', 1.3)]);
    expect(failures).toEqual([]);
    expect(column('houses')).toEqual([7, 7, 9, 9]);
  });

  it('makes a list longer by copies, spread evenly over it, each on its own from then on', () => {
    const { column } = run([edit('scale-state', 'people', 2)]);
    expect(column('people')).toEqual([7, 7, 14, 14]);
    // Ages 1 to 7 twice, then a year older: each copy ages by itself.
    expect(column('ages')).toEqual([21, 28, 70, 84]);
    // Ten of seven: ages 1 1 2 3 3 4 5 5 6 7.
    const ten = run([edit('add-state', 'people', 3)]);
    expect(ten.column('people')[2]).toBe(10);
    expect(ten.column('ages')[2]).toBe(37 + 10);
  });

  it('makes a list shorter evenly, down to nothing', () => {
    const three = run([edit('set-state', 'people', 3)]);
    // Of ages 1 to 7 places 1, 3 and 5 stay.
    expect(three.column('ages').slice(1, 3)).toEqual([28, 2 + 4 + 6 + 3]);
    expect(run([edit('add-state', 'people', -99)]).column('people')).toEqual([7, 7, 0, 0]);
  });

  it('leaves all draws as they were', () => {
    const edits = [edit('set-state', 'people', 3), edit('scale-state', 'houses', 2)];
    expect(run(edits).column('luck')).toEqual(run([]).column('luck'));
  });

  it('says what it cannot change', () => {
    const told = (one: Intervention) => run([one]).failures;
    const failure = { run: 0, step: 2, module: 'state', reason: 'error' };
    expect(told(edit('set-state', 'beds', 1))).toEqual([
      { ...failure, detail: 'state has no number called beds' },
    ]);
    expect(told(edit('set-state', 'people', 6e6))).toEqual([
      { ...failure, detail: 'people would hold 6000000 entries, at most 5000000 are allowed' },
    ]);
    const emptied = run([edit('set-state', 'people', 0), edit('add-state', 'people', 2)]);
    expect(emptied.failures[0]?.detail).toBe('people holds nothing that could be copied');
    expect(emptied.column('people').slice(2)).toEqual([Number.NaN, Number.NaN]);
  });
});

describe('kept states', () => {
  const mode = { kind: 'forecast', origin: 2, keep: true } as const;
  const observed = Float64Array.from([0, 1, 2, 0, 0, 0]);
  const asked = (interventions: readonly Intervention[], keep: boolean) =>
    requestOf([episodeOf(5, { observed: { luck: observed } })], {
      interventions,
      replications: 6,
      mode: { ...mode, keep },
    });

  it.each([
    ['right after the origin', [edit('set-state', 'people', 3, 3)]],
    ['before it', [edit('set-state', 'people', 3, 1), edit('add-state', 'luck', 5, 2)]],
    ['across it', [{ kind: 'disable-module', module: 'roll', from: 2, to: 4 }]],
    ['a delay across it', [{ kind: 'delay-module', module: 'roll', by: 2, from: 2, to: 4 }]],
  ] as const)('are the right ones for a change %s', (_, interventions) => {
    const driver = createDriver(village);
    const plain = driver.run(asked([], true), 0, 6);
    const fresh = createDriver(village).run(asked(interventions, false), 0, 6);
    expect(fresh.values).not.toEqual(plain.values);
    for (let again = 0; again < 2; again++) {
      const kept = driver.run(asked(interventions, true), 0, 6);
      expect(kept).toEqual(fresh);
      expect(driver.run(asked([], true), 0, 6)).toEqual(plain);
    }
  });
});
