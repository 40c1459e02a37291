import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { importCsv } from '../../engine/data/import-csv.ts';
import { countRecords, gatherBytes } from '../../engine/data/limits.ts';

const encode = (text: string) => new TextEncoder().encode(text);

async function* chunksOf(count: number, chunk: Uint8Array): AsyncIterable<Uint8Array> {
  for (let i = 0; i < count; i++) yield chunk;
}

describe('size limits', () => {
  it('refuse ten million rows with their number and the way out, before anything is parsed', () => {
    const bytes = encode(`n\n${'1\n'.repeat(10_000_000)}`);
    const before = performance.now();
    expect(() => importCsv(bytes)).toThrow('rows: 10000000, at most 1000000');
    expect(performance.now() - before).toBeLessThan(5_000);
  });

  it('keep nothing of a stream that is too long and still tell its length', async () => {
    const chunk = encode('2024-01-01,5\n'.repeat(10_000));
    await expect(gatherBytes(chunksOf(1000, chunk))).rejects.toMatchObject({
      code: 'too-large',
      message: 'rows: 9999999, at most 1000000',
      hint: expect.stringContaining('Aggregate'),
    });
  });

  it('give the bytes of a stream back as they were', async () => {
    const bytes = await gatherBytes(chunksOf(3, encode('a,b\n')));
    expect(new TextDecoder().decode(bytes)).toBe('a,b\na,b\na,b\n');
  });

  it('refuse too many columns, cells and bytes', () => {
    const limits = { bytes: 1000, rows: 100, cells: 50, columns: 10 };
    const table = (rows: number, columns: number) =>
      encode(
        `${Array.from({ length: columns }, (_, i) => `c${i}`).join()}\n${`${Array(columns).fill(1).join()}\n`.repeat(rows)}`,
      );
    expect(() => importCsv(table(2, 11), { limits })).toThrow('columns: 11, at most 10');
    expect(() => importCsv(table(30, 2), { limits })).toThrow('cells: 60, at most 50');
    expect(() => importCsv(encode(`a,b\n${'x'.repeat(2000)},1\n`), { limits })).toThrow(
      'bytes: 2007, at most 1000',
    );
  });

  it('count records however lines end and wherever chunks are cut', () => {
    expect(countRecords(encode('a,b\r\n1,"x\ny"\r\n\r\n2,3'))).toBe(3);
    const line = fc.constantFrom('a,b', '1,"x\ny"', '"q""q",2');
    const end = fc.constantFrom('\n', '\r\n', '\r');
    fc.assert(
      fc.property(fc.array(line, { minLength: 1, maxLength: 20 }), end, (lines, newline) => {
        expect(countRecords(encode(lines.join(newline)))).toBe(lines.length);
      }),
    );
  });
});
