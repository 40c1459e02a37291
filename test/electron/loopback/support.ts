import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { WebSocket } from 'ws';
import {
  type LoopbackServer,
  startLoopbackServer,
} from '../../../electron/loopback/loopback-server.ts';

/** A window of two files, with a secret beside it and a link that leads to the secret. */
export function makeWindow(): { readonly root: string; remove(): void } {
  const folder = mkdtempSync(join(tmpdir(), 'gsim-loopback-'));
  const root = join(folder, 'window');
  mkdirSync(join(root, 'assets'), { recursive: true });
  writeFileSync(join(root, 'index.html'), '<!doctype html><title>window</title>');
  writeFileSync(join(root, 'assets', 'main.js'), 'export {};');
  writeFileSync(join(root, '.env'), 'secret');
  writeFileSync(join(folder, 'secret.js'), 'secret');
  symlinkSync(join(folder, 'secret.js'), join(root, 'assets', 'link.js'));
  return { root, remove: () => rmSync(folder, { recursive: true }) };
}

export interface Host extends LoopbackServer {
  readonly host: string;
  readonly token: string;
}

/** A server whose connections send everything back, under the name that they were given. */
export async function startEcho(root: string, name = ''): Promise<Host> {
  const server = await startLoopbackServer({
    root,
    onConnection: (socket) => {
      socket.on('error', () => undefined);
      socket.on('message', (data) => socket.send(`${name}${String(data)}`));
    },
  });
  const { host, hash } = new URL(server.url);
  return { ...server, host, token: hash.replace('#token=', '') };
}

/** Sends bytes as they are, and gives everything that comes back until the connection ends. */
export function sendRaw(port: number, text: string, { wait = 20_000 } = {}): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(text, 'latin1'));
    let answer = '';
    socket.setEncoding('latin1').on('data', (chunk) => {
      answer += chunk;
    });
    socket.setTimeout(wait, () => {
      socket.destroy();
      reject(new Error(`no end after ${wait} ms: ${answer}`));
    });
    socket.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'ECONNRESET' || error.code === 'EPIPE') resolve(answer);
      else reject(error);
    });
    socket.on('close', () => resolve(answer));
  });
}

/** One request whose connection ends with the answer. `headers` replace 'Host: <host>'. */
export function ask(
  { port, host }: Host,
  path: string,
  { method = 'GET', headers = [`Host: ${host}`] as readonly string[] } = {},
): Promise<string> {
  const lines = [`${method} ${path} HTTP/1.1`, ...headers, 'Connection: close'];
  return sendRaw(port, `${lines.join('\r\n')}\r\n\r\n`);
}

export interface Offer {
  readonly path?: string;
  /** Replace those of the studio's own window; null: none is sent. */
  readonly host?: string | null;
  readonly origin?: string | null;
  readonly protocols?: string | null;
  readonly method?: string;
}

/** A WebSocket handshake by hand: what a browser sends unless `offer` says otherwise. Gives the first answer. */
export function shakeHands(server: Host, offer: Offer = {}): Promise<string> {
  const { host, token } = server;
  const headers: readonly (readonly [string, string | null])[] = [
    ['Host', offer.host === undefined ? host : offer.host],
    ['Origin', offer.origin === undefined ? `http://${host}` : offer.origin],
    ['Connection', 'Upgrade'],
    ['Upgrade', 'websocket'],
    ['Sec-WebSocket-Version', '13'],
    ['Sec-WebSocket-Key', 'dGhlIHNhbXBsZSBub25jZQ=='],
    [
      'Sec-WebSocket-Protocol',
      offer.protocols === undefined ? `gsim, token.${token}` : offer.protocols,
    ],
  ];
  const lines = headers.flatMap(([name, value]) => (value === null ? [] : [`${name}: ${value}`]));
  const text = `${offer.method ?? 'GET'} ${offer.path ?? '/engine'} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n`;
  return new Promise((resolve, reject) => {
    const socket = connect(server.port, '127.0.0.1', () => socket.write(text, 'latin1'));
    let answer = '';
    const end = () => {
      socket.destroy();
      resolve(answer);
    };
    socket.setEncoding('latin1').on('data', (chunk) => {
      answer += chunk;
      if (answer.startsWith('HTTP/1.1 101') && answer.includes('\r\n\r\n')) end();
    });
    socket.on('error', reject);
    socket.on('close', end);
  });
}

/** A window that is connected. */
export async function openWindow(server: Host, token = server.token): Promise<WebSocket> {
  const socket = new WebSocket(`ws://${server.host}/engine`, ['gsim', `token.${token}`], {
    origin: `http://${server.host}`,
  });
  await new Promise((resolve, reject) => {
    socket.once('open', resolve);
    socket.once('error', reject);
  });
  return socket;
}

export async function say(socket: WebSocket, text: string): Promise<string> {
  const answer = new Promise<string>((resolve) => {
    socket.once('message', (data) => resolve(String(data)));
  });
  socket.send(text);
  return answer;
}

export function status(answer: string): number {
  return Number(/^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1]);
}
