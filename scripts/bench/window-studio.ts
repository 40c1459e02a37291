/** The studio as a person has it, for benchmarks and pictures: the browser host in a process, its window in Chromium. */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Page } from 'playwright';
import type { Folders } from '../../test/e2e/hosts/host.ts';
import { startLoopbackProcess } from '../../test/e2e/hosts/loopback.ts';
import { haveChromium } from '../find-chromium.ts';
import { WATCH } from './window-watch.ts';

export interface StudioWindow {
  readonly page: Page;
  /** Megabytes of JavaScript objects in the page, those included that nobody needs any more. */
  heap(): Promise<number>;
}

interface WindowOptions {
  /** Pixels of the window and of each of its points. */
  readonly width: number;
  readonly height: number;
}

/** Starts the studio over these folders, waits for its start page, and ends it. What the page complains about is told. */
export async function inStudio<T>(
  folders: Folders,
  { width, height }: WindowOptions,
  run: (studio: StudioWindow) => Promise<T>,
): Promise<T> {
  const { url, child, ended } = await startLoopbackProcess(folders);
  const browser = await chromium.launch({
    executablePath: await haveChromium(),
    args: ['--no-sandbox'],
  });
  try {
    const context = await browser.newContext({ viewport: { width, height }, colorScheme: 'light' });
    const page = await context.newPage();
    page.on('pageerror', ({ message }) => console.error(`The window complains: ${message}`));
    page.on('console', (said) => {
      if (said.type() === 'error') console.error(`The window complains: ${said.text()}`);
    });
    await page.addInitScript({ content: WATCH });
    const inspector = await context.newCDPSession(page);
    await inspector.send('Performance.enable');
    await page.goto(url);
    await page.getByRole('button', { name: /^Try a sample/ }).click({ trial: true });
    return await run({
      page,
      async heap() {
        const { metrics } = await inspector.send('Performance.getMetrics');
        const bytes = metrics.find(({ name }) => name === 'JSHeapUsedSize')?.value;
        return (bytes ?? Number.NaN) / 2 ** 20;
      },
    });
  } finally {
    await browser.close();
    child.kill('SIGTERM');
    await ended;
  }
}

/** Folders for one studio, gone afterwards. */
export async function withFolders<T>(
  run: (folders: Folders, folder: string) => Promise<T>,
): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'gsim-window-'));
  try {
    const projectsFolder = join(folder, 'projects');
    mkdirSync(projectsFolder);
    return await run({ userFolder: join(folder, 'user'), projectsFolder }, folder);
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}
