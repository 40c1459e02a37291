import { describe, expect, it } from 'vitest';
import type { Metric } from '../../engine/decide/schemas/aim.ts';
import type { Scenario } from '../../engine/decide/schemas/scenario.ts';
import type { CompareRequest, CompareResult } from '../../engine/studio/contract/compare.ts';
import { temporaryFolder } from '../project/support.ts';
import { calibrated } from './explore/question.ts';
import { plainExecutor } from './server/plain-executor.ts';
import { refusal, studioIn, windowOn } from './server/support.ts';

type Change = Scenario['changes'][number];

function scenario(...changes: (Pick<Change, 'change'> & Partial<Change>)[]): Scenario {
  const plain = { words: '', from: null, to: null, cost: { once: 0, perStep: 0 }, on: true };
  return {
    ...{ name: 'Test', notes: '', parent: null, policies: {} },
    changes: changes.map((change, i) => ({ ...plain, id: `c${i}`, ...change })),
  };
}

const fewer = scenario({
  change: { kind: 'input', how: 'scale', input: 'admissions', value: 0.5 },
  cost: { once: 500, perStep: 20 },
});
const closed = scenario({ change: { kind: 'disable', module: 'flow' }, from: 40, to: 40 });

/** The ward: 40 days of it, with some beds that can be opened. Asks, and counts the chunks that are simulated. */
async function opened() {
  const { project: made, simulator } = await calibrated();
  await made.close();
  let chunks = 0;
  const openExecutor = () => {
    const inner = plainExecutor();
    const run: typeof inner.run = (...asked) => {
      chunks++;
      return inner.run(...asked);
    };
    return { ...inner, run };
  };
  const client = windowOn(await studioIn(await temporaryFolder(), { openExecutor }));
  const { project } = await client.call('projects.open', { folder: made.folder });
  const serves = { output: 'beds', there: 20 };
  const extra = { name: 'extra', words: 'extra beds', unit: 'beds', low: 0, high: 50, default: 4 };
  await client.call('documents.edit', {
    ...{ project, intent: 'Add beds' },
    edit: {
      resources: [{ ...extra, integer: true, serves }],
      costs: { currency: '€', items: [{ of: 'extra', per: 'unit', amount: 100 }] },
    },
  });
  const question = (
    scenarios: Readonly<Record<string, Scenario>>,
    more: Partial<CompareRequest> = {},
  ): CompareRequest => ({
    ...{ subject: { kind: 'simulator', simulator }, record: 0, horizon: 5, since: null },
    ...{ runs: 100, seed: 3, metrics: [], above: {} },
    scenarios: Object.entries(scenarios).map(([id, own]) => ({ id, scenario: own })),
    ...more,
  });
  const compare = async (...asked: Parameters<typeof question>) => {
    const { milliseconds: _, ...answer } = await client.call('scenarios.compare', {
      ...{ project, question: question(...asked) },
    });
    return answer;
  };
  return { client, project, simulator, question, compare, chunks: () => chunks };
}

function column({ scenarios }: Pick<CompareResult, 'scenarios'>, id: string) {
  const found = scenarios.find((one) => one.id === id);
  if (found === undefined) throw new Error(`scenario: no ${id}`);
  return found;
}
function beds(answer: Pick<CompareResult, 'scenarios'>, id = '') {
  const found = column(answer, id).series.find(({ name }) => name === 'beds');
  if (found === undefined) throw new Error('no beds');
  return found;
}
const metric = (answer: Pick<CompareResult, 'scenarios'>, id: string, words: string) =>
  column(answer, id).metrics.find((one) => one.words === words);

