import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DataError } from '../../engine/data/data-error.ts';
import { datasetOf } from '../../engine/data/dataset-of.ts';
import { applyFix } from '../../engine/data/fix.ts';
import { importCsv } from '../../engine/data/import-csv.ts';
import { summarise } from '../../engine/data/summarise.ts';

/** Imports, takes every offer, makes a dataset: only DataErrors may come out. */
function useAll(bytes: Uint8Array): void {
  const onlyDataErrors = (action: () => void) => {
    try {
      action();
    } catch (error) {
      if (!(error instanceof DataError)) throw error;
      expect(error.message).toMatch(/^[^:\n]+: \S[^\n]*$/);
    }
  };
  onlyDataErrors(() => {
    const { table, roles, findings } = importCsv(bytes);
    for (const { message } of findings)
      expect(message).not.toMatch(/undefined|\[object|Infinity|\n/);
    for (const fix of findings.flatMap((finding) => finding.fixes)) {
      onlyDataErrors(() => applyFix(table, fix));
    }
    onlyDataErrors(() => summarise(datasetOf(table, roles).dataset));
  });
}

const cell = fc.oneof(
  fc.constantFrom(
    '',
    '1',
    '2',
    '-3',
    '1,5',
    '1.234',
    '2024-01-01',
    '01/02/2024',
    '2024-W05',
    'NA',
    '12 kg',
    '3 %',
    '"a',
    'x',
    '43888',
    '1e308',
    '9'.repeat(400),
  ),
  fc.string({ maxLength: 6 }),
);
const header = fc.oneof(
  fc.constantFrom(
    'date',
    'occupied',
    'admissions',
    'discharges',
    'cum_x',
    'run',
    't',
    'demand',
    '__proto__',
    'constructor',
    '',
  ),
  fc.string({ maxLength: 8 }),
);

describe('whatever is imported', () => {
  it('random bytes give a table or a clear error', () => {
    fc.assert(fc.property(fc.uint8Array({ minLength: 0, maxLength: 300 }), useAll), {
      numRuns: 500,
    });
  });

  it('random tables give a table or a clear error, and so do all offers', () => {
    const table = fc
      .integer({ min: 1, max: 5 })
      .chain((width) =>
        fc.tuple(
          fc.constantFrom(',', ';', '\t', '|'),
          fc.array(header, { minLength: width, maxLength: width }),
          fc.array(fc.array(cell, { minLength: width, maxLength: width + 1 }), { maxLength: 25 }),
        ),
      );
    fc.assert(
      fc.property(table, ([delimiter, names, rows]) => {
        const lines = [names, ...rows].map((line) => line.join(delimiter));
        useAll(new TextEncoder().encode(lines.join('\n')));
      }),
      { numRuns: 500 },
    );
  });

  it('a cell of a megabyte is read in linear time', () => {
    const before = performance.now();
    for (const long of [
      '9'.repeat(1e6),
      ' '.repeat(1e6),
      '1 '.repeat(5e5),
      'a'.repeat(1e6),
      '1.'.repeat(5e5),
    ]) {
      useAll(new TextEncoder().encode(`date,n\n2024-01-01,${long}\n2024-01-02,5\n2024-01-03,6\n`));
    }
    expect(performance.now() - before).toBeLessThan(5_000);
  });
});
