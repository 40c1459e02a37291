import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  EVENT_INTERVAL,
  REQUEST_LIMIT,
  SUBSCRIPTION_LIMIT,
  UNSEEN_REPLY_BYTES,
} from '../../../engine/studio/contract/envelope.ts';
import { serveConnection } from '../../../engine/studio/server/serve-connection.ts';
import type { StudioService } from '../../../engine/studio/server/service.ts';
import { fakeStudio, fakeTopic, page, pause, studioView, until } from './fake-studio.ts';
import { LINK_KINDS, type Linker } from './links.ts';
import { HELLO, rawWindow } from './raw-window.ts';

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

async function usedBytes(): Promise<number> {
  // Array buffers go with the second collection.
  collectGarbage();
  await pause(20);
  collectGarbage();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

const MB = 2 ** 20;
const project = '/projects/ward';
const rows = { project, trajectory: 0, from: 0, count: 1 };
const askRows = (id: number) => ({ kind: 'request', id, method: 'data.page', params: rows });
const follow = (id: number) => ({ kind: 'subscribe', id, topic: 'studio', params: {} });

describe.each(LINK_KINDS)('a window that never looks, over $name,', ({ open }) => {
  let linker: Linker;
  beforeEach(async () => {
    linker = await open();
  });
  afterEach(() => linker.close());

  const greeted = async (service: StudioService) => {
    const { window, engine } = await linker.link();
    serveConnection(engine, service);
    const raw = rawWindow(window);
    raw.say(HELLO);
    await raw.hear(1);
    return raw;
  };

  it('gets one event of 100,000 changes; then the newest state once it has looked', async () => {
    const topic = fakeTopic(studioView('first'));
    const raw = await greeted(fakeStudio({ topics: { studio: () => topic } }));
    raw.say(follow(1));
    await raw.hear(2);
    const before = await usedBytes();
    for (let i = 1; i <= 100_000; i++) {
      topic.set(studioView(`${i}`.padStart(1000, '.')));
      if (i % 10_000 === 0) await pause(EVENT_INTERVAL / 4);
    }
    await pause(2 * EVENT_INTERVAL);
    expect((await usedBytes()) - before).toBeLessThan(2 * MB);
    expect([raw.heard.length, topic.reads]).toEqual([2, 1]);
    raw.say({ kind: 'seen', id: 1, seq: 1 });
    await raw.hear(3);
    expect(raw.heard[2]).toMatchObject({
      kind: 'event',
      seq: 2,
      payload: { projectsFolder: '100000'.padStart(1000, '.') },
    });
    raw.say({ kind: 'seen', id: 1, seq: 1 });
    topic.set(studioView('once more'));
    await pause(2 * EVENT_INTERVAL);
    expect(raw.heard).toHaveLength(3);
  });

  it('and asks 10,000 times has few answered, some refused, and is cut off', async () => {
    const values = new Float64Array(50_000);
    let started = 0;
    const raw = await greeted(
      fakeStudio({
        handlers: {
          'data.page': () => {
            started += 1;
            return page(values);
          },
        },
      }),
    );
    const before = await usedBytes();
    for (let id = 1; id <= 10_000; id++) {
      raw.say(askRows(id));
      if (id % 100 === 0) await pause(1);
    }
    await until(() => raw.isClosed, 'cut off');
    expect(started * values.byteLength).toBeLessThanOrEqual(
      UNSEEN_REPLY_BYTES + REQUEST_LIMIT * values.byteLength,
    );
    expect(raw.heardBytes).toBeLessThan(UNSEEN_REPLY_BYTES + (REQUEST_LIMIT + 3) * 400_000);
    const kinds = raw.heard.map((message) => message.kind);
    expect(kinds.filter((kind) => kind === 'reply')).toHaveLength(started);
    expect(kinds.filter((kind) => kind === 'error').length).toBeLessThanOrEqual(1000);
    expect(raw.heard.at(-1)).toMatchObject({ kind: 'fatal', error: { code: 'busy' } });
    // What this test heard lies in its own memory.
    expect((await usedBytes()) - before - raw.heardBytes).toBeLessThan(32 * MB);
  });

  it('has its further requests carried out as it looks', async () => {
    const values = new Float64Array(MB);
    const raw = await greeted(fakeStudio({ handlers: { 'data.page': () => page(values) } }));
    for (let id = 1; id <= 8; id++) raw.say(askRows(id));
    await raw.hear(1 + 8);
    for (let id = 9; id <= 20; id++) raw.say(askRows(id));
    await pause(100);
    expect(raw.heard).toHaveLength(1 + 8);
    let looked = 0;
    while (looked < 20) {
      await raw.hear(looked + 2);
      looked += 1;
      raw.say({ kind: 'seen', id: looked });
    }
    expect(raw.heard.slice(1).map((message) => 'id' in message && message.id)).toEqual(
      Array.from({ length: 20 }, (_, i) => i + 1),
    );
  });

  it('gets events of many subscriptions only until 64 MB are unseen', async () => {
    const topic = fakeTopic(studioView('x'.repeat(MB)));
    const raw = await greeted(fakeStudio({ topics: { studio: () => topic } }));
    for (let id = 1; id <= SUBSCRIPTION_LIMIT; id++) raw.say(follow(id));
    await raw.hear(1 + 64);
    await pause(100);
    expect(raw.heard.length).toBeLessThanOrEqual(1 + 64);
    for (const message of raw.heard.slice(1)) {
      if (message.kind === 'event') raw.say({ kind: 'seen', id: message.id, seq: message.seq });
    }
    await raw.hear(1 + 128);
  });

  it(`has at most ${SUBSCRIPTION_LIMIT} subscriptions and ${REQUEST_LIMIT} requests`, async () => {
    const topic = fakeTopic(studioView(0));
    const never = new Promise<never>(() => {});
    const raw = await greeted(
      fakeStudio({ topics: { studio: () => topic }, handlers: { 'data.page': () => never } }),
    );
    for (let id = 1; id <= SUBSCRIPTION_LIMIT + 1; id++) raw.say(follow(id));
    await raw.hear(1 + SUBSCRIPTION_LIMIT + 1);
    const about = (id: number) => raw.heard.find((m) => 'id' in m && m.id === id);
    const refused = (id: number) => ({ kind: 'error', id, error: { code: 'busy' } });
    expect(about(SUBSCRIPTION_LIMIT + 1)).toMatchObject(refused(SUBSCRIPTION_LIMIT + 1));
    expect(topic.followers).toBe(SUBSCRIPTION_LIMIT);
    raw.say({ kind: 'unsubscribe', id: 1 });
    raw.say(follow(999));
    await until(() => topic.reads === SUBSCRIPTION_LIMIT + 1, 'a free place');
    for (let id = 1000; id <= 1000 + REQUEST_LIMIT; id++) raw.say(askRows(id));
    await until(() => about(1000 + REQUEST_LIMIT) !== undefined, 'refusal');
    expect(about(1000 + REQUEST_LIMIT)).toMatchObject(refused(1000 + REQUEST_LIMIT));
    expect(about(1000 + REQUEST_LIMIT - 1)).toBeUndefined();
  });

  it('cannot have large requests pile up', async () => {
    const never = new Promise<never>(() => {});
    const raw = await greeted(fakeStudio({ handlers: { 'data.import': () => never } }));
    const bytes = new Uint8Array(60 * MB);
    const params = { project, file: 'ward.csv', bytes };
    for (let id = 1; id <= 3; id++) raw.say({ kind: 'request', id, method: 'data.import', params });
    await raw.hear(2);
    expect(raw.heard[1]).toMatchObject({ kind: 'error', id: 3, error: { code: 'busy' } });
  });

  it('may cancel what waits: it is never started', async () => {
    let started = 0;
    const raw = await greeted(
      fakeStudio({
        handlers: {
          'data.page': () => page(new Float64Array(MB)),
          'studio.read': () => {
            started += 1;
            return studioView(0);
          },
        },
      }),
    );
    for (let id = 1; id <= 8; id++) raw.say(askRows(id));
    await raw.hear(1 + 8);
    raw.say({ kind: 'request', id: 9, method: 'studio.read', params: {} });
    raw.say({ kind: 'cancel', id: 9 });
    await raw.hear(1 + 9);
    expect(raw.heard.at(-1)).toMatchObject({ kind: 'error', id: 9, error: { code: 'cancelled' } });
    for (let id = 1; id <= 8; id++) raw.say({ kind: 'seen', id });
    await pause(50);
    expect(started).toBe(0);
  });
});
