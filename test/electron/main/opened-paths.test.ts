import { EventEmitter } from 'node:events';
import { isAbsolute } from 'node:path';
import type { App } from 'electron';
import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { type Opening, openedPath, projectPath } from '../../../electron/main/opened-paths.ts';
import { collectOpenings } from '../../../electron/main/openings.ts';

const linux: Opening = {
  platform: 'linux',
  lookUp: (path) =>
    ({
      '/home/ana/beds': 'folder',
      '/home/ana/my beds': 'folder',
      '/home/ana/beds/open.gsim.json': 'file',
      '/home/ana/OPEN.GSIM.JSON': 'file',
      '/home/ana/data.csv': 'file',
      '/opt/studio': 'folder',
    })[path] as 'file' | 'folder' | undefined,
};
const windows: Opening = {
  platform: 'win32',
  lookUp: (path) =>
    path.endsWith('beds') ? 'folder' : path.endsWith('.json') ? 'file' : undefined,
};
const everything = (platform: NodeJS.Platform): Opening => ({ platform, lookUp: () => 'folder' });

describe('a project to open', () => {
  it.each([
    ['/home/ana/beds', '/home/ana/beds'],
    ['/home/ana/beds/open.gsim.json', '/home/ana/beds/open.gsim.json'],
    ['/home/ana/OPEN.GSIM.JSON', '/home/ana/OPEN.GSIM.JSON'],
    ['/home/ana/x/../beds', '/home/ana/beds'],
    ['file:///home/ana/my%20beds', '/home/ana/my beds'],
  ])('is named by %s', (argument, path) => {
    expect(projectPath(argument, linux)).toBe(path);
  });

  it.each([
    '',
    '-',
    '--inspect=0.0.0.0:9229',
    'beds',
    './beds',
    '~/beds',
    '/home/ana/gone',
    '/home/ana/data.csv',
    '/home/ana/beds\0',
    'file://evil.example/home/ana/beds',
    'file:///home/ana%2Fbeds',
    'file:relative',
    'https://evil.example/beds',
    'app://gsim/home/ana/beds',
    `/${'a'.repeat(5000)}`,
  ])('is not named by %s', (argument) => {
    expect(projectPath(argument, linux)).toBeUndefined();
  });

  it.each(['C:\\Users\\ana\\beds', 'c:/Users/ana/beds', '\\\\server\\share\\beds'])(
    'is named on Windows by %s',
    (argument) => {
      expect(projectPath(argument, windows)).toMatch(/beds$/);
    },
  );

  it.each([
    '\\\\?\\C:\\beds',
    '\\\\.\\pipe\\beds',
    '\\beds',
    '/beds',
    'C:beds',
    'file:///C:/beds',
    '\\\\?\\UNC\\evil\\beds',
  ])('is not named on Windows by %s', (argument) => {
    expect(projectPath(argument, windows)).toBeUndefined();
  });

  it('is absolute whatever is asked for', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (argument) => {
        const path = projectPath(argument, everything('linux'));
        expect(path === undefined || (isAbsolute(path) && !path.includes('\0'))).toBe(true);
      }),
    );
  });
});

it('takes the first project of a command line, past options and the studio itself', () => {
  const argv = [
    '/usr/bin/gsim',
    '/opt/studio',
    '--no-sandbox',
    'x',
    '/home/ana/beds',
    '/opt/studio',
  ];
  expect(openedPath(argv, '/opt/studio', linux)).toBe('/home/ana/beds');
  expect(openedPath(['/home/ana/beds'], '/opt/studio', linux)).toBeUndefined();
});

describe('what the system asks to open', () => {
  function studio(argv: string[] = ['gsim']) {
    const app = Object.assign(new EventEmitter(), { getAppPath: () => '/opt/studio' });
    const openings = collectOpenings(app as unknown as App, argv, linux);
    const window = { command: vi.fn(), show: vi.fn() };
    return { app, openings, window };
  }

  it('waits for the window', () => {
    const { app, openings, window } = studio(['gsim', '/home/ana/beds']);
    openings.sendTo(window);
    expect(window.command).toHaveBeenCalledExactlyOnceWith({
      kind: 'open',
      path: '/home/ana/beds',
    });
    const preventDefault = vi.fn();
    app.emit('open-file', { preventDefault }, '/home/ana/beds/open.gsim.json');
    expect(preventDefault).toHaveBeenCalled();
    expect(window.command).toHaveBeenLastCalledWith({
      kind: 'open',
      path: '/home/ana/beds/open.gsim.json',
    });
  });

  it('comes early by open-file on a Mac', () => {
    const { app, openings, window } = studio();
    app.emit('open-file', { preventDefault: () => {} }, '/home/ana/beds');
    openings.sendTo(window);
    expect(window.command).toHaveBeenCalledExactlyOnceWith({
      kind: 'open',
      path: '/home/ana/beds',
    });
  });

  it('brings the window to the front when the studio is started again', () => {
    const { app, openings, window } = studio();
    openings.sendTo(window);
    app.emit('second-instance', {}, ['gsim', '/home/ana/beds'], '/');
    app.emit('second-instance', {}, ['gsim', '../../etc', '--user-folder=/tmp'], '/');
    expect(window.show).toHaveBeenCalledTimes(2);
    expect(window.command).toHaveBeenCalledTimes(1);
  });
});
