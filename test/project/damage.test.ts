import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { createProject, openProject } from '../../engine/project/project.ts';
import {
  about,
  errorOf,
  importing,
  newData,
  newRun,
  newSimulator,
  open,
  options,
  temporaryFolder,
} from './support.ts';

let template: string;
beforeAll(async () => {
  template = await makeTemplate();
  return () => rm(template, { recursive: true });
});

async function project(): Promise<string> {
  const folder = await temporaryFolder();
  await cp(template, folder, { recursive: true });
  return folder;
}

/** A project with two of everything, closed. */
async function makeTemplate(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'gsim-test-'));
  const made = await createProject(folder, about, options);
  for (const name of ['beds', 'stock']) await made.edit(importing({ ...newData, name }));
  for (let i = 0; i < 2; i++) {
    await made.saveSimulator(newSimulator);
    const writer = await made.startRun(newRun);
    await writer.checkpoint({ mean: Float64Array.of(1, 2) });
    await writer.log('round');
    await writer.cancel({ result: [1], tables: { posterior: { stay: Float64Array.of(1) } } });
  }
  await made.close();
  return folder;
}

/** Each file of a project, and who reads it. */
const readers: Record<string, (folder: string) => Promise<unknown>> = {
  'project.json': (folder) => openProject(folder, { ...options, readOnly: true }),
  'data/beds.import.json': async (folder) => (await open(folder)).readData('beds'),
  'data/beds.schema.json': async (folder) => (await open(folder)).readData('beds'),
  'data/beds.csv': async (folder) => (await open(folder)).readData('beds'),
  'simulators/0001-staged-stay/simulator.json': async (folder) =>
    (await open(folder)).readSimulator('0001-staged-stay'),
  'simulators/0001-staged-stay/simulator.js': async (folder) =>
    (await open(folder)).readSimulator('0001-staged-stay'),
  'runs/0001-calibrate/run.json': async (folder) => (await open(folder)).readRun('0001-calibrate'),
  'runs/0001-calibrate/checkpoint.json': async (folder) =>
    (await open(folder)).resumeRun('0001-calibrate'),
  'runs/0001-calibrate/result.json': async (folder) =>
    (await open(folder)).readResult('0001-calibrate'),
  'runs/0001-calibrate/posterior.csv': async (folder) =>
    (await open(folder)).readTable('0001-calibrate', 'posterior'),
};

const damages: Record<string, (path: string) => Promise<void>> = {
  'cut short': async (path) => {
    const text = await readFile(path);
    await writeFile(path, text.subarray(0, Math.floor(text.length / 2)));
  },
  'made of noise': (path) =>
    writeFile(
      path,
      Uint8Array.from({ length: 500 }, (_, i) => i * 73),
    ),
  'full of NUL': (path) => writeFile(path, new Uint8Array(1000)),
  'of the wrong types': (path) => writeFile(path, '{"schema":1,"name":[],"value":7,"id":{}}\n'),
  'of 50 MB': (path) => writeFile(path, Buffer.alloc(50_000_000, '[x')),
  'a folder': async (path) => {
    await rm(path);
    await mkdir(path);
  },
};

describe.each(Object.keys(readers))('a damaged %s', (file) => {
  it.each(Object.keys(damages))('that is %s is named, with a way out', async (damage) => {
    const folder = await project();
    await damages[damage]!(join(folder, file));
    const error = await errorOf(readers[file]!(folder));
    expect(['corrupt', 'too-large', 'data-changed']).toContain(error.code);
    expect(error.message).toContain(file);
    expect(error.place?.file).toBe(join(folder, file));
    expect(error.hint).toMatch(/copy|again|Save/);
  });
});

describe('beside a damaged file', () => {
  it('everything else remains readable', async () => {
    const folder = await project();
    const damaged = [
      'data/beds.schema.json',
      'simulators/0001-staged-stay/simulator.json',
      'runs/0001-calibrate/run.json',
    ];
    for (const file of damaged) await writeFile(join(folder, file), '\u0000');
    const { listData, listSimulators, listRuns } = await open(folder);
    for (const list of [listData, listSimulators, listRuns]) {
      const { items, problems } = await list();
      expect(items).toHaveLength(1);
      expect(problems).toHaveLength(1);
      expect(damaged).toContain(problems[0]!.place!.file!.slice(folder.length + 1));
    }
  });

  it('the number of a lost simulator is not used again', async () => {
    const folder = await project();
    await rm(join(folder, 'simulators/0002-staged-stay/simulator.json'));
    const { id } = await (await open(folder)).saveSimulator(newSimulator);
    expect(id).toBe('0003-staged-stay');
  });
});

describe('a field of the wrong type', () => {
  it('is named with its path', async () => {
    const folder = await project();
    const file = join(folder, 'project.json');
    const meta = JSON.parse(await readFile(file, 'utf8'));
    await writeFile(file, JSON.stringify({ ...meta, heldOut: { kind: 'last-rows', rows: '28' } }));
    expect(await errorOf(openProject(folder, options))).toMatchObject({
      code: 'corrupt',
      message: 'project.json: heldOut.rows: expected number, received string',
      place: { file, field: 'heldOut.rows' },
    });
  });
});

describe('a folder that is no project', () => {
  it('says so, and so do a missing folder and a file', async () => {
    const folder = await project();
    const none = await errorOf(openProject(join(folder, 'data'), options));
    expect(none).toMatchObject({
      code: 'not-found',
      hint: expect.stringContaining('make a new one'),
    });
    expect(none.message).toBe(`project: none in ${folder}/data (no project.json)`);
    expect((await errorOf(openProject(join(folder, 'no'), options))).code).toBe('not-found');
    const file = join(folder, 'project.json');
    expect((await errorOf(openProject(file, options))).code).toBe('not-a-folder');
  });
});
