import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatTable, parseTable } from '../../engine/project/table.ts';

const place = { file: '/p/posterior.csv', name: 'posterior.csv' };

describe('a table of numbers as CSV', () => {
  it('reads back bit for bit', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.double(), fc.double())), (rows) => {
        const table = {
          stay: Float64Array.from(rows, ([a]) => a),
          'a "quoted", name': Float64Array.from(rows, ([, b]) => b),
        };
        expect(parseTable(formatTable(table), place)).toStrictEqual(table);
      }),
    );
  });

  it('looks like any other CSV file', () => {
    const table = { stay: Float64Array.of(19.5, 0.1), rate: Float64Array.of(1e-7, Number.NaN) };
    expect(formatTable(table)).toBe('stay,rate\n19.5,1e-7\n0.1,NaN\n');
  });

  it.each([
    ['stay\n1\nx\n', 'posterior.csv: line 3: "x" is no number', 3],
    ['stay,rate\n1\n', 'posterior.csv: line 2: 1 cells where 2 are due', 2],
    ['a,a\n1,2\n', 'posterior.csv: line 1: two columns have one name', 1],
    ['a,b\n1,\n', 'posterior.csv: line 2: "" is no number', 2],
  ])('%j is refused with its line', (text, message, line) => {
    expect(() => parseTable(text, place)).toThrow(
      expect.objectContaining({ code: 'corrupt', message, place: { file: place.file, line } }),
    );
  });
});
