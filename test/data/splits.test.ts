import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { datasetOf } from '../../engine/data/dataset-of.ts';
import { importCsv } from '../../engine/data/import-csv.ts';
import {
  rollingOrigins,
  splitByTime,
  splitTrajectories,
  takeRows,
  takeTrajectories,
  windowsOf,
} from '../../engine/data/splits.ts';
import { readFixture, readSampleFile } from './support.ts';

const plan = fc
  .record({
    rows: fc.integer({ min: 2, max: 400 }),
    a: fc.nat(),
    b: fc.nat(),
    step: fc.integer({ min: 1, max: 60 }),
  })
  .map(({ rows, a, b, step }) => {
    const horizon = 1 + (a % (rows - 1));
    return { rows, horizon, first: b % (rows - horizon), step };
  });

describe('rolling origins', () => {
  it('give the origins of a known plan', () => {
    expect(rollingOrigins(10, { first: 3, horizon: 2, step: 2 })).toEqual([
      { origin: 3, train: { from: 0, to: 4 }, test: { from: 4, to: 6 } },
      { origin: 5, train: { from: 0, to: 6 }, test: { from: 6, to: 8 } },
      { origin: 7, train: { from: 0, to: 8 }, test: { from: 8, to: 10 } },
    ]);
  });

  it('never leak: every training row is before every test row, and none is outside the data', () => {
    fc.assert(
      fc.property(plan, ({ rows, ...how }) => {
        const origins = rollingOrigins(rows, how);
        expect(origins.length).toBeGreaterThan(0);
        expect(origins[0]!.origin).toBe(how.first);
        for (const { origin, train, test } of origins) {
          expect(train).toEqual({ from: 0, to: origin + 1 });
          expect(train.to - 1).toBeLessThan(test.from);
          expect(test.to - test.from).toBe(how.horizon);
          expect(test.to).toBeLessThanOrEqual(rows);
        }
        const next = origins.at(-1)!.origin + how.step;
        expect(next + how.horizon).toBeGreaterThan(rows - 1);
      }),
    );
  });

  it('that do not fit are refused', () => {
    expect(() => rollingOrigins(10, { first: 3, horizon: 10, step: 1 })).toThrow('horizon: 10');
    expect(() => rollingOrigins(10, { first: 8, horizon: 2, step: 1 })).toThrow('first origin: 8');
    expect(() => rollingOrigins(10, { first: 3, horizon: 2, step: 0 })).toThrow('step: 0');
    expect(() => rollingOrigins(1, { first: 0, horizon: 1, step: 1 })).toThrow('horizon: 1');
  });
});

describe('a split by time', () => {
  it('keeps the last rows for the test and covers all rows once', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 500 }), fc.nat(), (rows, n) => {
        const heldOut = n % (rows - 1);
        const { train, test } = splitByTime(rows, heldOut);
        expect(train.from).toBe(0);
        expect(train.to).toBe(test.from);
        expect(test.to).toBe(rows);
        expect(test.to - test.from).toBe(heldOut);
      }),
    );
  });

  it('leaves at least two rows to learn from', () => {
    expect(() => splitByTime(10, 9)).toThrow('held-out rows: 9');
    expect(() => splitByTime(10, -1)).toThrow('held-out rows: -1');
  });
});

describe('windows', () => {
  it('are full, in the data and a stride apart', () => {
    expect(windowsOf(10, 4, 3)).toEqual([
      { from: 0, to: 4 },
      { from: 3, to: 7 },
      { from: 6, to: 10 },
    ]);
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 300 }),
        fc.nat(),
        fc.integer({ min: 1, max: 40 }),
        (rows, n, stride) => {
          const length = 1 + (n % rows);
          const windows = windowsOf(rows, length, stride);
          for (const { from, to } of windows) expect(to - from).toBe(length);
          expect(windows.at(-1)!.to).toBeLessThanOrEqual(rows);
          expect(windows.at(-1)!.to + stride).toBeGreaterThan(rows);
        },
      ),
    );
  });
});

describe('a split by trajectory', () => {
  const shares = { kind: 'fractions', train: 0.6, validation: 0.2, test: 0.2 } as const;

  it('is the same for the same seed and another for another', () => {
    expect(splitTrajectories(50, shares, 7)).toEqual(splitTrajectories(50, shares, 7));
    expect(splitTrajectories(50, shares, 7)).not.toEqual(splitTrajectories(50, shares, 8));
  });

  it('puts every trajectory in exactly one part', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 200 }), fc.nat(), (count, seed) => {
        const { train, validation, test } = splitTrajectories(count, shares, seed);
        const all = [...train, ...validation, ...test].sort((a, b) => a - b);
        expect(all).toEqual(Array.from({ length: count }, (_, i) => i));
        expect(test).toHaveLength(Math.floor(count * 0.2 + 1e-9));
      }),
    );
  });

  it('takes counts as they are, and refuses more than there are', () => {
    const split = splitTrajectories(10, { kind: 'counts', train: 4, validation: 0, test: 3 }, 1);
    expect([split.train.length, split.validation.length, split.test.length]).toEqual([4, 0, 3]);
    expect(() =>
      splitTrajectories(10, { kind: 'counts', train: 8, validation: 0, test: 3 }, 1),
    ).toThrow('trajectories: 11');
    expect(() =>
      splitTrajectories(10, { kind: 'fractions', train: 0.9, validation: 0, test: 0.3 }, 1),
    ).toThrow('fractions: 1.2');
    expect(() =>
      splitTrajectories(10, { kind: 'fractions', train: -1, validation: 0, test: 0.3 }, 1),
    ).toThrow('shares');
  });

  it('chooses each trajectory equally often', () => {
    const chosen = new Float64Array(10);
    for (let seed = 0; seed < 4000; seed++) {
      for (const i of splitTrajectories(
        10,
        { kind: 'counts', train: 7, validation: 0, test: 3 },
        seed,
      ).test)
        chosen[i]!++;
    }
    const chiSquare = chosen.reduce((sum, n) => sum + (n - 1200) ** 2 / (1200 * 0.7), 0);
    expect(chiSquare).toBeLessThan(27.9); // 99.9 % of chi-square with 9 degrees of freedom
  });
});

describe('parts of a dataset', () => {
  it('have the rows of the range, with their dates', () => {
    const { table, roles } = importCsv(readSampleFile('netherlands-icu/data.csv'));
    const { dataset } = datasetOf(table, roles);
    const { train, test } = splitByTime(dataset.trajectories[0]!.rows, 28);
    const [seen, heldOut] = [takeRows(dataset, train), takeRows(dataset, test)].map(
      (d) => d.trajectories[0]!,
    );
    expect([seen!.rows, heldOut!.rows]).toEqual([97, 28]);
    expect(seen!.dates!.at(-1)).toBe('2020-06-02');
    expect(heldOut!.dates![0]).toBe('2020-06-03');
    expect([...seen!.values.icu_occupied!, ...heldOut!.values.icu_occupied!]).toEqual([
      ...dataset.trajectories[0]!.values.icu_occupied!,
    ]);
  });

  it('have the trajectories asked for', () => {
    const { table, roles } = importCsv(readFixture('supply-runs.csv'));
    const { dataset } = datasetOf(table, roles);
    expect(takeTrajectories(dataset, [3, 1]).trajectories.map(({ id }) => id)).toEqual(['4', '2']);
    expect(() => takeTrajectories(dataset, [4])).toThrow('trajectory: 4');
  });
});
