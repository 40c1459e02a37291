import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type AimFacts, checkAim } from '../../../engine/decide/aims/check-aim.ts';
import { contradictions } from '../../../engine/decide/aims/contradictions.ts';
import { meets } from '../../../engine/decide/aims/limits.ts';
import { metricOf } from '../../../engine/decide/evaluate/read-metrics.ts';
import type { Aim, Limit, Metric } from '../../../engine/decide/schemas/aim.ts';
import type { Means } from '../../../engine/decide/schemas/means.ts';
import { compileSimulator } from '../../../engine/simulator/compile/compile-simulator.ts';
import { errorFrom } from '../../studio/ward.ts';

const { declaration } = compileSimulator(`
export default {
  contract: 1,
  title: 'Ward',
  description: 'A ward.',
  time: { unit: 'day', step: 1 },
  parameters: { stay: { prior: { kind: 'uniform', low: 2, high: 30 }, unit: 'day', meaning: 'stay' } },
  levers: { open: { default: 3, low: 0, high: 20, integer: true, unit: 'wards', meaning: 'open wards' } },
  outputs: { beds: { unit: 'beds', meaning: 'beds needed', kind: 'count' } },
  start(row) { return { beds: row.beds }; },
  modules: [
    { name: 'flow', meaning: 'out', reads: ['beds'], writes: ['beds'], step(state, { levers }) { state.beds -= levers.open; } },
  ],
  observe(state) { return { beds: state.beds }; },
};
`);
const resource = (name: string) => ({
  ...{ name, words: `${name} beds`, unit: 'beds', low: 0, high: 50, default: 0, integer: true },
  serves: { output: 'beds', there: 20 },
});
const means: Means = {
  resources: [resource('extra'), resource('spare')],
  costs: { currency: '€', items: [{ of: 'extra', per: 'unit', amount: 100 }] },
};
const facts: AimFacts = {
  ...{ structures: [{ name: 'Ward', declaration }], means, hasCosts: false },
  today: () => 33,
};
const named = (name: string, how: Metric['how'], level: number | null = null): Metric => ({
  ...{ series: { kind: 'named', name }, how, level },
});
const short: Metric = { series: { kind: 'shortage', resource: 'extra' }, how: 'peak', level: null };
const cost: Metric = { series: { kind: 'cost' }, how: 'total', level: null };
const limit = (metric: Metric, is: Limit['is'], level: number, chance = 0.9): Limit => ({
  ...{ metric, is, level, chance },
});
const choice = (lever: string): Aim['choices'][number] => ({
  ...{ lever, kinds: ['constant'], watch: null, ranges: {} },
});
const aim = (limits: readonly Limit[], more: Partial<Aim> = {}) => ({
  objectives: [{ direction: 'minimise' as const, metric: cost, risk: { kind: 'mean' as const } }],
  ...{ limits: [...limits], choices: [choice('extra'), choice('open')], current: {}, horizon: 28 },
  ...more,
});
const refusal = (limits: readonly Limit[], more: Partial<Aim> = {}) =>
  errorFrom(Promise.resolve().then(() => checkAim(aim(limits, more), facts)));

