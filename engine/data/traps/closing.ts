/** Whether a stock changes by what comes in less what goes out. */
import { quoteName } from '../data-error.ts';
import { type Finding, showRows } from '../finding.ts';
import { makeFix } from '../fix.ts';
import { differences, oneRowEarlier } from '../fix-values.ts';
import { type NumberColumn, numberColumns } from '../table.ts';
import { finding, type Trap, type TrapContext, whenOf } from './trap.ts';

/** A stock beside the flows that best explain its changes. */
export interface Closing {
  readonly stock: NumberColumn;
  readonly ins: readonly NumberColumn[];
  readonly outs: readonly NumberColumn[];
  /** Change of the stock less ins plus outs, one a table row; NaN where unknown. */
  readonly residual: Float64Array;
  /** Table rows on which the residual is more than rounding. */
  readonly open: readonly number[];
  /** Balanced on at least 95 % of the rows, of which there are at least 8. */
  readonly closes: boolean;
  /** The flows are those of the row before: the stock is counted in the morning. */
  readonly dayBefore: boolean;
}

export const flowsDoNotClose: Trap = {
  id: 'flows-do-not-close',
  title: 'A stock does not change by what comes in less what goes out',
  detect: (context) =>
    closings(context).flatMap((closing) => {
      if (context.roleOf(closing.stock.name) !== 'stock') return [];
      if (!closing.closes) return [openFinding(context, closing)];
      return closing.dayBefore ? [morningFinding(context, closing)] : [];
    }),
};

function openFinding(context: TrapContext, closing: Closing): Finding {
  const { stock, residual, open } = closing;
  const worst = open.reduce((a, b) => (Math.abs(residual[b]!) > Math.abs(residual[a]!) ? b : a));
  const rows = open.map((row) => context.table.fileRows[row]!);
  const where = `they differ on ${showRows(rows)}, most on ${whenOf(context, worst)} (by ${tidy(residual[worst]!)})`;
  const message = `${quoteName(stock.name)} does not change by ${expression(closing)}: ${where}. Other ways in or out, late reports, or flows that mean something else; a model that takes all of them as exact cannot fit.`;
  const about = { columns: columnsOf(closing), rows };
  return finding('flows-do-not-close', 'warning', about, message, fixesOf(context, closing));
}

function morningFinding(context: TrapContext, closing: Closing): Finding {
  const name = quoteName(closing.stock.name);
  const message = `${name} changes by ${expression(closing)} of the row before: it is counted before the day's comings and goings, and a model expects it after them.`;
  const fix = makeFix(`Move ${name} one row earlier, to the end of the day before`, {
    kind: 'one-row-earlier',
    column: closing.stock.name,
    key: { ...context.key },
  });
  return finding('flows-do-not-close', 'warning', { columns: columnsOf(closing) }, message, [fix]);
}

function columnsOf({ stock, ins, outs }: Closing): readonly string[] {
  return [stock, ...ins, ...outs].map((column) => column.name);
}

/** "admissions - discharges - deaths" */
function expression({ ins, outs }: Closing): string {
  const names = (columns: readonly NumberColumn[]) => columns.map(({ name }) => quoteName(name));
  return [names(ins).join(' + '), ...names(outs)].join(' - ');
}

function fixesOf(context: TrapContext, { stock, ins, outs }: Closing) {
  const key = { ...context.key };
  const term = (column: NumberColumn, sign: 1 | -1, change = false) => ({
    column: column.name,
    sign,
    change,
  });
  const name = quoteName(stock.name);
  return [
    makeFix(`Add a column "left ${name}": what must have gone out for ${name} to be right`, {
      kind: 'add-balance',
      name: `left ${stock.name}`.slice(0, 120),
      key,
      terms: [...ins.map((column) => term(column, 1)), term(stock, -1, true)],
    }),
    makeFix(`Add a column "unexplained ${name}" with the differences`, {
      kind: 'add-balance',
      name: `unexplained ${stock.name}`.slice(0, 108),
      key,
      terms: [term(stock, 1, true), ...ins.map((c) => term(c, -1)), ...outs.map((c) => term(c, 1))],
    }),
  ];
}

const MOST_FLOWS = 5;

