import type { ChartTable } from './chart-table.tsx';
import { bandsOf, type Fan, type Points, quantileColumn } from './fan.ts';
import type { FanData } from './fan-figure.ts';
import type { Place } from './figure.ts';

/** A fan chart as numbers: one row a day, data before it and outcomes in it. `name`: of what is predicted. */
export function fanTable(data: FanData, name: string): ChartTable {
  const { fan, observed, heldOut, baseline, second, unit } = data;
  const columns = [
    ...(observed ? [pointColumn('observed', observed)] : []),
    ...(heldOut ? [pointColumn('days not seen', heldOut)] : []),
    ...(second ? [pointColumn(second.name, second)] : []),
    ...fanColumns(fan, name),
    ...(baseline ? [medianColumn(baseline.fan, `${baseline.words}: median`)] : []),
  ];
  const places = sortedPlaces(columns.map(({ values }) => [...values.keys()]));
  const isDated = typeof places[0] === 'string';
  return {
    columns: [
      isDated ? { name: 'date', unit: '', kind: 'date' } : { name: 'row', unit: '' },
      ...columns.map((column) => ({ name: column.name, unit })),
    ],
    rows: places.map((place) => [
      place,
      ...columns.map(({ values }) => finiteOrNull(values.get(place))),
    ]),
  };
}

interface Column {
  readonly name: string;
  readonly values: ReadonlyMap<Place, number>;
}

function fanColumns(fan: Fan, name: string): Column[] {
  const bands = bandsOf(fan).toReversed();
  return [
    medianColumn(fan, `${name}: median`),
    ...bands.flatMap(({ share, low, high }) => [
      column(`${Math.round(share * 100)} % from`, fan.x, low),
      column(`${Math.round(share * 100)} % to`, fan.x, high),
    ]),
  ];
}

function medianColumn(fan: Fan, name: string): Column {
  return column(name, fan.x, quantileColumn(fan, 0.5) ?? []);
}

function pointColumn(name: string, { x, values }: Points): Column {
  return column(name, x, values);
}

function column(name: string, x: readonly Place[], values: ArrayLike<number>): Column {
  return { name, values: new Map(x.map((place, row) => [place, values[row] ?? Number.NaN])) };
}

/** Every place once, in order: ISO dates sort as texts. */
function sortedPlaces(lists: readonly (readonly Place[])[]): Place[] {
  const places = [...new Set(lists.flat())];
  return places.sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
}

function finiteOrNull(value: number | undefined): number | null {
  return value !== undefined && Number.isFinite(value) ? value : null;
}