describe('an aim', () => {
  it('that can be reached is taken without a word', () => {
    expect(checkAim(aim([limit(short, 'at-most', 0, 0.95)]), facts)).toEqual([]);
  });

  it.each([
    [[limit(named('beds', 'peak'), 'below', 40), limit(named('beds', 'lowest'), 'at-least', 50)]],
    [[limit(named('beds', 'peak'), 'below', 40), limit(named('beds', 'peak'), 'at-least', 40)]],
    [[limit(named('beds', 'mean'), 'above', 45), limit(named('beds', 'peak'), 'at-most', 45)]],
    [
      [
        limit(named('beds', 'time-above', 30), 'at-least', 2),
        limit(named('beds', 'peak'), 'at-most', 30),
      ],
    ],
  ])('is refused where its limits contradict each other: %j', async (limits) => {
    expect(await refusal(limits)).toMatchObject({
      code: 'bad-aim',
      message: expect.stringContaining('limits: no outcome can keep both "Keep '),
    });
  });

  it.each([
    // Half of the outcomes may be the one, half the other.
    [
      [
        limit(named('beds', 'peak'), 'below', 40, 0.5),
        limit(named('beds', 'lowest'), 'above', 50, 0.4),
      ],
    ],
    [[limit(named('beds', 'peak'), 'at-most', 40), limit(named('beds', 'peak'), 'at-least', 40)]],
    [[limit(named('beds', 'peak'), 'above', 50), limit(named('beds', 'lowest'), 'below', 40)]],
    [[limit(named('beds', 'mean'), 'below', 40), limit(named('beds', 'peak'), 'above', 50)]],
  ])('is not refused where they can be kept together: %j', (limits) => {
    expect(() => checkAim(aim(limits), facts)).not.toThrow();
  });

  it('is refused for no two limits that some outcome keeps', () => {
    const level = fc.integer({ min: 0, max: 4 });
    const metric = fc.oneof(
      fc
        .constantFrom('mean', 'peak', 'lowest', 'total', 'last')
        .map((how) => named('beds', how as Metric['how'])),
      fc
        .tuple(fc.constantFrom('time-above', 'time-below'), level)
        .map(([how, line]) => named('beds', how as Metric['how'], line)),
    );
    const is = fc.constantFrom('below', 'at-most', 'above', 'at-least') as fc.Arbitrary<
      Limit['is']
    >;
    const anyLimit = fc.tuple(metric, is, level).map((own) => limit(...own));
    const outcome = fc.array(level, { minLength: 1, maxLength: 4 });
    let found = 0;
    fc.assert(
      fc.property(anyLimit, anyLimit, fc.array(outcome, { minLength: 20 }), (a, b, outcomes) => {
        if (contradictions([a, b]).length === 0) return;
        found++;
        for (const series of outcomes) {
          const holds = ({ metric: own, ...bound }: Limit) =>
            meets(bound, metricOf(own, Float64Array.from(series)));
          expect(holds(a) && holds(b)).toBe(false);
        }
      }),
      { numRuns: 1000 },
    );
    expect(found).toBeGreaterThan(20);
  });

  it('is refused where a limit can never hold', async () => {
    for (const impossible of [
      limit(short, 'below', 0),
      limit(named('open', 'mean'), 'above', 20),
      limit(named('beds', 'time-above', 30), 'at-least', 29),
      limit(named('beds', 'lowest'), 'below', 0),
      limit(cost, 'below', 0),
    ])
      expect(await refusal([impossible]), JSON.stringify(impossible)).toMatchObject({
        code: 'bad-aim',
        message: expect.stringContaining('can never hold'),
        hint: expect.stringContaining('lies between 0 and'),
      });
  });

  it('is refused where the same is to be low and high, and for what there is not', async () => {
    const [down] = aim([]).objectives;
    expect(
      await refusal([], { objectives: [down!, { ...down!, direction: 'maximise' }] }),
    ).toMatchObject({
      message: 'aim: "Total cost" is to be both as low and as high as possible',
    });
    expect(await refusal([limit(named('bed', 'peak'), 'below', 3)])).toMatchObject({
      code: 'unknown-name',
      hint: 'Results are: beds.',
    });
  });

  it('is told what decides nothing, what nothing moves, and what is beyond its limit today', () => {
    const notes = (limits: readonly Limit[], more: Partial<Aim> = {}, known = facts) =>
      checkAim(aim(limits, more), known).join(' ');
    expect(notes([limit(short, 'at-least', 0)])).toContain('always holds, so it decides nothing');
    expect(notes([limit(named('beds', 'peak'), 'below', 30)])).toContain(
      'on the last day of the data it is 33 already',
    );
    expect(notes([limit(named('beds', 'peak'), 'below', 40)])).toBe('');
    expect(notes([limit(named('spare', 'peak'), 'below', 30)])).toContain(
      'spare beds: no policy is looked for that sets it',
    );
    expect(notes([limit(named('beds', 'peak'), 'below', 40)], { choices: [choice('extra')] })).toBe(
      'beds: the same whatever is set here, since extra beds does not act on the model.',
    );
    expect(notes([limit(named('beds', 'peak'), 'below', 40, 1)])).toContain(
      'no number of runs proves more',
    );
    const free = { ...facts, means: { ...means, costs: { currency: '€', items: [] } } };
    expect(notes([], {}, free)).toContain('Nothing costs anything yet');
    const items = [{ of: 'nurses', per: 'unit' as const, amount: 1 }];
    const strange = { ...facts, means: { ...means, costs: { currency: '€', items } } };
    expect(notes([], {}, strange)).toBe(
      'Costs of nurses are left out: result, lever or resource: no nurses.',
    );
    const [down] = aim([]).objectives;
    expect(notes([], { objectives: [down!, down!] })).toBe(
      '"Minimise the total cost, on average" is said twice.',
    );
  });
});
