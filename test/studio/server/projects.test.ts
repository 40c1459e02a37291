import { mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../project/support.ts';
import { ward } from '../ward.ts';
import { refusal, stateOf, studioIn, wardProject, windowOn, words } from './support.ts';

const bytes = new TextEncoder().encode(ward.census);

async function opened(more: Parameters<typeof studioIn>[1] = {}) {
  const folder = await temporaryFolder();
  const studio = await studioIn(folder, more);
  return { folder, studio, client: windowOn(studio) };
}

describe('projects', () => {
  it('are made in free folders, remembered, and forgotten without being touched', async () => {
    const { folder, client } = await opened();
    const about = { name: 'Bedden März', description: words };
    const first = await client.call('projects.create', about);
    const second = await client.call('projects.create', about);
    expect([first.project, second.project]).toEqual([
      join(folder, 'projects/bedden-marz'),
      join(folder, 'projects/bedden-marz-2'),
    ]);
    expect(first).toMatchObject({ name: about.name, data: null, dataError: null, undo: null });
    const recent = await client.call('projects.recent', {});
    expect(recent.map(({ project, exists }) => [project, exists])).toEqual([
      [second.project, true],
      [first.project, true],
    ]);
    await client.call('projects.forget', { project: second.project });
    const { recent: rest } = await stateOf(client, 'studio', {});
    expect(rest.map(({ project }) => project)).toEqual([first.project]);
    await readFile(join(second.project, 'project.json'));
  });

  it('are opened by their folder, a link to it, or their door, and only once', async () => {
    const { folder, client } = await opened();
    const { project } = await client.call('projects.create', { name: 'Ward', description: words });
    await client.call('projects.close', { project });
    await symlink(project, join(folder, 'link'));
    const views = await Promise.all([
      client.call('projects.open', { folder: project }),
      client.call('projects.open', { folder: join(folder, 'link') }),
      client.call('projects.open', { folder: join(project, 'open.gsim.json') }),
    ]);
    for (const view of views) expect(view).toMatchObject({ project, readOnly: null });
  });

  it('open elsewhere are for reading only', async () => {
    const { folder, client } = await opened();
    const { project } = await client.call('projects.create', { name: 'Ward', description: words });
    const other = windowOn(await studioIn(folder, { userFolder: join(folder, 'other user') }));
    const view = await other.call('projects.open', { folder: project });
    expect(view.readOnly).toMatchObject({ code: 'locked' });
    const edit = { project, intent: 'Named', edit: { name: 'Mine' } };
    expect((await refusal(other.call('documents.edit', edit))).code).toBe('locked');
  });

  it('that are not there are refused with the folder and a way out', async () => {
    const { folder, client } = await opened();
    const error = await refusal(client.call('projects.open', { folder: join(folder, 'none') }));
    expect(error.code).toBe('not-found');
    expect(error.message).toContain(join(folder, 'none'));
    expect(error.hint).toMatch(/\w+ \w+/);
    for (const path of ['relative/ward', 'C:ward', `${folder}\0/etc`]) {
      expect((await refusal(client.call('projects.open', { folder: path }))).code).toBe('bad-path');
    }
  });

  it('end for every window that follows them when one closes them', async () => {
    const { studio, client } = await opened();
    const { project } = await client.call('projects.create', { name: 'Ward', description: words });
    const other = windowOn(studio);
    const gone = refusal(stateOf(other, 'project', { project }, () => false));
    const jobs = refusal(stateOf(other, 'jobs', { project }, () => false));
    await stateOf(other, 'project', { project });
    await client.call('projects.close', { project });
    expect([(await gone).code, (await jobs).code]).toEqual(['closed', 'closed']);
    expect((await refusal(client.call('projects.close', { project }))).code).toBe('not-open');
  });
});

describe('documents', () => {
  it('are edited, undone and redone; every window sees it', async () => {
    const { studio, client } = await opened();
    const { project } = await client.call('projects.create', { name: 'Ward', description: words });
    const other = windowOn(studio);
    const seen = stateOf(other, 'project', { project }, ({ name }) => name === 'Ward 7');
    const edit = { project, intent: 'Renamed', edit: { name: 'Ward 7' } };
    const edited = await client.call('documents.edit', edit);
    expect(edited).toMatchObject({ name: 'Ward 7', undo: 'Renamed', redo: null });
    expect(await seen).toEqual(edited);
    const undone = await client.call('documents.undo', { project });
    expect(undone).toMatchObject({ name: 'Ward', undo: null, redo: 'Renamed' });
    expect((await refusal(client.call('documents.undo', { project }))).code).toBe(
      'nothing-to-undo',
    );
    expect((await client.call('documents.redo', { project })).name).toBe('Ward 7');
    expect((await refusal(client.call('documents.redo', { project }))).code).toBe(
      'nothing-to-redo',
    );
    const history = await client.call('documents.history', { project, from: 0, count: 10 });
    expect(history).toMatchObject({ total: 1, steps: [{ intent: 'Renamed', undone: false }] });
  });

  it('typed in one burst are one step', async () => {
    const { client } = await opened();
    const { project } = await client.call('projects.create', { name: 'Ward', description: '' });
    for (const notes of ['B', 'Be', 'Bed', 'Beds']) {
      const typed = { project, intent: 'Wrote notes', burst: 'notes 1', edit: { notes } };
      await client.call('documents.edit', typed);
    }
    expect((await client.call('documents.undo', { project })).notes).toBe('');
  });

  it('that another program changed are shown and settled', async () => {
    const looks: (() => void)[] = [];
    const { client } = await opened({
      every: (look) => {
        looks.push(look);
        return () => {};
      },
    });
    const { project } = await client.call('projects.create', { name: 'Ward', description: '' });
    await client.call('documents.edit', { project, intent: 'Noted', edit: { notes: 'ours' } });
    const file = join(project, 'project.json');
    const wait = stateOf(client, 'project', { project }, ({ conflicts }) => conflicts.length > 0);
    // The files follow an edit within a second; theirs comes after that.
    await new Promise((resolve) => setTimeout(resolve, 1200));
    const text = await readFile(file, 'utf8');
    await writeFile(file, text.replace('"name": "Ward"', '"name": "Theirs"'));
    await client.call('documents.edit', { project, intent: 'Noted', edit: { notes: 'more' } });
    for (const look of looks) look();
    const { conflicts } = await wait;
    expect(conflicts).toMatchObject([{ file: 'project.json', kind: 'changed' }]);
    const settled = await client.call('documents.resolve', {
      project,
      file: 'project.json',
      choice: 'merge',
    });
    expect(settled).toMatchObject({ name: 'Theirs', notes: 'more', conflicts: [] });
  });
});

describe('data', () => {
  it('are imported with findings and offers; a fix and its undo change what is read', async () => {
    const { client } = await opened();
    const { project } = await client.call('projects.create', { name: 'Ward', description: words });
    const rows = ward.census.trimEnd().split('\n');
    const twice = new TextEncoder().encode([...rows, rows.at(-1), ''].join('\n'));
    const request = { project, file: 'census.csv', bytes: twice, heldOutRows: 10 };
    const before = await client.call('data.import', request);
    const offer = before.findings.flatMap(({ offers }) => offers)[0];
    expect(before.rows).toBe(41);
    expect(offer?.words).toMatch(/\w+ \w+/);
    const fixed = await client.call('data.import', { ...request, fixes: [offer!.id] });
    expect(fixed).toMatchObject({
      rows: 40,
      applied: [{ id: offer!.id }],
      outcome: { kind: 'saved', summary: { rows: 40, timeUnit: 'day', firstDate: '2020-03-01' } },
    });
    const { data, heldOut, undo } = await client.call('projects.read', { project });
    expect(data).toMatchObject({ name: 'census', rows: 40, trajectories: 1 });
    expect(heldOut).toEqual({ kind: 'last-rows', rows: 10 });
    expect(undo).toMatch(/\w/);
    const again = await client.call('data.import', { ...request, undo: [offer!.id] });
    expect(again.applied).toEqual([]);
  });

  it('are read page by page, and gone again after an undo', async () => {
    const { client } = await opened();
    const project = await wardProject(client);
    const page = { project, trajectory: 0, from: 30, count: 100 };
    const { rows, trainingRows, dates, series } = await client.call('data.page', page);
    expect([rows, trainingRows, dates?.length]).toEqual([40, 30, 10]);
    expect(series.map(({ name, values }) => [name, values.length])).toEqual([
      ['beds', 10],
      ['admissions', 10],
    ]);
    const beyond = await refusal(client.call('data.page', { ...page, trajectory: 1 }));
    expect(beyond.code).toBe('not-found');
    const undone = await client.call('documents.undo', { project });
    expect([undone.data, undone.dataError]).toEqual([null, null]);
    expect((await refusal(client.call('data.page', page))).code).toBe('no-data');
    expect((await client.call('documents.redo', { project })).data?.rows).toBe(40);
  });

  it('that cannot be used change nothing, and say why', async () => {
    const { client } = await opened();
    const { project } = await client.call('projects.create', { name: 'Ward', description: words });
    const roles = [{ column: 'beds', role: 'ignore' as const }];
    const all = [...roles, { column: 'admissions', role: 'ignore' as const }];
    const report = await client.call('data.import', { project, file: 'c.csv', bytes, roles: all });
    expect(report.outcome.kind).toBe('blocked');
    expect((await client.call('projects.read', { project })).data).toBeNull();
  });

  it('that were damaged on disk are told in the view, until the file is put back', async () => {
    const looks: (() => void)[] = [];
    const { client } = await opened({
      every: (look) => {
        looks.push(look);
        return () => {};
      },
    });
    const project = await wardProject(client);
    await client.call('projects.close', { project });
    const file = join(project, 'data/census.csv');
    await writeFile(file, 'date\n1\n');
    const view = await client.call('projects.open', { folder: project });
    expect(view.data).toBeNull();
    expect(view.dataError?.code).toBe('data-changed');
    const mended = stateOf(client, 'project', { project }, ({ data }) => data !== null);
    await writeFile(file, ward.census);
    for (const look of looks) look();
    expect((await mended).dataError).toBeNull();
  });
});

describe('simulators', () => {
  it('are refused with every problem, each with its line and column', async () => {
    const { client } = await opened();
    const project = await wardProject(client);
    const code = ward.simulator
      .replace('observe(state)', 'watch(state)')
      .replace('state.beds +=', 'fetch("x"); this.x +=');
    const added = { project, code, file: 'bad.sim.js' };
    const error = await refusal(client.call('simulators.add', added));
    expect(error.code).toBe('simulator-refused');
    expect(error.message.match(/bad\.sim\.js:\d+:\d+ /g)!.length).toBeGreaterThan(1);
    expect((await client.call('projects.read', { project })).simulators).toHaveLength(1);
  });
});

describe('samples', () => {
  it('become projects with their data', async () => {
    const { client } = await opened();
    const cards = await client.call('samples.list', {});
    expect(cards.length).toBeGreaterThan(1);
    for (const { picture, rows, question } of cards) {
      expect(picture.values.length).toBeGreaterThan(10);
      expect(picture.values.length).toBeLessThanOrEqual(400);
      expect(rows).toBeGreaterThanOrEqual(picture.values.length);
      expect(question).toMatch(/\?$/);
    }
    const [card] = cards;
    const view = await client.call('samples.open', { sample: card!.id });
    expect(view).toMatchObject({ name: card!.title, data: { rows: card!.rows }, dataError: null });
    expect(view).toMatchObject({ goal: card!.question, rules: '', assumptions: {} });
  });

  it.each(['none', '..', '../samples/netherlands-icu', '/etc'])(
    'there is none called %s',
    async (id) => {
      const { client } = await opened();
      const error = await refusal(client.call('samples.open', { sample: id }));
      expect(error.code).toBe('unknown-sample');
      expect(error.hint).toContain('netherlands-icu');
    },
  );
});

describe('folders', () => {
  it('are listed sorted, without files and hidden ones, projects told apart', async () => {
    const { folder, client } = await opened();
    const { project } = await client.call('projects.create', { name: 'Ward', description: '' });
    const path = join(folder, 'projects');
    await mkdir(join(path, 'b 10'));
    await mkdir(join(path, 'b 9'));
    await mkdir(join(path, '.hidden'));
    await writeFile(join(path, 'file'), '');
    await symlink(join(path, 'b 9'), join(path, 'link'));
    await symlink(join(path, 'gone'), join(path, 'broken'));
    const listed = await client.call('folders.list', {});
    expect([listed.path, listed.parent]).toEqual([path, folder]);
    expect(listed.entries.map(({ name, isProject }) => [name, isProject])).toEqual([
      ['b 9', false],
      ['b 10', false],
      ['link', false],
      ['ward', true],
    ]);
    expect(listed.entries.at(-1)!.path).toBe(project);
    expect((await client.call('folders.list', { path: '/' })).parent).toBeNull();
  });

  it('start above where there is none yet; what cannot be read is named', async () => {
    const { folder, client } = await opened();
    expect((await client.call('folders.list', {})).path).toBe(folder);
    const error = await refusal(client.call('folders.list', { path: join(folder, 'none') }));
    expect([error.code, error.message]).toEqual([
      'not-found',
      expect.stringContaining(join(folder, 'none')),
    ]);
    await writeFile(join(folder, 'file'), '');
    const file = await refusal(client.call('folders.list', { path: join(folder, 'file') }));
    expect(file.code).toBe('not-a-folder');
    expect((await refusal(client.call('folders.list', { path: '../..' }))).code).toBe('bad-path');
  });
});
