import { cp, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { createInProcess } from '../../engine/compute/in-process.ts';
import { ProjectError } from '../../engine/project/error.ts';
import type { FileKind } from '../../engine/project/file-kind.ts';
import { journalFile } from '../../engine/project/journal.ts';
import * as schemas from '../../engine/project/schemas.ts';
import { sha256 } from '../../engine/project/sha256.ts';
import { createPlainRunner } from '../../engine/simulator/plain-runner.ts';
import { simulateModel } from '../../engine/studio/simulate-model.ts';
import { changing, errorOf, open, temporaryFolder } from './support.ts';

const fixtures = fileURLToPath(new URL('../fixtures/projects', import.meta.url));

/** A copy of a committed project: 'v1/ward'. */
async function committed(name: string): Promise<string> {
  const folder = await temporaryFolder();
  await cp(join(fixtures, name), folder, { recursive: true });
  return folder;
}

/** Every file of a folder with its digest. */
async function filesOf(folder: string): Promise<Record<string, string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  const digests = files.map(async ({ parentPath, name }) => {
    const path = join(parentPath, name);
    return [path.slice(folder.length + 1), sha256(await readFile(path))] as const;
  });
  return Object.fromEntries(await Promise.all(digests));
}

describe('the migrations', () => {
  const kinds = Object.values<object>({ ...schemas, journalFile }).filter(isKind);

  it('lead from every old number to the present one', () => {
    expect(kinds.map(({ noun }) => noun).sort()).toEqual([
      'aim',
      'checkpoint',
      'data',
      'door',
      'journal',
      'plan',
      'project',
      'run',
      'run',
      'scenario',
      'simulator',
    ]);
    for (const kind of kinds) expect(kind.migrations).toHaveLength(kind.version - 1);
  });

  it('have committed projects for every old version', async () => {
    const newest = Math.max(...kinds.map(({ version }) => version));
    const expected = Array.from({ length: newest - 1 }, (_, i) => `v${i + 1}`);
    const versions = (await readdir(fixtures)).filter((name) => !name.startsWith('.'));
    expect(versions.sort()).toEqual(expected);
  });
});

function isKind(value: object): value is FileKind<object> {
  return 'migrations' in value;
}

describe('a project of version 1', () => {
  it('is read whole', async () => {
    const folder = await committed('v1/beds');
    const project = await open(folder);
    expect(project.meta).toMatchObject({ name: 'Beds', revision: 0 });
    const [data, simulators, runs] = [
      await project.listData(),
      await project.listSimulators(),
      await project.listRuns(),
    ];
    expect([data.problems, simulators.problems, runs.problems]).toEqual([[], [], []]);
    expect(data.items.map(({ name }) => name)).toEqual(['beds']);
    expect(simulators.items.map(({ id }) => id)).toEqual(['0001-staged-stay']);
    expect(runs.items.map(({ id, state }) => [id, state])).toEqual([
      ['0001-calibrate', 'finished'],
      ['0002-check', 'cancelled'],
    ]);
    expect(await project.readTable('0001-calibrate', 'posterior')).toEqual({
      stay: Float64Array.of(19.5, 20.25, 0.1),
    });
    expect((await project.readLog('0001-calibrate')).items).toHaveLength(1);
    const { checkpoint } = await project.resumeRun('0002-check');
    expect(checkpoint).toEqual({ best: Infinity, mean: Float64Array.of(1.5, -0) });
    const text = await readFile(join(fixtures, 'v1/beds/data/beds.csv'));
    expect(Buffer.from((await project.readData('beds')).content)).toEqual(text);
  });

  it('is not changed by being opened and closed', async () => {
    const folder = await committed('v1/ward');
    const before = await filesOf(folder);
    await (await open(folder)).close();
    expect(await filesOf(folder)).toEqual(before);
  });

  it('can be edited, undone and opened again, and only its project.json is of the newest version', async () => {
    const folder = await committed('v1/ward');
    const before = await filesOf(folder);
    const project = await open(folder);
    await project.edit(changing({ notes: 'Now with notes.' }));
    await project.edit(changing({ name: 'Ward 3' }));
    await project.undo();
    await project.close();
    const meta = JSON.parse(await readFile(join(folder, 'project.json'), 'utf8'));
    expect(meta).toMatchObject({ schema: 4, revision: 3, name: 'Ward', notes: 'Now with notes.' });
    const again = await open(folder);
    expect([again.meta.notes, again.redoIntent]).toEqual(['Now with notes.', 'Changed name']);
    const { 'project.json': _old, ...rest } = before;
    expect(await filesOf(folder)).toMatchObject(rest);
  });

  it('gives the numbers that it gave then', async () => {
    const project = await open(await committed('v1/ward'));
    const then = await project.readRun('0002-simulate');
    const executor = createInProcess([]);
    const services = { executor, simulate: createPlainRunner(), numerics: executor };
    const { run, summary } = await simulateModel(project, services, { seed: 5, runs: 20 });
    expect(run.files).toEqual(then.files);
    expect(await project.readTable('0002-simulate', 'summary')).toEqual(summary);
  });
});