/** For every column that flows may belong to, the best combination of inflows and outflows, if any fits at all. */
export function closings(context: TrapContext): readonly Closing[] {
  const numbers = numberColumns(context.table);
  const flow = (direction: 'in' | 'out') =>
    numbers
      .filter((c) => isFlow(context, c) && context.directionOf(c.name) === direction)
      .slice(0, MOST_FLOWS);
  const [ins, outs] = [
    flow('in'),
    [...flow('out'), ...demands(context, numbers)].slice(0, MOST_FLOWS),
  ];
  if (ins.length === 0 || outs.length === 0) return [];
  const stocks = numbers.filter((c) => ['stock', 'flow'].includes(context.roleOf(c.name)));
  return stocks.flatMap((stock) => {
    const others = (columns: readonly NumberColumn[]) =>
      columns.filter((c) => c.name !== stock.name);
    const best = bestClosing(context, stock, others(ins), others(outs));
    return best ? [best] : [];
  });
}

function isFlow(context: TrapContext, column: NumberColumn): boolean {
  return ['flow', 'input', 'output'].includes(context.roleOf(column.name));
}

function demands(context: TrapContext, numbers: readonly NumberColumn[]): readonly NumberColumn[] {
  return numbers.filter((column) => context.roleOf(column.name) === 'demand');
}

/** Tries every set of inflows with every set of outflows; flows that do not move with the stock are not its. */
function bestClosing(
  context: TrapContext,
  stock: NumberColumn,
  ins: readonly NumberColumn[],
  outs: readonly NumberColumn[],
): Closing | undefined {
  const sameDay = differences(context.table, stock, context.key);
  const changes = { sameDay, dayBefore: oneRowLater(context, stock, sameDay) };
  let best: { closing: Closing; size: number; change: Float64Array } | undefined;
  for (const when of ['sameDay', 'dayBefore'] as const) {
    for (const some of subsets(ins)) {
      for (const others of subsets(outs)) {
        const closing = closingOf(stock, changes[when], some, others, when === 'dayBefore');
        const size = meanSize(closing.residual);
        // Flows of the day before count only if they close; else the plain comparison is the one to show.
        const better = best === undefined || size < best.size - 1e-12;
        if (better && (when === 'sameDay' || closing.closes)) {
          best = { closing, size, change: changes[when] };
        }
      }
    }
    if (best?.closing.closes) break;
  }
  if (best === undefined || !related(best.change, best.closing.residual)) return undefined;
  return best.closing;
}

/** The changes that stand on the next row: what the flows of this row made of the stock. */
function oneRowLater(
  context: TrapContext,
  stock: NumberColumn,
  change: Float64Array,
): Float64Array {
  return oneRowEarlier(context.table, { ...stock, values: change }, context.key);
}

function closingOf(
  stock: NumberColumn,
  change: Float64Array,
  ins: readonly NumberColumn[],
  outs: readonly NumberColumn[],
  dayBefore: boolean,
): Closing {
  const net = (columns: readonly NumberColumn[], row: number) =>
    columns.reduce((sum, column) => sum + column.values[row]!, 0);
  const residual = change.map((value, row) => value - net(ins, row) + net(outs, row));
  const open: number[] = [];
  let known = 0;
  residual.forEach((value, row) => {
    if (Number.isNaN(value)) return;
    known++;
    if (Math.abs(value) > Math.max(0.5, 1e-3 * Math.abs(stock.values[row]!))) open.push(row);
  });
  const closes = known >= 8 && open.length <= 0.05 * known;
  return { stock, ins, outs, residual, open, closes, dayBefore };
}

/** The flows explain at least a quarter of the variance of the changes, on at least 8 rows. */
function related(change: Float64Array, residual: Float64Array): boolean {
  const rows = [...residual.keys()].filter((row) => !Number.isNaN(residual[row]!));
  if (rows.length < 8) return false;
  const variance = (values: Float64Array) => {
    const mean = rows.reduce((sum, row) => sum + values[row]!, 0) / rows.length;
    return rows.reduce((sum, row) => sum + (values[row]! - mean) ** 2, 0) / rows.length;
  };
  return variance(change) > 0 && variance(residual) < 0.75 * variance(change);
}

function meanSize(values: Float64Array): number {
  const present = values.filter((value) => !Number.isNaN(value));
  return present.length === 0
    ? Infinity
    : present.reduce((sum, v) => sum + Math.abs(v), 0) / present.length;
}

/** All sets of one or more. */
function subsets<T>(items: readonly T[]): readonly (readonly T[])[] {
  const all: T[][] = [];
  for (let mask = 1; mask < 2 ** items.length; mask++)
    all.push(items.filter((_, i) => mask & (1 << i)));
  return all;
}

function tidy(value: number): string {
  return String(Math.round(value * 100) / 100);
}
