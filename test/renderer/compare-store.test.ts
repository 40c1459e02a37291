import { describe, expect, it } from 'vitest';
import type { StudioClient } from '../../engine/studio/contract/client.ts';
import type { CompareRequest, CompareResult } from '../../engine/studio/contract/compare.ts';
import { createCompare } from '../../renderer/state/compare-store.ts';
import { compared, OPENED, type Scenario } from './measures-fixtures.ts';

/** An engine that answers when it is told to. */
function engine() {
  const asked: { question: CompareRequest; reply(): Promise<void> }[] = [];
  const call = (_method: string, params: unknown, options?: { signal?: AbortSignal }) =>
    new Promise<CompareResult>((resolve, reject) => {
      const { question } = params as { question: CompareRequest };
      options?.signal?.addEventListener('abort', () => reject(new Error('cancelled')));
      asked.push({
        question,
        async reply() {
          resolve(compared(question));
          await new Promise((done) => setTimeout(done));
        },
      });
    });
  return { asked, client: { call } as unknown as Pick<StudioClient, 'call'> };
}

function beds(value: number): Scenario {
  const [change] = OPENED.changes;
  if (change?.change.kind !== 'lever') throw new Error('fixtures: no lever');
  return { ...OPENED, changes: [{ ...change, change: { ...change.change, value } }] };
}

const SUBJECT = { kind: 'simulator', simulator: 'ward' } as const;

function about(scenarios: Readonly<Record<string, Scenario>>, means = '') {
  return {
    ...{ project: '/p', subject: SUBJECT, means },
    scenarios: Object.entries(scenarios).map(([id, scenario]) => ({ id, scenario })),
  };
}

async function replyAll({ asked }: ReturnType<typeof engine>, from = 0) {
  for (let i = from; i < asked.length; i++) await asked[i]?.reply();
}

describe('scenarios side by side', () => {
  it('are asked for with few runs first, then with all, under one seed', async () => {
    const fake = engine();
    const compare = createCompare(fake.client, 7);
    compare.follow(about({ a: beds(1), b: beds(2) }));
    await fake.asked[0]?.reply();
    expect(compare.store.getState().rough).toEqual(new Set(['', 'a', 'b']));
    await fake.asked[1]?.reply();
    expect(fake.asked.map(({ question }) => [question.runs, question.seed])).toEqual([
      [100, 7],
      [400, 7],
    ]);
    expect(compare.store.getState().rough.size).toBe(0);
    expect(Object.keys(compare.store.getState().columns)).toEqual(['', 'a', 'b']);
  });

  it('are asked again only where something changed; the others stay the same objects', async () => {
    const fake = engine();
    const compare = createCompare(fake.client, 7);
    compare.follow(about({ a: beds(1), b: beds(2) }));
    await replyAll(fake);
    const before = compare.store.getState();
    compare.follow(about({ a: beds(1), b: beds(3) }));
    expect(compare.store.getState().rough).toEqual(new Set(['b']));
    await replyAll(fake, 2);
    const after = compare.store.getState();
    expect(
      fake.asked.slice(2).map(({ question }) => question.scenarios.map(({ id }) => id)),
    ).toEqual([['b'], ['b']]);
    expect(after.columns.a).toBe(before.columns.a);
    expect(after.columns['']).toBe(before.columns['']);
    expect(after.head).toBe(before.head);
    expect(after.columns.b?.metrics[0]?.middle).toBe(22);
  });

  it('that were seen before are there at once', async () => {
    const fake = engine();
    const compare = createCompare(fake.client, 7);
    compare.follow(about({ a: beds(1) }));
    await replyAll(fake);
    compare.follow(about({ a: beds(5) }));
    await replyAll(fake, 2);
    compare.follow(about({ a: beds(1) }));
    await Promise.resolve();
    expect(fake.asked).toHaveLength(4);
    expect(compare.store.getState().columns.a?.metrics[0]?.middle).toBe(24);
  });

  it('are all asked again when what things cost is other than before', async () => {
    const fake = engine();
    const compare = createCompare(fake.client, 7);
    compare.follow(about({ a: beds(1) }));
    await replyAll(fake);
    compare.follow(about({ a: beds(1) }, 'dearer'));
    expect(fake.asked[2]?.question).toMatchObject({ runs: 100, scenarios: [{ id: 'a' }] });
  });

  it('of a slider that moves fast are asked for the newest only', async () => {
    const fake = engine();
    const compare = createCompare(fake.client, 7);
    compare.follow(about({ a: beds(1) }));
    await replyAll(fake);
    for (let value = 2; value <= 9; value++) compare.follow(about({ a: beds(value) }));
    await replyAll(fake, 2);
    const values = fake.asked
      .slice(2)
      .map(({ question }) => question.scenarios[0]?.scenario.changes[0]?.change);
    expect(values.at(-1)).toMatchObject({ value: 9 });
    expect(values.length).toBeLessThanOrEqual(4);
    expect(compare.store.getState().columns.a?.metrics[0]?.middle).toBe(16);
  });

  it('with a capacity line tell its chance at once, and the days above it with all runs', async () => {
    const fake = engine();
    const compare = createCompare(fake.client, 7);
    compare.follow(about({}));
    compare.wish({ limits: { occupied_beds: 30 } });
    await replyAll(fake);
    const asked = fake.asked.filter(({ question }) => 'occupied_beds' in question.above);
    const metric = { series: { kind: 'named', name: 'occupied_beds' }, how: 'time-above' };
    expect(asked.map(({ question }) => [question.runs, question.metrics])).toEqual([
      [100, []],
      [400, [{ ...metric, level: 30 }]],
    ]);
  });

  it('of another model begin anew: without lines of results that it may not have', async () => {
    const fake = engine();
    const compare = createCompare(fake.client, 7);
    compare.follow(about({ a: beds(1) }));
    compare.wish({ limits: { occupied_beds: 30 } });
    await replyAll(fake);
    const subject = { kind: 'simulator', simulator: 'other' } as const;
    compare.follow({ ...about({ a: beds(1) }), subject });
    expect(compare.store.getState()).toMatchObject({ columns: {}, wishes: { limits: {} } });
    expect(fake.asked.at(-1)?.question).toMatchObject({ subject, above: {}, runs: 100 });
  });
});
