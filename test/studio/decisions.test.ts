import { describe, expect, it } from 'vitest';
import { Decisions } from '../../engine/studio/decisions.ts';
import type { RunEntry } from '../../engine/studio/run-entry.ts';
import { errorFrom, ward } from './ward.ts';

/** What would be on the disk. */
function memoOf(found: Record<string, unknown>) {
  return {
    get: (key: string) => found[key],
    async set(key: string, value: unknown) {
      await Promise.resolve();
      found[key] = JSON.parse(JSON.stringify(value));
    },
  };
}

const known = new Map([
  ['a', { words: ['a queue', 'beds'] }],
  ['b', { words: ['no queue', 'beds'] }],
]);
const pin = { kind: 'pin', candidate: 'a' } as const;
const reject = { kind: 'reject', candidate: 'b' } as const;
const tell = { kind: 'tell', text: 'Nobody waits.' } as const;

describe('decisions on a discovery', () => {
  it('are durable when they are acknowledged, and taken up by the next round only', async () => {
    const found = {};
    const decisions = new Decisions(memoOf(found), known);
    expect(await decisions.take(1)).toEqual([]);
    await decisions.decide([pin]);
    const killed = structuredClone(found);
    await decisions.decide([reject, tell]);
    const taken = await decisions.take(2);
    expect(taken).toEqual([
      { kind: 'pin', id: 'a' },
      { kind: 'reject', id: 'b' },
      { kind: 'tell', text: 'Nobody waits.' },
    ]);
    expect(await decisions.take(3)).toEqual([]);
    expect(decisions.of(2)).toEqual({
      decisions: ['Follow up: a queue', 'Leave out: no queue', 'Told: "Nobody waits."'],
      heeded: 3,
    });
    expect(decisions.of(1)).toEqual({ decisions: [], heeded: 0 });

    const again = new Decisions(memoOf(found), known);
    expect([await again.take(1), await again.take(2)]).toEqual([[], taken]);
    const before = new Decisions(memoOf(killed), known);
    expect([await before.take(1), await before.take(2)]).toEqual([[], [{ kind: 'pin', id: 'a' }]]);
  });

  it('that wait are told to the log again when the run is taken up', async () => {
    const found = {};
    const first = new Decisions(memoOf(found), known);
    await first.decide([pin]);
    await first.take(1);
    await first.decide([reject]);
    const told: RunEntry[] = [];
    const again = new Decisions(memoOf(found), known);
    again.open((entry) => told.push(entry));
    await again.decide([tell]);
    expect(told).toEqual([
      { event: 'decision', number: 2, words: 'Leave out: no queue' },
      { event: 'decision', number: 3, words: 'Told: "Nobody waits."' },
    ]);
  });

  it('are kept all or none', async () => {
    const found = {};
    const decisions = new Decisions(memoOf(found), known);
    const nobody = { kind: 'reject', candidate: 'c' } as const;
    expect(await errorFrom(decisions.decide([pin, nobody]))).toMatchObject({
      code: 'bad-option',
      message: 'structure: c is not in this run',
      hint: 'One of: a, b.',
    });
    expect(await decisions.take(1)).toEqual([]);
  });

  it('on code speak of its parts, and it can be spoken of at once', async () => {
    const decisions = new Decisions(memoOf({}), known);
    await decisions.decide([{ kind: 'add', code: ward.simulator, parent: 'a' }]);
    const [steer] = await decisions.take(1);
    expect(steer).toMatchObject({ kind: 'add', proposal: { proposer: 'person', parent: 'a' } });
    if (steer?.kind !== 'add') throw new Error('nothing was added');
    const { id, words } = steer.proposal;
    expect(words).toEqual(['in and out']);
    await decisions.decide([{ kind: 'pin', candidate: id }]);
    expect(decisions.of(1).decisions).toEqual(['Try your edit of: a queue']);
    expect(await decisions.take(2)).toEqual([{ kind: 'pin', id }]);
  });

  it('of a run that kept only what its rounds took up are read as they are', async () => {
    const found = { 'decisions 1': [], 'decisions 2': [{ kind: 'pin', id: 'a' }] };
    const decisions = new Decisions(memoOf(found), known);
    await decisions.decide([reject]);
    expect(await decisions.take(2)).toEqual([{ kind: 'pin', id: 'a' }]);
    expect(await decisions.take(3)).toEqual([{ kind: 'reject', id: 'b' }]);
    expect(decisions.of(2)).toEqual({ decisions: ['Follow up: a'], heeded: 1 });
  });

  it('come too late after the last round', async () => {
    const decisions = new Decisions(memoOf({}), known);
    decisions.close();
    expect(await errorFrom(decisions.decide([pin]))).toMatchObject({ code: 'not-running' });
  });
});