describe('a project of version 2', () => {
  const unsaid = { goal: '', rules: '', assumptions: {} };

  it('has no goal, no rules and nothing said of assumptions, and else what it had', async () => {
    const project = await open(await committed('v2/ward'));
    expect(project.meta).toMatchObject({
      ...unsaid,
      ...{ name: 'Ward', notes: 'Seen by the head nurse.', revision: 3 },
    });
    expect([project.undoIntent, project.redoIntent]).toEqual(['Changed notes', 'Changed name']);
  });

  it('takes them, and undo leads back past the version', async () => {
    const folder = await committed('v2/ward');
    const project = await open(folder);
    const said = { 'Patients stay one after the other.': 'disputed' } as const;
    await project.edit(changing({ goal: 'Beds needed in May', assumptions: said }));
    await project.edit(changing({ rules: 'Beds never exceed 20' }));
    await project.close();
    const again = await open(folder);
    expect(again.meta).toMatchObject({
      ...{ goal: 'Beds needed in May', rules: 'Beds never exceed 20', assumptions: said },
    });
    await again.undo();
    expect(again.meta.rules).toBe('');
    await again.undo();
    await again.undo();
    expect(again.meta).toMatchObject({ ...unsaid, notes: '' });
  });

  it('is not changed by being opened and closed', async () => {
    const folder = await committed('v2/ward');
    const before = await filesOf(folder);
    await (await open(folder)).close();
    expect(await filesOf(folder)).toEqual(before);
  });
});

describe('a project of version 3', () => {
  it('provides nothing and costs nothing, and else has what it had', async () => {
    const project = await open(await committed('v3/ward'));
    expect(project.meta).toMatchObject({
      ...{ goal: 'How many beds are needed in May?', rules: 'Beds never exceed 20' },
      ...{ resources: [], costs: { currency: '€', items: [] } },
    });
    expect(project.undoIntent).toBe('Changed rules');
  });

  it('takes them, and undo leads back past the version', async () => {
    const folder = await committed('v3/ward');
    const project = await open(folder);
    const costs = {
      currency: 'CHF',
      items: [{ of: 'occupied', per: 'unit' as const, amount: 900 }],
    };
    await project.edit(changing({ costs }));
    await project.close();
    const again = await open(folder);
    expect(again.meta.costs).toEqual(costs);
    await again.undo();
    await again.undo();
    expect(again.meta).toMatchObject({ costs: { currency: '€', items: [] }, rules: '' });
  });

  it('is not changed by being opened and closed', async () => {
    const folder = await committed('v3/ward');
    const before = await filesOf(folder);
    await (await open(folder)).close();
    expect(await filesOf(folder)).toEqual(before);
  });
});

describe('a file of a newer studio', () => {
  it.each([
    ['project.json', 5],
    ['data/census.import.json', 2],
    ['simulators/0001-one-stay/simulator.json', 2],
    ['runs/0001-calibrate/run.json', 2],
    ['runs/0001-calibrate/result.json', 2],
  ])('is refused with nothing changed: %s', async (name, version) => {
    const folder = await committed('v1/ward');
    const text = await readFile(join(folder, name), 'utf8');
    await writeFile(join(folder, name), text.replace(/"schema": \d+/, `"schema": ${version}`));
    const before = await filesOf(folder);
    const error = await errorOf(readAll(folder));
    expect(error).toMatchObject({
      code: 'newer-version',
      message: expect.stringContaining(`version ${version}, this studio reads up to`),
      hint: 'Nothing in the folder was changed.',
      place: { file: join(folder, name) },
    });
    expect(await filesOf(folder)).toEqual(before);
  });
});

/** Throws the first problem. */
async function readAll(folder: string): Promise<void> {
  const project = await open(folder);
  try {
    await project.readData('census');
    await project.readSimulator('0001-one-stay');
    await project.readRun('0001-calibrate');
    await project.readResult('0001-calibrate');
  } finally {
    await project.close();
  }
  throw new ProjectError('exists', 'project: everything could be read');
}
