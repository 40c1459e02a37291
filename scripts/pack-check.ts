// `npm run pack:check`: packs the studio for Linux around a stand-in for Electron's binary, then looks at what came
// out: what lies in it, how large it is, its fuses, what the desktop is told, and that the packed workers simulate.
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { extractFile, getRawHeader, listPackage } from '@electron/asar';
import { FuseState, FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { build as bundle } from 'esbuild';
import { evaluateDriver } from '../engine/simulator/plain-runner.ts';
import { buildStudio } from './build.ts';
import { problemsOfListing } from './pack/listing-rules.ts';
import { type PoolReport, sampleRequest } from './pack/pool-driver.ts';
import { writeStandIn } from './pack/stand-in.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const STAND_IN = join(ROOT, '.cache', 'electron-stand-in');
const OUTPUT = join(ROOT, '.cache', 'packed');
const RESOURCES = join(OUTPUT, 'linux-unpacked', 'resources');
const ARCHIVE = join(RESOURCES, 'app.asar');
const UNPACKED = `${ARCHIVE}.unpacked`;

/** Megabytes of the studio itself, archive and unpacked files: half of it again over what it was when measured. */
const SIZE_LIMIT = 20;

/** Fuse -> what scripts/after-pack.cjs is to have made of it. */
const FUSES: Readonly<Record<keyof typeof FuseV1Options, boolean>> = {
  RunAsNode: false,
  EnableCookieEncryption: true,
  EnableNodeOptionsEnvironmentVariable: false,
  EnableNodeCliInspectArguments: false,
  EnableEmbeddedAsarIntegrityValidation: true,
  OnlyLoadAppFromAsar: true,
  LoadBrowserProcessSpecificV8Snapshot: false,
  GrantFileProtocolExtraPrivileges: false,
  WasmTrapHandlers: true,
};

const started = performance.now();
await buildStudio();
pack();
const problems = [
  ...checkListing(),
  ...checkContents(),
  ...checkWindow(),
  ...checkSize(),
  ...(await checkFuses()),
  ...checkSystemEntries(),
  ...(await checkPool()),
];
for (const problem of problems) console.error(problem);
const seconds = ((performance.now() - started) / 1000).toFixed(1);
if (problems.length > 0) {
  console.error(`pack: ${problems.length} problems (${seconds} s)`);
  process.exitCode = 1;
} else {
  console.log(
    `pack: ${megabytes().toFixed(1)} MB, listing, fuses, desktop entries and pool are right (${seconds} s)`,
  );
}

function pack(): void {
  const { version } = JSON.parse(
    readFileSync(join(ROOT, 'node_modules/electron/package.json'), 'utf8'),
  ) as { version: string };
  writeStandIn(STAND_IN, version);
  rmSync(OUTPUT, { recursive: true, force: true });
  const packer = join(ROOT, 'scripts/pack/pack-around-stand-in.ts');
  const result = spawnSync(process.execPath, [packer, STAND_IN, version, OUTPUT], {
    cwd: ROOT,
    encoding: 'utf8',
  });
  if (result.status !== 0)
    throw new Error(`electron-builder failed\n${result.stdout}${result.stderr}`);
}

function archivePaths(): string[] {
  return listPackage(ARCHIVE, { isPack: false }).map((path) => path.slice(1).replaceAll(sep, '/'));
}

function checkListing(): string[] {
  return problemsOfListing(archivePaths(), unpackedPaths());
}

interface HeaderEntry {
  readonly files?: Readonly<Record<string, HeaderEntry>>;
  readonly unpacked?: boolean;
}

/** Files that the archive names but that lie beside it. */
function unpackedPaths(): Set<string> {
  const found = new Set<string>();
  const walk = (entry: HeaderEntry, path: string) => {
    if (entry.unpacked && !entry.files) found.add(path);
    for (const [name, inner] of Object.entries(entry.files ?? {})) {
      walk(inner, path ? `${path}/${name}` : name);
    }
  };
  walk(getRawHeader(ARCHIVE).header as HeaderEntry, '');
  return found;
}

/** Nothing that was built names a folder of the machine that built it. */
function checkContents(): string[] {
  return archivePaths()
    .filter((path) => /^dist\/.*\.(cjs|js|css|html)$/.test(path))
    .filter((path) => extractFile(ARCHIVE, path).includes(ROOT))
    .map((path) => `${path}: names a folder of this machine`);
}

/** Every file that the window's page asks for is there. */
function checkWindow(): string[] {
  const page = extractFile(ARCHIVE, 'dist/renderer/index.html').toString();
  const asked = [...page.matchAll(/(?:src|href)="\.\/([^"]+)"/g)].map(([, path]) => path!);
  const there = new Set(archivePaths());
  return [
    ...(asked.some((path) => path.endsWith('.js')) ? [] : ['dist/renderer/index.html: no script']),
    ...asked
      .filter((path) => !there.has(`dist/renderer/${path}`))
      .map((path) => `dist/renderer/${path}: is missing`),
  ];
}

function megabytes(): number {
  const unpacked = [...unpackedPaths()].map((path) => statSync(join(UNPACKED, path)).size);
  return unpacked.reduce((sum, size) => sum + size, statSync(ARCHIVE).size) / 1e6;
}

function checkSize(): string[] {
  const size = megabytes();
  return size <= SIZE_LIMIT ? [] : [`size: ${size.toFixed(1)} MB, at most ${SIZE_LIMIT}`];
}

async function checkFuses(): Promise<string[]> {
  const wire = await getCurrentFuseWire(join(OUTPUT, 'linux-unpacked', 'gsim-studio'));
  return Object.entries(FUSES).flatMap(([name, wanted]) => {
    const state = wire[FuseV1Options[name as keyof typeof FuseV1Options]];
    return state === (wanted ? FuseState.ENABLE : FuseState.DISABLE)
      ? []
      : [`fuse ${name}: it should be ${wanted ? 'on' : 'off'}`];
  });
}

/** What the Debian package would tell the desktop. */
function checkSystemEntries(): string[] {
  const read = (name: string) => readFileSync(join(OUTPUT, 'system', name), 'utf8');
  const expected: readonly (readonly [file: string, line: string])[] = [
    ['gsim-studio.xml', '<mime-type type="application/vnd.gsim.project+json">'],
    ['gsim-studio.xml', '<glob pattern="*.gsim.json"/>'],
    ['gsim-studio.desktop', '\nName=G-Sim Studio\n'],
    ['gsim-studio.desktop', '\nExec="/opt/G-Sim Studio/gsim-studio" %U\n'],
    ['gsim-studio.desktop', '\nMimeType=application/vnd.gsim.project+json;\n'],
    // The window and its entry in the dock belong together.
    ['gsim-studio.desktop', '\nStartupWMClass=gsim-studio\n'],
    ...[16, 32, 48, 128, 256, 512].map(
      (size) => ['installed.json', `/icons/hicolor/${size}x${size}/apps/gsim-studio.png"`] as const,
    ),
  ];
  return [
    ...expected
      .filter(([file, line]) => !read(file).includes(line))
      .map(([file, line]) => `${file}: without ${line.trim()}`),
    ...(read('gsim-studio.desktop').includes('--no-sandbox')
      ? ['gsim-studio.desktop: starts without sandbox']
      : []),
  ];
}

/** Far from this repository, so that no package of it can be found by accident. */
async function checkPool(): Promise<string[]> {
  const folder = mkdtempSync(join(tmpdir(), 'gsim-packed-'));
  try {
    const app = join(folder, 'app.asar.unpacked');
    cpSync(UNPACKED, app, { recursive: true });
    mkdirSync(join(app, 'dist', 'check'));
    await bundle({
      absWorkingDir: ROOT,
      entryPoints: ['scripts/pack/pool-driver.ts'],
      outfile: join(app, 'dist', 'check', 'driver.cjs'),
      bundle: true,
      platform: 'node',
      format: 'cjs',
      target: 'node24',
      external: ['piscina', 'ses'],
      logOverride: { 'empty-import-meta': 'silent' },
    });
    const source = typescriptSimulator();
    const output = execFileSync(process.execPath, [join(app, 'dist/check/driver.cjs'), source], {
      cwd: folder,
      encoding: 'utf8',
      timeout: 60_000,
      env: {},
    });
    return problemsOfPool(JSON.parse(output) as PoolReport, source, app);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function problemsOfPool(report: PoolReport, source: string, app: string): string[] {
  const request = sampleRequest(source);
  const expected = evaluateDriver(request.program.code).run(
    request,
    0,
    request.sets * request.replications,
  );
  const same =
    report.failures === 0 &&
    report.values.length === expected.values.length &&
    report.values.every((value, index) => value === expected.values[index]);
  return [
    ...(same ? [] : ['pool: other numbers than from source']),
    ...report.packages
      .filter((path) => !path.startsWith(app))
      .map((path) => `pool: ${path} lies outside of the package`),
  ];
}

/** One that only a build with its type stripper inside can compile. */
function typescriptSimulator(): string {
  const source = readFileSync(join(ROOT, 'assets/simulators/sir.sim.js'), 'utf8');
  const typed = source.replace('start(row) {', 'start(row: Record<string, number>) {');
  if (typed === source) throw new Error('sir.sim.js: has no start(row)');
  return typed;
}
