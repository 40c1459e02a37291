/** The Chromium in which the double's windows are pages. A test attaches to it by `endpoint`. */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Cdp } from './cdp.ts';

export interface Chromium {
  readonly cdp: Cdp;
  /** ws://127.0.0.1:.../devtools/browser/... */
  readonly endpoint: string;
  readonly pid: number;
  /** Its folder; whoever started the double removes it, for Chromium outlives it by a moment. */
  readonly profile: string;
}

const OPTIONS = [
  '--headless=new',
  '--no-sandbox',
  '--remote-debugging-port=0',
  '--no-startup-window',
  '--no-first-run',
  '--no-default-browser-check',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-default-apps',
  '--disable-extensions',
  '--disable-sync',
  '--disable-dev-shm-usage',
  '--disable-gpu',
  '--disable-breakpad',
  '--password-store=basic',
  '--use-mock-keychain',
  // A window in the background of a test must not slow down.
  '--disable-background-timer-throttling',
  '--disable-backgrounding-occluded-windows',
  '--disable-renderer-backgrounding',
];

/** Ends with this process. `executable`: see scripts/find-chromium.ts. */
export async function startChromium(executable: string): Promise<Chromium> {
  const profile = mkdtempSync(join(tmpdir(), 'gsim-double-'));
  const child = spawn(executable, [...OPTIONS, `--user-data-dir=${profile}`], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  process.on('exit', () => child.kill('SIGKILL'));
  const endpoint = await readEndpoint(child);
  return { cdp: await Cdp.connect(endpoint), endpoint, pid: child.pid!, profile };
}

function readEndpoint(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    const lines = createInterface(child.stderr!);
    lines.on('line', (line) => {
      const found = /DevTools listening on (ws:\S+)/.exec(line)?.[1];
      if (found) resolve(found);
    });
    child.once('error', reject);
    child.once('exit', (status) => reject(new Error(`chromium: ended with ${status}`)));
  });
}
