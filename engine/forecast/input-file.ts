/** Inputs of the rows to come from a person's own CSV, checked: columns, dates, missing rows and values, units. */
import { quoteName } from '../data/data-error.ts';
import { readDate } from '../data/date-format.ts';
import { plural } from '../data/finding.ts';
import { importCsv } from '../data/import-csv.ts';
import { type Column, type NumberColumn, type Table, unitKey } from '../data/table.ts';
import { ForecastError } from './error.ts';
import type { InputModel, InputPath, InputTask } from './input-model.ts';

export interface InputFile {
  /** As the person named it; errors begin with it. */
  readonly file: string;
  readonly bytes: Uint8Array;
}

/** How the project's data are laid out: the file is expected to look alike. */
export interface InputLayout {
  /** Input name -> the names under which its column may stand, the likeliest first, and its unit ('' for none). */
  readonly inputs: Readonly<
    Record<string, { readonly columns: readonly string[]; readonly unit: string }>
  >;
  /** The data's date column and how it is written (date-format.ts); absent where rows are numbered. */
  readonly date?: { readonly column: string; readonly pattern?: string };
  /** The data's column that tells trajectories apart; a file without it holds for all of them. */
  readonly trajectory?: string;
}

/**
 * An input model that reads a file. Dated data: a row for each date to tell, in any order, others are left out. Undated
 * data: the first row is the first to tell. Throws DataError for a file that cannot be read, ForecastError 'missing-column',
 * 'unit' here, and 'missing-row', 'missing-value', 'duplicate-row' when it is opened.
 */
export function inputModelFromFile(file: InputFile, layout: InputLayout): InputModel {
  const { table } = importCsv(file.bytes);
  const source: Source = {
    name: file.file,
    table,
    layout,
    date: dateColumn(file.file, table, layout),
  };
  const columns = new Map(
    Object.keys(layout.inputs).flatMap((input) => {
      const column = columnFor(source, input);
      return column ? [[input, column] as const] : [];
    }),
  );
  return {
    name: 'file',
    label: () => `from ${file.file}`,
    isRandom: false,
    open: (task) => {
      const path = pathOf(source, columns, task);
      return () => path;
    },
  };
}

interface Source {
  readonly name: string;
  readonly table: Table;
  readonly layout: InputLayout;
  /** ISO date of each row; absent where the data are undated. */
  readonly date: readonly string[] | undefined;
}

function dateColumn(
  name: string,
  table: Table,
  { date }: InputLayout,
): readonly string[] | undefined {
  if (date === undefined) return undefined;
  const column = named(table, [date.column]) ?? table.columns.find(({ type }) => type === 'date');
  if (column === undefined) throw missingColumn(name, table, date.column, 'the dates');
  if (date.pattern !== undefined) {
    // As in the data: 03-04 is the same day in both, whatever this file alone would suggest.
    const { pattern } = date;
    const read = column.raw.map((cell) => readDate(cell, pattern));
    if (read.every((iso) => iso !== '')) return read;
  }
  return column.type === 'date' ? column.values : column.raw.map(() => '');
}

/** Undefined where the file has no such column: an error only once a task needs it. */
function columnFor({ name, table, layout }: Source, input: string): NumberColumn | undefined {
  const { columns, unit } = layout.inputs[input]!;
  const column = named(table, columns);
  if (column === undefined) return undefined;
  if (column.type !== 'number') {
    const row = column.raw.findIndex((cell) => cell.trim() !== '' && Number.isNaN(Number(cell)));
    throw badCell(name, table, column, Math.max(0, row));
  }
  const stated = column.field.unit ?? unitOfTitle(titleOf(column));
  if (stated === '' || unit === '' || unitKey(stated) === unitKey(unit)) return column;
  throw new ForecastError(
    'unit',
    `${name}: column ${quoteName(column.name)} is in "${quoteName(stated)}", the data in "${unit}"`,
    {
      hint: 'Write the numbers in the unit of the data, and leave the unit out or name the same.',
      place: { file: name, field: column.name },
    },
  );
}

/** The column of one of these names, with or without a unit in brackets behind it, in any case. */
function named(table: Table, names: readonly string[]): Column | undefined {
  const plain = (text: string) => withoutUnit(text).toLowerCase();
  for (const name of names) {
    const found =
      table.columns.find((column) => titleOf(column) === name || column.name === name) ??
      table.columns.find((column) => plain(titleOf(column)) === plain(name));
    if (found) return found;
  }
  return undefined;
}

