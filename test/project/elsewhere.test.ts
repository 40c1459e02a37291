/** A project is its folder: what it says and computes does not depend on where it lies. */
import {
  cp,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rename,
  rm,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { homedir, hostname, tmpdir, userInfo } from 'node:os';
import { dirname, join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { unzipSync, zipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Executor } from '../../engine/compute/executor.ts';
import { createInProcess } from '../../engine/compute/in-process.ts';
import { createSimulationPool } from '../../engine/compute/pool/simulation-pool.ts';
import { createSimulate } from '../../engine/compute/simulate.ts';
import { projectFolderOf } from '../../engine/project/door.ts';
import { ProjectError } from '../../engine/project/error.ts';
import { createProject, openProject, type Project } from '../../engine/project/project.ts';
import { addSimulator } from '../../engine/studio/add-simulator.ts';
import { calibrateSimulator } from '../../engine/studio/calibrate-simulator.ts';
import { exportScript } from '../../engine/studio/export-script.ts';
import { importData } from '../../engine/studio/import-data.ts';
import type { Services } from '../../engine/studio/services.ts';
import { simulateModel } from '../../engine/studio/simulate-model.ts';
import { changing, errorOf, newProject, open, options, temporaryFolder } from './support.ts';

const fixture = fileURLToPath(new URL('../fixtures/projects/v1/ward/', import.meta.url));

let executor: Executor;
let template: string;
beforeAll(async () => {
  executor = createSimulationPool({ threads: 1 });
  template = await workedProject(join(await mkdtemp(join(tmpdir(), 'gsim-test-')), 'ward'));
}, 60_000);
afterAll(async () => {
  await executor.close();
  await rm(dirname(template), { recursive: true, force: true });
});

function services(): Services {
  return { executor, simulate: createSimulate(executor), numerics: createInProcess([]) };
}

/** The whole way from words to a script, with files named by where they lay, and a run that failed. */
async function workedProject(folder: string): Promise<string> {
  const about = { name: 'Ward', description: 'Patients come, stay for some days, and leave.' };
  const project = await createProject(folder, about, options);
  const bytes = await readFile(join(fixture, 'data/census.csv'));
  await importData(project, { file: join(fixture, 'data/census.csv'), bytes, heldOutRows: 6 });
  const code = await readFile(join(fixture, 'simulators/0001-one-stay/simulator.js'), 'utf8');
  const file = 'C:\\Users\\me\\stay.sim.js';
  const { simulator } = await addSimulator(project, { code, file });
  await calibrateSimulator(project, services(), { seed: 3, budget: 40, resamples: 2 });
  await simulateModel(project, services(), { seed: 5, runs: 20 });
  await exportScript(project, services(), { seed: 5, simulator: simulator.id });
  const writer = await project.startRun({ kind: 'check', seed: 1, inputs: {}, data: [] });
  const place = { file: join(folder, 'data', 'census.csv'), line: 3 };
  await writer.log('end', { error: `cannot read ${place.file}` });
  await writer.fail(new ProjectError('disk', `disk: EIO while reading ${place.file}`, { place }));
  await project.edit(changing({ notes: 'From the ward book.' }));
  await project.edit(changing({ name: 'Ward 3' }));
  await project.undo();
  await project.close();
  return folder;
}

/** Name -> bytes of every file, those of the lock included. */
async function filesOf(folder: string): Promise<Record<string, Uint8Array>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  const read = files.map(async ({ parentPath, name }) => {
    const path = join(parentPath, name);
    const inside = path
      .slice(folder.length + 1)
      .split(sep)
      .join('/');
    return [inside, new Uint8Array(await readFile(path))] as const;
  });
  return Object.fromEntries(await Promise.all(read));
}

async function simulated(project: Project) {
  const { run, summary, outputs } = await simulateModel(project, services(), { seed: 5, runs: 20 });
  return { files: run.files, summary, outputs };
}

describe('a project that was worked with', () => {
  it('gives the same results wherever it is copied, moved, or zipped and unzipped to', async () => {
    const elsewhere = await temporaryFolder();
    const folder = join(elsewhere, 'ward');
    await cp(template, folder, { recursive: true });

    const copied = join(elsewhere, 'Müller’s “ward” (copy) 病院');
    await cp(folder, copied, { recursive: true });

    const zip = zipSync(await filesOf(folder));
    const unzipped = join(elsewhere, 'a', 'b', 'c', 'unzipped');
    for (const [name, bytes] of Object.entries(unzipSync(zip))) {
      await mkdir(dirname(join(unzipped, name)), { recursive: true });
      await writeFile(join(unzipped, name), bytes);
    }

    const here = await open(folder);
    const expected = await simulated(here);
    const [, earlier] = (await here.listRuns()).items;
    expect(expected.files).toEqual(earlier!.files);
    const told = [here.meta, here.history(), (await here.listData()).items];
    await here.close();
    const moved = join(elsewhere, 'moved');
    await rename(folder, moved);

    for (const path of [copied, unzipped, moved]) {
      const there = await open(path);
      expect([there.meta, there.history(), (await there.listData()).items]).toEqual(told);
      expect([there.readOnly, there.notices, there.conflicts]).toEqual([undefined, [], []]);
      expect(await simulated(there)).toEqual(expected);
      await there.redo();
      expect(there.meta.name).toBe('Ward 3');
      await there.close();
    }
  }, 30_000);

  it('holds no path of this computer, no name of its user, and no key', async () => {
    const files = await filesOf(template);
    expect(Object.keys(files).length).toBeGreaterThan(15);
    const traces = [dirname(template), tmpdir(), process.cwd(), homedir(), hostname(), 'C:\\'];
    const user = userInfo().username;
    for (const [name, bytes] of Object.entries(files)) {
      const text = new TextDecoder().decode(bytes);
      for (const trace of [...traces, `/${user}/`, `\\${user}\\`]) {
        for (const written of [trace, JSON.stringify(trace).slice(1, -1)]) {
          expect(text.includes(written), `${written} in ${name}`).toBe(false);
        }
      }
      expect(text, name).not.toMatch(/\bsk-[\w-]{16,}|\bBearer\s|api[-_]?key/i);
    }
    const failed = (await (await open(template)).listRuns()).items.at(-1)!;
    expect(failed.error).toMatchObject({
      message: 'disk: EIO while reading data/census.csv',
      place: { file: 'data/census.csv', line: 3 },
    });
  }, 30_000);
});

describe('the door of a project', () => {
  it('is a file that says nothing but that a project lies here', async () => {
    const { folder } = await newProject();
    const text = await readFile(join(folder, 'open.gsim.json'), 'utf8');
    expect(JSON.parse(text)).toEqual({ schema: 1, gsim: 'project' });
  });

  it('opens it, under any name, and so does the folder', async () => {
    const { folder, close } = await newProject();
    await close();
    await rename(join(folder, 'open.gsim.json'), join(folder, 'Ward 3.gsim.json'));
    for (const path of [folder, `${folder}/`, join(folder, 'Ward 3.gsim.json')]) {
      expect(await projectFolderOf(path)).toBe(folder);
      const project = await open(path);
      expect([project.folder, project.meta.name]).toEqual([folder, 'Beds']);
      await project.close();
    }
  });

  it('is not needed', async () => {
    const { folder, close } = await newProject();
    await close();
    await rm(join(folder, 'open.gsim.json'));
    expect((await open(folder)).meta.name).toBe('Beds');
  });

  it.each([
    ['nothing', 'none.gsim.json', undefined, 'not-found'],
    ['another file', 'project.json', undefined, 'not-a-folder'],
    ['no JSON', 'a.gsim.json', 'hello', 'corrupt'],
    ['another JSON', 'a.gsim.json', '{"schema": 1, "gsim": "map"}', 'corrupt'],
    ['a newer one', 'a.gsim.json', '{"schema": 2, "anything": true}', 'newer-version'],
  ])('that is %s is refused with a way out', async (_what, name, text, code) => {
    const { folder, close } = await newProject();
    await close();
    const path = join(folder, name);
    if (text !== undefined) await writeFile(path, text);
    const before = await readdir(folder);
    for (const attempt of [() => projectFolderOf(path), () => openProject(path, options)]) {
      const error = await errorOf(attempt());
      expect(error.code).toBe(code);
      expect(`${error.message} ${error.place?.file}`).toContain(path);
      expect(error.hint).toMatch(/\w/);
    }
    expect(await readdir(folder)).toEqual(before);
  });

  it('in a folder without a project leads nowhere', async () => {
    const folder = await temporaryFolder();
    await writeFile(join(folder, 'open.gsim.json'), '{"schema": 1, "gsim": "project"}');
    expect(await errorOf(openProject(join(folder, 'open.gsim.json'), options))).toMatchObject({
      code: 'not-found',
      hint: expect.stringContaining('make a new one'),
    });
  });

  it('may be a link, which leads to the folder of the real one', async () => {
    const { folder, close } = await newProject();
    await close();
    const link = join(await temporaryFolder(), 'Ward.gsim.json');
    await symlink(join(folder, 'open.gsim.json'), link);
    expect(await projectFolderOf(link)).toBe(folder);
  });
});
