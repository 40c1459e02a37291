import { EventEmitter } from 'node:events';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Notification } from 'electron';
import { describe, expect, it, vi } from 'vitest';
import { createDesktop, type DesktopOptions } from '../../../electron/main/desktop.ts';
import type { Opening } from '../../../electron/main/opened-paths.ts';
import { revealable } from '../../../electron/main/reveal.ts';

const folder = mkdtempSync(join(tmpdir(), 'gsim-desktop-'));
const project = join(folder, 'beds');
mkdirSync(join(project, 'exports'), { recursive: true });
writeFileSync(join(project, 'exports', 'script.mjs'), '');
writeFileSync(join(folder, 'beds-other'), '');

describe('a file to show', () => {
  const opening: Opening = { platform: 'linux', lookUp: () => 'file' };
  it.each([
    '/home/ana/beds',
    '/home/ana/beds/exports/script.mjs',
    '/home/ana/beds/exports/../data/..x',
  ])('is one of a project: %s', (path) => {
    expect(revealable(path, ['/home/ana/other', '/home/ana/beds'], opening)).toMatch(
      /^\/home\/ana\/beds/,
    );
  });

  it.each([
    '/etc/passwd',
    '/home/ana',
    '/home/ana/beds-other',
    '/home/ana/beds/../../../etc/passwd',
    'exports/script.mjs',
    '/home/ana/beds/\0',
    '',
  ])('is no other: %s', (path) => {
    expect(() => revealable(path, ['/home/ana/beds'], opening)).toThrow(/^path: /);
  });

  it('is not on a share of somebody else', () => {
    const windows: Opening = { platform: 'win32', lookUp: () => 'file' };
    const folders = ['C:\\Users\\ana\\beds'];
    for (const path of ['\\\\evil\\share\\x', '//evil/share', 'D:\\x', 'C:\\Users\\ana\\bedsx']) {
      expect(() => revealable(path, folders, windows)).toThrow(/^path: /);
    }
    expect(revealable('c:/users/ana/beds/x', folders, windows)).toBe('c:\\users\\ana\\beds\\x');
  });

  it('has to be there', () => {
    const gone = { platform: 'linux', lookUp: () => undefined } as const;
    expect(() => revealable('/a/b', ['/a'], gone)).toThrow('path: /a/b is not there any more');
  });
});

describe('the desktop', () => {
  function desktop(options: { isFocused?: boolean; notifications?: boolean; told?: boolean } = {}) {
    const shown: string[] = [];
    const window = {
      window: { isFocused: () => options.isFocused ?? false },
      contents: {},
      show: vi.fn(),
      setBusy: vi.fn(),
      listening: vi.fn(),
    };
    const notifications: EventEmitter[] = [];
    class FakeNotification extends EventEmitter {
      constructor({ title }: { title?: string }) {
        super();
        shown.push(title ?? '');
        notifications.push(this);
      }
      show() {}
    }
    const shell = { showItemInFolder: vi.fn() };
    const dialog = {
      showOpenDialog: vi.fn(async () => ({ canceled: false, filePaths: [project] })),
    };
    const ports = { request: vi.fn(), renew: vi.fn() };
    const person = {
      updates: false,
      notifications: options.notifications ?? true,
      projectsFolder: join(folder, 'none'),
      recent: [project],
    };
    const desk = createDesktop({
      dialog,
      shell,
      Notification: FakeNotification as unknown as new () => Notification,
      secrets: {} as DesktopOptions['secrets'],
      ports,
      platform: process.platform,
      window: () => window as unknown as ReturnType<DesktopOptions['window']>,
      person: () => (options.told === false ? undefined : person),
    });
    return { desk, shown, notifications, window, shell, dialog, ports };
  }

  it('gives the folder that was picked, or none', async () => {
    const { desk, dialog } = desktop();
    expect(await desk.pickFolder('Open')).toBe(project);
    dialog.showOpenDialog.mockResolvedValueOnce({ canceled: true, filePaths: [] });
    expect(await desk.pickFolder('Open')).toBeUndefined();
  });

  it('shows files of projects that the engine knows', async () => {
    const { desk, shell } = desktop();
    const script = join(project, 'exports', 'script.mjs');
    await desk.reveal(script);
    expect(shell.showItemInFolder).toHaveBeenCalledExactlyOnceWith(script);
    await expect(desk.reveal(join(folder, 'beds-other'))).rejects.toMatchObject({
      code: 'not-yours',
    });
    await expect(desktop({ told: false }).desk.reveal(script)).rejects.toMatchObject({
      code: 'not-yours',
    });
  });

  it.each([
    ['behind other windows', {}, ['Done']],
    ['in front', { isFocused: true }, []],
    ['when the person wants none', { notifications: false }, []],
    ['before the settings are known', { told: false }, []],
  ] as const)('notifies %s', async (_when, options, expected) => {
    const { desk, shown, notifications, window } = desktop(options);
    await desk.notify({ title: 'Done', body: '' });
    expect(shown).toEqual(expected);
    for (const notification of notifications) notification.emit('click');
    expect(window.show).toHaveBeenCalledTimes(expected.length);
  });
});
