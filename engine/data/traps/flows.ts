/** Traps of meaning: corrections, running totals, stocks taken for flows. */
import { quoteName } from '../data-error.ts';
import { type Finding, plural, showRows } from '../finding.ts';
import { type Fix, makeFix } from '../fix.ts';
import { matchRoleWords, wordsOfName } from '../role-words.ts';
import { differencesOf, looksCumulative, roughness } from '../series-shape.ts';
import { type NumberColumn, numberColumns } from '../table.ts';
import { closings } from './closing.ts';
import { fileRowsOf, finding, seriesOf, type Trap, type TrapContext, whenOf } from './trap.ts';

const negativeCorrections: Trap = {
  id: 'negative-corrections',
  title: 'Negative numbers correct earlier reports',
  detect: (context) =>
    numberColumns(context.table).flatMap((column) =>
      isRunningTotal(context, column) ? fallsOf(context, column) : negativesOf(context, column),
    ),
};

/** Quantities that may well be negative. */
const SIGNED =
  /\b(net|change|changes|diff|difference|delta|growth|balance|residual|error|temperature|temp|profit|log|score|trend|anomaly|latitude|longitude|lat|lon)\b/;

function negativesOf(context: TrapContext, column: NumberColumn): readonly Finding[] {
  const role = context.roleOf(column.name);
  if (['date', 'trajectory', 'ignore'].includes(role) || SIGNED.test(wordsOfName(column.name)))
    return [];
  const rows = column.values.reduce<number[]>((found, value, row) => {
    if (value < 0) found.push(row);
    return found;
  }, []);
  const present = column.values.filter((value) => !Number.isNaN(value)).length;
  // Many negative values are no corrections but a quantity with a sign.
  if (rows.length === 0 || rows.length > Math.max(1, 0.1 * present)) return [];
  const fileRows = [...fileRowsOf(context, rows)];
  const name = quoteName(column.name);
  const first = rows[0]!;
  const level = role === 'stock' || role === 'capacity';
  const why = level
    ? 'There cannot be fewer than none: a count is wrong there or before.'
    : 'A negative count usually takes back what was reported too high before.';
  const message = `${name}: ${plural(rows.length, 'negative value')}, such as ${column.values[first]} on ${whenOf(context, first)}. ${why}`;
  const spread = makeFix(
    `Take the negative values out of the days before (the total of ${name} stays)`,
    {
      kind: 'spread-negative',
      column: column.name,
      key: { ...context.key },
    },
  );
  const missing = makeFix('Treat the negative values as not available', {
    kind: 'set-missing',
    column: column.name,
    rows: fileRows,
  });
  const fixes = level ? [missing] : [spread, missing];
  return [
    finding(
      'negative-corrections',
      'warning',
      { columns: [column.name], rows: fileRows },
      message,
      fixes,
    ),
  ];
}

/** A running total that falls was corrected downwards. */
function fallsOf(context: TrapContext, column: NumberColumn): readonly Finding[] {
  const rows = context.groups.flatMap((group) => {
    const values = group.rows.map((row) => column.values[row]!);
    return group.rows.filter((_, i) => i > 0 && values[i]! < values[i - 1]!);
  });
  if (rows.length === 0) return [];
  const fileRows = fileRowsOf(context, rows);
  const message = `${quoteName(column.name)} is a running total and falls ${plural(rows.length, 'time')} (${showRows(fileRows)}): earlier reports were taken back. Its daily changes would be negative there.`;
  return [
    finding(
      'negative-corrections',
      'warning',
      { columns: [column.name], rows: fileRows },
      message,
      [differenceFix(context, column)],
    ),
  ];
}

const cumulativeForDaily: Trap = {
  id: 'cumulative-for-daily',
  title: 'A running total stands where daily numbers are expected',
  detect: (context) =>
    numberColumns(context.table).flatMap((column) => {
      if (!isRunningTotal(context, column)) return [];
      const used = context.roleOf(column.name) !== 'ignore';
      const daily = dailyTwin(context, column);
      const name = quoteName(column.name);
      const twin = daily ? ` Its changes from row to row are the column ${quoteName(daily)}.` : '';
      const message = used
        ? `${name} only rises: it counts from the beginning, and is not what happens on each day.${twin}`
        : `${name} counts from the beginning; it is not used unless you choose otherwise.${twin}`;
      const fixes: Fix[] = [differenceFix(context, column)];
      if (used) {
        fixes.push(
          makeFix(`Do not use ${name}`, { kind: 'set-role', column: column.name, role: 'ignore' }),
        );
      }
      const severity = used ? 'warning' : 'note';
      return [
        finding('cumulative-for-daily', severity, { columns: [column.name] }, message, fixes),
      ];
    }),
};

