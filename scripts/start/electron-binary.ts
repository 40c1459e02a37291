/**
 * Electron's binary, without asking the package for it: evaluating `electron` in Node starts a download that
 * nobody can stop.
 */
import { spawn } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';

/** Path of the binary in the package's folder; undefined unless a whole one of the package's version is there. */
export function findElectron(folder: string): string | undefined {
  const read = (file: string) => readFileSync(join(folder, file), 'utf8').trim();
  try {
    const { version } = JSON.parse(read('package.json')) as { version: string };
    if (read('dist/version').replace(/^v/, '') !== version) return undefined;
    const binary = join(folder, 'dist', read('path.txt'));
    return existsSync(binary) ? binary : undefined;
  } catch {
    return undefined;
  }
}

export interface FetchOptions {
  /** Folder of the package `electron`. */
  readonly folder: string;
  /** For the download on its way, and the note that it failed. */
  readonly cache: string;
  /** Milliseconds without a new byte after which it is given up (default 20 000). */
  readonly patience?: number;
  readonly now?: number;
}

/** After a failure it is not tried again for a day: who is offline would wait at every start. */
const RETRY_MILLISECONDS = 24 * 60 * 60 * 1000;

/** Runs the package's own installer, quietly. False: it failed, now or less than a day ago. */
export async function fetchElectron(options: FetchOptions): Promise<boolean> {
  const { folder, cache, patience = 20_000, now = Date.now() } = options;
  const note = join(cache, 'electron-not-fetched');
  if (existsSync(note) && Math.abs(now - Number(readFileSync(note, 'utf8'))) < RETRY_MILLISECONDS) {
    return false;
  }
  const download = join(cache, 'electron-download');
  mkdirSync(download, { recursive: true });
  const fetched = await install(folder, download, patience);
  rmSync(download, { recursive: true, force: true });
  if (fetched) rmSync(note, { force: true });
  else writeFileSync(note, String(now));
  return fetched;
}

function install(folder: string, download: string, patience: number): Promise<boolean> {
  const child = spawn(process.execPath, [join(folder, 'install.js')], {
    stdio: 'ignore',
    env: { ...process.env, TMPDIR: download, TEMP: download, TMP: download },
  });
  let size = 0;
  let grown = Date.now();
  const watch = setInterval(
    () => {
      const newSize = sizeOf(download) + sizeOf(join(folder, 'dist'));
      if (newSize !== size) grown = Date.now();
      size = newSize;
      if (Date.now() - grown > patience) child.kill('SIGKILL');
    },
    Math.min(500, patience / 4),
  );
  return new Promise((resolve) => {
    const end = (fetched: boolean) => {
      clearInterval(watch);
      resolve(fetched);
    };
    child.on('error', () => end(false));
    child.on('exit', (status) => end(status === 0));
  });
}

/** Bytes; a file that goes away meanwhile counts for nothing. */
function sizeOf(path: string): number {
  try {
    if (!statSync(path).isDirectory()) return statSync(path).size;
    return readdirSync(path).reduce((sum, name) => sum + sizeOf(join(path, name)), 0);
  } catch {
    return 0;
  }
}
