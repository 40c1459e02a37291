import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { writeIcns, writeIco } from '../../scripts/icons/containers.ts';

const folder = fileURLToPath(new URL('../../assets/icons/', import.meta.url));
const read = (name: string) => readFileSync(folder + name);
/** Pixels of a PNG's side: the first chunk says. */
const side = (png: Buffer) => {
  expect(png.subarray(0, 8).toString('latin1')).toBe('\x89PNG\r\n\x1a\n');
  expect(png.readUInt32BE(16)).toBe(png.readUInt32BE(20));
  return png.readUInt32BE(16);
};

describe('the committed icons', () => {
  test('of Linux are PNG files of the size that their name says', () => {
    const names = readdirSync(`${folder}linux`);
    expect(names.length).toBeGreaterThan(5);
    for (const name of names) {
      const size = side(read(`linux/${name}`));
      expect(name).toBe(`${size}x${size}.png`);
    }
  });

  test('of Windows hold every size from 16 to 256', () => {
    const ico = read('gsim.ico');
    const count = ico.readUInt16LE(4);
    const sizes = Array.from({ length: count }, (_, index) => {
      const at = 6 + 16 * index;
      const from = ico.readUInt32LE(at + 12);
      const size = side(ico.subarray(from, from + ico.readUInt32LE(at + 8)));
      expect(ico.readUInt8(at)).toBe(size % 256);
      return size;
    });
    expect(sizes).toEqual([16, 24, 32, 48, 64, 128, 256]);
  });

  test('of the Mac hold every size from 16 to 1024, and nothing behind them', () => {
    const icns = read('gsim.icns');
    expect(icns.toString('latin1', 0, 4)).toBe('icns');
    expect(icns.readUInt32BE(4)).toBe(icns.length);
    const sizes: number[] = [];
    let at = 8;
    for (; at < icns.length; at += icns.readUInt32BE(at + 4)) {
      sizes.push(side(icns.subarray(at + 8, at + icns.readUInt32BE(at + 4))));
    }
    expect(at).toBe(icns.length);
    expect([...new Set(sizes)].sort((a, b) => a - b)).toEqual([16, 32, 64, 128, 256, 512, 1024]);
  });
});

test('an icon that a format cannot hold is refused', () => {
  expect(() => writeIco([{ size: 512, png: new Uint8Array() }])).toThrow('512 pixels');
  expect(() => writeIcns([{ size: 16, png: new Uint8Array() }])).toThrow('no picture of 32 pixels');
});
