import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll } from 'vitest';

const cli = fileURLToPath(new URL('../../engine/cli.ts', import.meta.url));

export interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

export interface GsimOptions {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Called with everything on standard error so far, whenever there is more. */
  readonly onErr?: (text: string, stop: () => void) => void;
}

/** `gsim` as a process of its own. */
export function gsim(words: readonly string[], options: GsimOptions = {}): Promise<Ended> {
  const child = spawn(process.execPath, [cli, ...words], {
    ...(options.cwd !== undefined && { cwd: options.cwd }),
    env: { ...process.env, ...options.env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let out = '';
  let err = '';
  child.stdout.on('data', (chunk) => {
    out += chunk;
  });
  child.stderr.on('data', (chunk) => {
    err += chunk;
    options.onErr?.(err, () => child.kill('SIGINT'));
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, out, err }));
  });
}

/** An empty folder that goes away with the tests of the file. */
export async function temporaryFolder(): Promise<string> {
  return mkdtemp(join(root, 'test-'));
}

const root = await mkdtemp(join(tmpdir(), 'gsim-cli-'));
afterAll(() => rm(root, { recursive: true, force: true }));

/** Whether a text shows where in the program an error was made. */
export function hasStackTrace(text: string): boolean {
  return /^\s+at .+[:(]/m.test(text);
}
