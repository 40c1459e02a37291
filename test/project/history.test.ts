import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  changesBetween,
  type Documents,
  inverse,
  withChanges,
} from '../../engine/project/documents.ts';
import {
  entriesOf,
  type History,
  NO_HISTORY,
  recorded,
  shortened,
} from '../../engine/project/history.ts';
import type { Project } from '../../engine/project/project.ts';
import {
  changing,
  crashed,
  csv,
  errorOf,
  importing,
  newData,
  newProject,
  newRun,
  open,
} from './support.ts';

async function reopened(project: Project): Promise<Project> {
  await project.close();
  return open(project.folder);
}

function intentsOf(project: Project): (string | undefined)[] {
  return [project.undoIntent, project.redoIntent];
}

describe('undo', () => {
  it('takes back one intent at a time, and redo brings it again', async () => {
    const project = await newProject();
    await project.edit({ intent: 'Renamed', meta: { name: 'Ward', notes: 'new name' } });
    await project.edit({ intent: 'Held out', meta: { heldOut: { kind: 'last-rows', rows: 28 } } });
    expect(intentsOf(project)).toEqual(['Held out', undefined]);
    await project.undo();
    expect(project.meta).toMatchObject({ name: 'Ward', heldOut: { kind: 'none' } });
    expect(intentsOf(project)).toEqual(['Renamed', 'Held out']);
    await project.undo();
    expect(project.meta).toMatchObject({ name: 'Beds', notes: '' });
    expect(intentsOf(project)).toEqual([undefined, 'Renamed']);
    await project.redo();
    await project.redo();
    expect(project.meta).toMatchObject({ name: 'Ward', heldOut: { kind: 'last-rows', rows: 28 } });
    expect(project.revision).toBe(6);
  });

  it('says when there is nothing to take back or to bring again', async () => {
    const project = await newProject();
    expect(await errorOf(project.undo())).toMatchObject({
      code: 'nothing-to-undo',
      message: 'project: nothing to undo',
    });
    await project.edit(changing({ notes: 'x' }));
    expect((await errorOf(project.redo())).code).toBe('nothing-to-redo');
    expect(project.revision).toBe(1);
  });

  it('survives closing, and a crash', async () => {
    const project = await newProject();
    for (const notes of ['one', 'two', 'three']) {
      await project.edit({ intent: `Wrote ${notes}`, meta: { notes } });
    }
    await project.undo();
    const history = [
      { revision: 3, at: '2026-03-01T09:00:00.000Z', intent: 'Wrote three', undone: true },
      { revision: 2, at: '2026-03-01T09:00:00.000Z', intent: 'Wrote two', undone: false },
      { revision: 1, at: '2026-03-01T09:00:00.000Z', intent: 'Wrote one', undone: false },
    ];
    const folder = await crashed(project);
    for (const again of [await reopened(project), await open(folder)]) {
      expect(again.history()).toEqual(history);
      expect(again.revision).toBe(4);
      await again.redo();
      await again.undo();
      await again.undo();
      expect(again.meta.notes).toBe('one');
    }
  });

  it('followed by another edit leaves nothing to redo', async () => {
    const project = await newProject();
    await project.edit(changing({ notes: 'one' }));
    await project.undo();
    await project.edit(changing({ name: 'Ward' }));
    expect((await errorOf(project.redo())).code).toBe('nothing-to-redo');
    const again = await reopened(project);
    expect(again.history().map(({ intent }) => intent)).toEqual(['Changed name']);
    expect(again.meta).toMatchObject({ notes: '', name: 'Ward' });
  });

  it('is written to project.json, too', async () => {
    const project = await newProject();
    await project.edit(changing({ notes: 'one' }));
    await project.flush();
    await project.undo();
    await project.flush();
    const text = await readFile(join(project.folder, 'project.json'), 'utf8');
    expect(JSON.parse(text)).toMatchObject({ notes: '', revision: 2 });
  });
});

