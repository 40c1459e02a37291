/** What every spec gets: a studio on one of the hosts, with folders of its own. */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test as base, type Page } from '@playwright/test';
import { haveChromium } from '../../scripts/find-chromium.ts';
import type { RunningDouble } from '../electron-double/start-double.ts';
import { startDoubleHost } from './hosts/double.ts';
import { electronBinary, startElectron } from './hosts/electron.ts';
import type { Folders, RunningHost } from './hosts/host.ts';
import { startLoopback } from './hosts/loopback.ts';

export interface HostOptions {
  readonly host: 'loopback' | 'double' | 'electron';
}

/** For a long way through the window in which no host takes part: it is gone on one of them. */
export const ONCE = { tag: '@once' };

interface Studio {
  /** Its window; another one after a restart. */
  readonly page: Page;
  readonly userFolder: string;
  readonly projectsFolder: string;
  /** Ends the host in good order and starts it again, with a new window. */
  restart(): Promise<void>;
  /**
   * kill -9 of the engine. Electron starts a new one for the window that is there; the browser host is gone with its
   * engine and is started again.
   */
  killEngine(): Promise<void>;
  /** Throws on other hosts. */
  readonly double: RunningDouble;
}

interface Fixtures {
  /** For a spec that lays something into the folders before the studio starts. */
  readonly before: { prepare(folders: Folders): void };
  readonly studio: Studio;
  /** The spec makes the window complain. */
  readonly mayComplain: boolean;
  /** What the window and its scripts complained about: at the end of a spec, nothing. */
  readonly complaints: string[];
}

const START = {
  loopback: startLoopback,
  double: startDoubleHost,
  electron: startElectron,
} as const;

export const test = base.extend<Fixtures & HostOptions>({
  host: ['loopback', { option: true }],
  before: [{ prepare() {} }, { option: true }],
  mayComplain: [false, { option: true }],
  complaints: async ({ mayComplain }, use) => {
    const complaints: string[] = [];
    await use(complaints);
    if (!mayComplain) base.expect(complaints).toEqual([]);
  },
  studio: async ({ host, before, browser, complaints }, use, info) => {
    const missing = host === 'electron' && electronBinary() === undefined;
    info.skip(missing, 'There is no Electron binary in node_modules/electron/dist.');
    const folder = mkdtempSync(join(tmpdir(), 'gsim-e2e-'));
    const folders = {
      userFolder: join(folder, 'user'),
      projectsFolder: join(folder, 'projects'),
    };
    mkdirSync(folders.projectsFolder);
    before.prepare(folders);
    const chromium = await haveChromium();
    let running: RunningHost;
    const start = async () => {
      running = await START[host]({ ...folders, browser, chromium });
      listen(running.page, complaints);
    };
    await start();
    try {
      await use({
        ...folders,
        get page() {
          return running.page;
        },
        get double() {
          if (!running.double) throw new Error(`${host}: has no double`);
          return running.double;
        },
        async restart() {
          await running.end();
          await start();
        },
        async killEngine() {
          if (host === 'loopback') await running.page.context().close();
          await running.killEngine();
          if (host === 'loopback') await start();
        },
      });
    } finally {
      await running!.end();
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    }
  },
});

export const { expect } = test;

function listen(page: Page, complaints: string[]): void {
  page.on('pageerror', (error) => complaints.push(`error: ${error.message}`));
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(`console: ${message.text()}`);
  });
}
