import { mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  placeWindow,
  type Rectangle,
  readWindowState,
  SMALLEST,
  writeWindowState,
} from '../../../electron/main/window-state.ts';

const main: Rectangle = { x: 0, y: 25, width: 1920, height: 1055 };
const left: Rectangle = { x: -2560, y: 0, width: 2560, height: 1400 };
const at = (x: number, y: number, width = 1200, height = 800) => ({
  bounds: { x, y, width, height },
  isMaximised: false,
});

describe('a window', () => {
  it('stands where it stood, on whichever display that was', () => {
    expect(placeWindow(at(100, 100), [main])).toEqual(at(100, 100));
    expect(placeWindow(at(-2000, 300), [main, left])).toEqual(at(-2000, 300));
  });

  it('comes back when its display is gone', () => {
    expect(placeWindow(at(-2000, 300), [main])).toEqual(at(0, 280));
  });

  it('whose title bar is out of reach comes back', () => {
    expect(placeWindow(at(100, -900), [main])).toEqual(at(100, 25));
  });

  it('larger than the display becomes as large as that', () => {
    expect(placeWindow(at(0, 30, 5000, 5000), [main]).bounds).toEqual(main);
  });

  it('of which nothing is known is placed by the system', () => {
    expect(placeWindow(undefined, [main])).toEqual({ bounds: undefined, isMaximised: false });
    expect(placeWindow(at(0, 0), [])).toEqual({ bounds: undefined, isMaximised: false });
  });

  it('lies wholly on one display, whatever the file and the displays say', () => {
    const number = fc.integer({ min: -100_000, max: 100_000 });
    const size = fc.integer({ min: 1, max: 100_000 });
    const area = fc.record({
      x: fc.integer({ min: -8000, max: 8000 }),
      y: fc.integer({ min: -8000, max: 8000 }),
      width: fc.integer({ min: SMALLEST.width, max: 8000 }),
      height: fc.integer({ min: SMALLEST.height, max: 8000 }),
    });
    const bounds = fc.record({ x: number, y: number, width: size, height: size });
    fc.assert(
      fc.property(bounds, fc.array(area, { minLength: 1, maxLength: 4 }), (wanted, areas) => {
        const placed = placeWindow({ bounds: wanted, isMaximised: false }, areas).bounds!;
        const isWithin = areas.some(
          (one) =>
            placed.x >= one.x &&
            placed.y >= one.y &&
            placed.x + placed.width <= one.x + one.width &&
            placed.y + placed.height <= one.y + one.height,
        );
        expect(isWithin).toBe(true);
        expect(placed.width).toBeGreaterThanOrEqual(SMALLEST.width);
      }),
    );
  });
});

describe('the file of its place', () => {
  const folder = mkdtempSync(join(tmpdir(), 'gsim-window-'));

  it('reads back as it was written, into a folder that is made', () => {
    const path = join(folder, 'user', 'window.json');
    writeWindowState(path, main, true);
    expect(readWindowState(path)).toEqual({ bounds: main, isMaximised: true });
    expect(readdirSync(join(folder, 'user'))).toEqual(['window.json']);
  });

  it.each([
    '',
    '{',
    'null',
    '{"version":2,"bounds":{"x":0,"y":0,"width":1,"height":1},"isMaximised":false}',
    '{"version":1,"bounds":{"x":1e300,"y":0,"width":1,"height":1},"isMaximised":false}',
    '{"version":1,"bounds":{"x":0,"y":0,"width":-5,"height":1},"isMaximised":false}',
    '{"version":1,"bounds":{"x":"0","y":0,"width":5,"height":1},"isMaximised":false}',
  ])('is passed over when it is damaged: %s', (text) => {
    const path = join(folder, 'damaged.json');
    writeFileSync(path, text);
    expect(readWindowState(path)).toBeUndefined();
  });

  it('that cannot be written or read costs nothing but the place', () => {
    writeFileSync(join(folder, 'file'), '');
    const path = join(folder, 'file', 'window.json');
    expect(() => writeWindowState(path, main, false)).not.toThrow();
    expect(readWindowState(path)).toBeUndefined();
  });
});
