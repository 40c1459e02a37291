import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ask, type Host, makeWindow, sendRaw, startEcho, status } from './support.ts';

const window = makeWindow();
let server: Host;
beforeAll(async () => {
  server = await startEcho(window.root);
});
afterAll(async () => {
  await server.close();
  window.remove();
});

describe('files of the window', () => {
  test('come with their type', async () => {
    const page = await ask(server, '/');
    expect(status(page)).toBe(200);
    expect(page).toContain('Content-Type: text/html; charset=utf-8');
    expect(page).toContain('<title>window</title>');
    expect(await ask(server, '/assets/main.js')).toContain('Content-Type: text/javascript');
  });

  test('are asked about each time, and not sent again when they are the same', async () => {
    const first = await ask(server, '/');
    const etag = /ETag: (\S+)/.exec(first)?.[1];
    expect(first).toContain('Cache-Control: no-cache');
    const headers = [`Host: ${server.host}`, `If-None-Match: ${etag}`];
    const second = await ask(server, '/', { headers });
    expect(status(second)).toBe(304);
    expect(second).not.toContain('<title>');
  });

  test('HEAD gives the headers alone', async () => {
    const answer = await ask(server, '/', { method: 'HEAD' });
    expect(status(answer)).toBe(200);
    expect(answer).toContain('Content-Length: 36');
    expect(answer).not.toContain('<title>');
  });

  test.each([
    '/../secret.js',
    '/assets/../../secret.js',
    '/%2e%2e/secret.js',
    '/%2e%2e%2fsecret.js',
    '/..%2fsecret.js',
    '/%252e%252e/secret.js',
    '/..%5csecret.js',
    '/..\\secret.js',
    '/%c0%ae%c0%ae/secret.js',
    '/%uff0e%uff0e/secret.js',
    '/....//secret.js',
    '/.;/../secret.js',
    '//secret.js',
    '/assets/main.js%00',
    '/assets/link.js',
    '/.env',
    '/assets/.env',
    '/file:///etc/passwd',
    '/etc/passwd',
    '/assets',
    '/?file=/etc/passwd',
  ])('nothing else is given out: %s', async (path) => {
    const answer = await ask(server, path);
    expect(status(answer)).toBe(404);
    expect(answer).not.toContain('secret');
  });

  test('an address in place of a path is nothing that is here', async () => {
    expect(status(await ask(server, `http://${server.host}/`))).toBe(404);
  });
});

describe('a request under another name is refused', () => {
  const own = () => server.host;
  test.each<[string, () => string[]]>([
    ['of another site (DNS rebinding)', () => [`Host: evil.example:${server.port}`]],
    ['localhost', () => [`Host: localhost:${server.port}`]],
    ['IPv6', () => [`Host: [::1]:${server.port}`]],
    ['another port', () => ['Host: 127.0.0.1:1']],
    ['no port', () => ['Host: 127.0.0.1']],
    ['a name that begins like ours', () => [`Host: ${own()}.evil.example`]],
    ['a name that ends like ours', () => [`Host: evil.example@${own()}`]],
    ['ours, in other writing', () => [`Host: 2130706433:${server.port}`]],
    ['two names, ours first', () => [`Host: ${own()}`, 'Host: evil.example']],
    ['two names, ours last', () => ['Host: evil.example', `Host: ${own()}`]],
    ['none', () => ['Accept: */*']],
    ['the right one as forwarded', () => ['Host: evil.example', `X-Forwarded-Host: ${own()}`]],
  ])('%s', async (_, headers) => {
    const answer = await ask(server, '/', { headers: headers() });
    expect(status(answer)).toBe(421);
    expect(answer).not.toContain('<title>');
    expect(answer).not.toContain('evil');
  });
});

test.each(['POST', 'PUT', 'DELETE', 'OPTIONS', 'TRACE', 'PATCH'])(
  '%s is refused',
  async (method) => {
    const answer = await ask(server, '/', { method });
    expect(status(answer)).toBe(405);
    expect(answer).toContain('Allow: GET, HEAD');
  },
);

test('CONNECT leads nowhere', async () => {
  expect(await ask(server, 'evil.example:80', { method: 'CONNECT' })).not.toContain('200');
});

