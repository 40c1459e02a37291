/** Rows of a table put on a regular calendar: sorted, gaps kept as missing rows, nothing merged. */
import { DataError, quoteName } from './data-error.ts';
import type { Dataset } from './dataset.ts';
import { type Finding, plural, showRows } from './finding.ts';
import { sameTimes } from './fix-rows.ts';
import type { Table } from './table.ts';
import {
  type Group,
  type Step,
  showTime,
  stepsBetween,
  type TimeKey,
  timeAfter,
} from './timeline.ts';

export interface Placed {
  readonly timeUnit: Dataset['timeUnit'];
  readonly trajectories: readonly {
    readonly id: string;
    /** Table row of each row of the trajectory; -1 where the table has none. */
    readonly rows: readonly number[];
    readonly times: readonly string[];
  }[];
  readonly findings: readonly Finding[];
}

/** Throws DataError `duplicate-date` or `too-large`. */
export function placeOnCalendar(
  table: Table,
  key: TimeKey,
  groups: readonly Group[],
  step: Step,
): Placed {
  refuseDuplicates(table, groups, step);
  const regular = key.date !== undefined && groups.every((group) => isRegular(group, step));
  const long = groups.filter(({ rows }) => rows.length > 1);
  const trajectories = long.map((group) =>
    regular ? fillGaps(group, step) : asTheyAre(group, step),
  );
  const added = trajectories.flatMap(({ rows, times }) => times.filter((_, i) => rows[i] === -1));
  const findings = [
    ...(long.length > 0 && long.length < groups.length ? [tooShort(groups)] : []),
    ...undatedRows(table, key, groups),
    ...(regular || key.date === undefined ? [] : [irregular(key.date, step)]),
    ...(added.length === 0 ? [] : [gaps(key.date!, added, step)]),
  ];
  return { timeUnit: regular ? unitOf(step) : 'step', trajectories, findings };
}

/** Rows that are not one unit apart (every 6 hours, every 14 days) are steps. */
function unitOf({ unit, size, calendar }: Step): Dataset['timeUnit'] {
  if (calendar === 'numbers') return size === 1 ? unit : 'step';
  const single = { minute: 1 / 1440, hour: 1 / 24, day: 1, week: 7, month: 1, year: 12, step: 1 }[
    unit
  ];
  return Math.abs(size - single) < 1e-9 ? unit : 'step';
}

function isRegular({ times }: Group, step: Step): boolean {
  return times.every((time) => {
    const steps = stepsBetween(times[0]!, time, step);
    return Math.abs(steps - Math.round(steps)) < 1e-3;
  });
}

function asTheyAre({ id, rows, times }: Group, step: Step) {
  return { id, rows, times: times.map((time) => showTime(time, step)) };
}

function fillGaps({ id, rows, times }: Group, step: Step) {
  const [first, last] = [times[0], times.at(-1)];
  if (first === undefined || last === undefined) return { id, rows: [], times: [] };
  const count = Math.round(stepsBetween(first, last, step)) + 1;
  if (count > 1000 + 20 * rows.length) {
    const span = `${showTime(first, step)} to ${showTime(last, step)}`;
    throw new DataError(
      'too-large',
      `calendar: ${count} ${step.unit}s from ${span} for ${rows.length} rows`,
      {
        hint: 'One of the dates is probably wrong: look at the first and the last.',
      },
    );
  }
  const placed = Array<number>(count).fill(-1);
  times.forEach((time, i) => {
    placed[Math.round(stepsBetween(first, time, step))] = rows[i]!;
  });
  return {
    id,
    rows: placed,
    times: placed.map((_, i) => showTime(timeAfter(first, i, step), step)),
  };
}

function refuseDuplicates(table: Table, groups: readonly Group[], step: Step): void {
  for (const group of groups) {
    const rows = sameTimes(group)[0];
    if (!rows) continue;
    const when = showTime(group.times[group.rows.indexOf(rows[0]!)]!, step);
    throw new DataError('duplicate-date', `date: ${when} occurs ${rows.length} times`, {
      hint: `See ${showRows(rows.map((row) => table.fileRows[row]!))}. Take one of the offers for duplicate dates, or name the column that tells the trajectories apart.`,
    });
  }
}

function undatedRows(table: Table, key: TimeKey, groups: readonly Group[]): readonly Finding[] {
  const used = new Set(groups.flatMap((group) => group.rows));
  if (used.size === table.rows) return [];
  const rows = [...table.fileRows.keys()]
    .filter((row) => !used.has(row))
    .map((row) => table.fileRows[row]!);
  const columns = [key.date, key.trajectory].filter((column) => column !== undefined);
  const message = `${plural(rows.length, 'row')} without ${columns.join(' or ')} (${showRows(rows)}) cannot be placed and ${rows.length === 1 ? 'is' : 'are'} left out.`;
  return [
    {
      trap: 'undated-rows',
      severity: 'warning',
      columns,
      rows: rows.slice(0, 1000),
      message,
      fixes: [],
    },
  ];
}

function tooShort(groups: readonly Group[]): Finding {
  const short = groups.filter(({ rows }) => rows.length < 2).map(({ id }) => quoteName(id));
  const message = `${plural(short.length, 'trajectory', 'trajectories')} with less than 2 rows left out: ${short.slice(0, 3).join(', ')}${short.length > 3 ? ', ...' : ''}.`;
  return {
    trap: 'short-trajectories',
    severity: 'warning',
    columns: [],
    rows: [],
    message,
    fixes: [],
  };
}

function irregular(column: string, step: Step): Finding {
  const message = `The rows are not evenly spaced in time (mostly one ${step.unit} apart). They are taken one after the other as steps; a model of rates needs even spacing.`;
  return {
    trap: 'irregular-dates',
    severity: 'warning',
    columns: [column],
    rows: [],
    message,
    fixes: [],
  };
}

function gaps(column: string, added: readonly string[], { unit }: Step): Finding {
  const shown = added.slice(0, 3).join(', ');
  const more = added.length > 3 ? ` and ${added.length - 3} more` : '';
  const message = `${plural(added.length, unit)} without a row (${shown}${more}); the values count as not available.`;
  return {
    trap: 'missing-days',
    severity: 'warning',
    columns: [column],
    rows: [],
    message,
    fixes: [],
  };
}
