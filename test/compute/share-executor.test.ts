import { describe, expect, it } from 'vitest';
import type { Executor } from '../../engine/compute/executor.ts';
import { shareExecutor } from '../../engine/compute/share-executor.ts';

/** An executor whose tasks end when the test says so. */
function byHand(width = 1) {
  const begun: string[] = [];
  const ends: (() => void)[] = [];
  const executor: Executor = {
    width,
    run: <_Input, Output>({ name }: { readonly name: string }) =>
      new Promise<Output>((resolve) => {
        begun.push(name);
        ends.push(() => resolve(name as Output));
      }),
    close: () => Promise.resolve(),
  };
  return {
    executor,
    begun,
    async endOne() {
      ends.shift()?.();
      await settle();
    },
  };
}

const settle = () => new Promise((resolve) => setImmediate(resolve));

/** The code of what a promise is rejected with. */
const codeOf = (promise: Promise<unknown>) =>
  promise.then(
    () => 'resolved',
    (error: { code: string }) => error.code,
  );

describe('a shared executor', () => {
  it('lets lanes take turns, however much one of them asks for', async () => {
    const { executor, begun, endOne } = byHand();
    const { lane } = shareExecutor(executor);
    const [many, few] = [lane(), lane()];
    for (const name of ['a1', 'a2', 'a3', 'a4', 'a5']) void many.run({ name }, 0);
    for (const name of ['b1', 'b2']) void few.run({ name }, 0);
    for (let ended = 0; ended < 6; ended++) await endOne();
    expect(begun).toEqual(['a1', 'a2', 'b1', 'a3', 'b2', 'a4', 'a5']);
  });

  it('gives the executor no more than keeps its workers busy', () => {
    const { executor, begun } = byHand(3);
    const own = shareExecutor(executor).lane();
    for (let task = 0; task < 20; task++) void own.run({ name: `${task}` }, 0);
    expect(begun).toHaveLength(6);
  });

  it('begins nothing of a lane that is held, and goes on in order when it is released', async () => {
    const { executor, begun, endOne } = byHand();
    const { lane } = shareExecutor(executor);
    const [held, other] = [lane(), lane()];
    const first = held.run({ name: 'a1' }, 0);
    held.hold();
    const second = held.run({ name: 'a2' }, 0);
    void other.run({ name: 'b1' }, 0);
    expect(begun).toEqual(['a1', 'b1']);
    await endOne();
    expect(await first).toBe('a1');
    expect(begun).toEqual(['a1', 'b1']);
    held.release();
    await endOne();
    await endOne();
    expect(await second).toBe('a2');
  });

  it('rejects what waits, held or not, when its signal says so', async () => {
    const { executor, begun } = byHand();
    const held = shareExecutor(executor).lane();
    held.hold();
    const stop = new AbortController();
    const waiting = codeOf(held.run({ name: 'a' }, 0, { signal: stop.signal }));
    stop.abort();
    expect(await waiting).toBe('cancelled');
    expect(await codeOf(held.run({ name: 'a' }, 0, { signal: stop.signal }))).toBe('cancelled');
    held.release();
    expect(begun).toEqual([]);
  });

  it('ends a lane without the others', async () => {
    const { executor, endOne } = byHand();
    const { lane } = shareExecutor(executor);
    const [gone, other] = [lane(), lane()];
    gone.hold();
    const waiting = codeOf(gone.run({ name: 'a' }, 0));
    await gone.close();
    expect(await waiting).toBe('closed');
    expect(await codeOf(gone.run({ name: 'a' }, 0))).toBe('closed');
    const stays = other.run({ name: 'b' }, 0);
    await endOne();
    expect(await stays).toBe('b');
  });
});
