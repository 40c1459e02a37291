import { readFileSync } from 'node:fs';
import { isoOf } from '../../engine/data/calendar.ts';
import { type ImportOptions, type ImportResult, importCsv } from '../../engine/data/import-csv.ts';
import type { Column } from '../../engine/data/table.ts';

export function importText(text: string, options?: ImportOptions): ImportResult {
  return importCsv(new TextEncoder().encode(text), options);
}

export function readFixture(path: string): Uint8Array {
  return readFileSync(new URL(`../fixtures/data/${path}`, import.meta.url));
}

export function readSampleFile(path: string): Uint8Array {
  return readFileSync(new URL(`../../assets/samples/${path}`, import.meta.url));
}

export function trapsOf(result: Pick<ImportResult, 'findings'>): readonly string[] {
  return result.findings.map(({ trap }) => trap);
}

export function found(result: Pick<ImportResult, 'findings'>, trap: string, column?: string) {
  const finding = result.findings.find(
    (one) => one.trap === trap && (column === undefined || one.columns.includes(column)),
  );
  if (!finding) throw new Error(`no ${trap} among: ${trapsOf(result).join(', ')}`);
  return finding;
}

export function column(result: Pick<ImportResult, 'table'>, name: string): Column {
  const one = result.table.columns.find((c) => c.name === name);
  if (!one) throw new Error(`no column ${name}`);
  return one;
}

export function numbersOf(result: Pick<ImportResult, 'table'>, name: string): readonly number[] {
  const one = column(result, name);
  if (one.type !== 'number') throw new Error(`${name} is ${one.type}`);
  return [...one.values];
}

/** `days` ISO dates from Monday 2024-01-01. */
export function datesFrom(days: number, first = 19723): readonly string[] {
  return Array.from({ length: days }, (_, i) => isoOf(first + i));
}

/** A CSV of the columns given; dates are added in front unless there are some. */
export function csvOf(columns: Readonly<Record<string, readonly (string | number)[]>>): string {
  const rows = Object.values(columns)[0]!.length;
  const all = 'date' in columns ? columns : { date: datesFrom(rows), ...columns };
  const names = Object.keys(all);
  const lines = Array.from({ length: rows }, (_, row) =>
    names.map((name) => all[name]![row]).join(','),
  );
  return `${names.join(',')}\n${lines.join('\n')}\n`;
}

/** Counts that look like daily reports: repeatable, rough, without weekly pattern. */
export function counts(length: number, mean = 40, salt = 1): readonly number[] {
  let state = salt * 2_654_435_761;
  return Array.from({ length }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.round(mean * (0.5 + state / 2 ** 32));
  });
}