describe('scenarios side by side', () => {
  it('begin with things as they are, which look as the forecast of the same seed does', async () => {
    const { client, project, simulator, compare } = await opened();
    const answer = await compare({}, { above: { beds: 25 } });
    const { trajectories } = await client.call('explore.run', {
      project,
      question: {
        ...{ subject: { kind: 'simulator', simulator }, mode: 'forecast', horizon: 5, runs: 100 },
        ...{ seed: 3, set: {}, changes: [], above: { beds: 25 }, paths: 0 },
      },
    });
    const [{ outputs, first, rows, dates }] = trajectories as [(typeof trajectories)[number]];
    expect(answer).toMatchObject({ first, rows, dates, last: 39, runs: 100 });
    expect(answer.scenarios.map(({ id }) => id)).toEqual(['']);
    expect(beds(answer).mean).toEqual(outputs[0]?.mean);
    expect(beds(answer).quantiles).toEqual(outputs[0]?.quantiles);
    const above = beds(answer).above;
    outputs[0]?.line?.on.value.forEach((share, row) => {
      expect(above?.[row]).toBeCloseTo(share, 12);
    });
    expect(beds(answer).difference).toBeNull();
    expect(column(answer, '').series.map(({ name, kind }) => [name, kind])).toEqual([
      ['beds', 'output'],
      ['extra', 'resource'],
    ]);
  });

  it('differ by nothing but what they change', async () => {
    const { compare } = await opened();
    const same = scenario();
    const answer = await compare({ fewer, same });
    expect(beds(answer, 'same').mean).toEqual(beds(answer).mean);
    expect(beds(answer, 'same').difference?.quantiles.every((value) => value === 0)).toBe(true);
    const { difference, mean } = beds(answer, 'fewer');
    mean.forEach((value, row) => {
      expect(difference?.mean[row]).toBeCloseTo(value - beds(answer).mean[row]!, 9);
    });
    const peak = metric(answer, 'fewer', 'Highest day of beds');
    expect(peak?.change?.value).toBeLessThan(0);
    expect(peak?.change?.high).toBeLessThan(0);
    expect(peak?.lower?.value).toBeGreaterThan(0.9);
    expect(metric(answer, 'same', 'Highest day of beds')).toMatchObject({
      ...{ change: { value: 0, low: 0, high: 0 }, unit: 'patients' },
      ...{ lower: { value: 0 }, higher: { value: 0 } },
    });
    // 5 days of 4 beds; and for the scenario once 500, and 20 a day.
    expect(metric(answer, '', 'Total cost')).toMatchObject({ mean: { value: 2000 }, unit: '€' });
    expect(metric(answer, 'fewer', 'Total cost')).toMatchObject({
      ...{ mean: { value: 2600, low: 2600, high: 2600 }, change: { value: 600 } },
      ...{ lower: { value: 0 }, higher: { value: 1 } },
    });
    expect(column(answer, 'fewer').words.join(' ')).toContain('0.5 times as many');
  });

  it('are told in their place what is wrong with them; others stay', async () => {
    const { compare } = await opened();
    const wrong = scenario({ change: { kind: 'disable', module: 'flaw' } });
    const late = scenario({
      change: { kind: 'input', how: 'set', input: 'admissions', value: 0 },
      ...{ from: '2020-06-01' },
    });
    const answer = await compare({ wrong, fewer, late });
    expect(column(answer, 'wrong').problem?.message).toContain('flaw');
    expect(column(answer, 'wrong').problem?.hint).toContain('flow');
    expect(column(answer, 'wrong').series).toEqual([]);
    expect(beds(answer, 'fewer').difference).not.toBeNull();
    expect(column(answer, 'late').words.join(' ')).toContain('it changes nothing yet');
  });

  it('lie over policies with their dated changes, and say so', async () => {
    const { compare } = await opened();
    const fixed = { kind: 'constant', watch: null, values: { value: 10 }, starts: [] } as const;
    const half = scenario({
      change: { kind: 'lever', how: 'scale', lever: 'extra', value: 0.5 },
      ...{ from: '2020-04-11', to: '2020-04-12', words: 'Strike' },
    });
    const answer = await compare({
      half: { ...half, policies: { extra: { ...fixed, starts: [] } } },
    });
    const provided = column(answer, 'half').series.find(({ name }) => name === 'extra');
    expect(answer.dates?.[1]).toBe('2020-04-11');
    expect([...(provided?.mean ?? [])]).toEqual([10, 5, 5, 10, 10]);
    expect(column(answer, 'half').words).toContain(
      '"Strike" lies over the policy of extra: while it holds, it acts on what the policy answers that day.',
    );
  });

  it('are not written where no model could follow them', async () => {
    const { client, project } = await opened();
    const backwards = scenario({
      change: { kind: 'disable', module: 'flow' },
      ...{ from: '2020-04-12', to: '2020-04-11' },
    });
    const save = client.call('scenarios.save', { project, intent: 'Keep', scenario: backwards });
    expect(await refusal(save)).toMatchObject({ code: 'bad-change' });
    const { view } = await client.call('scenarios.save', {
      ...{ project, intent: 'Keep', scenario: fewer },
    });
    expect(view.scenarios).toHaveLength(1);
  });

  it('tell why not one run was left, by the change that broke it', async () => {
    const { compare } = await opened();
    const emptied = scenario({ change: { kind: 'state', how: 'add', field: 'beds', value: -900 } });
    const { problem } = column(await compare({ emptied }), 'emptied');
    expect(problem?.message).toMatch(
      /^all runs broke: flow cannot go on \(binomial: n is -8.*\) on 10 April 2020 under this change: 900 .*less in beds$/,
    );
  });

  it('tell metrics that were asked for, once, and refuse what there is not', async () => {
    const { client, project, compare, question } = await opened();
    const series = { kind: 'named', name: 'beds' } as const;
    const long = { series, how: 'time-above', level: 10 } as const;
    const peak = { series, how: 'peak', level: null } as const;
    const answer = await compare({}, { metrics: [long, peak] });
    expect(column(answer, '').metrics.map(({ words }) => words)).toEqual([
      'Total cost',
      'Highest day of beds',
      'Mean beds',
      'Days with shortage of extra beds above 0',
      'Highest day of shortage of extra beds',
      'Mean extra beds',
      'Days with beds above 10',
    ]);
    const other = { ...peak, series: { kind: 'named', name: 'bed' } as const };
    const asked = { project, question: question({}, { metrics: [other] }) };
    const error = await refusal(client.call('scenarios.compare', asked));
    expect(error.message).toContain('no bed');
  });

  it('may begin on an earlier day, and change what has been', async () => {
    const { compare } = await opened();
    const past = { since: '2020-03-31' };
    const answer = await compare(
      {
        closed: {
          ...closed,
          changes: [{ ...closed.changes[0]!, from: '2020-04-02', to: '2020-04-02' }],
        },
      },
      past,
    );
    expect(answer).toMatchObject({ first: 31, rows: 14, last: 39 });
    expect(answer.dates?.[0]).toBe('2020-04-01');
    const { difference } = beds(answer, 'closed');
    expect(difference?.mean[0]).toBe(0);
    expect(difference?.mean[1]).not.toBe(0);
    expect(answer.conditions.join(' ')).toContain('Runs start from the state of 2020-03-31');
  });

  it('run what changed alone, also after something was saved', async () => {
    const { client, project, compare, chunks } = await opened();
    const first = await compare({ fewer });
    const before = chunks();
    expect(await compare({ fewer }, { above: { beds: 20 } })).toMatchObject({ runs: 100 });
    await client.call('scenarios.save', { project, intent: 'Keep it', scenario: fewer });
    expect((await compare({ fewer })).scenarios).toEqual(first.scenarios);
    // Another line, another number of the same runs; without a change the runs are those of things as they are.
    const line = (level: number): Metric => ({
      ...{ series: { kind: 'named', name: 'beds' }, how: 'time-above', level },
    });
    const lines = await compare({ fewer, none: scenario() }, { metrics: [line(20), line(25)] });
    const words = 'Days with beds above 25';
    expect(metric(lines, '', words)).toEqual(
      metric(await compare({}, { metrics: [line(25)] }), '', words),
    );
    expect(metric(lines, 'fewer', words)?.change?.value).toBeLessThan(0);
    expect(metric(lines, 'none', words)?.change).toEqual({ value: 0, low: 0, high: 0 });
    expect(chunks()).toBe(before);
    await compare({ fewer, closed });
    expect(chunks()).toBeGreaterThan(before);
  });
});

