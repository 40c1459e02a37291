/** A first guess of what each column means, from its name and its values, with the reason in words. */
import type { ColumnRole, SeriesUse } from './dataset.ts';
import { type ColumnMapping, type Mapping, useOfRole } from './mapping.ts';
import { matchRoleWords, wordsOfName } from './role-words.ts';
import { isIndex, looksCumulative, roughness } from './series-shape.ts';
import {
  type Column,
  columnOf,
  type NumberColumn,
  requireColumn,
  type Table,
  withRole,
} from './table.ts';
import { cellText, groupsOf, type TimeKey } from './timeline.ts';

/** The guess for one column. A mapping (mapping.ts) can be made of it as it is. */
export interface RoleGuess extends Pick<ColumnMapping, 'unit' | 'kind'> {
  readonly column: string;
  readonly role: ColumnRole;
  /** Absent for date, trajectory and ignore. */
  readonly use?: SeriesUse;
  /** For flows: whether it adds to or takes from the stock beside it. */
  readonly direction?: 'in' | 'out';
  readonly reason: string;
  /** 0..1: how much the guess should be trusted; below 0.6 a person should look. */
  readonly confidence: number;
}

/** One guess for each column, in the order of the table. What a mapping, a fix or a schema decided stands. */
export function guessRoles(given: Table, decided: Mapping = []): readonly RoleGuess[] {
  const byColumn = new Map(decided.map((entry) => [entry.column, entry]));
  for (const { column } of decided) requireColumn(given, column);
  const table: Table = {
    ...given,
    columns: given.columns.map((column) => {
      const role = byColumn.get(column.name)?.role;
      return role === undefined ? column : withRole(column, role);
    }),
  };
  const date = dateColumn(table);
  const trajectory = trajectoryColumn(table, date?.column);
  const key = { date: date?.column, trajectory: trajectory?.column };
  const guesses = table.columns.map((column) => {
    const decided = column.field.role;
    if (decided) return decidedGuess(column.name, decided);
    if (column.name === date?.column) return date;
    if (column.name === trajectory?.column) return trajectory;
    return guessOf(table, column, key);
  });
  return settleUses(guesses).map((guess) => {
    const entry = byColumn.get(guess.column);
    return entry ? { ...guess, ...definedOf(entry) } : guess;
  });
}

/** The entries of a decision that are there: unit and kind are left to the guess otherwise. */
function definedOf({ use, unit, kind }: ColumnMapping) {
  return {
    ...(use !== undefined && { use }),
    ...(unit !== undefined && { unit }),
    ...(kind !== undefined && { kind }),
  };
}

/** The columns that order the table, by the guesses or a mapping. */
export function timeKeyOf(
  roles: readonly { readonly column: string; readonly role: ColumnRole }[],
): TimeKey {
  const first = (role: ColumnRole) => roles.find((entry) => entry.role === role)?.column;
  return { date: first('date'), trajectory: first('trajectory') };
}

function decidedGuess(column: string, role: ColumnRole): RoleGuess {
  const direction = role === 'flow' ? matchRoleWords(column)?.direction : undefined;
  return { column, role, ...(direction && { direction }), reason: 'set by you', confidence: 1 };
}

/** The date column with most dates; without one, a number column that counts days or steps. */
function dateColumn(table: Table): RoleGuess | undefined {
  const decided = table.columns.find((column) => column.field.role === 'date');
  if (decided) return decidedGuess(decided.name, 'date');
  const free = table.columns.filter((column) => column.field.role === undefined);
  const filled = (column: Column) =>
    column.type === 'date' ? column.values.filter((value) => value !== '').length : 0;
  const dates = free.filter((column) => column.type === 'date');
  const best = [...dates].sort((a, b) => filled(b) - filled(a))[0];
  if (best) {
    return { column: best.name, role: 'date', reason: 'its cells are dates', confidence: 0.95 };
  }
  const counter = free.find(
    (column) =>
      column.type === 'number' && COUNTER_NAME.test(wordsOfName(column.name)) && counts(column),
  );
  return (
    counter && {
      column: counter.name,
      role: 'date',
      reason: 'it numbers the days or steps',
      confidence: 0.8,
    }
  );
}

const COUNTER_NAME =
  /^(t|time|step|day|days|week|weeks|month|hour|hours|period|tick|dag|tag|jour)( \w+)?$/;

/** Whole steps upwards, starting again for each trajectory. */
function counts(column: NumberColumn): boolean {
  let restarts = 0;
  for (let row = 1; row < column.values.length; row++) {
    const step = column.values[row]! - column.values[row - 1]!;
    if (Number.isNaN(step)) return false;
    if (step < 0) restarts++;
  }
  return restarts <= column.values.length / 3;
}

const TRAJECTORY_NAME =
  /\b(trajectory|id|site|ward|hospital|clinic|region|province|country|location|run|episode|replicate|replication|series|warehouse|depot|product|sku|item|store|unit|group|code|name|afdeling|station)\b/;

