import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { createProject, openProject } from '../../engine/project/project.ts';
import {
  about,
  changing,
  errorOf,
  failingFrom,
  importing,
  newData,
  newProject,
  newRun,
  newSimulator,
  open,
  options,
  temporaryFolder,
} from './support.ts';
import { makeReadOnly, mountDisk } from './tmpfs.ts';

/** Everything that a session writes, in order. */
async function session(folder: string, fs?: ReturnType<typeof failingFrom>): Promise<void> {
  const project = await openProject(folder, { ...options, ...(fs && { fs }) });
  try {
    if (project.readOnly) throw project.readOnly;
    await project.edit(changing({ notes: 'new notes' }));
    await project.edit(importing({ ...newData, name: 'stock' }));
    await project.edit(importing({ ...newData, fixes: [] }));
    await project.saveSimulator(newSimulator);
    const writer = await project.startRun(newRun);
    await writer.checkpoint({ generation: 1 });
    await writer.log('round');
    await writer.checkpoint({ generation: 2 });
    await writer.finish({ result: 1, tables: { posterior: { stay: Float64Array.of(1) } } });
    await project.writeExport('a.txt', 'new');
  } finally {
    await project.close();
  }
}

/** What was there before the session, with a finished run. */
async function makeTemplate(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'gsim-test-'));
  const project = await createProject(folder, about, options);
  await project.edit(changing({ notes: 'old notes' }));
  await project.edit(importing(newData));
  const writer = await project.startRun(newRun);
  await writer.finish({ result: 'kept' });
  await project.writeExport('a.txt', 'old');
  await project.close();
  return folder;
}

async function projectBefore(): Promise<string> {
  const folder = await temporaryFolder();
  await cp(template, folder, { recursive: true });
  return folder;
}

/** Every file reads, each with its old content or its new one; nothing lies about. */
async function expectSound(folder: string): Promise<void> {
  const project = await open(folder, { readOnly: true });
  expect(['old notes', 'new notes']).toContain(project.meta.notes);
  const [data, simulators, runs] = [
    await project.listData(),
    await project.listSimulators(),
    await project.listRuns(),
  ];
  expect([data.problems, simulators.problems, runs.problems]).toEqual([[], [], []]);
  for (const { name } of data.items) await project.readData(name);
  for (const { id } of simulators.items) await project.readSimulator(id);
  expect(await project.readResult('0001-calibrate')).toBe('kept');
  for (const { id, state } of runs.items) {
    if (state === 'finished') await project.readResult(id);
    expect((await project.readLog(id)).problems.length).toBeLessThanOrEqual(1);
  }
  expect(['old', 'new']).toContain(await readFile(join(folder, 'exports/a.txt'), 'utf8'));
  const names = await readdir(folder, { recursive: true });
  expect(names.filter((name) => name.endsWith('.tmp'))).toEqual([]);
}

let template: string;
beforeAll(async () => {
  template = await makeTemplate();
  return () => rm(template, { recursive: true });
});

// The full disk at every single write; the others, which take the same way, at every seventh.
describe.each([
  ['ENOSPC', 'disk-full', 'disk: full while writing', 1],
  ['EROFS', 'read-only', 'folder: read-only, cannot write', 7],
  ['EACCES', 'read-only', 'folder: read-only, cannot write', 7],
  ['EIO', 'disk', 'disk: EIO while writing', 7],
])('a disk that says %s from any moment on', (errno, code, message, stride) => {
  it('stops the session with a clear error and damages nothing', async () => {
    const whole = failingFrom(Infinity, errno);
    await session(await projectBefore(), whole);
    // Fewer writes than this and the loop below would prove little.
    expect(whole.calls).toBeGreaterThan(40);
    for (let n = 1; n <= whole.calls; n += stride) {
      const folder = await projectBefore();
      const outcome = await session(folder, failingFrom(n, errno)).catch((error) => error);
      // Undefined: it struck where it does not matter (the note of who holds the lock).
      if (outcome !== undefined) {
        expect(outcome).toMatchObject({ code, message: expect.stringContaining(message) });
        expect(outcome.hint).toMatch(/intact|Nothing was changed/);
        expect(outcome.place.file).toContain(folder);
      }
      await expectSound(folder);
    }
  });

  it('leaves nothing of a project that could not be made', async () => {
    for (let n = 1; n <= 3; n++) {
      const folder = await temporaryFolder();
      const fs = failingFrom(n, errno);
      const made = createProject(join(folder, 'a', 'b'), about, { ...options, fs });
      expect((await errorOf(made)).code).toBe(code);
      expect(await readdir(folder)).toEqual([]);
    }
  });
});

