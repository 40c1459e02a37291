import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve, sep } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readStaticFile, resolveStaticFile } from '../../electron/static-files.ts';

const ROOT = resolve('/studio/dist/renderer');

describe('a path of the window', () => {
  test('means the file of that name, with its type', () => {
    expect(resolveStaticFile(ROOT, '/')).toEqual({
      file: join(ROOT, 'index.html'),
      type: 'text/html; charset=utf-8',
    });
    expect(resolveStaticFile(ROOT, '/assets/main-Bx_9z.js')).toEqual({
      file: join(ROOT, 'assets', 'main-Bx_9z.js'),
      type: 'text/javascript; charset=utf-8',
    });
  });

  test.each([
    ['nothing', ''],
    ['no slash', 'index.html'],
    ['the folder above', '/../main/main.js'],
    ['the folder above, inside', '/assets/../../main/main.js'],
    ['the folder itself', '/./index.html'],
    ['a percent-encoded dot', '/%2e%2e/main/main.js'],
    ['a percent-encoded slash', '/..%2fmain%2fmain.js'],
    ['twice encoded', '/%252e%252e/main/main.js'],
    ['overlong UTF-8', '/%c0%ae%c0%ae/main/main.js'],
    ['a backslash', '/..\\main\\main.js'],
    ['an encoded backslash', '/..%5cmain%5cmain.js'],
    ['a NUL', '/index.html\0.js'],
    ['an encoded NUL', '/index.html%00.js'],
    ['a dotfile', '/.env.js'],
    ['a file in a dot folder', '/.git/config.js'],
    ['an empty segment', '//etc/passwd.js'],
    ['an absolute path of Windows', '/C:/Windows/a.js'],
    ['a stream of NTFS', '/index.html:secret.js'],
    ['a short name of Windows', '/PROGRA~1/a.js'],
    ['a device of Windows', '/con.html'],
    ['a device of Windows in a folder', '/assets/NUL.tar.js'],
    ['a dot at the end', '/index.html.'],
    ['a space at the end', '/index.html '],
    ['a full-width dot', '/．．/main.js'],
    ['a folder', '/assets/'],
    ['no extension', '/assets'],
    ['a source map', '/assets/main.js.map'],
    ['a source', '/main.ts'],
    ['JSON', '/package.json'],
    ['an upper-case extension', '/index.HTML'],
    ['a query', '/index.html?a'],
    ['a fragment', '/index.html#a'],
    ['a whole URL', 'http://elsewhere.example/index.html'],
    ['endlessly long', `/${'a'.repeat(5000)}.js`],
  ])('is refused: %s', (_, path) => {
    expect(resolveStaticFile(ROOT, path)).toBeUndefined();
  });

  test('never leaves the folder, whatever it is made of', () => {
    const piece = fc.constantFrom(
      '.',
      '..',
      '/',
      '\\',
      '%',
      '2e',
      '2f',
      'a',
      '~',
      ':',
      '\0',
      ' ',
      '.js',
    );
    const path = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(piece).map((all) => all.join('')),
    );
    fc.assert(
      fc.property(path, (text) => {
        const found = resolveStaticFile(ROOT, `/${text}`);
        if (found) expect(resolve(found.file).startsWith(ROOT + sep)).toBe(true);
      }),
      { numRuns: 3000 },
    );
  });
});

describe('reading', () => {
  let folder = '';
  const root = () => join(folder, 'window');
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'gsim-static-'));
    mkdirSync(join(root(), 'assets', 'folder.js'), { recursive: true });
    mkdirSync(join(folder, 'window-secret'));
    writeFileSync(join(root(), 'index.html'), '<!doctype html>');
    writeFileSync(join(folder, 'secret.js'), 'secret');
    writeFileSync(join(folder, 'window-secret', 'a.js'), 'secret');
    symlinkSync(join(folder, 'secret.js'), join(root(), 'link.js'));
    symlinkSync(folder, join(root(), 'up'));
    symlinkSync(join(folder, 'window-secret'), join(root(), 'neighbour'));
    symlinkSync(join(root(), 'index.html'), join(root(), 'inside.html'));
    symlinkSync(join(root(), 'loop.js'), join(root(), 'loop.js'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  test('gives the bytes and the type', async () => {
    const file = await readStaticFile(root(), '/');
    expect(Buffer.from(file!.bytes).toString()).toBe('<!doctype html>');
    expect(file!.type).toBe('text/html; charset=utf-8');
    expect(await readStaticFile(root(), '/inside.html')).toBeDefined();
  });

  test.each([
    ['a link to a file outside', '/link.js'],
    ['a file in a linked folder outside', '/up/secret.js'],
    ['a folder whose name begins like ours', '/neighbour/a.js'],
    ['a link to itself', '/loop.js'],
    ['a folder that is named like a file', '/assets/folder.js'],
    ['a file as a folder', '/index.html/a.js'],
    ['nothing', '/missing.js'],
  ])('refuses %s', async (_, path) => {
    expect(await readStaticFile(root(), path)).toBeUndefined();
  });
});
