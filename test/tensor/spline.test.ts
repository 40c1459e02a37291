import { describe, expect, it } from 'vitest';
import { Tape } from '../../engine/tensor/tape.ts';
import { createWasmBackend } from '../../engine/tensor/wasm-backend.ts';
import { createDoubleBackend } from './double-backend.ts';
import { numbersFrom } from './primitives.ts';

const COLUMNS = 400;
const BOUND = 2.5;

/** A spline of `bins` random bins over a grid from -3 to 3, and its inverse. */
function spline(backend: ReturnType<typeof createDoubleBackend>, bins: number) {
  const tape = new Tape(backend, COLUMNS, { differentiate: false });
  const x = tape.input(1);
  const raw = tape.input(3 * bins - 1);
  const grid = Float64Array.from({ length: COLUMNS }, (_, i) => -3 + (6 * (i + 0.5)) / COLUMNS);
  const numbers = numbersFrom(bins);
  const row = Array.from({ length: 3 * bins - 1 }, () => 2 * numbers());
  tape.write(x, grid);
  tape.write(
    raw,
    row.flatMap((value) => Array.from({ length: COLUMNS }, () => value)),
  );
  const there = tape.spline(x, raw, { bins, bound: BOUND });
  const back = tape.inverseSpline(there.y, raw, { bins, bound: BOUND });
  return { tape, x, grid, there, back };
}

describe.each([2, 10, 32])('a rational-quadratic spline of %i bins', (bins) => {
  it.each([
    { backend: createDoubleBackend(), name: 'double', least: 1e-9 },
    { backend: createWasmBackend(), name: 'single', least: 2e-4 },
  ])('is undone by its inverse in $name precision, slope and all', ({ backend, least }) => {
    const { tape, grid, there, back } = spline(backend, bins);
    tape.forward();
    tape.read(back.y).forEach((value, i) => {
      expect(Math.abs(value - grid[i]!)).toBeLessThan(least);
    });
    const [slopes, backwards] = [tape.read(there.logSlope), tape.read(back.logSlope)];
    slopes.forEach((value, i) => {
      expect(Math.abs(value + backwards[i]!)).toBeLessThan(10 * least);
    });
  });

  it('rises, and its log slope is the log of the slope that finite differences give', () => {
    const { tape, x, grid, there } = spline(createDoubleBackend(), bins);
    const at = (by: number) => {
      tape.write(
        x,
        grid.map((value) => value + by),
      );
      tape.forward();
      return tape.read(there.y);
    };
    const h = 1e-5;
    const [above, below] = [at(h), at(-h)];
    at(0);
    tape.read(there.logSlope).forEach((value, i) => {
      const slope = (above[i]! - below[i]!) / (2 * h);
      expect(slope).toBeGreaterThan(0);
      expect(value).toBeCloseTo(Math.log(slope), 4);
    });
  });

  it('is the identity outside its bound', () => {
    const { tape, grid, there } = spline(createWasmBackend(), bins);
    tape.forward();
    const [y, slopes] = [tape.read(there.y), tape.read(there.logSlope)];
    const outside = [...grid.keys()].filter((i) => Math.abs(grid[i]!) > BOUND);
    expect(outside.length).toBeGreaterThan(50);
    for (const i of outside) {
      expect(y[i]).toBe(Math.fround(grid[i]!));
      expect(slopes[i]).toBe(0);
    }
  });
});
