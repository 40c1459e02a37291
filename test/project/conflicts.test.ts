import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { nodeFileSystem } from '../../engine/project/file-system.ts';
import type { Project } from '../../engine/project/project.ts';
import {
  about,
  changing,
  crashed,
  errorOf,
  importing,
  newData,
  newProject,
  open,
} from './support.ts';

const FILE = 'project.json';
const RECORD = 'data/beds.import.json';

async function jsonOf(project: { folder: string }, file = FILE): Promise<Record<string, unknown>> {
  return JSON.parse(await readFile(join(project.folder, file), 'utf8'));
}

/** What another program does: it changes fields of a file, laid out its own way. */
async function another(project: Project, fields: object, file = FILE): Promise<void> {
  const text = JSON.stringify({ ...(await jsonOf(project, file)), ...fields });
  await writeFile(join(project.folder, file), text);
}

/** With data, on disk as it is in memory. */
async function savedProject(): Promise<Project> {
  const project = await newProject();
  await project.edit({ ...importing(newData), meta: { data: 'beds' } });
  await project.flush();
  return project;
}

describe('a file that another program changed', () => {
  it('is noticed, told, and not overwritten until the person chose', async () => {
    const project = await savedProject();
    let told = 0;
    project.onChange(() => told++);
    await another(project, { notes: 'theirs' });
    await project.checkDisk();
    expect(project.conflicts).toEqual([{ file: FILE, kind: 'changed', clashes: [] }]);
    expect(told).toBe(1);
    await project.edit(changing({ name: 'Ward' }));
    await project.flush();
    expect(await jsonOf(project)).toMatchObject({ notes: 'theirs', name: 'Beds' });
    await project.close();
    expect(await jsonOf(project)).toMatchObject({ notes: 'theirs', name: 'Beds' });
  });

  it('is noticed before it would be overwritten, without anybody looking', async () => {
    const project = await savedProject();
    await another(project, { notes: 'theirs' });
    await project.edit(changing({ notes: 'ours' }));
    await project.flush();
    expect(project.conflicts).toEqual([{ file: FILE, kind: 'changed', clashes: ['notes'] }]);
    expect(await jsonOf(project)).toMatchObject({ notes: 'theirs' });
  });

  it('can be merged field by field: ours where both changed one', async () => {
    const project = await savedProject();
    await another(project, { notes: 'theirs', description: 'their words' });
    await project.edit(changing({ notes: 'ours', name: 'Ward' }));
    await project.checkDisk();
    expect(project.conflicts[0]!.clashes).toEqual(['notes']);
    await project.resolve(FILE, 'merge');
    expect(project.conflicts).toEqual([]);
    const both = { notes: 'ours', description: 'their words', name: 'Ward', data: 'beds' };
    expect(project.meta).toMatchObject(both);
    await project.flush();
    expect(await jsonOf(project)).toMatchObject({ ...both, revision: project.revision });
    await project.undo();
    expect(project.meta).toMatchObject({
      notes: 'ours',
      name: 'Ward',
      description: about.description,
    });
  });

  it('can be taken as it is; ours is one undo away', async () => {
    const project = await savedProject();
    await another(project, { notes: 'theirs' });
    await project.edit(changing({ notes: 'ours', name: 'Ward' }));
    await project.checkDisk();
    await project.resolve(FILE, 'reload');
    expect([project.meta.notes, project.meta.name]).toEqual(['theirs', 'Beds']);
    expect(project.undoIntent).toBe('Took project.json as another program left it');
    await project.undo();
    expect([project.meta.notes, project.meta.name]).toEqual(['ours', 'Ward']);
    await project.close();
    const again = await open(project.folder);
    expect([again.meta.notes, again.conflicts]).toEqual(['ours', []]);
  });

  it('is no conflict when it was only laid out anew, put back, or changed as we did', async () => {
    const project = await savedProject();
    const before = await readFile(join(project.folder, FILE));
    await another(project, {});
    await project.checkDisk();
    expect(project.conflicts).toEqual([]);
    await another(project, { notes: 'theirs' });
    await project.checkDisk();
    expect(project.conflicts).toHaveLength(1);
    await writeFile(join(project.folder, FILE), before);
    await project.checkDisk();
    expect(project.conflicts).toEqual([]);
    await another(project, { notes: 'the same' });
    await project.edit(changing({ notes: 'the same' }));
    await project.flush();
    expect(project.conflicts).toEqual([]);
  });

  it('loses no acknowledged edit in a crash, whatever revision it claims', async () => {
    const project = await savedProject();
    await project.edit(changing({ name: 'Ward' }));
    await another(project, { notes: 'theirs', revision: 900 });
    await project.checkDisk();
    await project.edit(changing({ description: 'after it was noticed' }));
    const again = await open(await crashed(project));
    const merged = { name: 'Ward', notes: 'theirs', description: 'after it was noticed' };
    expect(again.meta).toMatchObject(merged);
    expect(again.revision).toBeGreaterThan(900);
  });

  it('may be a record of data', async () => {
    const project = await savedProject();
    await another(project, { file: 'other.csv' }, RECORD);
    await project.checkDisk();
    expect(project.conflicts).toEqual([{ file: RECORD, kind: 'changed', clashes: [] }]);
    await project.edit(importing({ ...newData, fixes: [] }));
    expect(project.conflicts[0]!.clashes).toEqual([]);
    await project.edit(importing({ ...newData, file: 'third.csv', fixes: [] }));
    expect(project.conflicts[0]!.clashes).toEqual(['file']);
    await project.flush();
    expect((await jsonOf(project, RECORD)).file).toBe('other.csv');
    // What the record lacks is not told to be there.
    const again = await open(await crashed(project));
    expect((await again.readData('beds')).file).toBe('third.csv');
    await project.resolve(RECORD, 'reload');
    const read = await project.readData('beds');
    expect([read.file, read.fixes]).toEqual(['other.csv', newData.fixes]);
    await project.undo();
    expect((await project.readData('beds')).file).toBe('third.csv');
  });
});

