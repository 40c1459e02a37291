import { type ChildProcess, spawn } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { STUDIO_VERSION } from '../../../engine/base/version.ts';
import type { StudioClient } from '../../../engine/studio/contract/client.ts';
import { connectStudio } from '../../../engine/studio/contract/connect-studio.ts';
import { webSocketTransport } from '../../../engine/studio/transport/web-socket.ts';
import { ask, type Host, shakeHands } from './support.ts';

const program = fileURLToPath(new URL('../../../electron/loopback.ts', import.meta.url));

let folder = '';
const children: ChildProcess[] = [];
const clients: StudioClient[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'gsim-host-'));
});
afterEach(() => {
  for (const client of clients.splice(0)) client.close();
  for (const child of children.splice(0)) child.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
});

interface Running {
  readonly child: ChildProcess;
  /** Everything that it has written. */
  readonly output: { stdout: string; stderr: string };
  /** Its exit status, once it is gone. */
  readonly ended: Promise<number | null>;
}

/** The host in a process of its own, from its sources. */
function start(args: readonly string[] = [], environment: Record<string, string> = {}): Running {
  const folders = [
    '--user-folder',
    join(folder, 'user'),
    '--projects-folder',
    join(folder, 'projects'),
  ];
  const child = spawn(process.execPath, [program, ...folders, ...args], {
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  children.push(child);
  const output = { stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (text) => {
    output.stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text) => {
    output.stderr += text;
  });
  const ended = new Promise<number | null>((resolve) => {
    child.on('close', (status) => resolve(status));
  });
  return { child, output, ended };
}

async function startHost(...args: Parameters<typeof start>): Promise<Running & Host> {
  const running = start(['--json', ...(args[0] ?? ['--no-open'])], args[1]);
  await expect.poll(() => running.output.stdout, { timeout: 20_000 }).toContain('\n');
  const { url, port } = JSON.parse(running.output.stdout) as { url: string; port: number };
  const { host, hash } = new URL(url);
  const token = hash.replace('#token=', '');
  return { ...running, url, port, host, token, close: async () => undefined };
}

function open({ host, token }: Pick<Host, 'host' | 'token'>): StudioClient {
  const client = connectStudio({
    app: STUDIO_VERSION,
    connect: async () =>
      webSocketTransport(
        new WebSocket(`ws://${host}/engine`, ['gsim', `token.${token}`], {
          origin: `http://${host}`,
        }) as unknown as Parameters<typeof webSocketTransport>[0],
      ),
  });
  clients.push(client);
  return client;
}

describe('the browser host', () => {
  test('serves its windows, and ends when it is asked to', async () => {
    const host = await startHost();
    const [one, two] = [open(host), open(host)];
    await one.call('settings.change', { theme: 'dark' });
    const { settings, app } = await two.call('studio.read', {});
    expect([settings.theme, app]).toEqual(['dark', STUDIO_VERSION]);
    host.child.kill('SIGTERM');
    expect(await host.ended).toBe(0);
    expect(host.output.stderr).toBe('');
  });

  test('shows its token once, on its own line, and nowhere else', async () => {
    const host = await startHost();
    const client = open(host);
    await client.call('studio.read', {});
    await ask(host, `/?token=${host.token}`);
    await ask(host, `/${host.token}`);
    await shakeHands(host, { origin: null });
    await shakeHands(host, { protocols: `gsim, token.${host.token}0` });
    await expect(
      client.call('projects.open', { folder: join(folder, host.token) }),
    ).rejects.toThrow();
    host.child.kill('SIGTERM');
    await host.ended;
    expect(host.output.stdout.split(host.token)).toHaveLength(2);
    expect(host.output.stdout.split('\n')).toHaveLength(2);
    expect(host.output.stderr).toBe('');
    expect(filesBelow(folder).filter((file) => readFileSync(file).includes(host.token))).toEqual(
      [],
    );
  });

  test('opens the browser without telling other users of the machine the token', async () => {
    const seen = fakeBrowser();
    const host = await startHost([], seen.environment);
    await expect.poll(() => existsSync(seen.page), { timeout: 10_000 }).toBe(true);
    expect(readFileSync(seen.page, 'utf8')).toContain(host.token);
    expect(readFileSync(seen.args, 'utf8')).not.toContain(host.token);
    const pages = () =>
      readdirSync(join(folder, 'projects')).filter((name) => name.endsWith('.html'));
    const [page] = pages();
    expect(statSync(join(folder, 'projects', page!)).mode & 0o077).toBe(0);
    await open(host).call('studio.read', {});
    await expect.poll(pages, { timeout: 10_000 }).toEqual([]);
  });

  test('says so when the browser cannot be opened, and goes on', async () => {
    const host = await startHost([], { DISPLAY: '', WAYLAND_DISPLAY: '' });
    await expect
      .poll(() => host.output.stderr, { timeout: 10_000 })
      .toMatch(/browser was not opened \(there is no screen\)/);
    expect((await open(host).call('studio.read', {})).app).toBe(STUDIO_VERSION);
  });

  test('two at once on the same user files do not break them', async () => {
    const hosts = [await startHost(), await startHost()];
    const windows = hosts.map(open);
    await Promise.all(
      Array.from({ length: 20 }, (_, count) =>
        windows[count % 2]!.call('settings.change', { threads: count + 1 }),
      ),
    );
    for (const { child } of hosts) child.kill('SIGTERM');
    expect(await Promise.all(hosts.map(({ ended }) => ended))).toEqual([0, 0]);
    const { settings } = await open(await startHost()).call('studio.read', {});
    expect([19, 20]).toContain(settings.threads);
    expect(readdirSync(join(folder, 'user')).filter((name) => /damaged|tmp/.test(name))).toEqual(
      [],
    );
  });

  test('names the way out where the port is taken', async () => {
    const first = await startHost();
    const { ended, output } = start(['--no-open', '--port', String(first.port)]);
    expect(await ended).toBe(1);
    expect(output.stderr).toContain(
      'port: in use by another program\nChoose another one with --port',
    );
    expect(output.stdout).toBe('');
  });

  test('refuses an option that it does not know, without a stack trace', async () => {
    const { ended, output } = start(['--host', '0.0.0.0']);
    expect(await ended).toBe(1);
    expect(output.stderr).toMatch(/^options: .*--host.*\n--help lists them\.\n$/);
  });
});

function filesBelow(path: string): string[] {
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path).flatMap((name) => filesBelow(join(path, name)));
}

/** An xdg-open that writes down what it was given, and the page that it would have shown. */
function fakeBrowser() {
  const bin = join(folder, 'bin');
  const [args, page] = [join(bin, 'args'), join(bin, 'page')];
  mkdirSync(bin);
  const script = `#!/bin/sh\necho "$0 $*" > '${args}'\ncp "$1" '${page}.part'\nmv '${page}.part' '${page}'\n`;
  writeFileSync(join(bin, 'xdg-open'), script, { mode: 0o755 });
  return { args, page, environment: { PATH: `${bin}:${process.env.PATH}`, DISPLAY: ':0' } };
}
