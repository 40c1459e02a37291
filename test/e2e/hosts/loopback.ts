import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { type Folders, hostArguments, type RunningHost, type StartOptions } from './host.ts';

const bundle = fileURLToPath(new URL('../../../dist/loopback/loopback.cjs', import.meta.url));

export interface LoopbackProcess {
  /** With the token. */
  readonly url: string;
  readonly child: ChildProcess;
  /** Resolves once it is gone. */
  readonly ended: Promise<void>;
}

/** The process, without a window. */
export function startLoopbackProcess(folders: Folders): Promise<LoopbackProcess> {
  const args = [...hostArguments(folders), '--no-open', '--json'];
  const child = spawn(process.execPath, [bundle, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  let errors = '';
  child.stderr.on('data', (text) => {
    errors += text;
  });
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  return new Promise((resolve, reject) => {
    createInterface(child.stdout).once('line', (line) =>
      resolve({ url: JSON.parse(line).url, child, ended }),
    );
    ended.then(() => reject(new Error(`loopback host: ended\n${errors}`)));
  });
}

export async function startLoopback(options: StartOptions): Promise<RunningHost> {
  const { url, child, ended } = await startLoopbackProcess(options);
  const context = await options.browser.newContext({ viewport: { width: 1280, height: 860 } });
  const page = await context.newPage();
  await page.goto(url);
  const finish = async (signal: NodeJS.Signals) => {
    child.kill(signal);
    await ended;
  };
  return {
    page,
    async end() {
      await context.close();
      await finish('SIGTERM');
    },
    killEngine: () => finish('SIGKILL'),
  };
}
