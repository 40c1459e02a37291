import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { type Browser, chromium, type Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { haveChromium } from '../../scripts/find-chromium.ts';
import { type RunningDouble, startDouble } from './start-double.ts';

/** Of the page, what the tests look at (tiny-app/main.cjs). */
interface TinyWindow {
  readonly tiny: {
    readonly colour: string;
    invoke(channel: string, value?: unknown): Promise<unknown>;
    onHello(listener: (text: string) => void): void;
  };
  readonly before: readonly string[];
  readonly got: unknown[];
  readonly port: MessagePort;
}
declare const window: TinyWindow;

const main = fileURLToPath(new URL('./tiny-app/main.cjs', import.meta.url));

describe('an application under the double', () => {
  let double: RunningDouble;
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    double = await startDouble({ main, chromium: await haveChromium() });
    browser = await chromium.connectOverCDP(double.endpoint);
    const [context] = browser.contexts();
    page = context!.pages()[0] ?? (await context!.waitForEvent('page'));
    await page.waitForFunction(() => window.port !== undefined);
  });

  afterAll(async () => {
    await browser?.close();
    await double?.kill();
  });

  test('runs its preload before the page, which sees nothing but what was exposed', async () => {
    expect(await page.evaluate(() => window.before)).toEqual([]);
    const { colour, isFrozen, names } = await page.evaluate(() => ({
      colour: window.tiny.colour,
      isFrozen: Object.isFrozen(window.tiny),
      names: Object.getOwnPropertyNames(globalThis).filter((name) => /double/i.test(name)),
    }));
    expect({ colour, isFrozen, names }).toEqual({
      colour: '--colour=red',
      isFrozen: true,
      names: [],
    });
  });

  test('is asked and answers by invoke, with the address as Electron would have it', async () => {
    const bytes = await page.evaluate(() =>
      window.tiny.invoke('where', {
        bytes: new Uint8Array([1, 2, 255]),
        nothing: undefined,
        big: 1 / 0,
      }),
    );
    expect(bytes).toEqual({
      url: 'app://tiny/',
      value: { bytes: new Uint8Array([1, 2, 255]), nothing: undefined, big: Infinity },
    });
  });

  test('rejects with the words of Electron, and refuses what cannot be cloned', async () => {
    const rejected = (channel: string, isFunction: boolean) =>
      page.evaluate(
        ([name, withFunction]) =>
          window.tiny
            .invoke(name, withFunction ? () => 0 : 1)
            .catch((error: Error) => error.message),
        [channel, isFunction] as const,
      );
    expect(await rejected('fail', false)).toBe(
      "Error invoking remote method 'fail': RangeError: too far",
    );
    expect(await rejected('nowhere', false)).toContain("No handler registered for 'nowhere'");
    expect(await rejected('where', true)).toContain('could not be cloned');
  });

  test('carries messages over a port to the engine and back, in order, bytes included', async () => {
    const got = await page.evaluate(async () => {
      window.got.length = 0;
      for (let index = 0; index < 500; index++) window.port.postMessage({ index });
      window.port.postMessage(new Float64Array([1.5, Number.NaN]));
      const large = new Uint8Array(8_000_000).fill(7);
      window.port.postMessage(large);
      while (window.got.length < 502) await new Promise((resolve) => setTimeout(resolve, 5));
      const last = window.got[501] as Uint8Array;
      return {
        indexes: window.got.slice(0, 500).map((item) => (item as { index: number }).index),
        floats: window.got[500],
        last: [last.length, last[0], last.at(-1)],
      };
    });
    expect(got.indexes).toEqual(Array.from({ length: 500 }, (_, index) => index));
    expect(got.floats).toEqual(new Float64Array([1.5, Number.NaN]));
    expect(got.last).toEqual([8_000_000, 7, 7]);
  });

  test('tells the page when the engine closes the port', async () => {
    await page.evaluate(() => window.port.postMessage('close'));
    await page.waitForFunction(() => window.got.at(-1) === 'closed');
  });

  test('keeps the policy that came with the page', async () => {
    const error = await page.evaluate(async () => {
      const violated = new Promise((resolve) =>
        document.addEventListener('securitypolicyviolation', (event) =>
          resolve(event.violatedDirective),
        ),
      );
      document.body.append(Object.assign(document.createElement('script'), { textContent: '1' }));
      return violated;
    });
    expect(error).toContain('script-src');
  });

  test('refuses to leave and to open windows as its handlers say', async () => {
    await page.click('#leave');
    await page.click('#blank');
    expect(await double.logged('open-external')).toBe('https://example.org/');
    expect(page.url()).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/$/);
    await expect.poll(() => browser.contexts()[0]!.pages().length).toBe(1);
  });

  test('answers permissions as its handlers say', async () => {
    const state = (name: PermissionName) =>
      page.evaluate(async (one) => (await navigator.permissions.query({ name: one })).state, name);
    expect(await state('notifications')).toBe('granted');
    expect(await state('geolocation')).toBe('denied');
  });

  test('gives menu commands to the page, and dialogs the answers of the test', async () => {
    await page.evaluate(() => window.tiny.onHello((text) => window.got.push(text)));
    await double.order({ order: 'click-menu', label: 'Hello' });
    await expect.poll(() => page.evaluate(() => window.got.at(-1))).toBe('menu');
    await expect(double.order({ order: 'click-menu', label: 'Absent' })).rejects.toThrow('Absent');
    const answer = { canceled: false, filePaths: ['/somewhere'] };
    await double.order({ order: 'answer-dialogs', answers: [answer] });
    expect(await page.evaluate(() => window.tiny.invoke('pick'))).toEqual(answer);
  });

  test('hears of a second start', async () => {
    await double.order({ order: 'second-instance', argv: ['electron', 'file.json'] });
    await expect.poll(() => double.output()).toContain('second file.json');
  });

  test('comes back after its page crashed, with a new document and a new port', async () => {
    await page.evaluate(() => Object.assign(window, { mark: 1 }));
    const crashed = page.waitForEvent('crash');
    await page.goto('chrome://crash').catch(() => undefined);
    await crashed;
    const again = await chromium.connectOverCDP(double.endpoint);
    await expect
      .poll(() =>
        again
          .contexts()[0]!
          .pages()[0]
          ?.evaluate(() => window.port !== undefined),
      )
      .toBe(true);
    expect(
      await again
        .contexts()[0]!
        .pages()[0]!
        .evaluate(() => 'mark' in window),
    ).toBe(false);
    await again.close();
  });

  test('ends when its last window is closed, and takes its processes along', async () => {
    const engine = await double.utility(/Engine/);
    await double.order({ order: 'close-window' });
    expect(await double.ended).toBe(0);
    await expect.poll(() => isRunning(engine)).toBe(false);
  });
});

describe('the module electron', () => {
  test('has nothing that is not doubled', async () => {
    const run = await startDouble({
      main: fileURLToPath(new URL('./tiny-app/asks-too-much.cjs', import.meta.url)),
      chromium: await haveChromium(),
    });
    expect(await run.ended).toBe(0);
    expect(run.output().trim().split('\n')).toEqual([
      'electron double: electron.autoUpdater is not there',
      'electron double: app.getGPUInfo is not there',
      "electron double: the event app 'login' is not there",
      'electron double: electron/package.json is the real Electron',
      'electron double: ./../../../node_modules/electron/index.js is the real Electron',
    ]);
  });
});

/** A zombie, which waits for the system to forget it, does not run. */
function isRunning(pid: number): boolean {
  const { stdout } = spawnSync('ps', ['-o', 'stat=', '-p', String(pid)], { encoding: 'utf8' });
  return /^[^Z\s]/.test(stdout.trim());
}
