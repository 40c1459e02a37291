/** Fixes that take out, join or add rows. All pure. */
import { isoOf } from './calendar.ts';
import { type Column, columnOf, pickRows, type Table, withColumn } from './table.ts';
import {
  type Group,
  groupsOf,
  type Step,
  stepOf,
  stepsBetween,
  type TimeKey,
  timeAfter,
} from './timeline.ts';

export function keepRows(table: Table, keep: (row: number) => boolean): Table {
  const kept: number[] = [];
  for (let row = 0; row < table.rows; row++) if (keep(row)) kept.push(row);
  return pickRows(table, kept);
}

/** Rows of one date become one row, which stands where the last of them stood. */
export function mergeRows(table: Table, key: TimeKey, how: 'sum' | 'mean' | 'last'): Table {
  const sets = groupsOf(table, key).flatMap(sameTimes);
  const merged = new Set(sets.flatMap((rows) => rows.slice(0, -1)));
  const joined =
    how === 'last'
      ? table
      : table.columns.reduce(
          (now, column) =>
            column.name === key.date ? now : withColumn(now, joinCells(column, sets, how)),
          table,
        );
  return keepRows(joined, (row) => !merged.has(row));
}

/** Sets of two or more rows of a group that have the same time. */
export function sameTimes(group: Group): readonly (readonly number[])[] {
  const sets = new Map<number, number[]>();
  group.times.forEach((time, i) => {
    const rows = sets.get(time);
    if (rows) rows.push(group.rows[i]!);
    else sets.set(time, [group.rows[i]!]);
  });
  return [...sets.values()].filter((rows) => rows.length > 1);
}

function joinCells(
  column: Column,
  sets: readonly (readonly number[])[],
  how: 'sum' | 'mean',
): Column {
  if (column.type !== 'number') return column;
  const values = Float64Array.from(column.values);
  for (const rows of sets) {
    const present = rows.map((row) => column.values[row]!).filter((value) => !Number.isNaN(value));
    const sum = present.reduce((a, b) => a + b, 0);
    values[rows.at(-1)!] =
      present.length === 0 ? Number.NaN : how === 'sum' ? sum : sum / present.length;
  }
  return { ...column, values };
}

/** Times that the regular calendar of a group has and its rows have not. */
export function missingTimes(group: Group, step: Step): readonly number[] {
  const [first, last] = [group.times[0], group.times.at(-1)];
  if (first === undefined || last === undefined) return [];
  const count = Math.floor(stepsBetween(first, last, step));
  if (!Number.isFinite(count) || count > MOST_STEPS) return [];
  const present = new Set(group.times.map((time) => stepsBetween(first, time, step)));
  const missing: number[] = [];
  for (let i = 1; i < count; i++) if (!present.has(i)) missing.push(timeAfter(first, i, step));
  return missing;
}

/** A calendar longer than this is a wrong date somewhere (year 2920), not a gap. */
const MOST_STEPS = 2_000_000;

/** Adds the missing rows after the row before them, undated rows at the end; cells are missing unless `fill` says otherwise. */
export function insertRows(
  table: Table,
  key: TimeKey,
  fill: readonly { readonly column: string; readonly with: 'zero' | 'previous' }[],
): Table {
  const date = key.date === undefined ? undefined : columnOf(table, key.date);
  if (!date) return table;
  const groups = groupsOf(table, key);
  const step = stepOf(groups, date);
  const order: { row: number; time?: number }[] = [];
  for (const group of groups) {
    const missing = [...missingTimes(group, step)];
    group.rows.forEach((row, i) => {
      while (missing.length > 0 && missing[0]! < group.times[i]!) {
        order.push({ row: group.rows[i - 1]!, time: missing.shift()! });
      }
      order.push({ row });
    });
  }
  const placed = new Set(order.map(({ row }) => row));
  for (let row = 0; row < table.rows; row++) if (!placed.has(row)) order.push({ row });
  const fills = new Map(fill.map((entry) => [entry.column, entry.with]));
  const longer = pickRows(
    table,
    order.map(({ row }) => row),
  );
  const added = order.map(({ time }) => time);
  return {
    ...longer,
    fileRows: longer.fileRows.map((row, i) => (added[i] === undefined ? row : 0)),
    columns: longer.columns.map((c) => overwrite(c, added, key, fills.get(c.name))),
  };
}

/** `added[row]` is the time of a new row, which still holds a copy of the row before it. */
function overwrite(
  column: Column,
  added: readonly (number | undefined)[],
  key: TimeKey,
  fill: 'zero' | 'previous' | undefined,
): Column {
  if (column.name === key.trajectory) return column;
  const isDate = column.name === key.date;
  const raw = column.raw.map((cell, i) => (added[i] === undefined ? cell : ''));
  if (column.type === 'number') {
    const values = column.values.map((copied, i) => {
      const time = added[i];
      if (time === undefined) return copied;
      if (isDate) return time;
      return fill === 'zero' ? 0 : fill === 'previous' ? copied : Number.NaN;
    });
    return { ...column, raw, values };
  }
  const values = column.values.map((value, i) => {
    const time = added[i];
    return time === undefined ? value : isDate ? isoOf(time) : '';
  });
  return { ...column, raw, values };
}
