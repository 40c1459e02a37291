/** The rows of a table in order of time, one group for each trajectory: what traps, fixes and datasets share. */
import { daysOf, firstOfMonth, isoOf, monthNumber } from './calendar.ts';
import type { Dataset } from './dataset.ts';
import { type Column, columnOf, type Table } from './table.ts';

/** Columns that order a table. Both absent: one trajectory in the order of the file. */
export interface TimeKey {
  /** A date column, or a number column that counts days or steps. */
  readonly date?: string | undefined;
  readonly trajectory?: string | undefined;
}

export interface Group {
  readonly id: string;
  /** Table rows in order of time. Rows without a date are left out. */
  readonly rows: readonly number[];
  /** Time of each of these rows: days since 1970-01-01, the column's number, or 0, 1, 2, ... */
  readonly times: readonly number[];
}

/** The usual distance between neighbouring times. */
export interface Step {
  readonly unit: Dataset['timeUnit'];
  /** In days (dated), in the column's numbers (numbered), 1 (neither); months and years count calendar months. */
  readonly size: number;
  readonly calendar: 'days' | 'months' | 'numbers';
}

export function groupsOf(table: Table, key: TimeKey): readonly Group[] {
  const date = key.date === undefined ? undefined : columnOf(table, key.date);
  const trajectory = key.trajectory === undefined ? undefined : columnOf(table, key.trajectory);
  const rowsById = new Map<string, number[]>();
  for (let row = 0; row < table.rows; row++) {
    const id = trajectory ? cellText(trajectory, row) : '';
    if (trajectory && id === '') continue;
    const rows = rowsById.get(id);
    if (rows) rows.push(row);
    else rowsById.set(id, [row]);
  }
  return [...rowsById].map(([id, rows]) => inOrder(id, rows, date));
}

function inOrder(id: string, rows: readonly number[], date: Column | undefined): Group {
  if (!date) return { id, rows, times: rows.map((_, index) => index) };
  const timed = rows
    .map((row) => ({ row, time: timeOf(date, row) }))
    .filter(({ time }) => !Number.isNaN(time))
    .sort((a, b) => a.time - b.time || a.row - b.row);
  return { id, rows: timed.map(({ row }) => row), times: timed.map(({ time }) => time) };
}

/** The text that names a trajectory: as written, trimmed. */
export function cellText(column: Column, row: number): string {
  return column.raw[row]!.trim();
}

function timeOf(column: Column, row: number): number {
  if (column.type === 'number') return column.values[row]!;
  return column.type === 'date' ? daysOf(column.values[row]!) : Number.NaN;
}

/** The commonest distance between neighbouring different times, as a unit of time. */
export function stepOf(groups: readonly Group[], date: Column | undefined): Step {
  const numbered: Step = { unit: 'step', size: 1, calendar: 'numbers' };
  if (!date) return numbered;
  const counts = new Map<number, number>();
  for (const { times } of groups) {
    for (let i = 1; i < times.length; i++) {
      const distance = Math.round((times[i]! - times[i - 1]!) * 86_400) / 86_400;
      if (distance > 0) counts.set(distance, (counts.get(distance) ?? 0) + 1);
    }
  }
  const common = [...counts].sort((a, b) => b[1] - a[1] || a[0] - b[0])[0]?.[0];
  if (common === undefined) return date.type === 'number' ? numbered : DAY;
  if (date.type === 'number') return { ...numbered, unit: unitOfName(date.name), size: common };
  return stepOfDays(common);
}

const DAY: Step = { unit: 'day', size: 1, calendar: 'days' };

function stepOfDays(days: number): Step {
  if (days >= 360)
    return { unit: 'year', size: 12 * Math.round(days / 365.25), calendar: 'months' };
  if (days >= 28 && days <= 31) return { unit: 'month', size: 1, calendar: 'months' };
  if (days >= 89 && days <= 92) return { unit: 'month', size: 3, calendar: 'months' };
  if (days % 7 === 0) return { unit: 'week', size: days, calendar: 'days' };
  if (days >= 1) return { unit: 'day', size: days, calendar: 'days' };
  return { unit: days * 24 >= 1 - 1e-6 ? 'hour' : 'minute', size: days, calendar: 'days' };
}

const UNIT_NAMES: readonly (readonly [RegExp, Dataset['timeUnit']])[] = [
  [/\b(minute|min)s?\b/i, 'minute'],
  [/\b(hour|hr|uur|stunde|heure)s?\b/i, 'hour'],
  [/\b(day|dag|tag|jour|d[ií]a)s?\b/i, 'day'],
  [/\b(week|woche|semaine)s?\b/i, 'week'],
  [/\b(month|maand|monat|mois)s?\b/i, 'month'],
  [/\b(year|jaar|jahr|ann[ée]e)s?\b/i, 'year'],
];

function unitOfName(name: string): Dataset['timeUnit'] {
  const words = name.replace(/[_-]+/g, ' ');
  return UNIT_NAMES.find(([pattern]) => pattern.test(words))?.[1] ?? 'step';
}

/** Number of steps from `start` to `time`; whole when the time lies on the grid. */
export function stepsBetween(start: number, time: number, step: Step): number {
  if (step.calendar === 'months') return (monthNumber(time) - monthNumber(start)) / step.size;
  return Math.round(((time - start) / step.size) * 1e6) / 1e6;
}

/** The time `count` steps after `start`. */
export function timeAfter(start: number, count: number, step: Step): number {
  if (step.calendar === 'months') {
    const month = firstOfMonth(monthNumber(start) + count * step.size);
    const next = firstOfMonth(monthNumber(start) + count * step.size + 1);
    return Math.min(month + (start - firstOfMonth(monthNumber(start))), next - 1);
  }
  return start + count * step.size;
}

/** A time as people write it: the ISO date, or the number. */
export function showTime(time: number, step: Step): string {
  return step.calendar === 'numbers' ? String(time) : isoOf(time);
}
