/**
 * Discoveries that are killed (-9) at random moments and taken up again, against one that was left alone:
 *
 *   npm run bench:resume -- [--json FILE] [--kills N] [--sample ID] [--rounds N] [--seed N]
 *
 * resume.discover.different  runs whose final result differs in any number or word from that of the undisturbed run
 * resume.discover.lost       runs that could not be taken up again
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isDeepStrictEqual, parseArgs } from 'node:util';
import { openRandom } from '../engine/calibrate/streams.ts';
import { loadSample } from '../engine/data/sample.ts';
import { createProject } from '../engine/project/project.ts';
import { importData } from '../engine/studio/import-data.ts';
import { report } from './bench/report.ts';

const { values: options } = parseArgs({
  options: {
    json: { type: 'string' },
    kills: { type: 'string', default: '20' },
    sample: { type: 'string', default: 'school-influenza-1978' },
    rounds: { type: 'string', default: '5' },
    seed: { type: 'string', default: '1' },
  },
});

const CLI = fileURLToPath(new URL('../engine/cli.ts', import.meta.url));
const SAMPLES = fileURLToPath(new URL('../assets/samples/', import.meta.url));
const FILES = ['result.json', 'posterior.csv', 'mixture.json'];

type Files = Readonly<Record<string, string>>;

const home = await mkdtemp(join(tmpdir(), 'gsim-resume-'));
try {
  const fresh = join(home, 'fresh');
  await prepare(fresh);
  const calm = await copyOf(fresh, 'calm');
  const started = performance.now();
  await ended(discover(calm, []));
  const whole = performance.now() - started;
  const wanted = await filesOf(calm);
  if (wanted === undefined) throw new Error('the undisturbed discovery did not end');
  const random = openRandom(Number(options.seed), 'bench/resume', 0);
  const count = Number(options.kills);
  const different: string[] = [];
  const lost: string[] = [];
  for (let kill = 0; kill < count; kill++) {
    const folder = await copyOf(fresh, `killed-${kill}`);
    const running = discover(folder, []);
    const moment = whole * random.uniform();
    await killedAfter(running, moment);
    const code = await ended(discover(folder, ['--resume']));
    const found = code === 0 ? await filesOf(folder) : undefined;
    const place = `${kill}: killed after ${(moment / 1000).toFixed(1)} of ${(whole / 1000).toFixed(1)} s`;
    // Killed before the run stood on disk, or after its end: there is nothing to take up.
    const again = found ?? (await startedAnew(folder));
    if (again === undefined) lost.push(place);
    else different.push(...differences(again, wanted).map((file) => `${place}: ${file}`));
    process.stderr.write(`\r${kill + 1} of ${count}`);
    await rm(folder, { recursive: true });
  }
  process.stderr.write('\n');
  for (const place of [...lost, ...different]) console.log(place);
  const reference = `${count} discoveries of ${options.sample}, each killed once at a random moment of ${(whole / 1000).toFixed(1)} s`;
  const common = { unit: 'runs', better: 'lower', target: 0, reference } as const;
  report(
    [
      { id: 'resume.discover.different', value: different.length, ...common },
      { id: 'resume.discover.lost', value: lost.length, ...common },
    ],
    options.json,
  );
} finally {
  await rm(home, { recursive: true, force: true });
}

async function prepare(folder: string): Promise<void> {
  const { sample, bytes } = await loadSample(options.sample, (path) =>
    readFile(join(SAMPLES, path)),
  );
  const how = { clock: () => new Date(), app: '0' };
  const about = { name: sample.title, description: sample.words };
  const project = await createProject(folder, about, how);
  await importData(project, {
    file: 'data.csv',
    bytes,
    roles: sample.columns.map(({ meaning: _meaning, ...column }) => column),
    heldOutRows: sample.heldOutRows,
  });
  await project.close();
}

async function copyOf(fresh: string, name: string): Promise<string> {
  const folder = join(home, name);
  await cp(fresh, folder, { recursive: true });
  return folder;
}

function discover(folder: string, more: readonly string[]): ChildProcess {
  const words = [CLI, 'discover', folder, '--seed', '7', '--quiet', ...more];
  if (more.length === 0) words.push('--rounds', options.rounds);
  return spawn(process.execPath, words, { stdio: 'ignore' });
}

async function ended(child: ChildProcess): Promise<number | null> {
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  return child.exitCode;
}

async function killedAfter(child: ChildProcess, milliseconds: number): Promise<void> {
  const timer = setTimeout(() => child.kill('SIGKILL'), milliseconds);
  await ended(child);
  clearTimeout(timer);
}

/** The files of the discovery, or undefined where it did not come to its end. */
async function filesOf(folder: string): Promise<Files | undefined> {
  const runs = (await readdir(join(folder, 'runs')).catch(() => [])).toSorted();
  const last = runs.at(-1);
  if (last === undefined) return undefined;
  const files = await Promise.all(
    FILES.map(async (file) => [
      file,
      await readFile(join(folder, 'runs', last, file), 'utf8').catch(() => ''),
    ]),
  );
  const found = Object.fromEntries(files) as Files;
  return found['result.json'] === '' ? undefined : found;
}

/** Names of files that hold something else; the order of names in JSON says nothing. */
function differences(a: Files, b: Files): string[] {
  return FILES.filter((file) => {
    const [one, other] = [a[file] ?? '', b[file] ?? ''];
    if (one === other || !file.endsWith('.json')) return one !== other;
    return !isDeepStrictEqual(JSON.parse(one), JSON.parse(other));
  });
}

/** Nothing was to be resumed: it had ended already, or has to begin. */
async function startedAnew(folder: string): Promise<Files | undefined> {
  const before = await filesOf(folder);
  if (before !== undefined) return before;
  const runs = await readdir(join(folder, 'runs')).catch(() => []);
  if (runs.length > 0) return undefined;
  await ended(discover(folder, []));
  return filesOf(folder);
}
