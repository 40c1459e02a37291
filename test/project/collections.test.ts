import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { collectionOf, freeDocument } from '../../engine/project/collections.ts';
import { crashed, errorOf, newProject, open } from './support.ts';

const surge = {
  name: 'Surge week',
  notes: '',
  parent: null,
  changes: [
    {
      id: 'more',
      words: '',
      change: { kind: 'input', how: 'scale', input: 'admissions', value: 1.3 },
      from: '2026-05-04',
      to: '2026-05-10',
      cost: { once: 0, perStep: 0 },
      on: true,
    },
  ],
  policies: {},
} as const;

const saving = (content: object | null, intent = 'Saved a scenario') => ({
  intent,
  documents: { 'scenarios/surge-week.json': content },
});

describe('scenarios, aims and plans', () => {
  it('are files of their own, written within a second and there after a crash', async () => {
    const project = await newProject();
    await project.edit(saving(surge));
    const lost = await open(await crashed(project));
    expect(lost.collection('scenarios')).toEqual([
      { id: 'surge-week', file: 'scenarios/surge-week.json', content: surge },
    ]);
    await project.flush();
    const text = await readFile(join(project.folder, 'scenarios/surge-week.json'), 'utf8');
    expect(JSON.parse(text)).toEqual({ schema: 1, ...surge });
  });

  it('are undone and redone one by one, taken away ones too', async () => {
    const project = await newProject();
    await project.edit(saving(surge));
    await project.flush();
    await project.edit(saving({ ...surge, notes: 'Like last winter.' }));
    await project.edit(saving(null, 'Removed Surge week'));
    await project.flush();
    expect(await readdir(join(project.folder, 'scenarios'))).toEqual([]);
    await project.undo();
    expect(project.collection('scenarios')[0]?.content.notes).toBe('Like last winter.');
    await project.undo();
    expect(project.collection('scenarios')[0]?.content.notes).toBe('');
    await project.undo();
    expect(project.collection('scenarios')).toEqual([]);
    await project.redo();
    expect(project.collection('scenarios')).toHaveLength(1);
  });

  it('are refused with the field that is wrong, and nothing is changed', async () => {
    const project = await newProject();
    const wrong = { ...surge, changes: [{ ...surge.changes[0], from: '4 May' }] };
    const error = await errorOf(project.edit(saving(wrong)));
    expect(error).toMatchObject({ code: 'corrupt', place: { field: 'changes[0].from' } });
    expect(error.message).toContain('scenarios/surge-week.json');
    expect(project.collection('scenarios')).toEqual([]);
  });

  it('that cannot be read are told of and left as they are', async () => {
    const project = await newProject();
    await project.edit(saving(surge));
    await project.close();
    const file = join(project.folder, 'scenarios/surge-week.json');
    await writeFile(file, '{"schema": 1, "name": "Surge week"}');
    const again = await open(project.folder);
    expect(again.collection('scenarios')).toEqual([]);
    expect(again.notices).toMatchObject([{ file: 'scenarios/surge-week.json' }]);
    await again.edit({ intent: 'Changed notes', meta: { notes: 'x' } });
    await again.close();
    expect(await readFile(file, 'utf8')).toBe('{"schema": 1, "name": "Surge week"}');
  });

  it('that another program changed are a conflict, never overwritten', async () => {
    const project = await newProject();
    await project.edit(saving(surge));
    await project.flush();
    const file = join(project.folder, 'scenarios/surge-week.json');
    const theirs = { schema: 1, ...surge, notes: 'Theirs.' };
    await writeFile(file, JSON.stringify(theirs));
    await project.checkDisk();
    expect(project.conflicts).toMatchObject([
      { file: 'scenarios/surge-week.json', kind: 'changed', clashes: [] },
    ]);
    await project.resolve('scenarios/surge-week.json', 'reload');
    expect(project.collection('scenarios')[0]?.content.notes).toBe('Theirs.');
  });
});

describe('a new document', () => {
  it('has a free name, made of what people call it', () => {
    const taken = [{ id: 'surge-week' }, { id: 'surge-week-2' }];
    expect(freeDocument(taken, 'scenarios', 'Surge week').file).toBe('scenarios/surge-week-3.json');
    expect(freeDocument([], 'policies', '患者').id).toBe('plan');
    expect(freeDocument([], 'aims', `${'a'.repeat(80)}`).id).toHaveLength(58);
  });

  it('lies in the order of names', () => {
    const documents = new Map(['b', 'a'].map((id) => [`scenarios/${id}.json`, { name: id }]));
    const ids = collectionOf({ documents }, 'scenarios').map(({ id }) => id);
    expect(ids).toEqual(['a', 'b']);
  });
});
