import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { WebSocket } from 'ws';
import { FRAME_LIMIT } from '../../../engine/studio/contract/envelope.ts';
import {
  type Host,
  makeWindow,
  openWindow,
  say,
  shakeHands,
  startEcho,
  status,
} from './support.ts';

const window = makeWindow();
let server: Host;
beforeAll(async () => {
  server = await startEcho(window.root);
});
afterAll(async () => {
  await server.close();
  window.remove();
});

test('the token has 256 bits and is another one each time', async () => {
  const other = await startEcho(window.root);
  expect(server.token).toMatch(/^[0-9a-f]{64}$/);
  expect(other.token).not.toBe(server.token);
  await other.close();
});

test("the studio's own window is connected, and the answer does not repeat the token", async () => {
  const answer = await shakeHands(server);
  expect(status(answer)).toBe(101);
  expect(answer).toContain('Sec-WebSocket-Protocol: gsim\r\n');
  expect(answer).not.toContain(server.token);
  expect(answer).not.toMatch(/permessage-deflate/i);
});

describe('a page of another site is refused', () => {
  test.each<[string, () => Parameters<typeof shakeHands>[1], number]>([
    ['that connects here', () => ({ origin: 'https://evil.example' }), 403],
    ['without origin', () => ({ origin: null }), 403],
    ['from a file', () => ({ origin: 'null' }), 403],
    ['of another port of this machine', () => ({ origin: 'http://127.0.0.1:1' }), 403],
    ['of this machine by name', () => ({ origin: `http://localhost:${server.port}` }), 403],
    ['by https', () => ({ origin: `https://${server.host}` }), 403],
    ['whose name begins like ours', () => ({ origin: `http://${server.host}.evil.example` }), 403],
    ['with a path', () => ({ origin: `http://${server.host}/` }), 403],
    ['in capitals', () => ({ origin: `HTTP://${server.host}` }), 403],
    [
      'with two origins',
      () => ({ origin: `http://${server.host}\r\nOrigin: http://evil.example` }),
      403,
    ],
    [
      'whose name was made to point here, Host and Origin agreeing (DNS rebinding)',
      () => ({ host: `evil.example:${server.port}`, origin: `http://evil.example:${server.port}` }),
      421,
    ],
    ['under a foreign name with our origin', () => ({ host: 'evil.example' }), 421],
    ['without name', () => ({ host: null }), 421],
  ])('%s', async (_, offer, expected) => {
    expect(status(await shakeHands(server, offer()))).toBe(expected);
  });
});

describe('a program that does not know the token is refused', () => {
  const flipped = (token: string) => `${token.slice(0, -1)}${token.endsWith('0') ? '1' : '0'}`;
  test.each<[string, () => string | null]>([
    ['no protocol', () => null],
    ['no token', () => 'gsim'],
    ['an empty token', () => 'gsim, token.'],
    ['the token alone', () => `token.${server.token}`],
    ['the wrong order', () => `token.${server.token}, gsim`],
    ['a token without its prefix', () => `gsim, ${server.token}`],
    ['half of it', () => `gsim, token.${server.token.slice(0, 32)}`],
    ['one digit short', () => `gsim, token.${server.token.slice(0, -1)}`],
    ['one digit more', () => `gsim, token.${server.token}0`],
    ['one digit wrong', () => `gsim, token.${flipped(server.token)}`],
    ['in capitals', () => `gsim, token.${server.token.toUpperCase()}`],
    ['another one', () => `gsim, token.${randomBytes(32).toString('hex')}`],
    ['two, one of them right', () => `gsim, token.${flipped(server.token)}, token.${server.token}`],
    ['right and something else', () => `gsim, token.${server.token}, other`],
    ['a wildcard', () => 'gsim, token.*'],
  ])('%s', async (_, protocols) => {
    const answer = await shakeHands(server, { protocols: protocols() });
    expect(status(answer)).toBe(401);
    expect(answer).not.toContain(server.token);
  });

  test('a token in the address is not looked at', async () => {
    const { token } = server;
    for (const path of [`/engine?token=${token}`, `/engine/${token}`, `/?token=${token}`]) {
      expect(status(await shakeHands(server, { path, protocols: 'gsim' }))).toBe(404);
    }
  });
});

