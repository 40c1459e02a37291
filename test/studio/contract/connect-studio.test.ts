import { describe, expect, it } from 'vitest';
import type { ConnectionStatus } from '../../../engine/studio/contract/client.ts';
import { connectStudio } from '../../../engine/studio/contract/connect-studio.ts';
import type { Timers } from '../../../engine/studio/contract/timers.ts';
import type { Transport } from '../../../engine/studio/contract/transport.ts';
import { serveConnection } from '../../../engine/studio/server/serve-connection.ts';
import { memoryTransports } from '../../../engine/studio/transport/memory.ts';
import { APP, errorOf, fakeStudio, studioView } from '../conformance/fake-studio.ts';

/** Time that stands still until it is moved. */
function fakeTimers() {
  let now = 0;
  const waiting = new Map<object, { at: number; action: () => void }>();
  const timers: Timers = {
    now: () => now,
    after(milliseconds, action) {
      const key = {};
      waiting.set(key, { at: now + milliseconds, action });
      return () => waiting.delete(key);
    },
  };
  /** Moves to the next moment at which something happens; gives how far that was. */
  const next = async () => {
    const [key, { at, action }] = [...waiting].sort(([, a], [, b]) => a.at - b.at)[0]!;
    waiting.delete(key);
    const passed = at - now;
    now = at;
    action();
    await settled();
    return passed;
  };
  return { timers, next, waiting };
}

/** All that needs no time has happened. */
const settled = () => new Promise<void>((resolve) => setImmediate(resolve));

const service = fakeStudio({ handlers: { 'studio.read': () => studioView('here') } });

describe('a window without a connection', () => {
  it('tries again after 100 ms, then twice as long each time, at most 5 s', async () => {
    const { timers, next } = fakeTimers();
    const connect = () => Promise.reject(new Error('nobody there'));
    const client = connectStudio({ app: APP, timers, connect });
    await settled();
    expect(client.status).toEqual({ kind: 'reconnecting', attempt: 1, reason: 'nobody there' });
    const delays: number[] = [];
    for (let i = 0; i < 8; i++) delays.push(await next());
    expect(delays).toEqual([100, 200, 400, 800, 1600, 3200, 5000, 5000]);
    expect(client.status).toMatchObject({ attempt: 9 });
    client.close();
  });

  it('starts with 100 ms again after it had one', async () => {
    const { timers, next } = fakeTimers();
    let engineSide: Transport | undefined;
    let isThere = false;
    const client = connectStudio({
      app: APP,
      timers,
      connect: async () => {
        if (!isThere) throw new Error('nobody there');
        const [window, engine] = memoryTransports();
        engineSide = engine;
        serveConnection(engine, service);
        return window;
      },
    });
    await settled();
    for (let i = 0; i < 5; i++) await next();
    isThere = true;
    await next();
    expect(client.status).toEqual({ kind: 'open', app: APP });
    engineSide!.close('crashed');
    await settled();
    expect(client.status).toMatchObject({ kind: 'reconnecting', attempt: 1 });
    expect(await next()).toBe(100);
    expect(client.status.kind).toBe('open');
    client.close();
  });

  it('gives up on an engine that says nothing for 10 s, and tries anew', async () => {
    const { timers, next } = fakeTimers();
    const client = connectStudio({ app: APP, timers, connect: async () => memoryTransports()[0] });
    await settled();
    expect(await next()).toBe(10_000);
    expect(client.status).toMatchObject({
      kind: 'reconnecting',
      reason: 'the engine said nothing for 10 s',
    });
    client.close();
  });

  it('keeps what is asked until there is one', async () => {
    const { timers, next } = fakeTimers();
    let tries = 0;
    const client = connectStudio({
      app: APP,
      timers,
      connect: async () => {
        tries += 1;
        if (tries < 4) throw new Error('nobody there');
        const [window, engine] = memoryTransports();
        serveConnection(engine, service);
        return window;
      },
    });
    const call = client.call('studio.read', {});
    await settled();
    for (let i = 0; i < 3; i++) await next();
    expect((await call).projectsFolder).toBe('here');
    client.close();
  });

  it('leaves no timer behind when it closes, and drops a connection that comes too late', async () => {
    const { timers, waiting } = fakeTimers();
    const late = Promise.withResolvers<Transport>();
    const [window, engine] = memoryTransports();
    const ends: string[] = [];
    engine.onClose((reason) => ends.push(reason));
    const client = connectStudio({ app: APP, timers, connect: () => late.promise });
    const call = errorOf(client.call('studio.read', {}));
    client.close();
    late.resolve(window);
    await settled();
    expect(await call).toMatchObject({ code: 'closed' });
    expect([waiting.size, ends.length]).toEqual([0, 1]);
  });

  it('tells nobody anything after it was closed', async () => {
    const { timers } = fakeTimers();
    const heard: ConnectionStatus[] = [];
    const [window, engine] = memoryTransports();
    serveConnection(engine, service);
    const client = connectStudio({ app: APP, timers, connect: async () => window });
    client.onStatus((status) => heard.push(status));
    client.subscribe('studio', {}, () => heard.push({ kind: 'connecting' }));
    client.close();
    await settled();
    expect(heard).toEqual([]);
  });

  it('stops telling a status listener that has left', async () => {
    const { timers, next } = fakeTimers();
    const heard: string[] = [];
    const connect = () => Promise.reject(new Error('nobody there'));
    const client = connectStudio({ app: APP, timers, connect });
    const leave = client.onStatus(({ kind }) => heard.push(kind));
    await settled();
    leave();
    await next();
    expect(heard).toEqual(['reconnecting']);
    client.close();
  });
});
