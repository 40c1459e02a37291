/**
 * Fixes are data: they can be shown, saved, replayed on the table as it was read, and undone by replaying
 * all but one. `applyFix` never changes a table; raw cells stay as they are.
 */
import { z } from 'zod';
import { DataError, quoteName } from './data-error.ts';
import { COLUMN_ROLES } from './dataset.ts';
import { insertRows, keepRows, mergeRows } from './fix-rows.ts';
import {
  balance,
  differences,
  fillGaps,
  oneRowEarlier,
  smooth,
  spreadNegatives,
} from './fix-values.ts';
import { type Field, fieldSchema } from './schema.ts';
import {
  type Column,
  type NumberColumn,
  readColumn,
  requireColumn,
  type Table,
  withColumn,
  withRole,
  withValues,
} from './table.ts';

const column = z.string().min(1);
/** 1-based rows of the file. */
const rows = z.array(z.int().min(1));
/** Columns that order the rows. */
const key = z.object({ date: column.optional(), trajectory: column.optional() });

const operationSchema = z.discriminatedUnion('kind', [
  /** Read the raw cells of a column in another way. */
  z.strictObject({ kind: z.literal('read'), column, field: fieldSchema }),
  z.strictObject({ kind: z.literal('set-role'), column, role: z.enum(COLUMN_ROLES) }),
  /** These columns are not used. */
  z.strictObject({ kind: z.literal('leave-out'), columns: z.array(column).min(1) }),
  z.strictObject({ kind: z.literal('set-missing'), column, rows }),
  /** Take each negative value out of the values before it, the latest first: the total stays. */
  z.strictObject({ kind: z.literal('spread-negative'), column, key }),
  /** Replace a running total by its changes; the first value of a trajectory becomes missing. */
  z.strictObject({ kind: z.literal('difference'), column, key }),
  /** Each value moves one row earlier: a count of the morning becomes that of the evening before. */
  z.strictObject({ kind: z.literal('one-row-earlier'), column, key }),
  /** Centred moving average over `window` rows. */
  z.strictObject({ kind: z.literal('smooth'), column, key, window: z.int().min(2).max(366) }),
  z.strictObject({
    kind: z.literal('fill'),
    column,
    key,
    rows,
    with: z.enum(['zero', 'previous']),
  }),
  z.strictObject({ kind: z.literal('drop-rows'), rows }),
  /** One row for each date (and trajectory): numbers added up, averaged, or the last row kept. */
  z.strictObject({ kind: z.literal('merge-dates'), key, how: z.enum(['sum', 'mean', 'last']) }),
  /** Add a row for each date that a regular calendar lacks. */
  z.strictObject({
    kind: z.literal('insert-dates'),
    key,
    fill: z.array(z.strictObject({ column, with: z.enum(['zero', 'previous']) })),
  }),
  /** A new column: the sum of the terms, each a column or its change since the row before, with its sign. */
  z.strictObject({
    kind: z.literal('add-balance'),
    name: column.max(120),
    key,
    terms: z
      .array(
        z.strictObject({
          column,
          sign: z.union([z.literal(1), z.literal(-1)]),
          change: z.boolean(),
        }),
      )
      .min(1),
  }),
]);

const fixSchema = z.strictObject({
  /** Unique among the fixes of one table: the same fix has the same id. */
  id: z.string().min(1),
  /** What it does, in the planner's words. */
  words: z.string(),
  operation: operationSchema,
});

/** The fixes applied so far, oldest first. */
export const fixLogSchema = z.array(fixSchema);

export type Operation = z.infer<typeof operationSchema>;
export type Fix = z.infer<typeof fixSchema>;

/** A fix whose id tells what it does to what. */
export function makeFix(words: string, operation: Operation): Fix {
  const subject =
    'column' in operation ? operation.column : 'name' in operation ? operation.name : '';
  const detail = 'with' in operation ? operation.with : 'how' in operation ? operation.how : '';
  const role = operation.kind === 'set-role' ? operation.role : '';
  const reading = operation.kind === 'read' ? readingId(operation.field) : '';
  const fill = 'fill' in operation && operation.fill.length > 0 ? 'filled' : '';
  const rows = 'rows' in operation ? rowsId(operation.rows) : '';
  const columns = 'columns' in operation ? operation.columns.join('+') : '';
  const parts = [operation.kind, subject, columns, detail, role, reading, fill, rows];
  const id = parts.filter((part) => part !== '').join(':');
  return { id, words, operation };
}

