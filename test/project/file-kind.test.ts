import { cp, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { FileKind } from '../../engine/project/file-kind.ts';
import { decodeFile, encodeFile } from '../../engine/project/file-kind.ts';
import { journalFile } from '../../engine/project/journal.ts';
import {
  doorFile,
  importFile,
  plainFile,
  projectFile,
  runFile,
  simulatorFile,
} from '../../engine/project/schemas.ts';
import { open, temporaryFolder } from './support.ts';

const fixtures = fileURLToPath(new URL('../fixtures/projects', import.meta.url));
const source = { file: '/p/note.json', name: 'note.json' };

/** A kind of file with a past: 1 had `text`, 2 renamed it to `words`, 3 made a list of it. */
const note: FileKind<{ words: string[] }> = {
  noun: 'note',
  version: 3,
  content: z.strictObject({ words: z.array(z.string()) }),
  migrations: [({ text }) => ({ words: text }), ({ words }) => ({ words: [words] })],
};

describe('a file with a version', () => {
  it('goes through every migration from its number on, one at a time', () => {
    expect(decodeFile(note, '{"schema": 1, "text": "a"}', source)).toEqual({ words: ['a'] });
    expect(decodeFile(note, '{"schema": 2, "words": "a"}', source)).toEqual({ words: ['a'] });
    expect(decodeFile(note, '{"schema": 3, "words": ["a"]}', source)).toEqual({ words: ['a'] });
  });

  it('is written with the newest number first', () => {
    expect(encodeFile(note, { words: ['a'] })).toBe('{\n  "schema": 3,\n  "words": ["a"]\n}\n');
  });

  it('of a newer studio is refused, with both numbers', () => {
    expect(() => decodeFile(projectFile, '{"schema": 3}', source)).toThrow(
      expect.objectContaining({
        code: 'newer-version',
        message: 'project: version 3, this studio reads up to 2; update the studio',
      }),
    );
  });

  it.each([
    ['[]', 'note.json: an object is due', undefined],
    ['{"words": []}', 'note.json: schema: a whole number from 1 is due', 'schema'],
    ['{"schema": "3"}', 'note.json: schema: a whole number from 1 is due', 'schema'],
    [
      '{"schema": 3, "words": [1]}',
      'note.json: words[0]: expected string, received number',
      'words[0]',
    ],
    ['{"schema": 3, "words": [], "x": 1}', 'note.json: Unrecognized key: "x"', undefined],
    [
      `{"schema": 3, "words": ${'['.repeat(1e5)}${']'.repeat(1e5)}}`,
      expect.any(String),
      'words[0]',
    ],
  ])('that is damaged names the field: %.40s', (text, message, field) => {
    expect(() => decodeFile(note, text, source)).toThrow(
      expect.objectContaining({
        code: 'corrupt',
        message,
        place: field === undefined ? { file: '/p/note.json' } : { file: '/p/note.json', field },
      }),
    );
  });
});

describe('the migrations', () => {
  const kinds: FileKind<object>[] = [
    projectFile,
    importFile,
    simulatorFile,
    runFile,
    plainFile,
    doorFile,
    journalFile,
  ];

  it('lead from every old number to the present one', () => {
    for (const kind of kinds) expect(kind.migrations).toHaveLength(kind.version - 1);
  });

  it('have committed projects for every old version', async () => {
    const newest = Math.max(...kinds.map(({ version }) => version));
    const expected = Array.from({ length: newest - 1 }, (_, i) => `v${i + 1}`);
    const committed = (await readdir(fixtures)).filter((name) => !name.startsWith('.'));
    expect(committed.sort()).toEqual(expected);
  });

  it.each(['v1'])('open the committed project %s whole', async (version) => {
    const folder = await temporaryFolder();
    await cp(join(fixtures, version, 'beds'), folder, { recursive: true });
    const project = await open(folder);
    expect(project.meta.name).toBe('Beds');
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
    const text = await readFile(join(fixtures, version, 'beds/data/beds.csv'));
    expect(Buffer.from((await project.readData('beds')).content)).toEqual(text);
  });
});
