import { EventEmitter } from 'node:events';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { afterEach, expect, it, vi } from 'vitest';
import type { ElectronParts } from '../../../electron/main/electron-parts.ts';
import { runStudio } from '../../../electron/main/run-studio.ts';

const before = {
  uncaughtException: process.listeners('uncaughtException'),
  unhandledRejection: process.listeners('unhandledRejection'),
};
afterEach(() => {
  for (const [event, listeners] of Object.entries(before)) {
    for (const listener of process.listeners(event as 'uncaughtException')) {
      if (!(listeners as unknown[]).includes(listener)) process.off(event, listener);
    }
  }
});

function studio({
  isFirst = true,
  switches = [] as readonly string[],
  ready = new Promise<void>(() => {}),
} = {}) {
  const userFolder = mkdtempSync(join(tmpdir(), 'gsim-run-'));
  const calls: string[] = [];
  const note = (name: string) => () => void calls.push(name);
  const app = Object.assign(new EventEmitter(), {
    commandLine: {
      hasSwitch: (name: string) => switches.includes(name),
      getSwitchValue: (name: string) => (name === 'user-folder' ? userFolder : ''),
    },
    getPath: (name: string) => join(userFolder, name),
    getAppPath: () => '/opt/studio',
    setAppUserModelId: () => {},
    setPath: (name: string, path: string) => calls.push(`${name} in ${relative(userFolder, path)}`),
    requestSingleInstanceLock: () => isFirst,
    enableSandbox: note('sandbox'),
    whenReady: () => ready,
    quit: note('quit'),
    exit: note('exit'),
  });
  const parts = {
    app,
    protocol: { registerSchemesAsPrivileged: note('schemes'), handle: note('handle') },
    dialog: { showErrorBox: vi.fn() },
    shell: {},
  };
  runStudio(parts as unknown as ElectronParts, '/opt/studio/dist');
  return { app, calls, dialog: parts.dialog, log: join(userFolder, 'logs', 'studio.log') };
}

it('puts the walls up before anything is shown', () => {
  const { calls, app } = studio();
  expect(calls).toEqual(['userData in ', 'sessionData in window', 'sandbox', 'schemes']);
  expect(app.listenerCount('web-contents-created')).toBe(1);
});

it('leaves the work to the studio that runs already', () => {
  const { calls, app } = studio({ isFirst: false });
  expect(calls).toEqual(['userData in ', 'sessionData in window', 'quit']);
  expect(app.listenerCount('web-contents-created')).toBe(0);
});

it('does not start where something took its sandbox away, and says what to do instead', () => {
  const { calls, dialog } = studio({ switches: ['no-sandbox'] });
  expect(calls.at(-1)).toBe('exit');
  expect(calls).not.toContain('schemes');
  expect(dialog.showErrorBox.mock.calls[0]?.join(' ')).toMatch(/sandbox.*\.deb.*browser/);
});

it('never answers for a certificate: Chromium refuses a bad one by itself', () => {
  const { app } = studio();
  expect(app.eventNames()).not.toContain('certificate-error');
  expect(app.eventNames()).not.toContain('select-client-certificate');
});

it('ends with words, and a place in the log, when it cannot start', async () => {
  const failure = Object.assign(new TypeError('row of Mrs. Smith'), {
    stack: 'TypeError: row of Mrs. Smith\n    at open (/app/main.cjs:1:2)',
  });
  const { calls, dialog, log } = studio({ ready: Promise.reject(failure) });
  await vi.waitFor(() => expect(calls).toContain('exit'));
  expect(dialog.showErrorBox.mock.calls[0]?.[1]).toContain('studio.log');
  expect(readFileSync(log, 'utf8')).toMatch(
    /main: TypeError \| at open \(\/app\/main\.cjs:1:2\)\n$/,
  );
});

it('ends when its last window is closed', () => {
  const { app, calls } = studio();
  app.emit('window-all-closed');
  expect(calls.at(-1)).toBe('quit');
});

it('has the name by which Windows knows the installed studio', () => {
  const read = (path: string) => readFileSync(new URL(`../../../${path}`, import.meta.url), 'utf8');
  const [, installed] = /^appId: (.+)$/m.exec(read('electron-builder.yml'))!;
  expect(read('electron/main/run-studio.ts')).toContain(`APP_ID = '${installed}'`);
});
