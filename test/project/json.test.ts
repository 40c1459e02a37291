import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatJson, parseJson } from '../../engine/project/json.ts';
import { locateJsonError } from '../../engine/project/locate-json-error.ts';

const place = { file: '/p/run.json', name: 'run.json' };

describe('formatJson', () => {
  it('reads back to the same value, numbers bit for bit', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(parseJson(formatJson(value), place)).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (x) => {
        fc.pre(!Object.is(x, -0));
        expect(parseJson(formatJson({ x }), place)).toEqual({ x });
      }),
    );
  });

  it('puts what fits on one line, and fills lines with numbers when they do not', () => {
    expect(formatJson({ a: [1, 2, 3], b: [], c: { d: {} } })).toBe(
      '{\n  "a": [1, 2, 3],\n  "b": [],\n  "c": { "d": {} }\n}\n',
    );
    const lines = formatJson({ a: Array.from({ length: 100 }, (_, i) => i * 1000) }).split('\n');
    expect(lines.length).toBeLessThan(15);
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(100);
  });

  it('refuses what JSON would silently change', () => {
    expect(() => formatJson({ a: Number.NaN })).toThrow('not a JSON number: NaN');
    expect(() => formatJson([undefined])).toThrow('not a JSON value: undefined');
  });
});

describe('a broken JSON text', () => {
  it.each([
    ['', 1, 1, 'the text ends where a value is due'],
    ['{\n  "a": 1,\n}', 3, 1, 'found "}" where a name is due'],
    ['{\n  "a" 1}', 2, 7, 'found "1}" where : is due'],
    ['{"a": NaN}', 1, 7, 'found "NaN}" where a value is due'],
    ['{"a": 01}', 1, 7, 'found "01}" where a value is due'],
    ['[1, 2', 1, 6, 'the text ends where , or ] is due'],
    ['{} {}', 1, 4, 'found "{}" where the end is due'],
    ['{"a": "b\n"}', 1, 7, 'a string is not closed, or holds a line break or a bad escape'],
    ['\u0000\u0000', 1, 1, 'found "\\u0000\\u0000" where a value is due'],
  ])('%j is found at line %i, column %i', (text, line, column, what) => {
    expect(locateJsonError(text)).toEqual({ line, column, what });
    expect(() => parseJson(text, place)).toThrow(
      expect.objectContaining({
        code: 'corrupt',
        message: `run.json: not valid JSON at line ${line}, column ${column}: ${what}`,
        place: { file: '/p/run.json', line, column },
      }),
    );
  });

  it('is found in any text that was cut short', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.double({ min: 0, max: 1, noNaN: true }), (value, part) => {
        const text = `{"value": ${JSON.stringify(value)}}`;
        const cut = text.slice(0, Math.floor(part * (text.length - 1)));
        const { line, column } = locateJsonError(cut);
        expect(line).toBe(1);
        expect(column).toBeLessThanOrEqual(cut.length + 1);
      }),
    );
  });

  it('is found in any text that JSON.parse refuses, and the text before it could still be JSON', () => {
    const pieces = fc.constantFrom('{', '}', '[', ']', ',', ':', '"a"', '1', '-', 'null', ' ', '"');
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 8 }), (parts) => {
        const text = parts.join('');
        const refused = throws(() => JSON.parse(text));
        fc.pre(refused);
        const { column } = locateJsonError(text);
        const sound = text.slice(0, column - 1);
        // Whatever follows a sound beginning, the fault cannot lie inside that beginning.
        expect(locateJsonError(sound).column).toBe(
          sound.trimEnd() === sound ? column : sound.length + 1,
        );
      }),
      { numRuns: 500 },
    );
  });

  it('is found in huge damaged texts without running out of stack', () => {
    expect(locateJsonError('['.repeat(1e6)).column).toBe(1e6 + 1);
    expect(locateJsonError(`"${'\\n'.repeat(1e6)}`).column).toBe(1);
    expect(locateJsonError(' '.repeat(8e6)).column).toBe(8e6 + 1);
  });
});

function throws(work: () => unknown): boolean {
  try {
    work();
    return false;
  } catch {
    return true;
  }
}