const titleOf = (column: Column): string => column.field.title ?? column.name;
const BRACKETS = /\s*[([]([^)\]]{1,20})[)\]]\s*$/;
const withoutUnit = (title: string): string => title.replace(BRACKETS, '').trim();
const unitOfTitle = (title: string): string => BRACKETS.exec(title)?.[1]?.trim() ?? '';

function pathOf(
  source: Source,
  columns: ReadonlyMap<string, NumberColumn>,
  task: InputTask,
): InputPath {
  const { name, table, layout } = source;
  const rows = rowsFor(source, task);
  return Object.fromEntries(
    Object.keys(task.history).map((input) => {
      const column = columns.get(input);
      if (column === undefined) {
        throw missingColumn(
          name,
          table,
          layout.inputs[input]?.columns[0] ?? input,
          `input ${input}`,
        );
      }
      const values = Float64Array.from(rows, (row) => {
        const value = column.values[row]!;
        if (Number.isNaN(value)) throw badCell(name, table, column, row);
        return value;
      });
      return [input, values];
    }),
  );
}

/** Table row of each row to tell. */
function rowsFor(source: Source, task: InputTask): readonly number[] {
  const own = rowsOfTrajectory(source, task.trajectory);
  const { date } = source;
  if (date === undefined || task.dates === undefined) {
    if (own.length >= task.rows) return own.slice(0, task.rows);
    throw missingRows(source, task, `${own.length} rows where ${task.rows} are due`);
  }
  const byDate = new Map<string, number>();
  for (const row of own) {
    const iso = date[row]!;
    const before = byDate.get(iso);
    if (before !== undefined && iso !== '' && task.dates.includes(iso))
      throw duplicate(source, iso, [before, row]);
    byDate.set(iso, row);
  }
  const missing = task.dates.filter((iso) => !byDate.has(iso));
  if (missing.length > 0) {
    const more = missing.length > 1 ? ` and ${plural(missing.length - 1, 'more date')}` : '';
    throw missingRows(source, task, `no row for ${missing[0]}${more}`);
  }
  return task.dates.map((iso) => byDate.get(iso)!);
}

function rowsOfTrajectory({ table, layout }: Source, id: string): readonly number[] {
  const all = Array.from({ length: table.rows }, (_, row) => row);
  const column = layout.trajectory === undefined ? undefined : named(table, [layout.trajectory]);
  return column ? all.filter((row) => column.raw[row]!.trim() === id) : all;
}

function missingColumn(name: string, table: Table, column: string, what: string): ForecastError {
  const titles = table.columns.map((one) => quoteName(titleOf(one))).join(', ');
  return new ForecastError(
    'missing-column',
    `${name}: no column ${quoteName(column)} for ${what}`,
    {
      hint: `Its columns are ${titles.slice(0, 300)}.`,
      place: { file: name, field: column },
    },
  );
}

function missingRows({ name }: Source, { dates, rows, trajectory }: InputTask, what: string) {
  const span = dates ? `${dates[0]} to ${dates.at(-1)}` : `${rows} rows`;
  const whose = trajectory === 'all' ? '' : ` of ${quoteName(trajectory)}`;
  return new ForecastError('missing-row', `${name}: ${what}${whose}`, {
    hint: `The forecast needs the inputs of ${span}: add the rows, or forecast less far ahead.`,
    place: { file: name },
  });
}

function duplicate({ name, table }: Source, iso: string, rows: readonly number[]): ForecastError {
  const [first, second] = rows.map((row) => table.fileRows[row]!);
  return new ForecastError(
    'duplicate-row',
    `${name}: rows ${first} and ${second} are both ${iso}`,
    {
      hint: 'Keep one row for each date.',
      place: { file: name, line: second! },
    },
  );
}

function badCell(name: string, table: Table, column: Column, row: number): ForecastError {
  const cell = quoteName(column.raw[row]!);
  const line = table.fileRows[row]!;
  const what = cell === '' ? 'is empty' : `holds "${cell}", no number`;
  return new ForecastError(
    'missing-value',
    `${name}: row ${line}, column ${quoteName(column.name)} ${what}`,
    {
      hint: 'Every row of the forecast needs a number for each input.',
      place: { file: name, line, field: column.name },
    },
  );
}
