import { describe, expect, it } from 'vitest';
import { createDriver } from '../../engine/simulator/kernel/driver.ts';
import type { DriverRequest } from '../../engine/simulator/kernel/plan.ts';
import { widthOf } from '../../engine/simulator/simulation.ts';
import { episodeOf, requestOf, toyFactory } from './toy-program.ts';

/** A queue (a list) that people join, and beds that they move into; it fails where too many wait. */
const ward = (substeps: number) =>
  toyFactory(() => ({
    time: { step: 1, substeps },
    levers: { beds: { default: 2, low: 0, high: 9, integer: true } },
    outputs: { waiting: { kind: 'count', noise: { kind: 'poisson' } }, inside: { kind: 'count' } },
    start: (row) => ({
      queue: Array.from({ length: row.waiting! }, (_, i) => i),
      name: 'ward',
      inside: 1,
      spare: Number.NaN,
    }),
    modules: [
      {
        name: 'join',
        step: (state, { t, random }) => {
          for (let i = t + random.poisson(2); i > 0; i--) state.queue.push(t);
        },
      },
      {
        name: 'admit',
        step: (state, { levers }) => {
          const admitted = state.queue.splice(0, levers.beds!).length;
          state.inside += admitted;
        },
      },
    ],
    observe: ({ queue, inside }) => ({ waiting: queue.length, inside }),
    rules: [{ name: 'room', kind: 'holds', value: ({ queue }) => queue.length < 100 }],
  }));

const STEPS = 6;

function request(rest: Partial<DriverRequest> = {}): DriverRequest {
  const start = (waiting: number) =>
    episodeOf(STEPS, { observed: { waiting: new Float64Array(STEPS + 1).fill(waiting) } });
  return requestOf([start(0), start(90)], { replications: 3, flows: true, ...rest });
}

const ask = (asked: DriverRequest, substeps = 1, first = 0, last = 6) =>
  createDriver(ward(substeps)).run(asked, first, last);

describe('flows', () => {
  it('tell how much each module changed each number or list, and how things stood at the end of the step', () => {
    for (const substeps of [1, 3]) {
      const { flows, values, failures } = ask(request({ noise: false }), substeps);
      expect(failures.every(({ run }) => run >= 3)).toBe(true);
      expect(flows?.fields).toEqual(['queue', 'inside', 'spare']);
      const { changes, levels } = flows!;
      expect(changes.length).toBe(6 * STEPS * 2 * 3);
      for (let run = 0; run < 3; run++)
        for (let t = 1; t <= STEPS; t++) {
          const step = run * STEPS + t - 1;
          const [joined, , , left, admitted] = changes.slice(step * 6, step * 6 + 6);
          const row = (run * (STEPS + 1) + t) * 2;
          expect(left! + admitted!).toBe(0);
          expect(joined! + left!).toBe(values[row]! - values[row - 2]!);
          expect(admitted).toBe(values[row + 1]! - values[row - 1]!);
          expect([...levels.slice(step * 3, step * 3 + 2)]).toEqual([
            ...values.slice(row, row + 2),
          ]);
          expect(Number.isNaN(levels[step * 3 + 2])).toBe(true);
        }
    }
  });

  it('are no numbers from a failure on', () => {
    const { flows, failures } = ask(request({ noise: false }));
    const [failure] = failures;
    expect(failure).toMatchObject({ run: 3, step: 4 });
    const { run, step } = failure!;
    const at = run * STEPS + step - 1;
    expect([...flows!.changes.slice((at - 1) * 6, at * 6 + 6)].map(Number.isNaN)).toEqual([
      ...[false, false, true, false, false, true],
      ...[true, true, true, true, true, true],
    ]);
    expect(flows!.levels.slice(at * 3, (run + 1) * STEPS * 3).every(Number.isNaN)).toBe(true);
  });

  it('count what an event of the state changed for no module', () => {
    const interventions = [{ kind: 'set-state', field: 'inside', value: 50, at: 2 }] as const;
    const plain = ask(request()).flows!;
    const { changes, levels } = ask(request({ interventions })).flows!;
    expect(changes.slice(0, STEPS * 6)).toEqual(plain.changes.slice(0, STEPS * 6));
    expect(levels[1 * 3 + 1]).toBe(50 + changes[1 * 6 + 4]!);
  });

  it('begin after the origin of a forecast', () => {
    const mode = { kind: 'forecast', origin: 4 } as const;
    const { flows, values } = ask(request({ mode, noise: false, interventions: [] }), 1, 0, 3);
    expect(flows!.levels.length).toBe(3 * 2 * 3);
    for (let step = 0; step < 6; step++) expect(flows!.levels[step * 3]).toBe(values[step * 2]);
  });

  it('are of few runs, in which one step follows the other', () => {
    expect(() => ask(request({ replications: 11 }))).toThrow('flows: of 22 runs, at most 20');
    expect(() => ask(request({ mode: { kind: 'one-step' } }))).toThrow(
      'flows: not in one-step mode',
    );
  });
});

