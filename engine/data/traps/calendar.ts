/** Traps of the calendar: days that are missing, twice there, closed, and columns that start late. */
import { WEEKDAYS, weekdayOf } from '../calendar.ts';
import { quoteName } from '../data-error.ts';
import { type Finding, plural, showRows } from '../finding.ts';
import { makeFix, type Operation } from '../fix.ts';
import { missingTimes, sameTimes } from '../fix-rows.ts';
import { type NumberColumn, numberColumns } from '../table.ts';
import { type Group, showTime, stepsBetween } from '../timeline.ts';
import { fileRowsOf, finding, type Trap, type TrapContext, whenOf } from './trap.ts';

const missingDays: Trap = {
  id: 'missing-days',
  title: 'Days are missing between the first and the last',
  detect: (context) => {
    if (!context.dateColumn) return [];
    const closed = absentWeekdays(context);
    const missing = context.groups.flatMap((group) =>
      missingTimes(group, context.step).filter((time) => !closed.has(weekdayOf(time))),
    );
    if (missing.length === 0) return [];
    const { unit } = context.step;
    const shown = missing.slice(0, 3).map((time) => showTime(time, context.step));
    const more = missing.length > 3 ? ` and ${missing.length - 3} more` : '';
    const message = `${plural(missing.length, unit)} missing: ${shown.join(', ')}${more}. Models need every ${unit}; without a fix the values of these ${unit}s count as not available.`;
    const fix = insertDates(context, 'Add the missing dates as rows without values', []);
    return [
      finding(
        'missing-days',
        'warning',
        { columns: dateColumns(context), rows: rowsAfterGaps(context) },
        message,
        [fix],
      ),
    ];
  },
};

const nonTradingDays: Trap = {
  id: 'non-trading-days',
  title: 'Nothing is recorded on some weekdays because nobody works',
  detect: (context) => [...absentDays(context), ...idleDays(context)],
};

function absentDays(context: TrapContext): readonly Finding[] {
  const closed = absentWeekdays(context);
  if (closed.size === 0) return [];
  const fill = usedColumns(context).map((column) => ({
    column: column.name,
    with: context.roleOf(column.name) === 'stock' ? ('previous' as const) : ('zero' as const),
  }));
  const fixes = [
    insertDates(context, 'Add these days: nothing comes or goes, stocks stay as they were', fill),
    insertDates(context, 'Add these days without values', []),
  ];
  const message = `The table has no rows for ${nameWeekdays(closed)}: days on which nothing is recorded. A model that counts days would find gaps.`;
  return [
    finding('non-trading-days', 'warning', { columns: dateColumns(context) }, message, fixes),
  ];
}

function idleDays(context: TrapContext): readonly Finding[] {
  return usedColumns(context).flatMap((column) => {
    const closed = idleWeekdays(context, column);
    if (closed.size === 0) return [];
    const rows = context.groups.flatMap((group) =>
      group.rows.filter((_, i) => closed.has(weekdayOf(group.times[i]!))),
    );
    const fileRows = fileRowsOf(context, rows);
    const message = `${quoteName(column.name)} is zero or empty on every ${nameWeekdays(closed, ' and ')}: days on which nothing happens or nothing is recorded.`;
    const fixes = [
      makeFix('Treat the values of these days as not available', {
        kind: 'set-missing',
        column: column.name,
        rows: [...fileRows],
      }),
    ];
    return [
      finding(
        'non-trading-days',
        'note',
        { columns: [column.name], rows: fileRows },
        message,
        fixes,
      ),
    ];
  });
}

/** Weekdays on which (nearly) every date is missing, over at least three weeks of a daily table. */
function absentWeekdays(context: TrapContext): ReadonlySet<number> {
  if (!isDaily(context)) return new Set();
  const [present, absent] = [new Array<number>(7).fill(0), new Array<number>(7).fill(0)];
  for (const group of context.groups) {
    for (const time of new Set(group.times)) present[weekdayOf(time)]!++;
    for (const time of missingTimes(group, context.step)) absent[weekdayOf(time)]!++;
  }
  const closed = absent.flatMap((count, day) =>
    count >= 3 && count >= 0.9 * (count + present[day]!) ? [day] : [],
  );
  return new Set(closed.length < 6 ? closed : []);
}

