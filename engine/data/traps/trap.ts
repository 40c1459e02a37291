/** What a detector of traps is given and gives back. Detectors only look; fixes are applied by people. */

import type { NameChange } from '../column-names.ts';
import type { CsvTable } from '../csv.ts';
import type { ColumnRole } from '../dataset.ts';
import type { Decoded } from '../decode.ts';
import type { Finding, Severity } from '../finding.ts';
import type { Fix } from '../fix.ts';
import type { Reading } from '../infer.ts';
import { matchRoleWords } from '../role-words.ts';
import { type Column, columnOf, type NumberColumn, type Table } from '../table.ts';
import { type Group, groupsOf, type Step, stepOf, type TimeKey } from '../timeline.ts';

/** What is known only while a file is being imported. */
export interface FileFacts {
  readonly decoded: Pick<Decoded, 'encoding' | 'bom'>;
  readonly csv: Pick<CsvTable, 'ragged' | 'preamble' | 'brokenQuotes' | 'dialect'>;
  readonly names: readonly NameChange[];
  /** How each column was read; absent when a saved schema said so. */
  readonly readings?: readonly Reading[];
}

export interface TrapContext {
  readonly table: Table;
  /** Role of each column, by guess or by the person's mapping. */
  readonly roleOf: (column: string) => ColumnRole;
  readonly directionOf: (column: string) => 'in' | 'out' | undefined;
  readonly key: TimeKey;
  readonly dateColumn: Column | undefined;
  readonly groups: readonly Group[];
  readonly step: Step;
  readonly facts?: FileFacts | undefined;
}

export interface Trap {
  readonly id: string;
  /** What can go wrong, for pickers and help. */
  readonly title: string;
  readonly detect: (context: TrapContext) => readonly Finding[];
}

export function trapContext(
  table: Table,
  roles: readonly { readonly column: string; readonly role: ColumnRole }[],
  key: TimeKey,
  facts?: FileFacts,
): TrapContext {
  const roleByColumn = new Map(roles.map((entry) => [entry.column, entry.role]));
  const groups = groupsOf(table, key);
  const dateColumn = key.date === undefined ? undefined : columnOf(table, key.date);
  return {
    table,
    roleOf: (column) => roleByColumn.get(column) ?? 'ignore',
    directionOf: (column) => matchRoleWords(column)?.direction,
    key,
    dateColumn,
    groups,
    step: stepOf(groups, dateColumn),
    facts,
  };
}

/** Rows listed in a finding; more are counted in its message. */
const MOST_ROWS = 1000;

export function finding(
  trap: string,
  severity: Severity,
  about: { readonly columns?: readonly string[]; readonly rows?: readonly number[] },
  message: string,
  fixes: readonly Fix[] = [],
): Finding {
  const rows = (about.rows ?? []).filter((row) => row > 0).slice(0, MOST_ROWS);
  return { trap, severity, columns: about.columns ?? [], rows, message, fixes };
}

/** The values of a column, one list for each trajectory, in order of time. */
export function seriesOf(
  context: TrapContext,
  column: NumberColumn,
): readonly (readonly number[])[] {
  return context.groups.map((group) => group.rows.map((row) => column.values[row]!));
}

/** File rows of table rows. */
export function fileRowsOf(context: TrapContext, rows: readonly number[]): readonly number[] {
  return rows.map((row) => context.table.fileRows[row]!);
}

/** The date of a table row as it is shown to people; its file row where there is no date. */
export function whenOf(context: TrapContext, row: number): string {
  const date = context.dateColumn;
  const written = date?.type === 'date' ? date.values[row] : date?.raw[row];
  return written || `row ${context.table.fileRows[row]}`;
}
