import { describe, expect, test } from 'vitest';
import { problemsOfListing } from '../../scripts/pack/listing-rules.ts';

/** A listing as a sound package has it. */
const SOUND = [
  'LICENSE',
  'package.json',
  'assets',
  'assets/samples',
  'assets/samples/netherlands-icu',
  'assets/simulators',
  'assets/simulators/sir.sim.js',
  'dist',
  'dist/THIRD-PARTY-LICENCES.txt',
  'dist/engine',
  'dist/engine/engine.cjs',
  'dist/main',
  'dist/main/main.cjs',
  'dist/preload',
  'dist/preload/preload.cjs',
  'dist/renderer',
  'dist/renderer/index.html',
  'dist/worker',
  'dist/worker/numerics.cjs',
  'dist/worker/simulation-host.cjs',
  'dist/worker/simulation.cjs',
  'node_modules',
  'node_modules/electron-updater',
  'node_modules/electron-updater/package.json',
  'node_modules/ses',
];
const nothing = new Set<string>();

describe('what lies in the package', () => {
  test('may be what was allowed', () => {
    expect(problemsOfListing(SOUND, new Set(['dist/worker/simulation.cjs']))).toEqual([]);
  });

  test.each([
    ['sources', 'engine/cli.ts'],
    ['a folder that nobody named', 'scripts'],
    ['the browser host', 'dist/loopback'],
    ['a file beside a bundle', 'dist/main/other.cjs'],
    ['a package that nobody named', 'node_modules/left-pad'],
    ['a source map', 'dist/main/main.cjs.map'],
    ['a map of the window', 'dist/renderer/assets/index.js.map'],
    ['an environment file', 'assets/samples/.env'],
    ['a private key', 'assets/samples/signing.p12'],
    ['a token by its name', 'dist/renderer/assets/secrets.js'],
    ['tests of a package', 'node_modules/ses/test/a.js'],
    ['tests of a package under another name', 'node_modules/ses/test-jest/a.js'],
    ['a single test', 'node_modules/ses/lib/a.test.js'],
    ['types', 'node_modules/ses/types.d.ts'],
  ])('may not be %s', (_, path) => {
    const problems = problemsOfListing([...SOUND, path], nothing);
    expect(problems.length).toBeGreaterThan(0);
    for (const problem of problems) expect(problem).toMatch(new RegExp(`^${path}: `));
  });

  test.each(['dist/main/main.cjs', 'dist/worker/simulation.cjs', 'dist/renderer/index.html'])(
    'has to be whole: %s',
    (path) => {
      const rest = SOUND.filter((one) => one !== path);
      expect(problemsOfListing(rest, nothing)).toEqual([`${path}: is missing`]);
    },
  );

  test('lies inside of the archive, workers and their packages apart', () => {
    const outside = new Set(['dist/main/main.cjs', 'node_modules/ses/dist/ses.cjs']);
    expect(problemsOfListing(SOUND, outside)).toEqual([
      'dist/main/main.cjs: lies outside of the archive',
    ]);
  });
});