/** The column whose cells, together with the date, name each row once. */
function trajectoryColumn(table: Table, date: string | undefined): RoleGuess | undefined {
  const decided = table.columns.find((column) => column.field.role === 'trajectory');
  if (decided) return decidedGuess(decided.name, 'trajectory');
  const candidates = table.columns.filter(
    (column) => column.field.role === undefined && column.name !== date && column.type !== 'date',
  );
  const found = candidates.find((column) => {
    const named = TRAJECTORY_NAME.test(wordsOfName(column.name));
    return (
      (named || column.type === 'text') && repeats(table, column) && namesRows(table, column, date)
    );
  });
  return (
    found && {
      column: found.name,
      role: 'trajectory',
      reason: 'it tells apart rows of the same date',
      confidence: 0.85,
    }
  );
}

/** At least two different cells, each on two or more rows on average; numbers only as whole numbers. */
function repeats(table: Table, column: Column): boolean {
  if (column.type === 'number' && column.values.some((value) => !Number.isInteger(value)))
    return false;
  const distinct = new Set(column.raw.map((cell) => cell.trim()));
  return distinct.size >= 2 && distinct.size <= table.rows / 2;
}

/** Dates repeat over the table, but hardly within one trajectory. Undated: the ids stand in blocks. */
function namesRows(table: Table, column: Column, date: string | undefined): boolean {
  if (date === undefined) return blocks(table, column);
  const time = columnOf(table, date)!;
  const dates = new Set<string | number>();
  const timesById = new Map<string, Set<string | number>>();
  for (let row = 0; row < table.rows; row++) {
    const when = time.values[row]!;
    const id = cellText(column, row);
    const times = timesById.get(id);
    if (times) times.add(when);
    else timesById.set(id, new Set([when]));
    dates.add(when);
  }
  const pairs = [...timesById.values()].reduce((sum, times) => sum + times.size, 0);
  return dates.size < 0.9 * table.rows && pairs >= 0.95 * table.rows;
}

function blocks(table: Table, column: Column): boolean {
  let changes = 0;
  for (let row = 1; row < table.rows; row++) {
    if (cellText(column, row) !== cellText(column, row - 1)) changes++;
  }
  const distinct = new Set(column.raw.map((cell) => cell.trim())).size;
  return changes === distinct - 1 && TRAJECTORY_NAME.test(wordsOfName(column.name));
}

function guessOf(table: Table, column: Column, key: TimeKey): RoleGuess {
  const ignore = (reason: string, confidence: number): RoleGuess => ({
    column: column.name,
    role: 'ignore',
    reason,
    confidence,
  });
  if (column.type === 'date') return ignore('a second column of dates', 0.8);
  if (column.type === 'text') return ignore('its cells are text', 0.8);
  if (column.values.every((value) => Number.isNaN(value)))
    return ignore('it holds no values', 0.95);
  const series = groupsOf(table, key).map((group) => group.rows.map((row) => column.values[row]!));
  if (
    series.some((values) => values.length >= 3) &&
    series.every((v) => v.length < 3 || isIndex(v))
  ) {
    return ignore('it numbers the rows', 0.85);
  }
  return guessNumbers(column.name, series);
}

function guessNumbers(column: string, series: readonly (readonly number[])[]): RoleGuess {
  const match = matchRoleWords(column);
  const longest = series.reduce((a, b) => (b.length > a.length ? b : a), []);
  const rises = series.length > 0 && series.every(looksCumulative);
  if (rises && (match === undefined || match.role === 'flow' || match.role === 'demand')) {
    const reason = 'its values only ever rise: a running total; its changes would be a flow';
    return { column, role: 'ignore', reason, confidence: 0.7 };
  }
  if (match) {
    const { role, direction, says, confidence } = match;
    return {
      column,
      role,
      ...(direction && { direction }),
      reason: `the name says ${says}`,
      confidence,
    };
  }
  if (roughness(longest) < 0.3) {
    const reason =
      'it changes less from day to day than daily counts do: how many there are at a time';
    return { column, role: 'stock', reason, confidence: 0.45 };
  }
  return { column, role: 'output', reason: 'numbers without a telling name', confidence: 0.3 };
}

/**
 * What comes in is given from outside where a stock shows its effect; without a stock beside it, it is what
 * is to be predicted.
 */
function settleUses(guesses: readonly RoleGuess[]): readonly RoleGuess[] {
  const hasStock = guesses.some(({ role }) => role === 'stock');
  return guesses.map((guess) => {
    if (guess.role === 'date' || guess.role === 'trajectory' || guess.role === 'ignore')
      return guess;
    const driven = guess.direction === 'in' || guess.role === 'demand';
    if (!driven) return { ...guess, use: useOfRole(guess.role) };
    const use: SeriesUse = hasStock ? 'input' : 'output';
    const why = hasStock
      ? 'given from outside'
      : 'there is no stock beside it, so it is to be predicted';
    return { ...guess, use, reason: `${guess.reason}; ${why}` };
  });
}
