import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { readLoopbackOptions } from '../../../electron/loopback/options.ts';
import { personFolders } from '../../../electron/loopback/person-folders.ts';

const folders = {
  userFolder: resolve('/home/p/user'),
  projectsFolder: resolve('/home/p/projects'),
};

describe('options of the browser host', () => {
  test('have defaults', () => {
    expect(readLoopbackOptions([], folders)).toEqual({
      ...folders,
      port: 0,
      openBrowser: true,
      json: false,
    });
  });

  test('are taken as given', () => {
    const args = [
      '--port=4000',
      '--user-folder',
      '/u',
      '--projects-folder',
      '/p',
      '--threads',
      '2',
    ];
    expect(readLoopbackOptions([...args, '--no-open', '--json'], folders)).toEqual({
      port: 4000,
      userFolder: resolve('/u'),
      projectsFolder: resolve('/p'),
      threads: 2,
      openBrowser: false,
      json: true,
    });
  });

  test.each([
    ['--port=80'],
    ['--port=70000'],
    ['--port=x'],
    ['--port='],
    ['--threads=0'],
    ['--threads=1.5'],
  ])('a number out of its range is refused: %s', (arg) => {
    expect(() => readLoopbackOptions([arg], folders)).toThrow(
      expect.objectContaining({ code: 'bad-option', hint: expect.stringContaining('A number') }),
    );
  });

  test.each([['--host=0.0.0.0'], ['somewhere'], ['--token=abc'], ['--port']])(
    'there is no option %s',
    (arg) => {
      expect(() => readLoopbackOptions([arg], folders)).toThrow(
        expect.objectContaining({ code: 'unknown-option' }),
      );
    },
  );

  test('help is asked for by --help', () => {
    expect(readLoopbackOptions(['--help'], folders)).toBeUndefined();
  });
});

describe('the folders of a person', () => {
  const home = mkdtempSync(join(tmpdir(), 'gsim-home-'));
  const config = join(home, '.config');
  const names = join(config, 'user-dirs.dirs');
  beforeEach(() => {
    rmSync(config, { recursive: true, force: true });
    mkdirSync(config);
  });
  afterAll(() => rmSync(home, { recursive: true }));

  test('are those of the platform', () => {
    expect(personFolders('linux', {}, home)).toEqual({
      userFolder: join(config, 'gsim-studio'),
      projectsFolder: join(home, 'Documents', 'G-Sim projects'),
    });
    expect(personFolders('darwin', {}, home).userFolder).toBe(
      join(home, 'Library', 'Application Support', 'gsim-studio'),
    );
    expect(personFolders('win32', { APPDATA: join(home, 'Roaming') }, home).userFolder).toBe(
      join(home, 'Roaming', 'gsim-studio'),
    );
  });

  test('follow XDG_CONFIG_HOME, unless it is relative', () => {
    expect(personFolders('linux', { XDG_CONFIG_HOME: '/c' }, home).userFolder).toBe(
      '/c/gsim-studio',
    );
    expect(personFolders('linux', { XDG_CONFIG_HOME: 'c' }, home).userFolder).toBe(
      join(config, 'gsim-studio'),
    );
  });

  test.each([
    ['XDG_DOCUMENTS_DIR="$HOME/Dokumente"', () => join(home, 'Dokumente')],
    ['# comment\nXDG_DOCUMENTS_DIR="/data/documents"\n', () => '/data/documents'],
    ['XDG_DOCUMENTS_DIR="$OTHER/documents"', () => join(home, 'Documents')],
    ['nonsense', () => join(home, 'Documents')],
  ])('documents have the name that the system gives them: %s', (text, expected) => {
    writeFileSync(names, text);
    const { projectsFolder } = personFolders('linux', {}, home);
    expect(projectsFolder).toBe(join(expected(), 'G-Sim projects'));
  });
});
