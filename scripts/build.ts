// `npm run build`: what runs in Node and Electron becomes single CommonJS files (esbuild), the window a folder of
// static files (vite), all in dist/. A part whose sources are those of its last build is left alone, so that
// starting a second time is quick.
//
//   node scripts/build.ts [--force]
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build as bundle } from 'esbuild';
import { thirdPartyLicences } from './pack/third-party-licences.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

/** Licences of the packages that were built in; part of the packed studio. */
const LICENCES = join(ROOT, 'dist', 'THIRD-PARTY-LICENCES.txt');

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
  /** Gives the paths of all modules that went into it. */
  readonly build: () => Promise<string[]>;
}

/** What is remembered of a part's last build. */
interface Stamp {
  readonly fingerprint: string;
  readonly modules: readonly string[];
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
      'package.json',
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
    const fingerprint = fingerprintOf(part.sources);
    if (!force && isCurrent(part, fingerprint)) continue;
    rmSync(stampFile(part), { force: true });
    const modules = await part.build();
    writeFileSync(stampFile(part), JSON.stringify({ fingerprint, modules } satisfies Stamp));
    built.push(part.name);
  }
  if (built.length > 0 || !existsSync(LICENCES)) {
    const modules = PARTS.flatMap((part) => readStamp(part)?.modules ?? []);
    writeFileSync(LICENCES, thirdPartyLicences(ROOT, modules));
  }
  return built;
}

async function buildBundles(): Promise<string[]> {
  const { metafile } = await bundle({
    absWorkingDir: ROOT,
    entryPoints: BUNDLES,
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
    metafile: true,
  });
  return Object.keys(metafile.inputs);
}

async function buildWindow(): Promise<string[]> {
  const vite = await import('vite');
  const result = await vite.build({
    root: join(ROOT, 'renderer'),
    configFile: join(ROOT, 'vite.config.ts'),
    logLevel: 'warn',
  });
  if (!('output' in result)) throw new Error('window: one build is expected, not several');
  return result.output
    .flatMap((chunk) => ('moduleIds' in chunk ? chunk.moduleIds : []))
    .filter((id) => id.startsWith(ROOT))
    .map((id) => relative(ROOT, id.split('?')[0]!));
}

function isCurrent(part: Part, fingerprint: string): boolean {
  return (
    part.outputs.every((file) => existsSync(join(ROOT, file))) &&
    readStamp(part)?.fingerprint === fingerprint
  );
}

function readStamp(part: Part): Stamp | undefined {
  if (!existsSync(stampFile(part))) return undefined;
  return JSON.parse(readFileSync(stampFile(part), 'utf8')) as Stamp;
}

function stampFile({ name }: Part): string {
  return join(ROOT, 'dist', `.${name}.json`);
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
