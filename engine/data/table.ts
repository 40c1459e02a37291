/**
 * A table as read: each column keeps the raw text of every cell beside its values, so that nothing is lost
 * and every reading can be changed later. Tables are never changed, only replaced.
 */
import { DataError, quoteName } from './data-error.ts';
import type { ColumnRole } from './dataset.ts';
import { readDate } from './date-format.ts';
import { readDigits, splitCell } from './number-format.ts';
import type { DateField, Field, NumberField, TextField } from './schema.ts';

interface ColumnBase {
  readonly name: string;
  /** The cells as they stand in the file, one a row; '' for rows that a fix added. */
  readonly raw: readonly string[];
}

/** NaN where missing or unreadable. */
export interface NumberColumn extends ColumnBase {
  readonly type: 'number';
  readonly field: NumberField;
  readonly values: Float64Array;
}

/** ISO dates, '' where missing or unreadable. */
interface DateColumn extends ColumnBase {
  readonly type: 'date';
  readonly field: DateField;
  readonly values: readonly string[];
}

/** '' where missing. */
interface TextColumn extends ColumnBase {
  readonly type: 'text';
  readonly field: TextField;
  readonly values: readonly string[];
}

export type Column = NumberColumn | DateColumn | TextColumn;

export interface Table {
  readonly rows: number;
  /** 1-based row of the file for each row of the table; 0 for rows that a fix added. */
  readonly fileRows: Int32Array;
  readonly columns: readonly Column[];
  /** Cells that mean "not available". */
  readonly missingValues: readonly string[];
}

export function columnOf(table: Table, name: string): Column | undefined {
  return table.columns.find((column) => column.name === name);
}

/** Throws DataError `unknown-column` that lists the columns there are. */
export function requireColumn(table: Table, name: string): Column {
  const found = columnOf(table, name);
  if (found) return found;
  throw new DataError('unknown-column', `column: "${quoteName(name)}" is not in the table`, {
    hint: `Its columns are ${table.columns
      .map((c) => quoteName(c.name))
      .join(', ')
      .slice(0, 300)}.`,
  });
}

/** The column with its role decided. */
export function withRole<C extends Column>(column: C, role: ColumnRole): C {
  return { ...column, field: { ...column.field, role } };
}

export function numberColumns(table: Table): readonly NumberColumn[] {
  return table.columns.filter((column) => column.type === 'number');
}

/** A column read as its field says. Cells that do not fit become missing values, never wrong ones. */
export function readColumn(
  field: Field,
  raw: readonly string[],
  missingValues: readonly string[],
): Column {
  const missing = new Set(missingValues);
  const isMissing = (cell: string) => missing.has(cell) || missing.has(cell.trim());
  const { name } = field;
  switch (field.type) {
    case 'number':
    case 'integer':
      return { name, type: 'number', field, raw, values: readNumbers(field, raw, isMissing) };
    case 'string': {
      const values = raw.map((cell) => (isMissing(cell) ? '' : cell.trim()));
      return { name, type: 'text', field, raw, values };
    }
    default: {
      const values = raw.map((cell) => (isMissing(cell) ? '' : readDate(cell, field.format)));
      return { name, type: 'date', field, raw, values };
    }
  }
}

function readNumbers(
  field: NumberField,
  raw: readonly string[],
  isMissing: (cell: string) => boolean,
): Float64Array {
  const format = { decimal: field.decimalChar, group: field.groupChar };
  const scale = field.scale ?? 1;
  const unit = unitKey(field.unit ?? '');
  const plain = format.decimal === '.' && format.group === '' && field.bareNumber;
  return Float64Array.from(raw, (cell) => {
    if (plain && /^-?\d{1,15}(\.\d+)?$/.test(cell)) return Number(cell) * scale;
    if (isMissing(cell)) return Number.NaN;
    const parts = splitCell(cell);
    if (!parts) return Number.NaN;
    if (parts.unit !== '' && (field.bareNumber || unitKey(parts.unit) !== unit)) return Number.NaN;
    return readDigits(parts.digits, format) * scale;
  });
}

/** Units that differ only in case or a final dot are the same unit. */
export function unitKey(unit: string): string {
  return unit.trim().replace(/\.$/, '').toLowerCase();
}

/** 1-based file rows of cells that hold something that the column could not read. */
export function unreadableRows(column: Column, table: Table): readonly number[] {
  const missing = new Set(table.missingValues);
  const unread = (row: number) =>
    column.type === 'number' ? Number.isNaN(column.values[row]!) : column.values[row] === '';
  const rows: number[] = [];
  for (let row = 0; row < table.rows; row++) {
    if (!unread(row) || missing.has(column.raw[row]!.trim())) continue;
    // A fix may have set the value aside although the cell can be read.
    const again = readColumn(column.field, [column.raw[row]!], table.missingValues).values[0];
    if (again === '' || Number.isNaN(again)) rows.push(table.fileRows[row]!);
  }
  return rows;
}

/** The table with one column replaced (same name) or added at the end. */
export function withColumn(table: Table, column: Column): Table {
  const exists = table.columns.some(({ name }) => name === column.name);
  const columns = exists
    ? table.columns.map((old) => (old.name === column.name ? column : old))
    : [...table.columns, column];
  return { ...table, columns };
}

/** The table with other values in one number column; raw text and field stay. */
export function withValues(table: Table, name: string, values: Float64Array): Table {
  const column = columnOf(table, name);
  if (column?.type !== 'number') return table;
  return withColumn(table, { ...column, values });
}

/** The given rows of the table, in that order. */
export function pickRows(table: Table, rows: readonly number[]): Table {
  const pick = (column: Column): Column => {
    const raw = rows.map((row) => column.raw[row]!);
    if (column.type === 'number') {
      return { ...column, raw, values: Float64Array.from(rows, (row) => column.values[row]!) };
    }
    return { ...column, raw, values: rows.map((row) => column.values[row]!) };
  };
  return {
    ...table,
    rows: rows.length,
    fileRows: Int32Array.from(rows, (row) => table.fileRows[row]!),
    columns: table.columns.map(pick),
  };
}
