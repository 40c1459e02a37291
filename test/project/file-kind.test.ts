import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { FileKind } from '../../engine/project/file-kind.ts';
import { decodeFile, encodeFile } from '../../engine/project/file-kind.ts';
import { projectFile } from '../../engine/project/schemas.ts';

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
    expect(() => decodeFile(projectFile, '{"schema": 5}', source)).toThrow(
      expect.objectContaining({
        code: 'newer-version',
        message: 'project: version 5, this studio reads up to 4; update the studio',
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
