import { describe, expect, it } from 'vitest';
import { aimTemplates } from '../../renderer/screens/policies/aim-templates.ts';
import {
  limitWords,
  type Metric,
  objectiveWords,
  riskOptions,
  seriesOptions,
} from '../../renderer/screens/policies/aim-words.ts';
import { byWeeks } from '../../renderer/screens/policies/calendar-rows.ts';
import {
  chanceWords,
  estimateWords,
  outcomesWords,
} from '../../renderer/screens/policies/estimate-words.ts';
import {
  cardAxes,
  firstAxes,
  ORDER_AXIS,
  policyAxes,
  wishName,
} from '../../renderer/screens/policies/policy-axes.ts';
import { searchSentence } from '../../renderer/screens/policies/search-words.ts';
import { triedPolicies } from '../../renderer/screens/policies/tried-policies.ts';
import { wayOut } from '../../renderer/screens/policies/warning-banners.tsx';
import { AIM, CARDS, DECISION, NEW_PROJECT, SPACE, TRACE } from './policies-fixtures.ts';

const SERIES = seriesOptions(SPACE, NEW_PROJECT);

describe('sentences of a goal', () => {
  it('name what they are about in plain words', () => {
    expect(AIM.objectives.map((one) => objectiveWords(one, SERIES, 'day'))).toEqual([
      'Minimise the total cost, on average',
      'Minimise the highest day of extra beds, on average',
    ]);
    expect(AIM.limits.map((one) => limitWords(one, SERIES, 'day'))).toEqual([
      'Keep the highest day of shortage of extra beds at most 0 beds in 95 % of outcomes',
    ]);
  });

  it('count days beyond a line', () => {
    const metric: Metric = {
      ...{ series: { kind: 'named', name: 'occupied_beds' }, how: 'time-above', level: 30 },
    };
    expect(limitWords({ metric, is: 'at-most', level: 3, chance: 0.9 }, SERIES, 'day')).toBe(
      'Keep the number of days with occupied beds above 30 beds at most 3 days in 90 % of outcomes',
    );
  });

  it('keep a share that was typed among those to choose from', () => {
    const options = riskOptions({ kind: 'cvar', level: 0.8 });
    expect(options.at(-1)?.words).toBe('in the worst 20 % of outcomes');
    expect(riskOptions({ kind: 'mean' })).toHaveLength(options.length - 1);
  });

  it('are offered to begin with by what can be set', () => {
    expect(aimTemplates(SPACE, NEW_PROJECT).map(({ title }) => title)).toEqual([
      'Enough extra beds at the least cost',
      'Keep occupied beds below a line',
      'Less occupied beds against less cost',
    ]);
    expect(aimTemplates({ ...SPACE, levers: [] }, NEW_PROJECT)).toEqual([]);
    const free = aimTemplates(SPACE, { resources: [], costs: { currency: '€', items: [] } });
    expect(free[0]?.aim.objectives[0]?.metric.series).toEqual({
      kind: 'named',
      name: 'extra_beds',
    });
  });
});

describe('numbers with how exact they are', () => {
  it('are told with brackets only where there is an error', () => {
    expect(estimateWords({ value: 17_800.4, low: 17_266, high: 18_334 }, '€')).toBe(
      '17,800 € (17,266 to 18,334)',
    );
    expect(estimateWords({ value: 16, low: 16, high: 16 }, 'beds')).toBe('16 beds');
    expect(chanceWords({ value: 0.9724, low: 0.962, high: 0.982 })).toBe('97.2 % (96.2 to 98.2)');
    expect(outcomesWords(9.79, 26.71, 'beds')).toBe('9.79 to 26.7 beds');
  });
});