/** Tells sets of rows apart: "3-17x5" is five rows between rows 3 and 17. */
function rowsId(rows: readonly number[]): string {
  return `${rows[0] ?? 0}-${rows.at(-1) ?? 0}x${rows.length}`;
}

function readingId(field: Field): string {
  if (field.type === 'string') return 'text';
  if ('format' in field) return field.format;
  return `1${field.groupChar}000${field.decimalChar}0${field.unit ?? ''}`;
}

/** The table after the fix; the one given is unchanged. Throws DataError `fix` or `unknown-column`. */
export function applyFix(table: Table, fix: Fix): Table {
  const { operation } = fix;
  switch (operation.kind) {
    case 'read':
      return readAgain(table, requireColumn(table, operation.column), operation.field);
    case 'set-role': {
      const old = requireColumn(table, operation.column);
      return withColumn(table, withRole(old, operation.role));
    }
    case 'leave-out':
      return operation.columns.reduce(
        (left, name) => withColumn(left, withRole(requireColumn(left, name), 'ignore')),
        table,
      );
    case 'set-missing': {
      const hit = new Set(operation.rows);
      const old = needNumbers(table, operation.column);
      const values = old.values.map((v, row) => (hit.has(table.fileRows[row]!) ? Number.NaN : v));
      return withValues(table, old.name, values);
    }
    case 'spread-negative':
      return change(table, operation.column, (old) => spreadNegatives(table, old, operation.key));
    case 'one-row-earlier':
      return change(table, operation.column, (old) => oneRowEarlier(table, old, operation.key));
    case 'difference': {
      const changed = change(table, operation.column, (old) =>
        differences(table, old, operation.key),
      );
      return withColumn(changed, withRole(requireColumn(changed, operation.column), 'flow'));
    }
    case 'smooth':
      return change(table, operation.column, (old) =>
        smooth(table, old, operation.key, operation.window),
      );
    case 'fill':
      return change(table, operation.column, (old) => fillGaps(table, old, operation));
    case 'drop-rows': {
      const drop = new Set(operation.rows);
      return keepRows(table, (row) => !drop.has(table.fileRows[row]!));
    }
    case 'merge-dates':
      return mergeRows(table, operation.key, operation.how);
    case 'insert-dates':
      return insertRows(table, operation.key, operation.fill);
    case 'add-balance':
      for (const term of operation.terms) needNumbers(table, term.column);
      return balance(table, operation);
    default:
      return operation satisfies never;
  }
}

/** The table after all fixes, in their order. Undo is the replay of a shorter log. */
export function applyFixes(table: Table, fixes: readonly Fix[]): Table {
  return fixes.reduce(applyFix, table);
}

/** A log that was read from a disk. Throws DataError `fix`. */
export function parseFixLog(value: unknown): readonly Fix[] {
  const parsed = fixLogSchema.safeParse(value);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw new DataError('fix', `fix log: ${issue?.message ?? 'not readable'}`, {
    hint: 'Import the CSV again and take the offers anew.',
    place: { field: issue?.path.map(String).join('.') ?? '' },
  });
}

/** Title and role stay; so do the values of rows that another fix added, which have no cell to read. */
function readAgain(table: Table, old: Column, field: Field): Table {
  const { title, role } = old.field;
  const kept = { ...(title !== undefined && { title }), ...(role !== undefined && { role }) };
  const column = readColumn({ ...field, ...kept, name: old.name }, old.raw, table.missingValues);
  if (column.type === 'number' && old.type === 'number') {
    const added = (row: number) => table.fileRows[row] === 0;
    const values = column.values.map((value, row) => (added(row) ? old.values[row]! : value));
    return withColumn(table, { ...column, values });
  }
  if (column.type === 'date' && old.type === 'date') {
    const values = column.values.map((value, row) =>
      table.fileRows[row] === 0 ? old.values[row]! : value,
    );
    return withColumn(table, { ...column, values });
  }
  return withColumn(table, column);
}

function change(table: Table, name: string, values: (old: NumberColumn) => Float64Array): Table {
  return withValues(table, name, values(needNumbers(table, name)));
}

function needNumbers(table: Table, name: string): NumberColumn {
  const found = requireColumn(table, name);
  if (found.type === 'number') return found;
  throw new DataError('not-a-number-column', `column: ${quoteName(name)} holds no numbers`, {
    hint: 'Choose a column of numbers, or first let the column be read as numbers.',
  });
}
