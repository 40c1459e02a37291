import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ConnectionStatus } from '../../../engine/studio/contract/client.ts';
import { connectStudio } from '../../../engine/studio/contract/connect-studio.ts';
import { PROTOCOL_VERSION } from '../../../engine/studio/contract/envelope.ts';
import { ContractError } from '../../../engine/studio/contract/error.ts';
import { encodeFrame } from '../../../engine/studio/contract/frame.ts';
import type { Transport } from '../../../engine/studio/contract/transport.ts';
import { serveConnection, serveFatal } from '../../../engine/studio/server/serve-connection.ts';
import { APP, connected, errorOf, fakeStudio, pause, studioView, until } from './fake-studio.ts';
import { LINK_KINDS, type Linker } from './links.ts';
import { HELLO, rawWindow } from './raw-window.ts';

describe.each(LINK_KINDS)('a connection over $name', ({ open }) => {
  let linker: Linker;
  beforeEach(async () => {
    linker = await open();
  });
  afterEach(() => linker.close());

  const connectTo = (serve: (engine: Transport) => void) => {
    let tries = 0;
    const client = connectStudio({
      app: APP,
      connect: async () => {
        tries += 1;
        const { window, engine } = await linker.link();
        serve(engine);
        return window;
      },
    });
    linker.own(client);
    return { client, tries: () => tries };
  };

  it('that is lost rejects what has no answer, and carries on with what is asked afterwards', async () => {
    const aborted: unknown[] = [];
    const service = fakeStudio({
      handlers: {
        'projects.recent': (_, { signal }) =>
          new Promise(() => signal.addEventListener('abort', () => aborted.push(signal.reason))),
        'studio.read': () => studioView('here'),
      },
    });
    const { client, drop } = connected(linker, service);
    const statuses: ConnectionStatus[] = [];
    client.onStatus((status) => statuses.push(status));
    const unanswered = errorOf(client.call('projects.recent', {}));
    await client.call('studio.read', {});
    drop();
    const error = await unanswered;
    expect(error.code).toBe('connection-lost');
    expect(error.message).toContain('projects.recent');
    expect(error.hint).toBeTruthy();
    expect(aborted).toHaveLength(1);
    expect(client.status).toMatchObject({ kind: 'reconnecting', attempt: 1 });
    expect((await client.call('studio.read', {})).projectsFolder).toBe('here');
    expect(statuses.map(({ kind }) => kind)).toEqual(['open', 'reconnecting', 'open']);
  });

  it('to an engine that cannot start is fatal: every call is rejected with its error', async () => {
    const cannot = new ContractError('unexpected', 'engine cannot start: no memory', {
      hint: 'Close other programs.',
    });
    const { client, tries } = connectTo((engine) => serveFatal(engine, cannot.toJSON()));
    const early = errorOf(client.call('studio.read', {}));
    expect((await early).toJSON()).toEqual(cannot.toJSON());
    expect(client.status).toEqual({ kind: 'fatal', error: cannot.toJSON() });
    expect((await errorOf(client.call('studio.read', {}))).toJSON()).toEqual(cannot.toJSON());
    await pause(250);
    expect(tries()).toBe(1);
  });

  it('that never says hello is ended', async () => {
    const waits: { readonly milliseconds: number; readonly action: () => void }[] = [];
    const timers = {
      now: () => 0,
      after: (milliseconds: number, action: () => void) => {
        waits.push({ milliseconds, action });
        return () => {};
      },
    };
    const { window, engine } = await linker.link();
    serveConnection(engine, fakeStudio({}), { timers });
    const closed = new Promise((resolve) => window.onClose(resolve));
    window.onFrame(() => {});
    expect(waits.map(({ milliseconds }) => milliseconds)).toEqual([10_000]);
    waits[0]!.action();
    await closed;
  });

  it('to an engine of another version is fatal, with a way out', async () => {
    const { client, tries } = connectTo((engine) =>
      engine.onFrame(() => {
        engine.send(encodeFrame({ kind: 'hello', protocol: PROTOCOL_VERSION + 1, app: '9.0.0' }));
      }),
    );
    const error = await errorOf(client.call('studio.read', {}));
    expect(error.code).toBe('version-mismatch');
    expect(error.message).toContain('9.0.0');
    expect(error.hint).toMatch(/close/i);
    expect(client.status.kind).toBe('fatal');
    await pause(250);
    expect(tries()).toBe(1);
  });

  it('to an engine that talks nonsense is fatal', async () => {
    for (const nonsense of [Uint8Array.of(1, 2, 3), encodeFrame({ kind: 'reply' })]) {
      const { client } = connectTo((engine) => engine.onFrame(() => engine.send(nonsense)));
      const error = await errorOf(client.call('studio.read', {}));
      expect(error).toMatchObject({ code: 'malformed' });
    }
  });

  it('from a window of another version is refused with fatal and closed', async () => {
    const { window, engine } = await linker.link();
    serveConnection(engine, fakeStudio({}));
    const raw = rawWindow(window);
    raw.say({ ...HELLO, protocol: PROTOCOL_VERSION + 1, app: '9.0.0' });
    const [answer] = await raw.hear(1);
    expect(answer).toMatchObject({ kind: 'fatal', error: { code: 'version-mismatch' } });
    await until(() => raw.isClosed, 'closed');
  });

  const request = { kind: 'request', id: 1, method: 'studio.read', params: {} };
  it.each([
    ['a request before hello', [request]],
    ['a second hello', [HELLO, HELLO]],
    ['an id used twice', [HELLO, request, request]],
    ['a message of an unknown kind', [HELLO, { kind: 'sudo' }]],
    ['a message with a field too many', [HELLO, { ...request, admin: true }]],
    ['an id that is no number', [HELLO, { ...request, id: Number.NaN }]],
    ['no object', [HELLO, 7]],
  ])('on which a window says %s is closed with fatal', async (_, messages) => {
    const { window, engine } = await linker.link();
    serveConnection(
      engine,
      fakeStudio({ handlers: { 'studio.read': () => new Promise(() => {}) } }),
    );
    const raw = rawWindow(window);
    for (const message of messages) raw.say(message);
    await until(() => raw.isClosed, 'closed');
    expect(raw.heard.at(-1)).toMatchObject({ kind: 'fatal', error: { code: 'malformed' } });
  });

  it('on which bytes come that are no frame is closed with fatal', async () => {
    const { window, engine } = await linker.link();
    serveConnection(engine, fakeStudio({}));
    const raw = rawWindow(window);
    raw.say(HELLO);
    raw.sayBytes(new Uint8Array(1000).fill(0xff));
    await until(() => raw.isClosed, 'closed');
    expect(raw.heard.at(-1)).toMatchObject({ kind: 'fatal', error: { code: 'malformed' } });
  });

  it('answers what it does not know with an error, also names that every object has', async () => {
    const { window, engine } = await linker.link();
    serveConnection(engine, fakeStudio({}));
    const raw = rawWindow(window);
    raw.say(HELLO);
    const names = ['no.such', 'constructor', '__proto__', 'toString'];
    for (const [i, name] of names.entries()) {
      raw.say({ kind: 'request', id: 2 * i + 1, method: name, params: {} });
      raw.say({ kind: 'subscribe', id: 2 * i + 2, topic: name, params: {} });
    }
    const answers = (await raw.hear(9)).slice(1);
    const codes = answers.map((answer) => answer.kind === 'error' && answer.error.code).sort();
    expect(codes).toEqual([
      ...Array.from({ length: 4 }, () => 'unknown-method'),
      ...Array.from({ length: 4 }, () => 'unknown-topic'),
    ]);
    expect(raw.isClosed).toBe(false);
  });

  it('that the window closes rejects what waits and tries no more', async () => {
    const { client, tries } = connectTo(() => {});
    const waiting = errorOf(client.call('studio.read', {}));
    client.close();
    expect(await waiting).toMatchObject({ code: 'closed' });
    expect(await errorOf(client.call('studio.read', {}))).toMatchObject({ code: 'closed' });
    await pause(150);
    expect(tries()).toBe(1);
  });
});
