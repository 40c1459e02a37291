import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { thirdPartyLicences } from '../../scripts/pack/third-party-licences.ts';

let root = '';
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'gsim-licences-'));
  write(
    'package-lock.json',
    JSON.stringify({ packages: { '': {}, 'node_modules/tool': { dev: true } } }),
  );
  addPackage('node_modules/tool', 'tool');
});
afterEach(() => rmSync(root, { recursive: true }));

function write(path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}

function addPackage(folder: string, name: string, license = 'MIT', file = 'LICENSE'): void {
  write(`${folder}/package.json`, JSON.stringify({ name, version: '1.0.0', license }));
  write(`${folder}/${file}`, `Copyright the authors of ${name}`);
}

describe('the licences that leave with the studio', () => {
  test('are those of packages that were built in, wherever they lie', () => {
    addPackage('node_modules/a', 'a');
    addPackage('node_modules/a/node_modules/@b/c', '@b/c', 'ISC', 'license.md');
    const text = thirdPartyLicences(root, [
      'engine/cli.ts',
      'node_modules/a/index.js',
      'node_modules/a/lib/other.js',
      'node_modules/a/node_modules/@b/c/index.js',
    ]);
    expect(text).toContain('a 1.0.0 (MIT)\n\nCopyright the authors of a\n');
    expect(text).toContain('@b/c 1.0.0 (ISC)\n\nCopyright the authors of @b/c\n');
    expect(text.match(/={80}/g)).toHaveLength(2);
    expect(text).not.toContain('tool');
  });

  test('are those of packages beside the bundles, where this platform has them', () => {
    addPackage('node_modules/runs', 'runs');
    const packages = {
      'node_modules/runs': {},
      'node_modules/for-windows': {},
      'node_modules/own': { link: true },
    };
    write('package-lock.json', JSON.stringify({ packages }));
    expect(thirdPartyLicences(root, []).match(/={80}/g)).toHaveLength(1);
  });

  test('include what a package has built in itself', () => {
    addPackage('node_modules/a', 'a');
    write('node_modules/a/dist/LICENSE', 'Copyright of what is inside');
    expect(thirdPartyLicences(root, ['node_modules/a/index.js'])).toContain('what is inside');
  });

  test('have to be stated', () => {
    write('node_modules/a/package.json', JSON.stringify({ name: 'a', version: '1.0.0' }));
    expect(() => thirdPartyLicences(root, ['node_modules/a/index.js'])).toThrow('licence of a');
  });
});