/** Weekdays on which a column is zero or missing while it is not on the others. */
export function idleWeekdays(context: TrapContext, column: NumberColumn): ReadonlySet<number> {
  if (!isDaily(context)) return new Set();
  const [idle, all] = [new Array<number>(7).fill(0), new Array<number>(7).fill(0)];
  for (const group of context.groups) {
    group.rows.forEach((row, i) => {
      const day = weekdayOf(group.times[i]!);
      const value = column.values[row]!;
      all[day]!++;
      if (Number.isNaN(value) || value === 0) idle[day]!++;
    });
  }
  const share = idle.map((count, day) => (all[day]! >= 3 ? count / all[day]! : Number.NaN));
  const closed = share.flatMap((s, day) => (s >= 0.95 ? [day] : []));
  const open = share.filter((s) => s < 0.95);
  const othersWork = open.length >= 1 && open.every((s) => s < 0.3);
  return new Set(closed.length > 0 && closed.length < 6 && othersWork ? closed : []);
}

const duplicateDates: Trap = {
  id: 'duplicate-dates',
  title: 'A date occurs more than once',
  detect: (context) => {
    if (!context.dateColumn) return [];
    const sets = context.groups.flatMap(sameTimes);
    if (sets.length === 0) return [];
    const same = sets.filter((rows) => rows.every((row) => sameCells(context, row, rows[0]!)));
    const differing = sets.filter((rows) => !same.includes(rows));
    return [...copies(context, same), ...conflicts(context, differing)];
  },
};

function copies(context: TrapContext, sets: readonly (readonly number[])[]): readonly Finding[] {
  if (sets.length === 0) return [];
  const surplus = fileRowsOf(
    context,
    sets.flatMap((rows) => rows.slice(1)),
  );
  const message = `${plural(sets.length, 'date')} more than once with the same values, such as ${whenOf(context, sets[0]![0]!)} (${showRows(surplus)}).`;
  const fix = makeFix('Drop the repeated rows', { kind: 'drop-rows', rows: [...surplus] });
  return [
    finding(
      'duplicate-dates',
      'warning',
      { columns: dateColumns(context), rows: surplus },
      message,
      [fix],
    ),
  ];
}

function conflicts(context: TrapContext, sets: readonly (readonly number[])[]): readonly Finding[] {
  if (sets.length === 0) return [];
  const rows = fileRowsOf(context, sets.flat());
  const message = `${plural(sets.length, 'date')} more than once with different values, such as ${whenOf(context, sets[0]![0]!)} (${showRows(rows)}). Either a later row corrects an earlier one, or they are parts of a whole, or several places stand in one table.`;
  const merge = (words: string, how: 'last' | 'sum' | 'mean') =>
    makeFix(words, { kind: 'merge-dates', key: { ...context.key }, how });
  const places = sets.length > 0.2 * context.table.rows ? separatingColumn(context) : undefined;
  const fixes = [
    ...(places === undefined
      ? []
      : [
          makeFix(`Take each value of ${quoteName(places)} as a series of its own`, {
            kind: 'set-role',
            column: places,
            role: 'trajectory',
          }),
        ]),
    merge('Keep the last row of each date', 'last'),
    merge('Add the rows of each date up', 'sum'),
  ];
  return [
    finding('duplicate-dates', 'error', { columns: dateColumns(context), rows }, message, fixes),
  ];
}

function separatingColumn(context: TrapContext): string | undefined {
  return context.table.columns.find((c) => c.type === 'text' && new Set(c.values).size > 1)?.name;
}

function sameCells(context: TrapContext, a: number, b: number): boolean {
  return context.table.columns.every((column) => Object.is(column.values[a], column.values[b]));
}