describe('typing', () => {
  it('is one step, until something else comes between', async () => {
    const project = await newProject();
    const type = (notes: string) =>
      project.edit({ intent: 'Notes', burst: 'notes', meta: { notes } });
    for (const notes of ['F', 'Fr', 'Fro', 'From']) await type(notes);
    await project.edit(changing({ name: 'Ward' }));
    for (const notes of ['From t', 'From th']) await type(notes);
    expect(project.history()).toHaveLength(3);
    const again = await reopened(project);
    expect(again.history()).toEqual(project.history());
    await again.undo();
    expect(again.meta.notes).toBe('From');
    await again.undo();
    await again.undo();
    expect(again.meta).toMatchObject({ notes: '', name: 'Beds' });
  });

  it('goes on in a step of its own when the journal was taken away meanwhile', async () => {
    const project = await newProject();
    const type = (notes: string) =>
      project.edit({ intent: 'Notes', burst: 'notes', meta: { notes } });
    await type('a');
    await type('ab');
    await rm(join(project.folder, 'journal.jsonl'));
    await type('abc');
    await type('abcd');
    const again = await reopened(project);
    expect(again.history()).toEqual(project.history());
    await again.undo();
    expect(again.meta.notes).toBe('abc');
  });

  it('after an undo is a step of its own', async () => {
    const project = await newProject();
    const type = (notes: string) =>
      project.edit({ intent: 'Notes', burst: 'notes', meta: { notes } });
    await type('a');
    await project.edit(changing({ name: 'Ward' }));
    await project.undo();
    await type('ab');
    await project.undo();
    expect(project.meta.notes).toBe('a');
  });
});

describe('an import', () => {
  it('is one step with the roles that follow from it; undo keeps the bytes', async () => {
    const project = await newProject();
    const columns = [{ column: 'bedden', role: 'stock' as const }];
    await project.edit({ ...importing(newData), meta: { data: 'beds', columns } });
    await project.flush();
    await project.undo();
    expect(project.meta).toMatchObject({ data: null, columns: [] });
    expect((await project.listData()).items).toEqual([]);
    expect((await errorOf(project.readData('beds'))).hint).toContain('redo');
    await project.flush();
    expect(await readdir(join(project.folder, 'data'))).toEqual(['beds.csv']);
    const again = await reopened(project);
    await again.redo();
    expect(again.meta).toMatchObject({ data: 'beds', columns });
    expect(Buffer.from((await again.readData('beds')).content).equals(csv)).toBe(true);
  });

  it('of the same bytes with other fixes goes back to the earlier ones', async () => {
    const project = await newProject();
    await project.edit(importing(newData));
    const missingValues = ['', 'n.b.'];
    const schema = { ...newData.schema, missingValues };
    await project.edit(importing({ ...newData, fixes: [], schema }));
    expect(await project.readData('beds')).toMatchObject({ fixes: [], schema });
    const again = await reopened(project);
    await again.undo();
    const { fixes, roles } = newData;
    expect(await again.readData('beds')).toMatchObject({ fixes, roles, schema: newData.schema });
  });

  it('that was undone leaves its name to its bytes, and its runs can go on', async () => {
    const project = await newProject();
    await project.edit(importing(newData));
    await (await project.startRun(newRun)).cancel();
    await project.undo();
    const other = { ...newData, bytes: new TextEncoder().encode('a\n1\n') };
    expect((await errorOf(project.edit(importing(other)))).code).toBe('exists');
    expect((await errorOf(project.startRun(newRun))).code).toBe('not-found');
    const { writer } = await project.resumeRun('0001-calibrate');
    await writer.finish({ result: 1 });
    await project.edit(importing({ ...newData, fixes: [] }));
    expect((await project.readData('beds')).fixes).toEqual([]);
  });

  it('restores bytes that somebody changed in the folder', async () => {
    const project = await newProject();
    await project.edit(importing(newData));
    await writeFile(join(project.folder, 'data/beds.csv'), 'broken');
    expect((await errorOf(project.readData('beds'))).code).toBe('data-changed');
    await project.edit(importing(newData));
    expect((await project.readData('beds')).content.length).toBe(csv.length);
  });

  it('that the disk refuses leaves nothing', async () => {
    const project = await newProject();
    await project.close();
    expect((await errorOf(project.edit(importing(newData)))).code).toBe('closed');
    expect(await readdir(project.folder)).not.toContain('data');
  });
});

