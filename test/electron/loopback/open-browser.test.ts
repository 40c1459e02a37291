import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { openBrowser } from '../../../electron/loopback/open-browser.ts';

const token = 'ab'.repeat(32);
const url = `http://127.0.0.1:50000/#token=${token}`;
const folder = mkdtempSync(join(tmpdir(), 'gsim-browser-'));
afterAll(() => rmSync(folder, { recursive: true }));
const screen = { DISPLAY: ':0' };

/** What the system was asked to run, and the page as it was then. */
function recorder() {
  const calls: { command: string; args: readonly string[]; page: string; mode: number }[] = [];
  return {
    calls,
    run: async (command: string, args: readonly string[]) => {
      const file = args.at(-1)!;
      const page = readFileSync(file, 'utf8');
      calls.push({ command, args, page, mode: statSync(file).mode & 0o777 });
    },
  };
}

describe('opening the browser', () => {
  test.each([
    ['linux', 'xdg-open'],
    ['darwin', 'open'],
    ['win32', 'rundll32'],
  ] as const)('on %s is what %s does', async (platform, expected) => {
    const { calls, run } = recorder();
    const remove = await openBrowser({ url, folder, platform, environment: screen, run });
    expect(calls[0]?.command).toBe(expected);
    expect(calls[0]?.page).toContain(`location.replace("${url}")`);
    await remove();
    expect(readdirSync(folder)).toEqual([]);
  });

  test('never puts the token into a command line, and the page is the own person’s alone', async () => {
    const { calls, run } = recorder();
    const remove = await openBrowser({ url, folder, platform: 'linux', environment: screen, run });
    expect([calls[0]?.command, ...calls[0]!.args].join(' ')).not.toContain(token);
    if (process.platform !== 'win32') expect(calls[0]?.mode).toBe(0o600);
    await remove();
  });

  test('two studios at once have a page each', async () => {
    const { calls, run } = recorder();
    const options = { url, folder, platform: 'linux', environment: screen, run } as const;
    const removes = [await openBrowser(options), await openBrowser(options)];
    expect(new Set(calls.map(({ args }) => args.at(-1))).size).toBe(2);
    for (const remove of removes) await remove();
  });

  test('says what failed and leaves no page behind', async () => {
    const run = () => Promise.reject(new Error('xdg-open failed'));
    const options = { url, folder, platform: 'linux', environment: screen, run } as const;
    await expect(openBrowser(options)).rejects.toThrow('xdg-open failed');
    expect(readdirSync(folder)).toEqual([]);
  });

  test('says that a command is missing', async () => {
    const path = process.env.PATH;
    process.env.PATH = folder;
    try {
      const opening = openBrowser({ url, folder, platform: 'linux', environment: screen });
      await expect(opening).rejects.toThrow('xdg-open is not there');
    } finally {
      process.env.PATH = path;
    }
  });

  test('does not start a browser of the terminal where there is no screen', async () => {
    const { calls, run } = recorder();
    const opening = openBrowser({ url, folder, platform: 'linux', environment: {}, run });
    await expect(opening).rejects.toThrow('there is no screen');
    expect(calls).toEqual([]);
    expect(readdirSync(folder)).toEqual([]);
  });
});
