import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyFix, applyFixes, parseFixLog } from '../../engine/data/fix.ts';
import { importCsv } from '../../engine/data/import-csv.ts';
import { parseTableSchema } from '../../engine/data/schema.ts';
import { counts, csvOf, importText, numbersOf, readFixture, readSampleFile } from './support.ts';

const encode = (text: string) => new TextEncoder().encode(text);

/** A file with many traps at once. */
const troubled = csvOf({
  date: Array.from(
    { length: 40 },
    (_, i) => `2024-0${i < 20 ? 1 : 2}-${String((i % 20) + 5).padStart(2, '0')}`,
  ),
  occupied: counts(40, 90, 3).map((v, i) => (i === 7 ? -2 : v)),
  admissions: counts(40).map((v, i) => (i === 9 ? -4 : i < 3 ? '' : `${v} pat`)),
  cum_deaths: counts(40).map((_, i) => i * i),
});

describe('fixes', () => {
  it('never change the table they are given, and leave every raw cell as it was', () => {
    const { table, findings } = importText(troubled);
    const before = structuredClone(table);
    const fixes = findings.flatMap((finding) => finding.fixes);
    expect(fixes.length).toBeGreaterThanOrEqual(8);
    for (const fix of fixes) {
      const after = applyFix(table, fix);
      expect(table).toEqual(before);
      const rows = [...after.fileRows.keys()].filter((row) => after.fileRows[row]! > 0);
      for (const column of after.columns) {
        const source = table.columns.find(({ name }) => name === column.name);
        if (!source) continue;
        for (const row of rows) {
          expect(column.raw[row]).toBe(source.raw[table.fileRows.indexOf(after.fileRows[row]!)]);
        }
      }
    }
  });

  it('are undone by replaying a shorter log, in any order that they were taken', () => {
    const { original, findings } = importText(troubled);
    // A column kept as text has no numbers for another fix.
    const fixes = findings
      .flatMap((finding) => finding.fixes)
      .filter(({ id }) => !id.endsWith(':text'));
    fc.assert(
      fc.property(fc.shuffledSubarray(fixes, { minLength: 1 }), (log) => {
        const before = applyFixes(original, log.slice(0, -1));
        const after = applyFix(before, log.at(-1)!);
        expect(applyFixes(original, log)).toEqual(after);
        expect(applyFixes(original, log.slice(0, -1))).toEqual(before);
      }),
      { numRuns: 30 },
    );
  });

  it('are replayed from a saved log on import', () => {
    const first = importText(troubled);
    const log = first.findings
      .map((finding) => finding.fixes[0])
      .filter((fix) => fix !== undefined);
    const saved = parseFixLog(JSON.parse(JSON.stringify(log)));
    const again = importText(troubled, { schema: first.schema, fixes: saved });
    expect(again.table).toEqual(applyFixes(first.original, log));
    expect(again.original).toEqual(first.original);
  });

  it('have ids that tell them apart', () => {
    const ids = importText(troubled).findings.flatMap((finding) =>
      finding.fixes.map(({ id }) => id),
    );
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('settle the finding they were offered for', () => {
    const first = importText('ward;stock\nA;1.234\nB;2.345\n');
    const [fix] = first.findings[0]!.fixes;
    const again = importText('ward;stock\nA;1.234\nB;2.345\n', { fixes: [fix!] });
    expect(numbersOf(again, 'stock')).toEqual([1234, 2345]);
    expect(again.findings.map(({ severity }) => severity)).toEqual(['note']);
  });

  it('of a broken log, or for a column that is not there, are refused with a reason', () => {
    expect(() => parseFixLog([{ id: 'x', words: '', operation: { kind: 'delete-all' } }])).toThrow(
      /^fix log: /,
    );
    const fix = {
      id: 'x',
      words: '',
      operation: { kind: 'set-missing', column: 'gone', rows: [2] },
    } as const;
    expect(() =>
      applyFix(importText(troubled).table, { ...fix, operation: { ...fix.operation, rows: [2] } }),
    ).toThrow('column: "gone" is not in the table');
  });
});

describe('schema.json', () => {
  const files: readonly (readonly [string, Uint8Array])[] = [
    ['magazijn', readFixture('magazijn-windows-1252.csv')],
    ['ward', readFixture('ward-us-bom.csv')],
    ['runs', readFixture('supply-runs.csv')],
    ['weekly', readFixture('weekly-visits.csv')],
    ['icu', readSampleFile('netherlands-icu/data.csv')],
    ['troubled', encode(troubled)],
    ['ambiguous', encode('date;n\n03/04/2024;1.234\n03/05/2024;12 %\n')],
  ];

  it.each(files)('reads %s again without guessing', (_, bytes) => {
    const first = importCsv(bytes);
    const schema = parseTableSchema(JSON.parse(JSON.stringify(first.schema)));
    expect(schema).toEqual(first.schema);
    const again = importCsv(bytes, { schema });
    expect(again.table).toEqual(first.table);
    expect(again.roles).toEqual(first.roles);
    expect(again.schema).toEqual(first.schema);
  });

  it('keeps its reading when the same file grows and the new rows would be guessed otherwise', () => {
    const first = importText('date,n\n13/01/2024,1\n14/01/2024,2\n');
    const longer = 'date,n\n03/04/2024,1\n04/04/2024,2\n';
    const again = importText(longer, { schema: first.schema });
    expect(again.table.columns[0]!.values).toEqual(['2024-04-03', '2024-04-04']);
  });

  it('is a Table Schema that says how numbers and dates are written', () => {
    const { schema } = importCsv(readFixture('magazijn-windows-1252.csv'));
    expect(schema.fields[0]).toMatchObject({ type: 'date', format: '%d-%m-%Y' });
    expect(schema.fields[1]).toMatchObject({ type: 'integer', decimalChar: ',', groupChar: '.' });
    expect(schema.fields[4]).toMatchObject({ type: 'number', bareNumber: false, unit: 'kg' });
    expect(schema.missingValues).toEqual(['']);
  });

  it('of another file or another version is refused', () => {
    const { schema } = importText('date,n\n2024-01-01,1\n2024-01-02,1\n');
    expect(() => importText('day,n\n2024-01-01,1\n2024-01-02,1\n', { schema })).toThrow(
      'schema: column 1',
    );
    expect(() => parseTableSchema({ ...schema, version: 9 })).toThrow(/^schema: /);
    expect(() => parseTableSchema('text')).toThrow(/^schema: /);
  });
});
