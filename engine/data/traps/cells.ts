/** Traps of single cells: how numbers and dates are written. */
import { quoteName } from '../data-error.ts';
import { readDate } from '../date-format.ts';
import { type Finding, plural, showRows } from '../finding.ts';
import { type Fix, makeFix } from '../fix.ts';
import { dateField, type Reading } from '../infer.ts';
import { showFormat } from '../number-format.ts';
import { wordsOfName } from '../role-words.ts';
import type { DateField, Field, NumberField } from '../schema.ts';
import {
  type Column,
  columnOf,
  type NumberColumn,
  numberColumns,
  readColumn,
  unreadableRows,
} from '../table.ts';
import { finding, type Trap, type TrapContext } from './trap.ts';

const thousandsSeparators: Trap = {
  id: 'thousands-separators',
  title: 'Points, commas or spaces between thousands can be taken for decimals',
  detect: (context) =>
    numberReadings(context).flatMap(({ column, field, reading }) => {
      const doubtful = reading?.decidedBy === 'nothing';
      if (field.groupChar === '' && !(doubtful && groupOf(reading) !== undefined)) return [];
      const mark = field.groupChar || groupOf(reading)!;
      const rows = rowsWith(context, column, (cell) => /\d/.test(cell) && cell.includes(mark));
      return [separatorFinding('thousands-separators', context, { column, field, reading, rows })];
    }),
};

const decimalCommas: Trap = {
  id: 'decimal-comma',
  title: 'A comma is the decimal sign',
  detect: (context) =>
    numberReadings(context).flatMap(({ column, field, reading }) => {
      if (field.decimalChar !== ',' || field.groupChar !== '') return [];
      const rows = rowsWith(context, column, (cell) => cell.includes(','));
      if (rows.length === 0 || (reading?.decidedBy === 'nothing' && groupOf(reading))) return [];
      return [separatorFinding('decimal-comma', context, { column, field, reading, rows })];
    }),
};

function groupOf(reading: Reading | undefined): string | undefined {
  const grouped = reading?.others.find((field) => 'groupChar' in field && field.groupChar !== '');
  return grouped && 'groupChar' in grouped ? grouped.groupChar : undefined;
}

interface Separated {
  readonly column: NumberColumn;
  readonly field: NumberField;
  readonly reading: Reading | undefined;
  readonly rows: readonly number[];
}

function separatorFinding(trap: string, context: TrapContext, about: Separated): Finding {
  const { column, field, reading, rows } = about;
  const index = context.table.fileRows.indexOf(rows[0] ?? 0);
  const cell =
    column.raw[index]?.trim() ?? showFormat({ decimal: field.decimalChar, group: field.groupChar });
  const value = readColumn(field, [cell], context.table.missingValues).values[0];
  const others = reading?.others ?? [];
  const doubtful = reading?.decidedBy === 'nothing';
  const other = others[0] && readColumn(others[0], [cell], context.table.missingValues).values[0];
  const doubt = doubtful ? ` It could also mean ${other}: nothing in the file decides.` : '';
  const why = reading?.decidedBy === 'other columns' ? ' as in the other columns of the file' : '';
  const message = `${quoteName(column.name)}: "${cell}" is read as ${value}${why} (${plural(rows.length, 'cell')} written so).${doubt}`;
  const fixes = [
    ...others.map((field) => {
      const as = readColumn(field, [cell], context.table.missingValues).values[0];
      return readFix(column, field, `Read "${cell}" as ${as} instead`);
    }),
    keepAsText(column),
  ];
  return finding(
    trap,
    doubtful ? 'warning' : 'note',
    { columns: [column.name], rows },
    message,
    fixes,
  );
}

const unitInCell: Trap = {
  id: 'unit-in-cell',
  title: 'Cells hold a unit beside the number',
  detect: (context) => [...unitsRead(context), ...unitsMixed(context)],
};

function unitsRead(context: TrapContext): readonly Finding[] {
  return numberReadings(context).flatMap(({ column, field }) => {
    if (field.unit === undefined || field.bareNumber) return [];
    const rows = rowsWith(context, column, (cell) => cell.includes(field.unit!));
    const name = quoteName(column.name);
    if (field.scale !== undefined) {
      const { scale: _, ...unscaled } = field;
      const message = `${name}: ${plural(rows.length, 'cell')} in percent; 12 % is read as 0.12.`;
      const keep = readFix(column, unscaled, 'Read 12 % as 12 instead');
      return [finding('unit-in-cell', 'note', { columns: [column.name], rows }, message, [keep])];
    }
    const message = `${name}: ${plural(rows.length, 'cell')} with the unit "${field.unit}"; the number alone is read and the unit is kept for the whole column.`;
    return [
      finding('unit-in-cell', 'note', { columns: [column.name], rows }, message, [
        keepAsText(column),
      ]),
    ];
  });
}

function unitsMixed({ table, facts }: TrapContext): readonly Finding[] {
  return (facts?.readings ?? []).flatMap((reading) => {
    const column = columnOf(table, reading.field.name);
    if (reading.units.length < 2 || column?.type !== 'text') return [];
    const units = reading.units.map(({ unit, cells }) => `${unit} (${plural(cells, 'cell')})`);
    const message = `${quoteName(column.name)}: cells in different units: ${units.join(', ')}. Nothing was read, because the numbers cannot be compared; bring them to one unit in the file, or use the cells of one unit only.`;
    const fixes = reading.others.map((field) =>
      readFix(
        column,
        field,
        `Read only the cells in ${'unit' in field ? field.unit : ''}; the others become missing`,
      ),
    );
    return [finding('unit-in-cell', 'error', { columns: [column.name] }, message, fixes)];
  });
}

