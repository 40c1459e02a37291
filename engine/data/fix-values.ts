/** Fixes that change the values of one column, group by group in order of time. All pure. */
import type { NumberColumn, Table } from './table.ts';
import { columnOf, withColumn } from './table.ts';
import { type Group, groupsOf, type TimeKey } from './timeline.ts';

export function spreadNegatives(table: Table, column: NumberColumn, key: TimeKey): Float64Array {
  return perGroup(table, column, key, (values) => {
    for (let i = 0; i < values.length; i++) {
      if (!(values[i]! < 0)) continue;
      let owed = -values[i]!;
      values[i] = 0;
      for (let before = i - 1; before >= 0 && owed > 0; before--) {
        const taken = Math.min(owed, Math.max(0, values[before]! || 0));
        if (taken > 0) values[before] = values[before]! - taken;
        owed -= taken;
      }
      // Nothing left before it to correct: the rest stays visible as a negative value.
      if (owed > 0) values[i] = -owed;
    }
  });
}

export function differences(table: Table, column: NumberColumn, key: TimeKey): Float64Array {
  return perGroup(table, column, key, (values) => {
    for (let i = values.length - 1; i > 0; i--) values[i] = values[i]! - values[i - 1]!;
    if (values.length > 0) values[0] = Number.NaN;
  });
}

/** Each value one row earlier; the last of a trajectory becomes missing. */
export function oneRowEarlier(table: Table, column: NumberColumn, key: TimeKey): Float64Array {
  return perGroup(table, column, key, (values) => {
    for (let i = 0; i < values.length; i++) values[i] = values[i + 1] ?? Number.NaN;
  });
}

/** Means over the present values within half a window; an even window weighs its two ends by one half. */
export function smooth(
  table: Table,
  column: NumberColumn,
  key: TimeKey,
  window: number,
): Float64Array {
  return perGroup(table, column, key, (values) => {
    const smoothed = movingAverage(values, window);
    values.forEach((value, i) => {
      if (!Number.isNaN(value)) values[i] = smoothed[i]!;
    });
  });
}

/** Centred moving average; NaN only where the whole window is missing. */
export function movingAverage(
  values: readonly number[] | Float64Array,
  window: number,
): Float64Array {
  const half = Math.floor(window / 2);
  return Float64Array.from(values, (_, i) => {
    let sum = 0;
    let weights = 0;
    for (let j = Math.max(0, i - half); j <= Math.min(values.length - 1, i + half); j++) {
      const value = values[j]!;
      if (Number.isNaN(value)) continue;
      const weight = window % 2 === 0 && Math.abs(j - i) === half ? 0.5 : 1;
      sum += weight * value;
      weights += weight;
    }
    return weights === 0 ? Number.NaN : sum / weights;
  });
}

export function fillGaps(
  table: Table,
  column: NumberColumn,
  fill: {
    readonly key: TimeKey;
    readonly rows: readonly number[];
    readonly with: 'zero' | 'previous';
  },
): Float64Array {
  const wanted = new Set(fill.rows);
  return perGroup(table, column, fill.key, (values, group) => {
    let previous = Number.NaN;
    values.forEach((value, i) => {
      const hit = Number.isNaN(value) && wanted.has(table.fileRows[group.rows[i]!]!);
      if (hit) values[i] = fill.with === 'zero' ? 0 : previous;
      previous = Number.isNaN(values[i]!) ? previous : values[i]!;
    });
  });
}

interface Balance {
  readonly name: string;
  readonly key: TimeKey;
  readonly terms: readonly {
    readonly column: string;
    readonly sign: 1 | -1;
    readonly change: boolean;
  }[];
}

/** The table with the new column; its first row of each group is missing where a change is asked for. */
export function balance(table: Table, { name, key, terms }: Balance): Table {
  const values = new Float64Array(table.rows);
  for (const { column, sign, change } of terms) {
    const source = columnOf(table, column) as NumberColumn;
    const term = change ? differences(table, source, key) : source.values;
    term.forEach((value, row) => {
      values[row] = values[row]! + sign * value;
    });
  }
  const raw = Array<string>(table.rows).fill('');
  const field = {
    name,
    type: 'number',
    decimalChar: '.',
    groupChar: '',
    bareNumber: true,
  } as const;
  return withColumn(table, { name, type: 'number', field, raw, values });
}

/** A copy of the column's values in which each group, in order of time, was changed in place. */
function perGroup(
  table: Table,
  column: NumberColumn,
  key: TimeKey,
  changeInPlace: (values: number[], group: Group) => void,
): Float64Array {
  const result = Float64Array.from(column.values);
  for (const group of groupsOf(table, key)) {
    const values = group.rows.map((row) => column.values[row]!);
    changeInPlace(values, group);
    group.rows.forEach((row, i) => {
      result[row] = values[i]!;
    });
  }
  return result;
}