const unsortedDates: Trap = {
  id: 'unsorted-dates',
  title: 'Rows are not in the order of their dates',
  detect: (context) => {
    if (!context.dateColumn) return [];
    const rows = context.groups.flatMap((group) =>
      group.rows.filter((row, i) => i > 0 && row < group.rows[i - 1]!),
    );
    if (rows.length === 0) return [];
    const message =
      'The rows are not in the order of their dates. They are put in order for the model; the file stays as it is.';
    return [
      finding(
        'unsorted-dates',
        'note',
        { columns: dateColumns(context), rows: fileRowsOf(context, rows) },
        message,
      ),
    ];
  },
};

const lateStart: Trap = {
  id: 'late-start',
  title: 'A column starts later than the others',
  detect: (context) =>
    usedColumns(context).flatMap((column) => {
      const leads = context.groups.map((group) => lead(column, group));
      const rows = leads.flat();
      if (rows.length === 0 || rows.length === context.table.rows) return [];
      const longest = leads.reduce((a, b) => (b.length > a.length ? b : a));
      const group = context.groups[leads.indexOf(longest)]!;
      const start = whenOf(context, group.rows[longest.length]!);
      const fileRows = [...fileRowsOf(context, rows)];
      const message = `${quoteName(column.name)} starts on ${start}, ${plural(longest.length, 'row')} after the first row (${whenOf(context, group.rows[0]!)}); before that nothing is known, which is not the same as zero.`;
      return [
        finding(
          'late-start',
          longest.length > 2 ? 'warning' : 'note',
          { columns: [column.name], rows: fileRows },
          message,
          [
            makeFix(`Begin the table on ${start}`, { kind: 'drop-rows', rows: fileRows }),
            makeFix(`Take ${quoteName(column.name)} as zero before`, {
              kind: 'fill',
              column: column.name,
              key: { ...context.key },
              rows: fileRows,
              with: 'zero',
            }),
          ],
        ),
      ];
    }),
};

/** Table rows of a group before the first value; none when the group has no value at all. */
function lead(column: NumberColumn, group: Group): readonly number[] {
  const first = group.rows.findIndex((row) => !Number.isNaN(column.values[row]!));
  return first <= 0 ? [] : group.rows.slice(0, first);
}

function isDaily({ step }: TrapContext): boolean {
  return step.unit === 'day' && step.size === 1 && step.calendar === 'days';
}

/** Number columns that are neither ignored nor part of the time key. */
function usedColumns(context: TrapContext): readonly NumberColumn[] {
  const skip = new Set(['ignore', 'date', 'trajectory']);
  return numberColumns(context.table).filter((column) => !skip.has(context.roleOf(column.name)));
}

function dateColumns(context: TrapContext): readonly string[] {
  return context.key.date === undefined ? [] : [context.key.date];
}

function nameWeekdays(days: ReadonlySet<number>, and = ' and '): string {
  const names = [...days].sort((a, b) => a - b).map((day) => WEEKDAYS[day]!);
  return names.length < 2
    ? names.join('')
    : `${names.slice(0, -1).join(', ')}${and}${names.at(-1)}`;
}

function rowsAfterGaps(context: TrapContext): readonly number[] {
  return context.groups.flatMap(({ rows, times }) => {
    const afterGap = (i: number) => stepsBetween(times[i - 1]!, times[i]!, context.step) > 1;
    return fileRowsOf(
      context,
      rows.filter((_, i) => i > 0 && afterGap(i)),
    );
  });
}

function insertDates(
  context: TrapContext,
  words: string,
  fill: Extract<Operation, { kind: 'insert-dates' }>['fill'],
) {
  return makeFix(words, { kind: 'insert-dates', key: { ...context.key }, fill });
}

export const CALENDAR_TRAPS: readonly Trap[] = [
  missingDays,
  nonTradingDays,
  duplicateDates,
  unsortedDates,
  lateStart,
];