describe('resources and what is recorded', () => {
  const resources = {
    reserve: {
      low: 0,
      high: 8,
      default: 1,
      integer: true,
      policy: {
        kind: 'threshold',
        watch: { terms: [{ output: 'waiting', weight: 1 }] },
        above: 8,
        below: 4,
        low: 0,
        high: 8,
      },
    },
    staff: {
      ...{ low: 0, high: 9, default: 5, integer: false },
      policy: { kind: 'constant', value: 2.5 },
    },
  } as const;
  const policies = {
    beds: { kind: 'schedule', entries: [{ from: 3, value: 4 }] },
  } as const;

  it('stand in every row after the outputs, in row 0 as recorded or else default', () => {
    const asked = request({ resources, policies, record: 'all', flows: false });
    const { values } = ask(asked, 1, 0, 1);
    const width = widthOf({ outputs: { a: 1, b: 1 }, levers: { beds: 1 } }, asked);
    expect(width).toBe(5);
    const rows = Array.from({ length: STEPS + 1 }, (_, t) => [
      ...values.slice(t * width, (t + 1) * width),
    ]);
    expect(rows[0]?.slice(2)).toEqual([2, 1, 5]);
    expect(rows.slice(1).map((row) => row[2])).toEqual([2, 2, 4, 4, 4, 4]);
    let isHigh = false;
    for (let t = 1; t <= STEPS; t++) {
      const waiting = rows[t - 1]![0]!;
      isHigh = isHigh ? waiting >= 4 : waiting > 8;
      expect(rows[t]?.slice(3)).toEqual([isHigh ? 8 : 0, 2.5]);
    }
    expect(isHigh).toBe(true);
  });

  it('change nothing that the model does', () => {
    const plain = ask(request({ policies, flows: false })).values;
    expect(ask(request({ policies, resources, flows: false })).values).toEqual(plain);
    const all = ask(request({ policies, resources, record: 'all' })).values;
    expect(all.filter((_, i) => i % 5 < 2)).toEqual(plain);
  });

  it('begin with what policies set after the origin of a forecast', () => {
    const mode = { kind: 'forecast', origin: 4 } as const;
    const { values } = ask(request({ mode, resources, policies, record: 'all' }), 1, 0, 1);
    expect([...values].filter((_, i) => i % 5 === 2 || i % 5 === 4)).toEqual([4, 2.5, 4, 2.5]);
  });

  it('are refused where they do not fit', () => {
    const beds = { beds: resources.staff };
    expect(() => ask(request({ resources: beds }))).toThrow('name of a resource is taken: beds');
    const odd = { staff: { ...resources.staff, low: 10 } };
    expect(() => ask(request({ resources: odd }))).toThrow('range of resource staff: 10 to 9');
    const single = request({ mode: { kind: 'one-step' }, record: 'all', flows: false });
    expect(() => ask(single)).toThrow('record: all, not in one-step mode');
  });
});

describe('any division into chunks', () => {
  it.each([
    ['rollout', { kind: 'rollout' }],
    ['forecast', { kind: 'forecast', origin: 3 }],
  ] as const)('gives the same numbers in a %s, resources and flows included', (_, mode) => {
    const watch = { terms: [{ output: 'waiting', weight: 1 }], window: 2, underway: 2 };
    const beds = { kind: 'order-up-to', watch, level: 30, every: 2 } as const;
    const resources = { extra: { low: 0, high: 99, default: 0, integer: true, policy: beds } };
    const interventions = [
      { kind: 'delay-module', module: 'join', by: 2, from: 2, to: 5 },
      { kind: 'cap-module', module: 'admit', field: 'inside', most: 3, from: 4, to: 5 },
      { kind: 'add-state', field: 'queue', value: 2, at: 5 },
    ] as const;
    const asked = request({ policies: { beds }, resources, interventions, record: 'all', mode });
    const driver = createDriver(ward(2));
    const whole = driver.run(asked, 0, 6);
    for (const cuts of [
      [0, 1, 2, 3, 4, 5, 6],
      [0, 4, 6],
      [0, 2, 3, 6],
    ]) {
      const parts = cuts.slice(1).map((last, i) => driver.run(asked, cuts[i]!, last));
      expect(parts.flatMap(({ values }) => [...values])).toEqual([...whole.values]);
      expect(parts.flatMap(({ flows }) => [...flows!.changes])).toEqual([...whole.flows!.changes]);
      expect(parts.flatMap(({ flows }) => [...flows!.levels])).toEqual([...whole.flows!.levels]);
      expect(parts.flatMap(({ failures }) => failures)).toEqual(whole.failures);
    }
  });
});
