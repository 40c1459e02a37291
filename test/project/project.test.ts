import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createProject } from '../../engine/project/project.ts';
import {
  about,
  changing,
  csv,
  declaration,
  errorOf,
  importing,
  newData,
  newProject,
  newSimulator,
  open,
  options,
  temporaryFolder,
} from './support.ts';

describe('a new project', () => {
  it('is a folder with a small project.json', async () => {
    const project = await newProject();
    expect(JSON.parse(await readFile(join(project.folder, 'project.json'), 'utf8'))).toEqual({
      schema: 4,
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      ...about,
      ...{ goal: '', rules: '', assumptions: {} },
      created: '2026-03-01T09:00:00.000Z',
      app: '0.1.0',
      data: null,
      columns: [],
      heldOut: { kind: 'none' },
      resources: [],
      costs: { currency: '€', items: [] },
      notes: '',
      revision: 0,
    });
  });

  it('makes missing folders above it', async () => {
    const folder = join(await temporaryFolder(), 'a', 'b');
    expect((await newProject(folder)).folder).toBe(folder);
  });

  it('is refused where there is one, where there are files, and where a file lies', async () => {
    const folder = await temporaryFolder();
    await newProject(join(folder, 'one'));
    expect(await errorOf(createProject(join(folder, 'one'), about, options))).toMatchObject({
      code: 'exists',
      message: `project: one is there already: ${folder}/one`,
      hint: 'Open it, or choose another folder.',
    });
    await mkdir(join(folder, 'full'));
    await writeFile(join(folder, 'full', 'thesis.doc'), 'x');
    expect(await errorOf(createProject(join(folder, 'full'), about, options))).toMatchObject({
      code: 'exists',
      message: `folder: not empty: ${folder}/full`,
    });
    const file = join(folder, 'full', 'thesis.doc');
    for (const path of [file, join(file, 'below')]) {
      expect((await errorOf(createProject(path, about, options))).code).toBe('not-a-folder');
    }
    expect(await readFile(file, 'utf8')).toBe('x');
  });

  it('needs a name, and leaves nothing behind without one', async () => {
    const folder = await temporaryFolder();
    const made = createProject(join(folder, 'a'), { ...about, name: ' ' }, options);
    expect(await errorOf(made)).toMatchObject({ place: { field: 'name' } });
    expect(await readdir(folder)).toEqual([]);
  });
});

describe('project.json', () => {
  it('is changed field by field, and keeps the changes that came at the same time', async () => {
    const project = await newProject();
    await Promise.all([
      project.edit(changing({ notes: 'From the ward book.' })),
      project.edit(changing({ heldOut: { kind: 'last-rows', rows: 28 } })),
    ]);
    await project.close();
    const { meta } = await open(project.folder);
    expect(meta).toMatchObject({
      notes: 'From the ward book.',
      heldOut: { kind: 'last-rows', rows: 28 },
      name: 'Beds',
    });
  });

  it('keeps its content when a change is refused', async () => {
    const project = await newProject();
    const error = await errorOf(
      project.edit(changing({ heldOut: { kind: 'last-rows', rows: 0 } })),
    );
    expect(error.place?.field).toBe('heldOut.rows');
    expect(project.meta.heldOut).toEqual({ kind: 'none' });
    await project.edit(changing({ notes: 'later' }));
    expect(project.meta.notes).toBe('later');
  });
});

describe('data', () => {
  it('are kept byte for byte, with schema and fixes', async () => {
    const project = await newProject();
    await project.edit(importing(newData));
    const { name, file, schema, fixes } = newData;
    const read = await project.readData('beds');
    expect(read).toMatchObject({ name, file, schema, fixes, bytes: csv.length });
    expect(Buffer.from(read.content).equals(csv)).toBe(true);
    expect(Buffer.from(await readFile(join(project.folder, 'data/beds.csv'))).equals(csv)).toBe(
      true,
    );
  });

  it('may be imported again with other fixes, but not replaced by others', async () => {
    const project = await newProject();
    await project.edit(importing(newData));
    await project.edit(importing({ ...newData, fixes: [] }));
    expect((await project.readData('beds')).fixes).toEqual([]);
    const other = { ...newData, bytes: new TextEncoder().encode('a\n1\n') };
    expect(await errorOf(project.edit(importing(other)))).toMatchObject({
      code: 'exists',
      message: 'data: beds holds another file already',
    });
    expect((await project.readData('beds')).content.length).toBe(csv.length);
  });

  it('that were edited in the folder are noticed', async () => {
    const project = await newProject();
    await project.edit(importing(newData));
    await writeFile(join(project.folder, 'data/beds.csv'), 'dag;bedden\n');
    expect(await errorOf(project.readData('beds'))).toMatchObject({
      code: 'data-changed',
      message: 'data/beds.csv: not the file that was imported',
    });
  });
});

describe('simulators', () => {
  it('are saved under a number and their title, with where they come from', async () => {
    const project = await newProject();
    const first = await project.saveSimulator(newSimulator);
    const child = {
      ...newSimulator,
      declaration: { ...declaration, title: '??' },
      provenance: { ...newSimulator.provenance, parent: first.id },
    };
    await project.saveSimulator(child);
    const { items } = await project.listSimulators();
    expect(items.map(({ id }) => id)).toEqual(['0001-staged-stay', '0002-simulator']);
    expect(await project.readSimulator('0002-simulator')).toMatchObject({
      code: newSimulator.code,
      parameters: ['stay'],
      outputs: ['beds'],
      modules: ['leave'],
      provenance: { proposer: 'composer', parent: '0001-staged-stay' },
    });
  });

  it('saved at the same time get different numbers', async () => {
    const project = await newProject();
    const saved = await Promise.all([1, 2, 3].map(() => project.saveSimulator(newSimulator)));
    expect(new Set(saved.map(({ id }) => id)).size).toBe(3);
  });

  it('whose code was edited in the folder are noticed', async () => {
    const project = await newProject();
    const { id } = await project.saveSimulator(newSimulator);
    await writeFile(join(project.folder, 'simulators', id, 'simulator.js'), 'export default 1');
    expect((await errorOf(project.readSimulator(id))).code).toBe('data-changed');
  });
});

describe('exports', () => {
  it('are plain files that a new export replaces', async () => {
    const project = await newProject();
    await project.writeExport('report.html', 'old');
    const path = await project.writeExport('report.html', '<p>new</p>');
    expect(path).toBe(join(project.folder, 'exports', 'report.html'));
    expect(await readFile(path, 'utf8')).toBe('<p>new</p>');
  });
});

describe('a closed project', () => {
  it('cannot be written, and gives its lock back', async () => {
    const project = await newProject();
    await project.close();
    expect((await errorOf(project.edit(changing({ notes: 'x' })))).code).toBe('closed');
    expect((await open(project.folder)).readOnly).toBeUndefined();
  });
});
