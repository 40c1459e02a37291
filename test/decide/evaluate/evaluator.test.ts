import { describe, expect, it } from 'vitest';
import { createEvaluator } from '../../../engine/decide/evaluate/create-evaluator.ts';
import type { Course } from '../../../engine/decide/evaluate/evaluation.ts';
import { runSeries } from '../../../engine/decide/evaluate/run-series.ts';
import type { Metric } from '../../../engine/decide/schemas/aim.ts';
import type { Means } from '../../../engine/decide/schemas/means.ts';
import { INPUT_MODELS } from '../../../engine/forecast/input-model.ts';
import type { Simulate, SimulationRequest } from '../../../engine/simulator/simulation.ts';
import { constant, LAST, NOTHING, record, scenario, setup, structure } from './stock.ts';

const AS_IS: Course = { scenario: null, policies: {} };
const stock = (how: Metric['how'], level: number | null = null): Metric => ({
  series: { kind: 'named', name: 'stock' },
  how,
  level,
});
const last = stock('last');
const range = (count = 10, first = 0, seed = 1) => ({ seed, first, count });

/** What is there on the last day, from which 27 come and 10 go each day. */
const TODAY = record().observed.stock![LAST]!;

describe('a course of action', () => {
  it('comes to what its runs come to', async () => {
    const metrics = [
      ...(['mean', 'peak', 'lowest', 'total', 'last'] as const).map((how) => stock(how)),
      ...[stock('time-above', TODAY + 34), stock('time-below', TODAY + 34)],
    ];
    const evaluator = createEvaluator({ ...setup([structure('certain', [10])]), metrics });
    const { metrics: values, failures } = await evaluator.evaluate(AS_IS, range());
    // 17 more each day.
    const expected = [TODAY + 51, TODAY + 85, TODAY + 17, 5 * TODAY + 255, TODAY + 85, 3, 1];
    expect(values.map((own) => own[3])).toEqual(expected);
    expect(values.every((own) => own.length === 10)).toBe(true);
    expect(failures).toBeNull();
  });

  it('is charged for what it uses, for rises, for what is short, and for its changes', async () => {
    const means: Means = {
      resources: [
        {
          ...{ name: 'shelf', words: 'shelf space', unit: 'boxes', default: 5 },
          ...{ low: 0, high: 1000, integer: false, serves: { output: 'stock', there: TODAY } },
        },
      ],
      costs: {
        currency: '€',
        items: [
          { of: 'extra', per: 'unit', amount: 2 },
          { of: 'extra', per: 'rise', amount: 100 },
          { of: 'shelf', per: 'shortage', amount: 7 },
        ],
      },
    };
    const metrics: Metric[] = [
      { series: { kind: 'cost' }, how: 'total', level: null },
      { series: { kind: 'shortage', resource: 'shelf' }, how: 'total', level: null },
      { series: { kind: 'named', name: 'extra' }, how: 'total', level: null },
      { series: { kind: 'named', name: 'shelf' }, how: 'peak', level: null },
    ];
    const evaluator = createEvaluator({
      ...setup([structure('certain', [10])], { means }),
      metrics,
    });
    const course: Course = {
      scenario: scenario([
        {
          change: { kind: 'input', how: 'add', input: 'delivered', value: -20 },
          ...{ from: LAST + 2, to: LAST + 3, cost: { once: 1000, perStep: 10 } },
        },
      ]),
      policies: { extra: constant(3), shelf: constant(9) },
    };
    const { metrics: values } = await evaluator.evaluate(course, range());
    // 20 more on day 1; none on days 2 and 3; 20 each on days 4 and 5.
    const over = [20, 20, 20, 40, 60].map((more) => more - 9);
    const short = over.reduce((sum, one) => sum + one, 0);
    expect(values.map((own) => own[0])).toEqual([
      5 * 3 * 2 + 3 * 100 + 7 * short + 1000 + 2 * 10,
      short,
      15,
      9,
    ]);
  });

  it('may begin on an earlier day, with the inputs that were recorded', async () => {
    const ask = async (since: number | null, course = AS_IS) => {
      const made = setup([structure('certain', [10])], { since });
      const evaluator = createEvaluator({ ...made, metrics: [last, stock('total')] });
      return (await evaluator.evaluate(course, range())).metrics.map((own) => own[0]!);
    };
    const [now] = await ask(null);
    const [then, total] = await ask(20);
    expect(then).toBeCloseTo(now!, 9);
    const { stock: observed } = record().observed;
    const before = observed!.slice(21).reduce((sum, value) => sum + value, 0);
    expect(total).toBeCloseTo(before + 5 * TODAY + 255, 6);
    // Fewer deliveries in the past are missing to the end, also from the very first row on.
    const less = scenario([
      { change: { kind: 'input', how: 'set', input: 'delivered', value: 0 }, from: 5, to: 8 },
    ]);
    expect((await ask(0, { scenario: less, policies: {} }))[0]).toBeCloseTo(
      now! - 5 - 6 - 7 - 8,
      9,
    );
    await expect(ask(LAST + 1)).rejects.toThrow(
      'start: 28 is after the last observed day of store',
    );
  });

  it('refuses quantities that there are not, and says which there are', () => {
    const metrics = [{ ...last, series: { kind: 'named', name: 'stocks' } as const }];
    const make =
      (own: readonly Metric[], means = NOTHING) =>
      () =>
        createEvaluator({ ...setup([structure('certain', [10])], { means }), metrics: own });
    expect(make(metrics)).toThrow('result, lever or resource: no stocks');
    expect(make([{ ...last, series: { kind: 'shortage', resource: 'beds' } }])).toThrow(
      'resource: no beds',
    );
  });
});