describe('a disk that is really full', () => {
  it('keeps the old content of every file, and the project opens for reading', async ({ skip }) => {
    const disk = await mountDisk(64);
    if (disk === undefined) return skip('no permission to mount');
    const project = await newProject(join(disk, 'beds'));
    await project.edit(importing(newData));
    const writer = await project.startRun(newRun);
    await writer.checkpoint({ generation: 1 });
    await writer.log('round');

    await writeFile(join(disk, 'filler'), Buffer.alloc(60_000)).catch(() => {});
    const large = { numbers: Float64Array.from({ length: 20_000 }, Math.sqrt) };
    const attempts = [
      () => writer.checkpoint(large),
      () => writer.finish({ result: large }),
      () => project.edit(changing({ notes: 'x'.repeat(100_000) })),
      () => project.edit(importing({ ...newData, name: 'more', bytes: new Uint8Array(100_000) })),
      () => project.saveSimulator({ ...newSimulator, code: ' '.repeat(100_000) }),
      () => project.writeExport('a.txt', 'x'.repeat(100_000)),
    ];
    for (const attempt of attempts) {
      expect(await errorOf(attempt())).toMatchObject({
        code: 'disk-full',
        message: expect.stringMatching(/^disk: full while writing \w+/),
        hint: expect.stringContaining('What was saved before is intact'),
      });
    }
    await project.close();

    const again = await open(project.folder);
    expect(again.meta.notes).toBe('');
    expect((await again.listData()).items.map(({ name }) => name)).toEqual(['beds']);
    expect((await again.listSimulators()).items).toEqual([]);
    expect((await again.readLog(writer.id)).items).toHaveLength(1);
    const reader = await open(project.folder, { readOnly: true });
    expect((await reader.readRun(writer.id)).state).toBe('running');
    await writeFile(join(disk, 'filler'), '');
    expect((await again.resumeRun(writer.id)).checkpoint).toEqual({ generation: 1 });
  });
});

describe('a folder that is really read-only', () => {
  it('opens for reading and says why it cannot be written', async ({ skip }) => {
    const disk = await mountDisk(1024);
    if (disk === undefined) return skip('no permission to mount');
    const made = await newProject(join(disk, 'beds'));
    await made.edit(importing(newData));
    await made.close();
    makeReadOnly(disk);

    const project = await open(made.folder);
    expect(project.readOnly).toMatchObject({
      code: 'read-only',
      message: 'folder: read-only, cannot write .lock',
    });
    expect((await project.readData('beds')).name).toBe('beds');
    const attempts = [
      () => project.edit(changing({ notes: 'x' })),
      () => project.startRun(newRun),
      () => createProject(join(disk, 'new'), about, options),
    ];
    for (const attempt of attempts) expect((await errorOf(attempt())).code).toBe('read-only');
  });
});

describe('changes at the same time', () => {
  it('to one file are made one after the other', async () => {
    const project = await newProject();
    await mkdir(join(project.folder, 'exports'));
    const texts = Array.from({ length: 20 }, (_, i) => `${i} `.repeat(1000));
    await Promise.all(texts.map((text) => project.writeExport('a.txt', text)));
    expect(await readFile(join(project.folder, 'exports/a.txt'), 'utf8')).toBe(texts.at(-1));
  });
});