describe('policies of a search', () => {
  const policies = triedPolicies(TRACE, CARDS);
  const axes = policyAxes(TRACE, AIM.limits);

  it('are named by their role, and each stands once', () => {
    expect(policies.slice(0, CARDS.length).map(({ name }) => name)).toEqual([
      ...['Recommended', 'Policy 2', 'Policy 3', 'Policy 4'],
      ...['Do nothing', 'As set today', 'Best that never changes'],
    ]);
    expect(new Set(policies.map(({ id }) => id)).size).toBe(policies.length);
    const first = TRACE.points[0];
    if (!first) throw new Error('no point');
    const marks = [{ ...first, id: 'x', role: 'do-nothing' as const }];
    const withMarks = triedPolicies({ ...TRACE, marks }, CARDS);
    expect(withMarks.filter(({ role }) => role === 'do-nothing')).toHaveLength(1);
    expect(triedPolicies({ ...TRACE, marks }, [])[0]?.name).toBe('Do nothing');
  });

  it('are not recommended where a limit is not kept', () => {
    const [first] = CARDS;
    if (!first) throw new Error('no card');
    const limits = first.limits.map((limit) => ({ ...limit, holds: 'no' as const }));
    const [nearest] = triedPolicies(TRACE, [{ ...first, limits }]);
    expect(nearest).toMatchObject({ name: 'Nearest to the limits', feasible: false });
  });

  it('are drawn by two wishes; by one wish and the limit that is hardest to keep; else in what they rest on', () => {
    expect(firstAxes(axes, policies, 2)).toMatchObject({
      x: { key: 'objective 0' },
      y: { key: 'objective 1' },
    });
    const trace = {
      objectives: TRACE.objectives.slice(0, 1),
      limits: ['Keep a', 'Keep b'],
    };
    const two = policies.map((one) => ({ ...one, chances: [0.99, 0.5] }));
    expect(firstAxes(policyAxes(trace, []), two, 1).y.key).toBe('limit 1');
    const none = policyAxes({ ...trace, limits: [] }, []);
    expect(firstAxes(none, policies, 1).y).toBe(ORDER_AXIS);
    expect(policies.map(ORDER_AXIS.value).slice(-2)).toEqual([159, 160]);
  });

  it('have all their numbers side by side; a cost that is no wish, too', () => {
    const { axes: columns, valuesOf } = cardAxes(DECISION);
    expect(columns.map(({ words }) => words)).toEqual([
      ...['opens above', 'closes so far below', 'beds when open'],
      ...['Total cost, on average', 'Highest day of extra beds, on average'],
      ...['Limit kept', 'Total cost'],
    ]);
    const [recommended] = policies;
    expect(recommended && valuesOf(recommended)).toEqual([30, 6, 16, 17_800, 16, 97.2, 17_800]);
  });

  it('are told in a sentence, also where none keeps the limit', () => {
    expect(searchSentence({ state: 'running' }, { ...TRACE, evaluations: 0 }, undefined)).toBe(
      'The first policies are on their way.',
    );
    const unfit = TRACE.points.map((point) => ({ ...point, feasible: false }));
    expect(searchSentence({ state: 'finished' }, { ...TRACE, points: unfit }, DECISION)).toBe(
      '400 policies were tried, 7 of them were looked at closely: none keeps the limit.',
    );
  });

  it('have wishes with short names', () => {
    expect(wishName('Minimise the total cost, on average')).toBe('Total cost, on average');
    expect(wishName('Maximise icu_beds, on average')).toBe('Icu beds, on average');
  });
});

describe('what is to be known before a policy is used', () => {
  it('leads to where it is mended', () => {
    const ways = [
      'No policy keeps all limits.',
      'The policy shown first does not keep "beds below 40".',
      'The goal is flat: every policy gives the same.',
      'Extra beds do nothing here.',
      'Many runs broke where extra beds are above 50.',
      'Nothing costs anything: the cost is always 0.',
    ].map((warning) => wayOut(warning).id);
    expect(ways).toEqual(['goal', 'goal', 'goal', 'levers', 'levers', 'means']);
  });
});

describe('a calendar by weeks', () => {
  it('has the mean of the middles and the widest range', () => {
    const days = Array.from({ length: 9 }, (_, i) => ({
      place: i + 1,
      middle: i,
      low: i,
      high: i,
    }));
    expect(byWeeks(days)).toEqual([
      { place: 1, middle: 3, low: 0, high: 6 },
      { place: 8, middle: 7.5, low: 7, high: 8 },
    ]);
  });
});