test.each([
  '/',
  '/engine/',
  '/Engine',
  '//engine',
  '/engine/../engine',
  '/assets/main.js',
  '/%65ngine',
])('there is no connection on %s', async (path) => {
  expect(status(await shakeHands(server, { path }))).toBe(404);
});

test('a handshake by another method is refused', async () => {
  expect(status(await shakeHands(server, { method: 'POST' }))).toBe(405);
});

test('a handshake that is none of WebSocket is refused with our headers', async () => {
  const answer = await shakeHands(server, {
    protocols: `gsim, token.${server.token}\r\nSec-WebSocket-Key: short`,
  });
  expect(status(answer)).toBe(400);
  expect(answer).toContain('X-Content-Type-Options: nosniff');
});

describe('windows', () => {
  const opened: WebSocket[] = [];
  const open = async (...args: Parameters<typeof openWindow>) => {
    const socket = await openWindow(...args);
    opened.push(socket);
    return socket;
  };
  const closed = (socket: WebSocket) =>
    new Promise<number>((resolve) => {
      socket.once('close', resolve);
    });

  test('of one session work beside each other', async () => {
    const [one, two] = [await open(server), await open(server)];
    expect(await Promise.all([say(one, 'one'), say(two, 'two')])).toEqual(['one', 'two']);
    one.close();
    await closed(one);
    expect(await say(two, 'still')).toBe('still');
    two.close();
    await closed(two);
  });

  test('of two sessions do not get into each other', async () => {
    const other = await startEcho(window.root, 'other: ');
    await expect(openWindow(other, server.token)).rejects.toThrow('401');
    await expect(openWindow(server, other.token)).rejects.toThrow('401');
    const answer = await shakeHands(other, { origin: `http://${server.host}` });
    expect(status(answer)).toBe(403);
    const [here, there] = [await open(server), await open(other)];
    expect(await say(here, 'a')).toBe('a');
    expect(await say(there, 'a')).toBe('other: a');
    await other.close();
    expect(await say(here, 'b')).toBe('b');
    here.close();
    await closed(here);
  });

  test('are at most eight; a closed one makes room', async () => {
    const windows = await Promise.all(Array.from({ length: 8 }, () => open(server)));
    expect(status(await shakeHands(server))).toBe(503);
    expect(await say(windows[7]!, 'here')).toBe('here');
    windows[0]!.close();
    await closed(windows[0]!);
    await expect.poll(async () => status(await shakeHands(server)), { timeout: 10_000 }).toBe(101);
    for (const socket of windows.slice(1)) socket.close();
    await Promise.all(windows.slice(1).map(closed));
  });

  test('that send more than a frame may hold are ended, others are not', async () => {
    const [loud, quiet] = [await open(server), await open(server)];
    const end = closed(loud);
    loud.on('error', () => undefined);
    loud.send(new Uint8Array(FRAME_LIMIT + 1));
    expect(await end).toBe(1009);
    expect(await say(quiet, 'here')).toBe('here');
    quiet.close();
    await closed(quiet);
  });

  test('are told when the studio ends', async () => {
    const ending = await startEcho(window.root);
    const end = closed(await open(ending));
    await ending.close();
    expect(await end).toBe(1001);
  });

  test('that do not listen do not keep the studio from ending', async () => {
    const ending = await startEcho(window.root);
    const deaf = await open(ending);
    deaf.pause();
    const started = Date.now();
    await ending.close();
    expect(Date.now() - started).toBeLessThan(5_000);
    deaf.terminate();
  });
});
