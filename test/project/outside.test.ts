import { readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkFileName, idFrom, isId } from '../../engine/project/names.ts';
import {
  changing,
  errorOf,
  importing,
  newData,
  newProject,
  newRun,
  open,
  temporaryFolder,
} from './support.ts';

const traps = ['../x', '..', '.', '', '/etc/passwd', 'a/b', 'a\\b', 'C:x', 'a\0b', 'con', 'com1'];
const longer = [...traps, 'aux.txt', '.hidden', 'a..b', 'x.', 'x '.repeat(80), '%2e%2e', '~', '*'];

describe('names', () => {
  it.each(longer)('%j reaches no file', async (name) => {
    const project = await newProject();
    const attempts = [
      () => project.readData(name),
      () => project.edit(importing({ ...newData, name })),
      () => project.readSimulator(name),
      () => project.readRun(name),
      () => project.readTable('0001-check', name),
      () => project.resumeRun(name),
      () => project.startRun({ ...newRun, data: [name] }),
      () => project.writeExport(name, 'x'),
    ];
    for (const attempt of attempts) expect((await errorOf(attempt())).code).toBe('bad-name');
    expect(await readdir(join(project.folder, '..'))).toEqual(['beds']);
  });

  it('made from any words are ids', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (words) => isId(idFrom(words, 'data'))));
    expect(idFrom('ICU beds (2020).csv', 'data')).toBe('icu-beds-2020');
    expect(idFrom('Übernachtungen é.csv', 'data')).toBe('ubernachtungen-e');
    expect(idFrom('CON.csv', 'data')).toBe('data');
  });

  it('of exports may have dots and capitals', () => {
    expect(checkFileName('Beds-v1.2.report.html')).toBe('Beds-v1.2.report.html');
  });
});

describe('links out of the folder', () => {
  it('are not followed for reading', async () => {
    const project = await newProject();
    await project.edit(importing(newData));
    await project.close();
    const secret = join(await temporaryFolder(), 'secret.json');
    await writeFile(secret, '{"schema":1}');
    const file = join(project.folder, 'data/beds.import.json');
    await rm(file);
    await symlink(secret, file);
    expect(await errorOf((await open(project.folder)).readData('beds'))).toMatchObject({
      code: 'outside',
      message: 'file: data/beds.import.json lies outside the project folder',
    });
  });

  it('are not followed for writing: file, folder, dangling link, log', async () => {
    const project = await newProject();
    await project.edit(importing(newData));
    const elsewhere = await temporaryFolder();
    await symlink(elsewhere, join(project.folder, 'exports'));
    expect((await errorOf(project.writeExport('a.txt', 'x'))).code).toBe('outside');
    const writer = await project.startRun(newRun);
    const log = join(project.folder, 'runs', writer.id, 'log.jsonl');
    await symlink(join(elsewhere, 'new.txt'), log);
    expect((await errorOf(writer.log('x'))).code).toBe('outside');
    const temporary = join(project.folder, '.project.json.tmp');
    await writeFile(join(elsewhere, 'target'), 'untouched');
    await symlink(join(elsewhere, 'target'), temporary);
    await project.edit(changing({ notes: 'written beside the planted link' }));
    expect(await readdir(elsewhere)).toEqual(['target']);
    expect(await readFile(join(elsewhere, 'target'), 'utf8')).toBe('untouched');
  });

  it('do not matter above the project', async () => {
    const project = await newProject();
    await project.close();
    const link = join(await temporaryFolder(), 'link');
    await symlink(project.folder, link);
    const again = await open(link);
    expect(again.folder).toBe(project.folder);
    await again.edit(changing({ notes: 'x' }));
    expect(again.meta.notes).toBe('x');
  });
});
