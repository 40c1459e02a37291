// `npm run build`: what runs in Node and Electron becomes single CommonJS files (esbuild), the window a folder of
// static files (vite), all in dist/. A part whose sources are those of its last build is left alone, so that
// starting a second time is quick.
//
//   node scripts/build.ts [--force]
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build as bundle } from 'esbuild';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

/** Bundle -> the file it starts from. */
const BUNDLES = {
  'main/main': 'electron/main.ts',
  'preload/preload': 'electron/preload.ts',
  'engine/engine': 'electron/engine.ts',
  'loopback/loopback': 'electron/loopback.ts',
  'worker/simulation-host': 'engine/compute/pool/simulation-host.worker.ts',
  'worker/simulation': 'engine/compute/pool/simulation.worker.ts',
  'worker/numerics': 'engine/compute/pool/numerics.worker.ts',
} as const;

/** Packages that lie beside the bundles as they are: they find their own files, or are no JavaScript. */
const EXTERNAL = ['electron', 'electron-updater', 'piscina', 'ses'];

interface Part {
  readonly name: string;
  /** Files and folders that decide what comes out. */
  readonly sources: readonly string[];
  readonly outputs: readonly string[];
  readonly build: () => Promise<void>;
}

/** What decides about every part: the versions of all packages, and this file. */
const EVERYWHERE = ['package-lock.json', 'scripts/build.ts'];

const PARTS: readonly Part[] = [
  {
    name: 'bundles',
    sources: [...EVERYWHERE, 'engine', 'electron'],
    outputs: Object.keys(BUNDLES).map((name) => `dist/${name}.cjs`),
    build: buildBundles,
  },
  {
    name: 'window',
    sources: [
      ...EVERYWHERE,
      'vite.config.ts',
      'renderer',
      'engine/base',
      'engine/data',
      'engine/studio/contract',
      'engine/studio/transport',
    ],
    outputs: ['dist/renderer/index.html'],
    build: buildWindow,
  },
];

/** Builds what is not current. Gives the names of the parts that were built. */
export async function buildStudio({ force = false } = {}): Promise<string[]> {
  const built: string[] = [];
  for (const part of PARTS) {
    const stamp = join(ROOT, 'dist', `.${part.name}.sha256`);
    const fingerprint = fingerprintOf(part.sources);
    if (!force && isCurrent(part, stamp, fingerprint)) continue;
    rmSync(stamp, { force: true });
    await part.build();
    writeFileSync(stamp, fingerprint);
    built.push(part.name);
  }
  return built;
}

async function buildBundles(): Promise<void> {
  await bundle({
    absWorkingDir: ROOT,
    // TEMPORARY while entries are being written: what is missing is left out.
    entryPoints: Object.fromEntries(
      Object.entries(BUNDLES).filter(([, file]) => existsSync(join(ROOT, file))),
    ),
    outdir: 'dist',
    outExtension: { '.js': '.cjs' },
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node24',
    sourcemap: true,
    legalComments: 'none',
    external: EXTERNAL,
    // ws asks for two native add-ons that the studio does not carry.
    define: { 'process.env.WS_NO_BUFFER_UTIL': '"1"', 'process.env.WS_NO_UTF_8_VALIDATE': '"1"' },
    // Whoever needs the address of a module knows that a CommonJS bundle has none.
    logOverride: { 'empty-import-meta': 'silent' },
    logLevel: 'warning',
  });
}

async function buildWindow(): Promise<void> {
  const vite = await import('vite');
  await vite.build({ root: ROOT, configFile: join(ROOT, 'vite.config.ts'), logLevel: 'warn' });
}

function isCurrent({ outputs }: Part, stamp: string, fingerprint: string): boolean {
  return (
    outputs.every((file) => existsSync(join(ROOT, file))) &&
    existsSync(stamp) &&
    readFileSync(stamp, 'utf8') === fingerprint
  );
}

function fingerprintOf(sources: readonly string[]): string {
  const hash = createHash('sha256');
  for (const path of sources.flatMap(filesIn)) {
    const bytes = readFileSync(join(ROOT, path));
    hash.update(`${path}\0${bytes.length}\0`).update(bytes);
  }
  return hash.digest('hex');
}

/** The file itself, or every file of the folder, in the same order everywhere. */
function filesIn(path: string): string[] {
  if (!statSync(join(ROOT, path)).isDirectory()) return [path];
  return readdirSync(join(ROOT, path))
    .sort()
    .flatMap((name) => filesIn(`${path}/${name}`));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const started = performance.now();
  const built = await buildStudio({ force: process.argv.includes('--force') });
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  console.log(`dist/ is current (${built.join(', ') || 'nothing'} built, ${seconds} s)`);
}
