/** What a run told row by row, as series that metrics are made of. */
import type { Declaration } from '../../simulator/declaration.ts';
import type { CourseCost } from '../interventions/course-for.ts';
import type { Series } from '../schemas/aim.ts';
import type { Means } from '../schemas/means.ts';

/** Numbers of the runs of one structure: run after run, each row-major [rows, width]. */
export interface RunTable {
  readonly values: Float64Array;
  readonly rows: number;
  readonly width: number;
}

/** Where a quantity is found in a row. */
export interface Column {
  readonly name: string;
  /** -1: the structure does not have it; it is then `before` all the time. */
  readonly at: number;
  /** In the row that the runs start from; NaN: not known. */
  readonly before: number;
}

/** Rows first..first + rows - 1, inclusive of what begins before them. */
export function costByRow(
  { once, perStep }: CourseCost,
  first: number,
  rows: number,
): Float64Array {
  const costs = new Float64Array(rows);
  for (const { row, amount } of once)
    if (row >= first && row < first + rows) costs[row - first]! += amount;
  for (const { from, to, amount } of perStep)
    for (let row = Math.max(from, first); row <= Math.min(to, first + rows - 1); row++)
      costs[row - first]! += amount;
  return costs;
}

/** Quantities of all structures: those of this one where it has them. */
export function columnsOf(
  declaration: Declaration,
  all: readonly Declaration[],
  { resources }: Pick<Means, 'resources'>,
  before: (kind: 'output' | 'lever', name: string) => number,
): Map<string, Column> {
  const columns = new Map<string, Column>();
  let at = 0;
  const add = (name: string, value: number, isThere: boolean) => {
    if (!columns.has(name)) columns.set(name, { name, at: isThere ? at : -1, before: value });
    if (isThere) at++;
  };
  for (const name of Object.keys(declaration.outputs)) add(name, before('output', name), true);
  for (const name of Object.keys(declaration.levers)) add(name, before('lever', name), true);
  for (const { name, default: value } of resources) add(name, value, true);
  for (const { levers } of all)
    for (const [name, lever] of Object.entries(levers)) add(name, lever.default, false);
  return columns;
}

/** Writes the series of one run. `run`: its number in the table. */
export type ReadSeries = (table: RunTable, run: number, into: Float64Array) => void;

/**
 * Undefined where a quantity is not known. Shortage: max(0, need - there - resource), row by row. Cost: the items of the cost
 * model and what the changes cost. A rise is counted from the row before; of the first row from the one that the runs start
 * from, none where that is not known.
 */
export function seriesReader(
  series: Series,
  columns: ReadonlyMap<string, Column>,
  means: Means,
  changes: Float64Array,
): ReadSeries | undefined {
  switch (series.kind) {
    case 'named':
      return namedReader(columns.get(series.name));
    case 'shortage':
      return shortageReader(series.resource, columns, means);
    case 'cost':
      return costReader(columns, means, changes);
    default:
      return series satisfies never;
  }
}

function namedReader(column: Column | undefined): ReadSeries | undefined {
  if (column === undefined) return undefined;
  const { at, before } = column;
  if (at < 0) return (_table, _run, into) => into.fill(before);
  return ({ values, rows, width }, run, into) => {
    let from = run * rows * width + at;
    for (let row = 0; row < rows; row++, from += width) into[row] = values[from]!;
  };
}

function shortageReader(
  resource: string,
  columns: ReadonlyMap<string, Column>,
  { resources }: Means,
): ReadSeries | undefined {
  const serves = resources.find(({ name }) => name === resource)?.serves;
  if (!serves) return undefined;
  const provided = namedReader(columns.get(resource));
  const need = namedReader(columns.get(serves.output));
  if (need === undefined || provided === undefined) return undefined;
  let own = new Float64Array(0);
  return (table, run, into) => {
    if (own.length !== table.rows) own = new Float64Array(table.rows);
    need(table, run, into);
    provided(table, run, own);
    for (let row = 0; row < table.rows; row++)
      into[row] = Math.max(0, into[row]! - serves.there - own[row]!);
  };
}

function costReader(
  columns: ReadonlyMap<string, Column>,
  means: Means,
  changes: Float64Array,
): ReadSeries {
  const items = means.costs.items.flatMap(({ of, per, amount }) => {
    const read =
      per === 'shortage' ? shortageReader(of, columns, means) : namedReader(columns.get(of));
    return read === undefined
      ? []
      : [{ read, amount, rise: per === 'rise', before: columns.get(of)?.before ?? Number.NaN }];
  });
  let own = new Float64Array(0);
  return (table, run, into) => {
    if (own.length !== table.rows) own = new Float64Array(table.rows);
    into.set(changes);
    for (const { read, amount, rise, before } of items) {
      read(table, run, own);
      let last = Number.isNaN(before) ? own[0]! : before;
      for (let row = 0; row < table.rows; row++) {
        const value = own[row]!;
        into[row]! += amount * (rise ? Math.max(0, value - last) : value);
        last = value;
      }
    }
  };
}
