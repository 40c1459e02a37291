import { describe, expect, it } from 'vitest';
import { decodeText } from '../../engine/data/decode.ts';

const utf8 = (text: string) => new TextEncoder().encode(text);
const utf16 = (text: string, bigEndian: boolean) =>
  Uint8Array.from(
    [...text].flatMap((letter) => {
      const unit = letter.charCodeAt(0);
      return bigEndian ? [unit >> 8, unit & 255] : [unit & 255, unit >> 8];
    }),
  );

describe('decoding', () => {
  it('reads UTF-8 and takes its byte order mark off', () => {
    expect(decodeText(utf8('naïve;€'))).toEqual({ text: 'naïve;€', encoding: 'utf-8', bom: false });
    expect(decodeText(utf8('\ufeffday;n'))).toEqual({
      text: 'day;n',
      encoding: 'utf-8',
      bom: true,
    });
  });

  it('reads UTF-16 in both orders, by its mark or by its NUL bytes', () => {
    for (const [bigEndian, encoding] of [
      [false, 'utf-16le'],
      [true, 'utf-16be'],
    ] as const) {
      expect(decodeText(utf16('\ufeffdag;é', bigEndian))).toEqual({
        text: 'dag;é',
        encoding,
        bom: true,
      });
      expect(decodeText(utf16('day;beds\n1;2\n', bigEndian))).toMatchObject({
        encoding,
        bom: false,
      });
    }
  });

  it('falls back to Windows-1252 when the bytes are not UTF-8', () => {
    const bytes = Uint8Array.from([0x50, 0x72, 0x69, 0x6a, 0x73, 0x20, 0x80, 0x3b, 0xe9]);
    expect(decodeText(bytes)).toEqual({ text: 'Prijs €;é', encoding: 'windows-1252', bom: false });
  });

  it('refuses nothing, binary files and workbooks, each with a way out', () => {
    expect(() => decodeText(new Uint8Array())).toThrow('file: empty');
    expect(() => decodeText(utf8('a,b\n1,\0\n'))).toThrow('NUL');
    const workbook = Uint8Array.from([0x50, 0x4b, 0x03, 0x04, 1, 2, 3]);
    expect(() => decodeText(workbook)).toThrow('an Excel workbook or another zip file, not a CSV');
  });
});