const dayMonthOrder: Trap = {
  id: 'day-month-order',
  title: 'Days and months can be taken for each other',
  detect: ({ table, facts }) =>
    (facts?.readings ?? []).flatMap((reading) => {
      const column = columnOf(table, reading.field.name);
      const other = reading.others[0];
      if (column?.type !== 'date' || other?.type === undefined || !('format' in other)) return [];
      return [dayMonthFinding(column.name, column, other, reading, unreadableRows(column, table))];
    }),
};

function dayMonthFinding(
  name: string,
  column: Column & { readonly type: 'date' },
  other: DateField,
  reading: Reading,
  unread: readonly number[],
): Finding {
  const index = column.raw.findIndex(
    (cell, row) => column.values[row] !== readDate(cell, other.format),
  );
  const cell = column.raw[Math.max(0, index)]!.trim();
  const [read, instead] = [column.values[Math.max(0, index)], readDate(cell, other.format)];
  const fix = readFix(column, other, `Read "${cell}" as ${instead || 'missing'} instead`);
  const about = { columns: [name], rows: unread };
  if (unread.length > 0) {
    const message = `${quoteName(name)}: some dates put the day first, others the month (${showRows(unread)} fit only the other order). A spreadsheet probably changed them: export the file again with dates such as 2020-03-31.`;
    return finding('day-month-order', 'error', about, message, [fix]);
  }
  const read1 = `${quoteName(name)}: "${cell}" is read as ${read}; it could also be ${instead || 'no date'}.`;
  return reading.decidedBy === 'spacing'
    ? finding(
        'day-month-order',
        'note',
        about,
        `${read1} Read so, the dates follow each other evenly.`,
        [fix],
      )
    : finding(
        'day-month-order',
        'warning',
        about,
        `${read1} No date of the file decides: check it.`,
        [fix],
      );
}

const unreadableCells: Trap = {
  id: 'unreadable-cells',
  title: 'Cells of a column of numbers or dates hold something else',
  detect: (context) =>
    context.table.columns.flatMap((column) => {
      const reading = context.facts?.readings?.find(({ field }) => field.name === column.name);
      if (column.type === 'text' || (column.type === 'date' && reading?.others.length)) return [];
      const rows = unreadableRows(column, context.table);
      if (rows.length === 0) return [];
      const cell = column.raw[context.table.fileRows.indexOf(rows[0]!)]?.trim() ?? '';
      const kind = column.type === 'number' ? 'numbers' : 'dates';
      const message = `${quoteName(column.name)}: ${plural(rows.length, 'cell')} of a column of ${kind} cannot be read, such as "${quoteName(cell)}" in row ${rows[0]}; they count as missing.`;
      return [
        finding('unreadable-cells', 'warning', { columns: [column.name], rows }, message, [
          keepAsText(column),
        ]),
      ];
    }),
};

const spreadsheetDates: Trap = {
  id: 'spreadsheet-dates',
  title: 'Dates stand as the serial numbers of a spreadsheet',
  detect: ({ table, dateColumn }) =>
    numberColumns(table).flatMap((column) => {
      const named = /\b(date|datum|day|dag|tag|jour|fecha)\b/.test(wordsOfName(column.name));
      if (
        !named ||
        dateColumn?.type === 'date' ||
        !column.values.every((v) => v > 20_000 && v < 80_000)
      ) {
        return [];
      }
      const field = dateField(column.name, 'excel');
      const first = readDate(column.raw[0]!, 'excel');
      const message = `${quoteName(column.name)}: "${column.raw[0]?.trim()}" looks like a spreadsheet's number for ${first}.`;
      const fix = readFix(column, field, `Read the numbers as dates (${first}, ...)`);
      return [finding('spreadsheet-dates', 'warning', { columns: [column.name] }, message, [fix])];
    }),
};

const emptyColumn: Trap = {
  id: 'empty-column',
  title: 'A column holds no values',
  detect: (context) =>
    numberColumns(context.table).flatMap((column) => {
      if (!column.values.every(Number.isNaN)) return [];
      if (unreadableRows(column, context.table).length > 0) return [];
      const message = `${quoteName(column.name)}: the column holds no values.`;
      return [finding('empty-column', 'note', { columns: [column.name] }, message)];
    }),
};

function numberReadings(context: TrapContext) {
  return numberColumns(context.table).map((column) => ({
    column,
    field: column.field,
    reading: context.facts?.readings?.find(({ field }) => field.name === column.name),
  }));
}

function rowsWith(
  context: TrapContext,
  column: Column,
  test: (cell: string) => boolean,
): readonly number[] {
  return column.raw.flatMap((cell, row) => (test(cell) ? [context.table.fileRows[row]!] : []));
}

function readFix(column: Column, field: Field, words: string): Fix {
  return makeFix(words, { kind: 'read', column: column.name, field });
}

function keepAsText(column: Column): Fix {
  const field: Field = { name: column.name, type: 'string' };
  return readFix(column, field, 'Keep the cells as text and do not use them as numbers');
}

export const CELL_TRAPS: readonly Trap[] = [
  thousandsSeparators,
  decimalCommas,
  unitInCell,
  dayMonthOrder,
  unreadableCells,
  spreadsheetDates,
  emptyColumn,
];