describe('luck', () => {
  const wandering = [
    structure('random', [8, 9, 10, 11, 12], 0.7),
    structure('certain', [9, 10, 11], 0.3),
  ] as const;
  const blocks = INPUT_MODELS[2];
  const made = () =>
    createEvaluator({
      ...setup(wandering, { inputs: blocks, horizon: 9 }),
      metrics: [last, stock('mean')],
    });

  it('is the same for any division of the runs', async () => {
    const evaluator = made();
    const whole = await evaluator.evaluate(AS_IS, range(200));
    const parts = [
      await evaluator.evaluate(AS_IS, range(50)),
      await evaluator.evaluate(AS_IS, range(110, 50)),
      await evaluator.evaluate(AS_IS, range(40, 160)),
    ];
    for (const m of [0, 1])
      expect(parts.flatMap(({ metrics }) => [...metrics[m]!])).toEqual([...whole.metrics[m]!]);
    expect(parts.flatMap(({ set }) => [...set])).toEqual([...whole.set]);
    expect(parts.flatMap(({ structure: of }) => [...of])).toEqual([...whole.structure]);
    const ofSecond = whole.structure.filter((k) => k === 1).length;
    expect(ofSecond).toBe(60);
  });

  it('is the same under every course, inputs ahead included', async () => {
    const evaluator = made();
    const plain = await evaluator.evaluate(AS_IS, range(100));
    const more = await evaluator.evaluate(
      { scenario: null, policies: { extra: constant(4) } },
      range(100),
    );
    const change = more.metrics[0]!.map((value, run) => value - plain.metrics[0]![run]!);
    for (const value of change) expect(value).toBeCloseTo(9 * 4, 9);
    expect(new Set(plain.metrics[0]).size).toBeGreaterThan(90);
  });

  it('differs from seed to seed, as do the numbers that come first', async () => {
    const sets = Array.from({ length: 50 }, (_, i) => 5 + i / 5);
    const evaluator = createEvaluator({ ...setup([structure('certain', sets)]), metrics: [last] });
    const drawn = async (seed: number) =>
      [...new Set((await evaluator.evaluate(AS_IS, range(100, 0, seed))).set)].sort();
    expect(await drawn(1)).toEqual(await drawn(1));
    expect(await drawn(1)).not.toEqual(await drawn(2));
    expect((await drawn(3)).length).toBe(10);
  });

  it('asks for states of today to be kept, and the same ones under each course', async () => {
    const asked: SimulationRequest[] = [];
    const { simulate } = setup(wandering);
    const spy: Simulate = (request, options) => {
      asked.push(request);
      return simulate(request, options);
    };
    const evaluator = createEvaluator({
      ...setup([wandering[0]], { simulate: spy }),
      metrics: [last],
    });
    await evaluator.evaluate(AS_IS, range(20));
    await evaluator.evaluate({ scenario: null, policies: { extra: constant(4) } }, range(20));
    const [first, second] = asked as [SimulationRequest, SimulationRequest];
    expect(first.mode).toMatchObject({ kind: 'forecast', origin: LAST, keep: true });
    const { policies: _, interventions: __, resources: ___, ...rest } = second;
    expect(first).toMatchObject(rest);
  });

  it('refuses parts of blocks', async () => {
    await expect(made().evaluate(AS_IS, range(15))).rejects.toThrow('not whole blocks of 10');
  });
});

describe('structures that do not have the same levers', () => {
  const both = [structure('certain', [10], 0.6), structure('leverless', [10], 0.4)] as const;
  const course: Course = { scenario: null, policies: { extra: constant(3) } };

  it('are told what does nothing in them, and count a lever as its default there', async () => {
    const metrics: Metric[] = [last, { ...last, series: { kind: 'named', name: 'extra' } }];
    const runs = await runSeries(setup(both), course, range(100), metrics);
    const [stocks, extra] = runs.metrics;
    runs.structure.forEach((k, run) => {
      expect([stocks?.[run], extra?.[run]]).toEqual(k === 0 ? [TODAY + 100, 3] : [TODAY + 85, 0]);
    });
    expect(runs.structure.filter((k) => k === 1).length).toBe(40);
    expect(runs.idle).toEqual(['extra: not known to store leverless; there it changes nothing.']);
    expect(runs.followed.map(({ structure: of }) => of.name)).toEqual([
      'store certain',
      'store leverless',
    ]);
    for (const [name, metric] of [
      ['stock', stocks],
      ['extra', extra],
    ] as const) {
      const series = runs.series.find((one) => one.name === name);
      expect(series?.values.slice(4 * 100), name).toEqual(metric);
    }
  });
});

describe('a course that is called off', () => {
  it('is not run any further', async () => {
    const stop = new AbortController();
    const evaluator = createEvaluator({
      ...setup([structure('random', [9, 10, 11])], { horizon: 200 }),
      metrics: [last],
    });
    const asked = evaluator.evaluate(AS_IS, range(20_000), stop.signal);
    stop.abort(new Error('called off'));
    await expect(asked).rejects.toThrow('called off');
  });
});

describe('runs that break', () => {
  it('have no value, and say why the first one did', async () => {
    const broken = structure('certain', [10, 1e308]);
    const evaluator = createEvaluator({
      ...setup([broken]),
      metrics: [last, { series: { kind: 'cost' }, how: 'total', level: null }],
    });
    const { metrics, failures } = await evaluator.evaluate(AS_IS, range(40));
    expect(failures?.runs).toBe(20);
    expect(failures?.why).toContain('stock');
    for (const own of metrics) expect(own.filter(Number.isNaN).length).toBe(20);
  });
});