/** By its name or by values that only rise, unless it is a stock, a limit or set by people. */
function isRunningTotal(context: TrapContext, column: NumberColumn): boolean {
  const role = context.roleOf(column.name);
  if (!['flow', 'demand', 'output', 'ignore'].includes(role)) return false;
  const named = matchRoleWords(column.name)?.role === 'ignore';
  const series = seriesOf(context, column).filter((values) => values.length > 1);
  if (series.length === 0) return false;
  if (named) return series.every((values) => mostlyRises(values));
  return series.every(looksCumulative);
}

function mostlyRises(values: readonly number[]): boolean {
  const changes = differencesOf(values.filter((value) => !Number.isNaN(value)));
  const falls = changes.filter((change) => change < 0).length;
  return changes.some((change) => change > 0) && falls <= 0.1 * changes.length;
}

/** The column that holds the changes of a running total on four rows in five. */
function dailyTwin(context: TrapContext, total: NumberColumn): string | undefined {
  const changes = seriesOf(context, total).flatMap((values) => [
    Number.NaN,
    ...differencesOf(values),
  ]);
  const twin = numberColumns(context.table).find((column) => {
    if (column.name === total.name) return false;
    const values = seriesOf(context, column).flat();
    const both = changes.flatMap((c, i) =>
      Number.isNaN(c) || Number.isNaN(values[i]!) ? [] : [i],
    );
    const equal = both.filter((i) => changes[i] === values[i]);
    const telling = equal.some((i) => changes[i] !== 0);
    return both.length >= 5 && telling && equal.length >= 0.8 * both.length;
  });
  return twin?.name;
}

function differenceFix(context: TrapContext, column: NumberColumn): Fix {
  return makeFix(`Take the changes from row to row of ${quoteName(column.name)}`, {
    kind: 'difference',
    column: column.name,
    key: { ...context.key },
  });
}

const prevalenceForIncidence: Trap = {
  id: 'prevalence-for-incidence',
  title: 'A number present at a time is taken for what is new each day',
  detect: (context) => {
    const closed = new Set(closings(context).flatMap((c) => (c.closes ? [c.stock.name] : [])));
    return numberColumns(context.table).flatMap((column) => {
      if (context.roleOf(column.name) !== 'flow' || isRunningTotal(context, column)) return [];
      const why = evidenceOfStock(context, column, closed);
      if (why === undefined) return [];
      const name = quoteName(column.name);
      const message = `${name} is taken for what is new each day, but ${why}. Someone who stays ten days would be counted ten times.`;
      const fix = makeFix(`Take ${name} as the number present at a time`, {
        kind: 'set-role',
        column: column.name,
        role: 'stock',
      });
      return [
        finding('prevalence-for-incidence', 'warning', { columns: [column.name] }, message, [fix]),
      ];
    });
  },
};

function evidenceOfStock(
  context: TrapContext,
  column: NumberColumn,
  closed: ReadonlySet<string>,
): string | undefined {
  if (matchRoleWords(column.name)?.role === 'stock') {
    return 'its name says how many there are at a time';
  }
  if (closed.has(column.name)) {
    return 'its changes are exactly what comes in less what goes out in other columns';
  }
  const smooth = seriesOf(context, column)
    .map(roughness)
    .filter((r) => !Number.isNaN(r));
  if (smooth.length > 0 && smooth.every((r) => r < 0.25)) {
    return 'it changes much less from day to day than daily counts do, as the number present (or an average) would';
  }
  return undefined;
}

export const FLOW_TRAPS: readonly Trap[] = [
  negativeCorrections,
  cumulativeForDaily,
  prevalenceForIncidence,
];