describe('a run module by module', () => {
  it('changes what it tells, and is one of those compared', async () => {
    const { client, project, simulator, compare } = await opened();
    const flow = await client.call('scenarios.flow', {
      project,
      question: {
        ...{ subject: { kind: 'simulator', simulator }, record: 0, horizon: 5, since: null },
        ...{ seed: 3, scenario: fewer, run: 12 },
      },
    });
    expect(flow).toMatchObject({ first: 40, timeUnit: 'day', modules: ['flow'], fields: ['beds'] });
    expect(flow.dates?.length).toBe(5);
    const [told] = flow.outputs;
    for (let row = 1; row < 5; row++)
      expect(flow.levels[row]).toBe(flow.levels[row - 1]! + flow.changes[row]!);
    expect(told?.values).toEqual(flow.levels);
    const { quantiles } = beds(await compare({ fewer }), 'fewer');
    expect(told?.values[4]).toBeGreaterThanOrEqual(quantiles[4 * 9]! - 5);
    const other = await client.call('scenarios.flow', {
      project,
      question: {
        ...{ subject: { kind: 'simulator', simulator }, record: 0, horizon: 5, since: null },
        ...{ seed: 3, scenario: fewer, run: 3 },
      },
    });
    expect(other.changes).not.toEqual(flow.changes);
  });
});

describe('a sentence', () => {
  it('is understood with the names of the model in use', async () => {
    const { client, project, simulator } = await opened();
    const ask = (text: string) =>
      client.call('aims.understand', { project, subject: { kind: 'simulator', simulator }, text });
    expect(await ask('Keep enough extra beds on all days in 90 % of outcomes')).toEqual({
      objective: null,
      limit: {
        metric: { series: { kind: 'shortage', resource: 'extra' }, how: 'peak', level: null },
        ...{ is: 'at-most', level: 0, chance: 0.9 },
      },
      problem: null,
    });
    expect((await ask('Minimise occupied bets')).problem?.hint).toContain('Did you mean "beds"?');
  });
});