describe('a file that was removed', () => {
  it('is written anew by a merge', async () => {
    const project = await savedProject();
    for (const file of [FILE, RECORD]) {
      await rm(join(project.folder, file));
      await project.checkDisk();
      expect(project.conflicts).toEqual([{ file, kind: 'deleted', clashes: [] }]);
      await project.resolve(file, 'merge');
      expect(project.conflicts).toEqual([]);
      expect(await jsonOf(project, file)).toMatchObject({ schema: expect.any(Number) });
    }
  });

  it('stays away after a reload, unless it is project.json', async () => {
    const project = await savedProject();
    await rm(join(project.folder, RECORD));
    await rm(join(project.folder, FILE));
    await project.checkDisk();
    expect(await errorOf(project.resolve(FILE, 'reload'))).toMatchObject({
      code: 'corrupt',
      message: 'project.json: is gone, so it cannot be reloaded',
      hint: expect.stringContaining('merge'),
    });
    await project.resolve(FILE, 'merge');
    await project.resolve(RECORD, 'reload');
    expect((await project.listData()).items).toEqual([]);
    await project.undo();
    expect((await project.listData()).items).toHaveLength(1);
  });
});

describe('a file that became unreadable', () => {
  it('is not reloaded, and replaced by a merge', async () => {
    const project = await savedProject();
    for (const damage of ['{ "schema": 2, "name"', '\0\0\0', '{"schema": 2}']) {
      await writeFile(join(project.folder, FILE), damage);
      await project.checkDisk();
      expect(project.conflicts).toEqual([{ file: FILE, kind: 'unreadable', clashes: [] }]);
      expect(await errorOf(project.resolve(FILE, 'reload'))).toMatchObject({
        code: 'corrupt',
        message: 'project.json: cannot be read, so it cannot be reloaded',
        hint: expect.stringContaining('Choose merge'),
        place: { file: join(project.folder, FILE) },
      });
      await project.edit(changing({ notes: damage }));
      await project.resolve(FILE, 'merge');
      expect([project.conflicts, (await jsonOf(project)).notes]).toEqual([[], damage]);
    }
  });

  it('may be one of a newer studio: neither choice touches it', async () => {
    const project = await savedProject();
    const newer = '{ "schema": 99, "everything": "new" }';
    await writeFile(join(project.folder, FILE), newer);
    await project.checkDisk();
    expect(project.conflicts[0]?.kind).toBe('unreadable');
    for (const choice of ['merge', 'reload'] as const) {
      expect((await errorOf(project.resolve(FILE, choice))).code).toBe('newer-version');
    }
    await project.close();
    expect(await readFile(join(project.folder, FILE), 'utf8')).toBe(newer);
  });

  it('may be a folder: the merge says that it cannot write, and the conflict stays', async () => {
    const project = await savedProject();
    await rm(join(project.folder, FILE));
    await mkdir(join(project.folder, FILE));
    await project.checkDisk();
    expect(project.conflicts[0]?.kind).toBe('unreadable');
    expect((await errorOf(project.resolve(FILE, 'merge'))).message).toContain(FILE);
    expect(project.conflicts).toHaveLength(1);
    await project.edit(changing({ notes: 'still acknowledged' }));
  });
});

describe('looking at the disk', () => {
  it('reads nothing while nobody touched a file', async () => {
    const project = await savedProject();
    await project.checkDisk();
    let opened = 0;
    const fs = {
      ...nodeFileSystem,
      open: (...args: Parameters<typeof nodeFileSystem.open>) => {
        opened++;
        return nodeFileSystem.open(...args);
      },
    };
    await project.close();
    const again = await open(project.folder, { fs: fs as typeof nodeFileSystem });
    const before = opened;
    for (let i = 0; i < 5; i++) await again.checkDisk();
    expect(opened).toBe(before);
  });

  it('finds nothing to resolve where there is no conflict', async () => {
    const project = await savedProject();
    expect(await errorOf(project.resolve(FILE, 'merge'))).toMatchObject({
      code: 'not-found',
      message: 'conflict: none in project.json',
    });
    for (const file of ['../secret', 'data/beds.csv', 'journal.jsonl']) {
      expect((await errorOf(project.resolve(file, 'merge'))).code).toBe('not-found');
    }
    expect(project.conflicts).toEqual([]);
  });
});

describe('what was changed while the project was closed', () => {
  it('is taken as it is, as a step that can be undone', async () => {
    const project = await savedProject();
    await project.edit(changing({ notes: 'ours' }));
    await project.close();
    await another(project, { notes: 'by hand' });
    const again = await open(project.folder);
    expect([again.meta.notes, again.conflicts]).toEqual(['by hand', []]);
    expect(again.undoIntent).toBe('Changed outside of the studio');
    await again.undo();
    expect(again.meta.notes).toBe('ours');
    await again.close();
    expect((await open(project.folder)).meta.notes).toBe('ours');
  });
});
