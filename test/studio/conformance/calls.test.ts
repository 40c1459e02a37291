import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { StudioService } from '../../../engine/studio/server/service.ts';
import { APP, connected, errorOf, fakeStudio, noBed, page, until } from './fake-studio.ts';
import { LINK_KINDS, type Linker } from './links.ts';

const project = '/projects/ward';
const rows = { project, trajectory: 0, from: 0, count: 1 };

describe.each(LINK_KINDS)('calls over $name', ({ open }) => {
  let linker: Linker;
  beforeEach(async () => {
    linker = await open();
  });
  afterEach(() => linker.close());
  const call = (service: StudioService) => connected(linker, service).client;

  it('are carried out in the order in which they were made, also those made while connecting', async () => {
    const order: string[] = [];
    const client = call(
      fakeStudio({
        handlers: {
          'folders.list': ({ path = '' }) => {
            order.push(path);
            return { path, parent: null, entries: [] };
          },
        },
      }),
    );
    const paths = Array.from({ length: 50 }, (_, i) => `/folder/${i}`);
    const early = paths.slice(0, 20).map((path) => client.call('folders.list', { path }));
    expect(client.status.kind).toBe('connecting');
    await early[0];
    expect(client.status).toEqual({ kind: 'open', app: APP });
    const late = paths.slice(20).map((path) => client.call('folders.list', { path }));
    const results = await Promise.all([...early, ...late]);
    expect(results.map(({ path }) => path)).toEqual(paths);
    expect(order).toEqual(paths);
  });

  it('do not wait for one another', async () => {
    const slow = Promise.withResolvers<Record<string, never>>();
    const client = call(
      fakeStudio({ handlers: { 'jobs.pause': () => slow.promise, 'jobs.resume': () => ({}) } }),
    );
    const first = client.call('jobs.pause', { project, job: '0001-discover' });
    await client.call('jobs.resume', { project, job: '0001-discover' });
    slow.resolve({});
    expect(await first).toEqual({});
  });

  it.each([0, 1, 2, 3, 7, 8, 9, 500_000])('carry %i numbers bit by bit', async (count) => {
    const values = Float64Array.from({ length: count }, (_, i) => Math.sin(i) / (i % 5));
    if (count > 2) values.set([Number.NaN, -0, Number.NEGATIVE_INFINITY]);
    const sent = new BigUint64Array(values.buffer).slice();
    const client = call(fakeStudio({ handlers: { 'data.page': () => page(values) } }));
    const got = (await client.call('data.page', rows)).series[0]!.values;
    expect(got).toBeInstanceOf(Float64Array);
    expect(got.byteOffset % 8).toBe(0);
    const bits = new BigUint64Array(got.buffer, got.byteOffset, got.length);
    expect(Buffer.compare(Buffer.from(bits.slice().buffer), Buffer.from(sent.buffer))).toBe(0);
  });

  it('carry files of several MB to the engine', async () => {
    const bytes = Uint8Array.from({ length: 5_000_001 }, (_, i) => (i * 31) % 251);
    let got: Uint8Array | undefined;
    const client = call(
      fakeStudio({
        handlers: {
          'data.import': (params) => {
            got = params.bytes;
            throw noBed({ file: params.file });
          },
        },
      }),
    );
    const view = Buffer.from(bytes.buffer, 1, 5_000_000);
    await errorOf(client.call('data.import', { project, file: 'ward.csv', bytes: view }));
    expect(got).toHaveLength(5_000_000);
    expect(view.equals(got!)).toBe(true);
  });

  it('reject with code, message, hint and place of what the engine threw', async () => {
    const place = { file: 'ward.csv', line: 3, column: 7, field: 'beds' };
    const client = call(
      fakeStudio({
        handlers: {
          'studio.read': () => {
            throw noBed(place);
          },
        },
      }),
    );
    expect((await errorOf(client.call('studio.read', {}))).toJSON()).toEqual({
      name: 'FakeError',
      code: 'no-bed',
      message: 'bed not found: 7',
      hint: 'Choose another ward.',
      place,
    });
  });

  it('reject with the message of an unforeseen error, and never its stack', async () => {
    const client = call(
      fakeStudio({
        handlers: {
          'studio.read': async () => {
            throw new TypeError('x is not a bed');
          },
        },
      }),
    );
    const error = await errorOf(client.call('studio.read', {}));
    expect(error.toJSON()).toMatchObject({
      code: 'unexpected',
      message: 'unexpected error: x is not a bed',
    });
    expect(JSON.stringify(error.toJSON())).not.toMatch(/\bat .*\.ts/);
    expect(error.hint).toBeTruthy();
  });

  it('are refused before the handler when a parameter does not fit, naming the field', async () => {
    const client = call(fakeStudio({}));
    const error = await errorOf(
      client.call('data.page', { ...rows, count: 0, project: 7 as unknown as string }),
    );
    expect(error).toMatchObject({ code: 'bad-value', place: { field: 'project' } });
    const unknown = { ...rows, extra: 1 };
    expect(await errorOf(client.call('data.page', unknown))).toMatchObject({
      code: 'bad-value',
      place: { field: 'extra' },
    });
  });

  it('reject a result that does not fit, naming the field', async () => {
    const bad = { ...page(Float64Array.of(1)), trainingRows: 0.5 };
    const client = call(fakeStudio({ handlers: { 'data.page': () => bad } }));
    expect(await errorOf(client.call('data.page', rows))).toMatchObject({
      code: 'bad-value',
      place: { field: 'trainingRows' },
    });
  });

  it('are cancelled: the handler hears it, the caller gets an error, the connection goes on', async () => {
    let stopped: unknown;
    const started = Promise.withResolvers<void>();
    const client = call(
      fakeStudio({
        handlers: {
          'jobs.cancel': (_, { signal }) =>
            new Promise((_resolve, reject) => {
              started.resolve();
              signal.addEventListener('abort', () => {
                stopped = signal.reason;
                reject(signal.reason);
              });
            }),
          'jobs.resume': () => ({}),
        },
      }),
    );
    const abort = new AbortController();
    const job = { project, job: '0001-discover' };
    const cancelled = errorOf(client.call('jobs.cancel', job, { signal: abort.signal }));
    await started.promise;
    abort.abort();
    expect(await cancelled).toMatchObject({ code: 'cancelled' });
    await until(() => stopped !== undefined, 'the handler hears of it');
    expect(stopped).toMatchObject({ code: 'cancelled' });
    expect(await client.call('jobs.resume', job)).toEqual({});
  });

  it('cancelled before they are sent never reach the engine', async () => {
    const asked: string[] = [];
    const client = call(
      fakeStudio({
        handlers: {
          'folders.list': ({ path = '' }) => {
            asked.push(path);
            return { path, parent: null, entries: [] };
          },
        },
      }),
    );
    const abort = new AbortController();
    const { signal } = abort;
    const waiting = errorOf(client.call('folders.list', { path: '/a' }, { signal }));
    const other = client.call('folders.list', { path: '/b' });
    abort.abort();
    expect(await waiting).toMatchObject({ code: 'cancelled' });
    const dead = errorOf(client.call('folders.list', { path: '/c' }, { signal }));
    expect(await dead).toMatchObject({ code: 'cancelled' });
    await other;
    expect(asked).toEqual(['/b']);
  });

  it('above 64 MB fail by themselves, in either direction, and the connection goes on', async () => {
    const large = new Float64Array(8 * 2 ** 20 + 1);
    const client = call(
      fakeStudio({
        handlers: { 'data.page': ({ from }) => page(from === 0 ? large : Float64Array.of(1)) },
      }),
    );
    const reply = await errorOf(client.call('data.page', rows));
    expect(reply).toMatchObject({ code: 'too-large' });
    expect(reply.message).toContain('data.page');
    expect(reply.hint).toContain('64 MB');
    const bytes = new Uint8Array(large.buffer);
    const request = client.call('data.import', { project, file: 'ward.csv', bytes });
    expect(await errorOf(request)).toMatchObject({ code: 'too-large' });
    const next = await client.call('data.page', { ...rows, from: 1 });
    expect(next.series[0]!.values).toEqual(Float64Array.of(1));
  });

  it('nearly as large as 64 MB arrive', async () => {
    const values = new Float64Array(8 * 2 ** 20 - 200).fill(1.5);
    const client = call(fakeStudio({ handlers: { 'data.page': () => page(values) } }));
    const got = (await client.call('data.page', rows)).series[0]!.values;
    expect(got.length).toBe(values.length);
    expect(got.at(-1)).toBe(1.5);
  });

  it('of two windows do not meet', async () => {
    const service = fakeStudio({
      handlers: {
        'folders.list': async ({ path = '' }, { signal }) => {
          if (path === '/slow') await new Promise((resolve) => (signal.onabort = resolve));
          return { path, parent: null, entries: [] };
        },
      },
    });
    const [left, right] = [connected(linker, service), connected(linker, service)];
    const slow = errorOf(left.client.call('folders.list', { path: '/slow' }));
    await right.client.call('folders.list', { path: '/b' });
    left.client.close();
    expect(await slow).toMatchObject({ code: 'closed' });
    expect((await right.client.call('folders.list', { path: '/c' })).path).toBe('/c');
    expect(right.connections).toBe(1);
  });
});