describe('every answer', () => {
  const answers: readonly (readonly [string, () => Promise<string>])[] = [
    ['a file', () => ask(server, '/')],
    [
      'an unchanged file',
      async () => {
        const etag = /ETag: (\S+)/.exec(await ask(server, '/'))?.[1];
        return ask(server, '/', { headers: [`Host: ${server.host}`, `If-None-Match: ${etag}`] });
      },
    ],
    ['nothing found', () => ask(server, '/missing.js')],
    ['a foreign name', () => ask(server, '/', { headers: ['Host: evil.example'] })],
    ['another method', () => ask(server, '/', { method: 'POST' })],
    [
      'an expectation',
      () => ask(server, '/', { headers: [`Host: ${server.host}`, 'Expect: wonders'] }),
    ],
    ['no HTTP', () => sendRaw(server.port, 'HELO evil.example\r\n\r\n')],
    [
      'headers too long',
      () => ask(server, '/', { headers: [`Host: ${server.host}`, `A: ${'a'.repeat(20_000)}`] }),
    ],
    [
      'an upgrade to something else',
      () =>
        ask(server, '/engine', {
          headers: [`Host: ${server.host}`, 'Connection: upgrade', 'Upgrade: h2c'],
        }),
    ],
  ];

  test.each(answers)('carries the security headers and no CORS header: %s', async (_, get) => {
    const answer = await get();
    expect(status(answer)).toBeGreaterThanOrEqual(200);
    for (const header of [
      "Content-Security-Policy: default-src 'none'; script-src 'self'; ",
      "frame-ancestors 'none'",
      'X-Content-Type-Options: nosniff',
      'X-Frame-Options: DENY',
      'Cross-Origin-Opener-Policy: same-origin',
      'Cross-Origin-Resource-Policy: same-origin',
      'Referrer-Policy: no-referrer',
    ]) {
      expect(answer).toContain(header);
    }
    expect(answer).not.toMatch(/access-control-|set-cookie|x-powered-by/i);
    expect(answer).not.toContain(server.token);
  });

  test('lets the window connect to this engine alone', async () => {
    expect(await ask(server, '/')).toContain(`connect-src 'self' ws://${server.host}/engine;`);
  });
});

test('it listens on 127.0.0.1 only', async () => {
  const tried = await Promise.allSettled(['127.0.0.2', '::1'].map((host) => reach(host)));
  expect(tried.map(({ status: outcome }) => outcome)).toEqual(['rejected', 'rejected']);
  await expect(reach('127.0.0.1')).resolves.toBeUndefined();

  function reach(host: string): Promise<void> {
    return new Promise((resolve, reject) => {
      const socket = connect(server.port, host, () => {
        socket.destroy();
        resolve();
      });
      socket.on('error', reject);
    });
  }
});

describe.concurrent('a program that wastes time', () => {
  test('by headers that never end is cut off, and others are served meanwhile', async ({
    expect,
  }) => {
    const slow = sendRaw(server.port, `GET / HTTP/1.1\r\nHost: ${server.host}\r\nA: `);
    expect(status(await ask(server, '/'))).toBe(200);
    expect(status(await slow)).toBe(408);
  });

  test('by saying nothing is cut off', async ({ expect }) => {
    await expect(sendRaw(server.port, '')).resolves.toMatch(/^(HTTP\/1\.1 408|$)/);
  });

  test('by a body that never comes is cut off', async ({ expect }) => {
    const head = `GET / HTTP/1.1\r\nHost: ${server.host}\r\nContent-Length: 1000000\r\n\r\n`;
    await expect(sendRaw(server.port, head)).resolves.toContain('<title>');
  });

  test('by many sockets is refused more of them', async ({ expect }) => {
    const many = await startEcho(window.root);
    const sockets = Array.from({ length: 80 }, () => connect(many.port, '127.0.0.1'));
    let ended = 0;
    for (const socket of sockets) {
      socket
        .on('error', () => undefined)
        .on('close', () => {
          ended += 1;
        })
        .resume();
    }
    await expect.poll(() => ended, { timeout: 10_000 }).toBe(16);
    for (const socket of sockets) socket.destroy();
    await many.close();
  });
});
