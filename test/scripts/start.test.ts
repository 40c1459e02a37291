import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { chooseHost, type HostCircumstances } from '../../scripts/start/choose-host.ts';
import { fetchElectron, findElectron } from '../../scripts/start/electron-binary.ts';

const desktop: HostCircumstances = {
  wantsBrowser: false,
  platform: 'linux',
  isRoot: false,
  hasScreen: true,
  find: () => '/electron',
  fetch: undefined,
};
const fetching = (result: boolean) => {
  const calls: boolean[] = [];
  return {
    calls,
    fetch: async () => {
      calls.push(result);
      return result;
    },
  };
};

describe('the studio opens', () => {
  test('in Electron where its binary is', async () => {
    const { calls, fetch } = fetching(true);
    const host = await chooseHost({ ...desktop, fetch });
    expect(host).toEqual({ kind: 'electron', binary: '/electron' });
    expect(calls).toEqual([]);
  });

  test('in the browser, without a word, where that was asked for', async () => {
    const { calls, fetch } = fetching(true);
    const host = await chooseHost({ ...desktop, wantsBrowser: true, fetch });
    expect(host).toEqual({ kind: 'browser' });
    expect(calls).toEqual([]);
  });

  test('in Electron after its binary was fetched', async () => {
    let binary: string | undefined;
    const fetch = async () => {
      binary = '/fetched';
      return true;
    };
    const host = await chooseHost({ ...desktop, find: () => binary, fetch });
    expect(host).toEqual({ kind: 'electron', binary: '/fetched' });
  });

  const absent = () => undefined;
  test.each<[string, Partial<HostCircumstances>, RegExp]>([
    ['it may not be fetched', { find: absent }, /binary is not there \(npx install-electron/],
    ['it cannot be fetched', { find: absent, fetch: async () => false }, /could not be fetched/],
    ['the installer brought nothing', { find: absent, fetch: async () => true }, /could not/],
    ['it would need to run without its sandbox', { isRoot: true }, /as root with its sandbox on/],
    ['there is no screen', { hasScreen: false }, /needs a screen/],
  ])('in the browser, with one sentence, where %s', async (_, differently, words) => {
    const host = await chooseHost({ ...desktop, ...differently });
    expect(host).toMatchObject({ kind: 'browser', because: expect.stringMatching(words) });
    expect(host).toMatchObject({
      because: expect.stringMatching(/opens in the browser instead\.$/),
    });
  });

  test('as root on a Mac in Electron, whose sandbox works there', async () => {
    const host = await chooseHost({ ...desktop, platform: 'darwin', isRoot: true });
    expect(host.kind).toBe('electron');
  });
});

describe("Electron's binary", () => {
  let folder = '';
  let cache = '';
  const installer = (code: string) => writeFileSync(join(folder, 'install.js'), code);
  const complete = `
    const fs = require('node:fs'), path = require('node:path');
    fs.mkdirSync(path.join(__dirname, 'dist'), { recursive: true });
    fs.writeFileSync(path.join(__dirname, 'dist', 'electron'), '');
    fs.writeFileSync(path.join(__dirname, 'dist', 'version'), '45.0.0');
    fs.writeFileSync(path.join(__dirname, 'path.txt'), 'electron');`;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'gsim-electron-'));
    cache = join(folder, 'cache');
    writeFileSync(join(folder, 'package.json'), JSON.stringify({ version: '45.0.0' }));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  test('is absent after an install without scripts', () => {
    expect(findElectron(folder)).toBeUndefined();
  });

  test('is fetched by the package’s own installer, in this Node, with nothing left behind', async () => {
    installer(complete);
    expect(await fetchElectron({ folder, cache })).toBe(true);
    expect(findElectron(folder)).toBe(join(folder, 'dist', 'electron'));
    expect(readdirSync(cache)).toEqual([]);
  });

  test('of another version, or half unpacked, is none', async () => {
    installer(complete);
    await fetchElectron({ folder, cache });
    writeFileSync(join(folder, 'dist', 'version'), '44.0.0');
    expect(findElectron(folder)).toBeUndefined();
    writeFileSync(join(folder, 'dist', 'version'), 'v45.0.0');
    expect(findElectron(folder)).toBeDefined();
    rmSync(join(folder, 'dist', 'electron'));
    expect(findElectron(folder)).toBeUndefined();
  });

  test('that cannot be fetched is tried again the next day, not at every start', async () => {
    installer('process.exit(1)');
    const now = Date.UTC(2026, 0, 1);
    expect(await fetchElectron({ folder, cache, now })).toBe(false);
    installer(complete);
    expect(await fetchElectron({ folder, cache, now: now + 3_600_000 })).toBe(false);
    expect(existsSync(join(folder, 'dist'))).toBe(false);
    expect(await fetchElectron({ folder, cache, now: now + 25 * 3_600_000 })).toBe(true);
  });

  test('is given up when no byte comes any more', async () => {
    installer('setInterval(() => {}, 1000)');
    const started = Date.now();
    expect(await fetchElectron({ folder, cache, patience: 400 })).toBe(false);
    expect(Date.now() - started).toBeLessThan(5_000);
  });

  test('is waited for as long as bytes come', async () => {
    mkdirSync(cache);
    installer(`
      const fs = require('node:fs'), os = require('node:os'), path = require('node:path');
      let left = 12;
      const timer = setInterval(() => {
        fs.appendFileSync(path.join(os.tmpdir(), 'electron.zip'), 'bytes');
        if (--left > 0) return;
        clearInterval(timer);
        {${complete}}
      }, 100);`);
    expect(await fetchElectron({ folder, cache, patience: 800 })).toBe(true);
    expect(findElectron(folder)).toBeDefined();
  });
});
