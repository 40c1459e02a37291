import { describe, expect, it, vi } from 'vitest';
import type { StudioClient } from '../../engine/studio/contract/client.ts';
import type { ExploreRequest, ExploreResult } from '../../engine/studio/contract/explore.ts';
import { createWhatIf } from '../../renderer/state/what-if.ts';

const SUBJECT = { kind: 'simulator', simulator: 's1' } as const;

/** An engine that answers when it is told to. */
function engine() {
  const asked: { question: ExploreRequest; reply(): Promise<void>; refuse(): Promise<void> }[] = [];
  const settled = () => new Promise<void>((resolve) => setTimeout(resolve));
  const call = (_method: string, params: unknown, options?: { signal?: AbortSignal }) =>
    new Promise<ExploreResult>((resolve, reject) => {
      const { question } = params as { question: ExploreRequest };
      options?.signal?.addEventListener('abort', () => reject(new Error('cancelled')));
      asked.push({
        question,
        async reply() {
          resolve(resultOf(question));
          await settled();
        },
        async refuse() {
          reject(Object.assign(new Error('no such number'), { code: 'bad-option' }));
          await settled();
        },
      });
    });
  const client = { call } as unknown as Pick<StudioClient, 'call'>;
  return { asked, client, last: () => asked.at(-1)! };
}

function resultOf({ runs, set }: ExploreRequest): ExploreResult {
  return {
    ...{ timeUnit: 'day', levels: [0.5], runs, trajectories: [], milliseconds: 1 },
    ...{ conditions: [JSON.stringify(set)], warnings: [] },
  };
}

describe('a question that is asked again with every change', () => {
  it('shows few runs first, then all that were wanted, and is its own baseline while nothing is changed', async () => {
    const { asked, client, last } = engine();
    const whatIf = createWhatIf(client, 7);
    whatIf.follow('/p', SUBJECT);
    expect(last().question).toMatchObject({ mode: 'forecast', runs: 100, seed: 7, set: {} });
    await last().reply();
    expect(whatIf.store.getState()).toMatchObject({ isRough: true, answer: { runs: 100 } });
    await last().reply();
    expect(asked).toHaveLength(2);
    const { answer, baseline, isRough } = whatIf.store.getState();
    expect(answer?.runs).toBe(500);
    expect(baseline).toBe(answer);
    expect(isRough).toBe(false);
  });

  it('asks only the newest of many changes, and calls off the long answer to an old one', async () => {
    const { asked, client, last } = engine();
    const whatIf = createWhatIf(client, 1);
    whatIf.follow('/p', SUBJECT);
    for (let value = 1; value <= 30; value++) whatIf.wish({ set: { beds: value } });
    await last().reply();
    expect(asked.map(({ question }) => question.set)).toEqual([{}, { beds: 30 }]);
    await last().reply();
    expect(last().question).toMatchObject({ runs: 500, set: { beds: 30 } });

    whatIf.wish({ set: { beds: 31 } });
    await vi.waitFor(() => expect(last().question).toMatchObject({ runs: 100, set: { beds: 31 } }));
    expect(whatIf.store.getState().error).toBeUndefined();
  });

  it('asks for things as they are once, with the same seed and runs', async () => {
    const { asked, client, last } = engine();
    const whatIf = createWhatIf(client, 1);
    whatIf.follow('/p', SUBJECT);
    whatIf.wish({ set: { beds: 3 } });
    for (let i = 0; i < 3; i++) await last().reply();
    await last().reply();
    expect(last().question).toMatchObject({ runs: 500, set: {}, changes: [], seed: 1 });
    const before = asked.length;
    const { baseline } = whatIf.store.getState();
    expect(baseline?.conditions).toEqual(['{}']);

    whatIf.wish({ set: { beds: 4 } });
    await last().reply();
    await last().reply();
    expect(asked).toHaveLength(before + 2);
    expect(whatIf.store.getState().baseline).toBe(baseline);
  });

  it('tells what was refused, and goes on with the next change', async () => {
    const { client, last } = engine();
    const whatIf = createWhatIf(client, 1);
    whatIf.follow('/p', SUBJECT);
    await last().refuse();
    expect(whatIf.store.getState().error).toMatchObject({ message: 'no such number' });
    whatIf.reset();
    await last().reply();
    expect(whatIf.store.getState()).toMatchObject({ error: undefined, answer: { runs: 100 } });
  });

  it('forgets changes where another model is looked at, and keeps the lines', async () => {
    const { client, last } = engine();
    const whatIf = createWhatIf(client, 1);
    whatIf.follow('/p', SUBJECT);
    whatIf.wish({ set: { beds: 3 }, limits: { occupied: 40 } });
    whatIf.follow('/p', { kind: 'mixture', run: '0001-discover' });
    await vi.waitFor(() => expect(last().question.subject.kind).toBe('mixture'));
    expect(last().question).toMatchObject({ set: {}, above: { occupied: 40 } });
  });

  it('measures from the change to the chart that shows it', async () => {
    performance.clearMeasures();
    let time = 1000;
    const { client, last } = engine();
    const whatIf = createWhatIf(client, 1, () => time);
    whatIf.follow('/p', SUBJECT);
    time = 1040;
    await last().reply();
    whatIf.drawn();
    time = 1200;
    await last().reply();
    whatIf.drawn();
    whatIf.drawn();
    const took = performance
      .getEntriesByType('measure')
      .map(({ name, duration }) => [name, duration]);
    expect(took).toEqual([
      ['what-if-first', 40],
      ['what-if', 200],
    ]);
  });
});