describe('the journal and the files', () => {
  it('tell the same project after any edits, undos, redos and restarts', async () => {
    const act = fc.oneof(
      fc.record({ kind: fc.constant('edit' as const), value: fc.nat(5), burst: fc.boolean() }),
      fc.record({
        kind: fc.constantFrom('undo', 'redo', 'flush', 'close', 'crash', 'name', 'data'),
      }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(act, { maxLength: 20 }), async (acts) => {
        let project = await newProject();
        // The model: every state that undo and redo walk through.
        let [states, at] = [[{ notes: '', name: 'Beds', fixes: -1 }], 0];
        let burst = false;
        const expected = () => states[at]!;
        const step = (change: object, goesOn = false) => {
          const next = { ...expected(), ...change };
          if (JSON.stringify(next) === JSON.stringify(expected())) return;
          states = [...states.slice(0, goesOn ? at : at + 1), next];
          at = states.length - 1;
        };
        for (const action of acts) {
          const before = at;
          switch (action.kind) {
            case 'edit': {
              if (!('value' in action)) break;
              const notes = `${action.value}`;
              const more = action.burst ? { burst: 'typing' } : {};
              const changes = notes !== expected().notes;
              await project.edit({ ...changing({ notes }), ...more });
              step({ notes }, burst && action.burst);
              if (changes) burst = action.burst;
              break;
            }
            case 'name': {
              const name = `${expected().name}!`;
              await project.edit(changing({ name }));
              step({ name });
              burst = false;
              break;
            }
            case 'data': {
              const fixes = expected().fixes === 1 ? 0 : 1;
              await project.edit(importing({ ...newData, fixes: newData.fixes.slice(0, fixes) }));
              step({ fixes });
              burst = false;
              break;
            }
            case 'undo':
            case 'redo': {
              const to = before + (action.kind === 'undo' ? -1 : 1);
              const can = to >= 0 && to < states.length;
              const error = await project[action.kind]().catch((refused: unknown) => refused);
              expect(error === undefined).toBe(can);
              if (!can) break;
              [at, burst] = [to, false];
              break;
            }
            case 'flush':
              await project.flush();
              break;
            case 'close':
              project = await reopened(project);
              break;
            case 'crash': {
              const folder = await crashed(project);
              await project.close();
              project = await open(folder);
              break;
            }
          }
          const { notes, name } = project.meta;
          const fixes = (await project.listData()).items[0]?.fixes.length ?? -1;
          expect({ notes, name, fixes }).toEqual(expected());
          expect(project.history().filter(({ undone }) => !undone)).toHaveLength(at);
          expect(project.notices).toEqual([]);
        }
        await project.close();
      }),
      { numRuns: 40 },
    );
  }, 60_000);
});

describe('a journal that is made shorter', () => {
  it('tells the same steps, and the same documents over whatever the disk has', () => {
    const act = fc.oneof(
      fc.record({
        kind: fc.constant('edit' as const),
        field: fc.constantFrom('a', 'b'),
        to: fc.nat(3),
      }),
      fc.record({ kind: fc.constantFrom('undo' as const, 'redo' as const) }),
    );
    fc.assert(
      fc.property(fc.array(act, { maxLength: 25 }), fc.nat(25), (acts, saved) => {
        const states: Documents[] = [new Map([['project.json', { a: 0, b: 0 }]])];
        let history = NO_HISTORY;
        for (const action of acts) {
          const now = states.at(-1)!;
          const { steps, done } = history;
          const step = { undo: steps[done - 1], redo: steps[done], edit: undefined }[action.kind];
          if (action.kind !== 'edit' && step === undefined) continue;
          const content = {
            ...now.get('project.json'),
            ...('field' in action && { [action.field]: action.to }),
          };
          const next =
            step === undefined
              ? new Map([['project.json', content]])
              : withChanges(now, action.kind === 'undo' ? inverse(step.changes) : step.changes);
          const changes = [...changesBetween(now, next)];
          const entry = { kind: action.kind, intent: action.kind, at: '', revision: states.length };
          history = recorded(history, { ...entry, changes });
          states.push(next);
        }
        const revision = states.length - 1;
        const savedRevision = Math.min(saved, revision);
        const [documents, onDisk] = [states[revision]!, states[savedRevision]!];
        const isSaved = savedRevision === revision;
        const entries = entriesOf(history, 3, { revision, at: '', documents, onDisk, isSaved });
        const again = entries.reduce(recorded, NO_HISTORY);
        const told = ({ steps, done }: History) => [steps.map((step) => step.changes), done];
        expect(told(again)).toEqual(told(shortened(history, 3)));
        const newer = entries.filter((entry) => entry.revision > savedRevision);
        const replayed = withChanges(
          onDisk,
          newer.flatMap(({ changes }) => changes),
        );
        expect(replayed).toEqual(documents);
      }),
      { numRuns: 2000 },
    );
  });
});
