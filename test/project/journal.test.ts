import { cp, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { type FileSystem, nodeFileSystem } from '../../engine/project/file-system.ts';
import { sha256 } from '../../engine/project/sha256.ts';
import {
  changing,
  crashed,
  errorOf,
  failingFrom,
  importing,
  newData,
  newProject,
  open,
  temporaryFolder,
} from './support.ts';
import { mountDisk } from './tmpfs.ts';

async function linesOf(folder: string): Promise<string[]> {
  return (await readFile(join(folder, 'journal.jsonl'), 'utf8')).split('\n').slice(0, -1);
}

async function projectJson(folder: string): Promise<Record<string, unknown>> {
  return JSON.parse(await readFile(join(folder, 'project.json'), 'utf8'));
}

/** A closed project with the notes 'one', 'two', 'three', whose project.json knows the first only. */
async function behind(): Promise<string> {
  const project = await newProject();
  await project.edit(changing({ notes: 'one' }));
  await project.flush();
  await project.edit(changing({ notes: 'two' }));
  await project.edit(changing({ notes: 'three' }));
  const folder = await crashed(project);
  expect(await projectJson(folder)).toMatchObject({ revision: 1, notes: 'one' });
  return folder;
}

describe('an acknowledged edit', () => {
  it('is in the journal at once, and in project.json within a second', async () => {
    const project = await newProject();
    await project.edit(changing({ notes: 'From the ward book.' }));
    expect((await linesOf(project.folder))[1]).toContain('"after":"From the ward book."');
    expect(await projectJson(project.folder)).toMatchObject({ revision: 0, notes: '' });
    await expect
      .poll(() => projectJson(project.folder), { timeout: 1000 })
      .toMatchObject({ revision: 1, notes: 'From the ward book.' });
  });

  it('is there after a crash, with everything that came with it', async () => {
    const project = await newProject();
    await project.edit({ ...importing(newData), meta: { data: 'beds' } });
    await project.edit(changing({ name: 'Ward 3', notes: 'late' }));
    const again = await open(await crashed(project));
    expect(again.meta).toMatchObject({ name: 'Ward 3', notes: 'late', data: 'beds', revision: 2 });
    expect((await again.readData('beds')).fixes).toEqual(newData.fixes);
    await again.flush();
    expect(await projectJson(again.folder)).toMatchObject({ name: 'Ward 3', revision: 2 });
    expect(await readdir(join(again.folder, 'data'))).toContain('beds.import.json');
  });

  it('is seen by a reader who writes nothing', async () => {
    const folder = await behind();
    const before = await readdir(folder);
    const reader = await open(folder, { readOnly: true });
    expect(reader.meta.notes).toBe('three');
    expect(reader.undoIntent).toBe('Changed notes');
    expect((await errorOf(reader.edit(changing({ notes: 'x' })))).code).toBe('read-only');
    expect((await errorOf(reader.undo())).code).toBe('read-only');
    await reader.checkDisk();
    await reader.close();
    expect(await readdir(folder)).toEqual(before);
    expect(await projectJson(folder)).toMatchObject({ revision: 1, notes: 'one' });
  });

  it('comes to a second opener when it looks, also after an undo and an import', async () => {
    const project = await newProject();
    const reader = await open(project.folder);
    expect(reader.readOnly?.code).toBe('locked');
    let told = 0;
    reader.onChange(() => told++);
    await reader.checkDisk();
    expect(told).toBe(0);
    await project.edit(changing({ notes: 'one' }));
    await reader.checkDisk();
    expect([reader.meta, reader.undoIntent, told]).toEqual([project.meta, 'Changed notes', 1]);
    await project.edit(importing(newData));
    await project.flush();
    await reader.checkDisk();
    expect((await reader.readData('beds')).fixes).toEqual(newData.fixes);
    await project.undo();
    await reader.checkDisk();
    expect([reader.meta, (await reader.listData()).items]).toEqual([project.meta, []]);
    expect(reader.history()).toEqual(project.history());
    await reader.checkDisk();
    expect(told).toBe(3);
  });

  it('that changes nothing is no step', async () => {
    const project = await newProject();
    await project.edit(changing({ notes: '' }));
    expect([project.revision, project.history()]).toEqual([0, []]);
    await project.edit(importing(newData));
    await project.edit(importing(newData));
    expect(project.revision).toBe(1);
  });

  it('comes back whole, wherever the writing of the files was broken off', async () => {
    for (let n = 1; ; n++) {
      const project = await newProject();
      await project.edit(importing(newData));
      await project.edit(changing({ notes: 'acknowledged', data: 'beds' }));
      const folder = await crashed(project);
      const fs = failingFrom(n, 'EIO');
      // The lock takes the first calls; the rest are those of the files.
      const broken = await open(folder, { fs });
      const outcome = await broken.flush().catch((error: unknown) => error);
      await broken.close();
      const again = await open(await crashed(broken));
      expect(again.meta).toMatchObject({ notes: 'acknowledged', data: 'beds' });
      expect((await again.readData('beds')).roles).toEqual(newData.roles);
      if (outcome === undefined && fs.calls < n) {
        expect(n).toBeGreaterThan(10);
        return;
      }
    }
  });
});

describe('a journal', () => {
  it('drops a torn last line, wherever it is torn, and goes on behind it', async () => {
    const folder = await behind();
    const text = await readFile(join(folder, 'journal.jsonl'));
    const start = text.lastIndexOf('\n', text.length - 2) + 1;
    for (const length of [start, start + 1, start + 40, text.length - 2, text.length - 1]) {
      const copy = join(await temporaryFolder(), 'torn');
      await cp(folder, copy, { recursive: true });
      await truncate(join(copy, 'journal.jsonl'), length);
      const project = await open(copy);
      expect([project.meta.notes, project.notices]).toEqual(['two', []]);
      await project.edit(changing({ notes: 'four' }));
      const again = await open(await crashed(project));
      expect([again.meta.notes, again.notices]).toEqual(['four', []]);
      expect(again.history().map(({ revision }) => revision)).toEqual([3, 2, 1]);
    }
  });

  it('with a last line that only seems to be written whole drops it as well', async () => {
    const folder = await behind();
    const lines = await linesOf(folder);
    const torn = '\0'.repeat(lines[3]!.length);
    await writeFile(join(folder, 'journal.jsonl'), [...lines.slice(0, 3), torn, ''].join('\n'));
    const project = await open(folder);
    expect([project.meta.notes, project.notices]).toEqual(['two', []]);
  });

  it('that is damaged in the middle is used up to there; the rest is kept and told', async () => {
    const folder = await behind();
    const lines = await linesOf(folder);
    const damaged = [lines[0], lines[1], lines[2]!.replace('two', 'tvo'), lines[3], ''].join('\n');
    await writeFile(join(folder, 'journal.jsonl'), damaged);
    const notice = { file: 'journal.jsonl', message: expect.stringContaining('at line 3') };
    const reader = await open(folder, { readOnly: true });
    expect([reader.meta.notes, reader.notices]).toMatchObject(['one', [notice]]);
    const project = await open(folder);
    const hint = expect.stringContaining('kept as journal.damaged-1.jsonl');
    expect([project.meta.notes, project.notices]).toMatchObject(['one', [{ ...notice, hint }]]);
    const kept = await readFile(join(folder, 'journal.damaged-1.jsonl'), 'utf8');
    expect(kept).toBe(damaged.slice(damaged.indexOf(lines[2]!.slice(0, 20), 200)));
    await project.edit(changing({ notes: 'on' }));
    await project.close();
    const again = await open(folder);
    expect([again.meta.notes, again.notices]).toEqual(['on', []]);
  });

  it('never opens with anything but a state that was, whatever byte of it flips', async () => {
    const folder = await behind();
    const path = join(folder, 'journal.jsonl');
    const text = await readFile(path);
    const flip = fc.tuple(fc.nat(text.length - 1), fc.integer({ min: 1, max: 255 }));
    await fc.assert(
      fc.asyncProperty(flip, async ([at, bits]) => {
        const flipped = Buffer.from(text);
        flipped[at]! ^= bits;
        await writeFile(path, flipped);
        const { meta } = await open(folder, { readOnly: true });
        expect(['one', 'two', 'three']).toContain(meta.notes);
      }),
      { numRuns: 60 },
    );
  });

  it('that is missing takes the history with it and nothing else', async () => {
    const project = await newProject();
    await project.edit(changing({ notes: 'kept' }));
    await project.close();
    await rm(join(project.folder, 'journal.jsonl'));
    const again = await open(project.folder);
    expect([again.meta.notes, again.history(), again.notices]).toEqual(['kept', [], []]);
    expect((await errorOf(again.undo())).code).toBe('nothing-to-undo');
  });

  it('that is taken away while the project is open is written anew', async () => {
    const project = await newProject();
    await project.edit(changing({ notes: 'first' }));
    await project.flush();
    await project.edit(changing({ name: 'Ward 3' }));
    await project.undo();
    await rm(join(project.folder, 'journal.jsonl'));
    await project.edit(changing({ notes: 'second' }));
    const again = await open(await crashed(project));
    expect(again.meta).toMatchObject({ notes: 'second', name: 'Beds' });
    expect(again.history().map(({ intent }) => intent)).toEqual(['Changed notes', 'Changed notes']);
  });

  it('of another project is put aside, with a word', async () => {
    const one = await newProject();
    await one.edit(changing({ notes: 'of one' }));
    await one.close();
    const other = await newProject();
    await other.close();
    await cp(join(one.folder, 'journal.jsonl'), join(other.folder, 'journal.jsonl'));
    const again = await open(other.folder);
    expect([again.meta.notes, again.history()]).toEqual(['', []]);
    expect(again.notices).toMatchObject([{ message: 'journal.jsonl: belongs to another project' }]);
    expect(await readdir(other.folder)).toContain('journal.damaged-1.jsonl');
  });

  it('of a newer studio is refused, and nothing is changed', async () => {
    const project = await newProject();
    await project.edit(changing({ notes: 'x' }));
    await project.close();
    const path = join(project.folder, 'journal.jsonl');
    const header = JSON.stringify({ schema: 2, project: project.meta.id });
    const sum = sha256(header).slice(0, 16);
    const text = `{"sum":"${sum}","line":${header}}\nwhatever comes then\nand then\n`;
    await writeFile(path, text);
    expect(await errorOf(open(project.folder))).toMatchObject({ code: 'newer-version' });
    expect(await readFile(path, 'utf8')).toBe(text);
    expect(await readdir(project.folder)).not.toContain('.lock');
  });

  it('that grew long is cut to the newest 500 steps when the project is opened', async () => {
    const project = await newProject();
    // Beyond 4 MB, in few steps.
    for (let step = 1; step <= 520; step++) {
      await project.edit(changing({ notes: `${step} `.repeat(1100) }));
    }
    await project.undo();
    await project.close();
    const [before, long] = [project.meta, await readFile(join(project.folder, 'journal.jsonl'))];
    expect(long.length).toBeGreaterThan(4e6);
    const again = await open(project.folder);
    expect(again.meta).toEqual(before);
    expect(again.history()).toEqual(project.history().slice(0, 500));
    expect((await linesOf(again.folder)).length).toBeLessThanOrEqual(502);
    await again.redo();
    expect(again.meta.notes).toMatch(/^520 /);
    await again.close();
    const third = await open(again.folder);
    expect([third.meta, third.history()]).toEqual([again.meta, again.history()]);
  }, 30_000);
});

describe('a full disk', () => {
  it('acknowledges nothing that is not there, and leaves no torn line behind', async () => {
    for (const errno of ['ENOSPC', 'EIO']) {
      const folder = await behind();
      let fails = false;
      const project = await open(folder, { fs: failingAppends(() => fails, errno) });
      fails = true;
      expect((await errorOf(project.edit(changing({ notes: 'lost' })))).message).toContain(
        'journal.jsonl',
      );
      expect([project.meta.notes, project.revision]).toEqual(['three', 3]);
      expect((await readFile(join(folder, 'journal.jsonl'), 'utf8')).endsWith('\n')).toBe(true);
      fails = false;
      await project.edit(changing({ notes: 'four' }));
      const again = await open(await crashed(project));
      expect([again.meta.notes, again.revision, again.notices]).toEqual(['four', 4, []]);
    }
  });

  it('that is really full keeps every acknowledged edit', async ({ skip }) => {
    const disk = await mountDisk(96);
    if (disk === undefined) return skip('no permission to mount');
    const project = await newProject(join(disk, 'beds'));
    let last = 0;
    const attempts = async () => {
      for (let at = 1; at < 1000; at++) {
        await project.edit(changing({ notes: `${at} `.repeat(300) }));
        last = at;
      }
    };
    expect((await errorOf(attempts())).code).toBe('disk-full');
    expect(last).toBeGreaterThan(5);
    await project.close();
    const again = await open(project.folder);
    expect(again.meta.notes).toBe(`${last} `.repeat(300));
  });
});

/** A disk whose appended lines are cut short while `fails`. */
function failingAppends(fails: () => boolean, errno: string): FileSystem {
  const fs = {
    ...nodeFileSystem,
    open: async (...args: Parameters<FileSystem['open']>) => {
      const file = await nodeFileSystem.open(...args);
      const writeFile = file.writeFile.bind(file);
      vi.spyOn(file, 'writeFile').mockImplementation(async (content) => {
        if (!fails()) return writeFile(content);
        await writeFile(String(content).slice(0, 30));
        throw Object.assign(new Error(errno), { code: errno });
      });
      return file;
    },
  };
  return fs as FileSystem;
}
