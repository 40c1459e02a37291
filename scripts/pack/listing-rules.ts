/** What may lie in the packed application. Anything that is not listed is refused. */

/** Folder of the archive -> everything that may lie directly in it. */
const ALLOWED: Readonly<Record<string, readonly string[]>> = {
  '': ['LICENSE', 'assets', 'dist', 'node_modules', 'package.json'],
  assets: ['icons', 'samples', 'simulators'],
  dist: ['THIRD-PARTY-LICENCES.txt', 'engine', 'main', 'preload', 'renderer', 'worker'],
  'dist/engine': ['engine.cjs'],
  'dist/main': ['main.cjs'],
  'dist/preload': ['preload.cjs'],
  'dist/worker': ['numerics.cjs', 'simulation-host.cjs', 'simulation.cjs'],
  'dist/renderer': ['assets', 'index.html'],
  node_modules: [
    '@napi-rs',
    'argparse',
    'builder-util-runtime',
    'debug',
    'electron-updater',
    'fs-extra',
    'graceful-fs',
    'js-yaml',
    'jsonfile',
    'lazy-val',
    'lodash.escaperegexp',
    'lodash.isequal',
    'ms',
    'piscina',
    'sax',
    'semver',
    'ses',
    'tiny-typed-emitter',
    'universalify',
  ],
};

/** Must be there: an archive that lost them would start and then fail. */
const NEEDED = [
  'dist/THIRD-PARTY-LICENCES.txt',
  'dist/engine/engine.cjs',
  'dist/main/main.cjs',
  'dist/preload/preload.cjs',
  'dist/renderer/index.html',
  'dist/worker/numerics.cjs',
  'dist/worker/simulation-host.cjs',
  'dist/worker/simulation.cjs',
  'assets/samples/netherlands-icu',
  'assets/simulators/sir.sim.js',
  'node_modules/electron-updater/package.json',
];

/** Plain files beside the archive: what workers and processes load. */
const UNPACKED =
  /^(dist\/worker|node_modules\/(piscina|ses|@napi-rs)|assets)\/|^node_modules\/.*\.node$/;

const REFUSED: readonly (readonly [pattern: RegExp, words: string])[] = [
  [/\.map$/, 'a source map'],
  [/\.([cm]?ts|tsx|flow)$/, 'a source'],
  [/\.(pem|key|p12|pfx|jks|keystore|crt|cer)$/i, 'a key or certificate'],
  [/(^|\/)\.[^/]/, 'a hidden file'],
  [
    /(^|\/)(tests?|test-[^/]*|__tests__|__mocks__|fixtures|coverage|benchmarks?|e2e)(\/|$)/,
    'tests',
  ],
  [/\.(test|spec)\.[^/]*$/, 'a test'],
  [/(secret|credential|password)/i, 'a secret, by its name'],
];

/** In words, what is wrong with the paths of an archive ('dist/main/main.cjs', folders included); empty: nothing. */
export function problemsOfListing(
  paths: readonly string[],
  unpacked: ReadonlySet<string>,
): string[] {
  const problems: string[] = [];
  for (const path of paths) {
    const cut = path.lastIndexOf('/');
    const [folder, name] = [path.slice(0, Math.max(0, cut)), path.slice(cut + 1)];
    const allowed = ALLOWED[folder];
    if (allowed && !allowed.includes(name)) problems.push(`${path}: nobody allowed it`);
    for (const [pattern, words] of REFUSED) {
      if (pattern.test(path)) problems.push(`${path}: ${words}`);
    }
    if (unpacked.has(path) && !UNPACKED.test(path)) {
      problems.push(`${path}: lies outside of the archive`);
    }
  }
  for (const path of NEEDED) if (!paths.includes(path)) problems.push(`${path}: is missing`);
  return problems;
}
