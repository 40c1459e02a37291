/** A table and a mapping become a dataset: trajectories on a regular calendar, series with unit and kind. */
import { identifierOf } from './column-names.ts';
import { DataError, quoteName } from './data-error.ts';
import type { Dataset, Series, Trajectory } from './dataset.ts';
import type { Finding } from './finding.ts';
import { type ColumnMapping, type Mapping, useOfRole } from './mapping.ts';
import { placeOnCalendar } from './place-on-calendar.ts';
import { wordsOfName } from './role-words.ts';
import { timeKeyOf } from './roles.ts';
import { columnOf, type NumberColumn, requireColumn, type Table } from './table.ts';
import { groupsOf, stepOf } from './timeline.ts';

export interface DatasetResult {
  readonly dataset: Dataset;
  /** What had to be done or left out: missing days, rows without a date, series without values. */
  readonly findings: readonly Finding[];
}

/**
 * Throws DataError: `unknown-column`, `no-date` (the date column holds no dates), `no-numbers`, `no-output`,
 * `all-missing`, `one-row`, `duplicate-date`, `too-large` (a calendar far longer than the table).
 */
export function datasetOf(table: Table, mapping: Mapping): DatasetResult {
  const key = timeKeyOf(mapping);
  checkKeys(table, key);
  const { columns, findings } = seriesColumns(table, mapping);
  const groups = groupsOf(table, key);
  const step = stepOf(groups, key.date === undefined ? undefined : columnOf(table, key.date));
  const placed = placeOnCalendar(table, key, groups, step);
  if (placed.trajectories.length === 0) {
    throw new DataError('one-row', `rows: ${table.rows === 1 ? 'only 1' : 'no trajectory has 2'}`, {
      hint: 'A simulator needs a start and at least one later row; most need weeks of days.',
    });
  }
  const dated = key.date !== undefined && step.calendar !== 'numbers';
  const trajectories = placed.trajectories.map(
    ({ id, rows, times }): Trajectory => ({
      id: key.trajectory === undefined ? 'all' : id.replace(/[\p{Cc}\s]+/gu, ' '),
      rows: rows.length,
      ...(dated && { dates: times }),
      values: Object.fromEntries(
        columns.map(({ series, source }) => [series.name, pick(source, rows)]),
      ),
    }),
  );
  const series = columns.map((column) => column.series);
  return {
    dataset: { timeUnit: placed.timeUnit, series, trajectories },
    findings: [...findings, ...placed.findings],
  };
}

function pick(source: NumberColumn, rows: readonly number[]): Float64Array {
  return Float64Array.from(rows, (row) => (row < 0 ? Number.NaN : source.values[row]!));
}

function checkKeys(table: Table, key: ReturnType<typeof timeKeyOf>): void {
  if (key.trajectory !== undefined) requireColumn(table, key.trajectory);
  if (key.date === undefined) return;
  const date = requireColumn(table, key.date);
  const holdsDates =
    date.type === 'date'
      ? date.values.some((value) => value !== '')
      : date.type === 'number' && date.values.some((value) => !Number.isNaN(value));
  if (holdsDates) return;
  throw new DataError('no-date', `date column: ${quoteName(date.name)} holds no dates`, {
    hint: 'Write dates like 2020-03-31 in the file, choose another column, or give none a date role: rows are then numbered.',
  });
}

interface SeriesColumn {
  readonly series: Series;
  readonly source: NumberColumn;
}

function seriesColumns(
  table: Table,
  mapping: Mapping,
): { readonly columns: readonly SeriesColumn[]; readonly findings: readonly Finding[] } {
  const taken = new Set<string>();
  const findings: Finding[] = [];
  const columns: SeriesColumn[] = [];
  for (const entry of mapping) {
    const { role } = entry;
    if (role === 'date' || role === 'trajectory' || role === 'ignore') continue;
    const source = requireColumn(table, entry.column);
    const problem = unusable(source);
    if (problem !== undefined || source.type !== 'number') {
      findings.push(leftOut(entry.column, problem ?? 'holds no numbers'));
      continue;
    }
    const name = identifierOf(source.name, taken);
    taken.add(name);
    const use = entry.use ?? useOfRole(role);
    const described = { unit: unitOf(entry, source), kind: entry.kind ?? kindOf(source) };
    columns.push({ series: { name, column: source.name, role, use, ...described }, source });
  }
  refuseWithoutOutput(table, columns, findings);
  return { columns, findings };
}

function unusable(column: Table['columns'][number]): string | undefined {
  if (column.type !== 'number') return 'holds no numbers';
  return column.values.every(Number.isNaN) ? 'holds no values' : undefined;
}

function leftOut(column: string, why: string): Finding {
  const message = `${quoteName(column)} ${why} and is left out.`;
  return { trap: 'left-out', severity: 'warning', columns: [column], rows: [], message, fixes: [] };
}

function refuseWithoutOutput(
  table: Table,
  columns: readonly SeriesColumn[],
  findings: readonly Finding[],
): void {
  if (columns.some(({ series }) => series.use === 'output')) return;
  const numbers = table.columns.filter((column) => column.type === 'number');
  if (numbers.length === 0) {
    throw new DataError('no-numbers', 'numbers: no column holds any', {
      hint: 'Look at how the numbers are written in the file: 1234.5 and 1234,5 are read, words are not.',
    });
  }
  if (numbers.every((column) => column.values.every(Number.isNaN))) {
    throw new DataError('all-missing', 'values: every number is missing', {
      hint: 'Look whether the file was exported with its values, and what it writes for "not available".',
    });
  }
  const reason = findings.map(({ message }) => message).join(' ');
  throw new DataError('no-output', 'outputs: no column is to be predicted', {
    hint: `${reason} Give at least one column of numbers the role stock, flow or output.`.trim(),
  });
}

function unitOf(entry: ColumnMapping, column: NumberColumn): string {
  if (entry.unit) return entry.unit;
  if (column.field.unit !== undefined)
    return column.field.scale === undefined ? column.field.unit : '';
  return /[([]([^)\]]{1,20})[)\]]\s*$/.exec(column.name)?.[1]?.trim() ?? '';
}

const SHARE_NAME =
  /\b(rate|share|fraction|proportion|percent|percentage|prevalence|positivity|ratio|probability)\b/;

/** count: whole and not negative; proportion: in percent or named so, within 0..1; continuous otherwise. */
function kindOf(column: NumberColumn): Series['kind'] {
  const values = column.values.filter((value) => !Number.isNaN(value));
  const within = values.every((value) => value >= 0 && value <= 1);
  const named = column.field.scale === 0.01 || SHARE_NAME.test(wordsOfName(column.name));
  if (within && named) return 'proportion';
  return values.every((value) => Number.isInteger(value) && value >= 0) ? 'count' : 'continuous';
}
