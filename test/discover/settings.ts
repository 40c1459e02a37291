/** Settings of every kind of system that the composer knows, from the registries' point of view. */
import type { ColumnRole, Dataset, Series, SeriesUse } from '../../engine/data/dataset.ts';
import { createSetting, type Setting } from '../../engine/discover/setting.ts';

/** 'occupied: stock output count' with an optional column text of its own. */
export interface Column {
  readonly name: string;
  readonly role: Exclude<ColumnRole, 'date' | 'trajectory' | 'ignore'>;
  readonly use: SeriesUse;
  readonly kind?: Series['kind'];
  readonly column?: string;
  readonly unit?: string;
  /** Value of a row; default: a wave up to about 45. */
  readonly at?: (row: number) => number;
}

export interface World {
  readonly setting: Setting;
  readonly dataset: Dataset;
}

const ROWS = 45;

export function worldOf(
  words: string,
  columns: readonly Column[],
  { rows = ROWS, title = 'A test' }: { readonly rows?: number; readonly title?: string } = {},
): World {
  const series = columns.map(
    ({ name, role, use, kind = 'count', column = name, unit = 'things' }) => ({
      name,
      column,
      role,
      use,
      unit,
      kind,
    }),
  );
  const dataset: Dataset = {
    timeUnit: 'day',
    series,
    trajectories: [
      {
        id: '1',
        rows,
        dates: Array.from({ length: rows }, (_, day) =>
          // A Monday.
          new Date(Date.UTC(2024, 0, 1 + day)).toISOString().slice(0, 10),
        ),
        values: Object.fromEntries(
          columns.map(({ name, kind, at = kind === 'proportion' ? share : wave }) => [
            name,
            Float64Array.from({ length: rows }, (_, row) => at(row)),
          ]),
        ),
      },
    ],
  };
  return { setting: createSetting(title, words, dataset), dataset };
}

function wave(row: number): number {
  return 5 + Math.round(40 * Math.sin((Math.PI * (row % ROWS)) / ROWS));
}

function share(row: number): number {
  return 0.3 + 0.1 * Math.sin(row);
}

const stay = 'Patients are admitted to the ward, stay in beds for some days, and leave.';
const contagion = 'Influenza spread through a school of 763 boys, who were ill in bed for days.';
const stock = 'A warehouse keeps goods on stock and orders new ones when the stock runs low.';
const hospital = 'Patients come to a hospital, stay in beds of two kinds, and leave.';
const numbers = 'The number of calls that come in each day to a help desk.';

const occupied: Column = { name: 'occupied', role: 'stock', use: 'output' };
const admissions: Column = { name: 'admissions', role: 'flow', use: 'input' };
const inventory: Column = { name: 'inventory', role: 'stock', use: 'output' };
const backlog: Column = { name: 'backlog', role: 'stock', use: 'output' };
const demand: Column = { name: 'demand', role: 'demand', use: 'input' };
const small = (row: number) => row % 7;
/** Groups of a closed population of 200. */
const ill = (row: number) => 1 + (row % 20);
const over = (row: number) => Math.min(150, 3 * row);

/** Family -> what was recorded -> a world in which the family can be used. */
export const WORLDS: Readonly<Record<string, Readonly<Record<string, World>>>> = {
  beds: {
    'recorded inflow': worldOf(stay, [occupied, admissions]),
    'two recorded inflows, one not whole': worldOf(stay, [
      occupied,
      { ...admissions, at: small },
      { name: 'transfers', role: 'flow', use: 'input', kind: 'continuous', at: () => 1.4 },
    ]),
    'no inflow': worldOf(stay, [occupied]),
    'a column of capacity': worldOf(stay, [
      occupied,
      { ...admissions, at: small },
      { name: 'beds_open', role: 'capacity', use: 'input', at: () => 30 },
    ]),
    'a stock that is not whole': worldOf(stay, [{ ...occupied, kind: 'continuous' }, admissions]),
  },
  contagion: {
    'in bed and convalescent': worldOf(contagion, [
      { name: 'in_bed', role: 'stock', use: 'output' },
      { name: 'convalescent', role: 'stock', use: 'output', at: small },
    ]),
    'all three groups, population not told': worldOf(
      'An infection spreads from person to person.',
      [
        { name: 'S', role: 'stock', use: 'output', at: (row) => 200 - ill(row) - over(row) },
        { name: 'I', role: 'stock', use: 'output', at: ill },
        { name: 'R', role: 'stock', use: 'output', at: over },
      ],
    ),
    'new cases only': worldOf('Cases of an epidemic were recorded each day in the whole town.', [
      { name: 'cases', role: 'flow', use: 'output' },
    ]),
    'the ill and new cases': worldOf(contagion, [
      { name: 'ill', role: 'stock', use: 'output' },
      { name: 'cases', role: 'flow', use: 'output', at: small },
    ]),
  },
  'stock-keeping': {
    'demand and orders as a lever': worldOf(stock, [
      inventory,
      backlog,
      { ...demand, at: small },
      { name: 'orders', role: 'order', use: 'lever', at: small },
    ]),
    'demand and orders as an input': worldOf(stock, [
      inventory,
      { ...demand, at: small },
      { name: 'orders', role: 'order', use: 'input', at: small },
    ]),
    'demand alone': worldOf(stock, [inventory, { ...demand, at: small }]),
    'neither demand nor orders': worldOf(stock, [inventory, backlog]),
    'only the stock': worldOf(stock, [inventory]),
    'orders on the way counted': worldOf(stock, [
      inventory,
      backlog,
      { name: 'pipeline', role: 'stock', use: 'output', at: (row) => row % 4 },
    ]),
    'orders on the way and orders as a lever': worldOf(stock, [
      inventory,
      { name: 'on_order', role: 'stock', use: 'output', at: (row) => row % 4 },
      { name: 'orders', role: 'order', use: 'lever', at: small },
    ]),
  },
  counts: {
    counts: worldOf(numbers, [{ name: 'calls', role: 'flow', use: 'output' }]),
    'values that are not whole': worldOf(numbers, [
      { name: 'litres', role: 'flow', use: 'output', kind: 'continuous' },
    ]),
    shares: worldOf(numbers, [
      { name: 'share_late', role: 'flow', use: 'output', kind: 'proportion' },
    ]),
    weeks: (({ setting, dataset }) => ({
      setting: { ...setting, timeUnit: 'week' as const },
      dataset: { ...dataset, timeUnit: 'week' as const },
    }))(worldOf(numbers, [{ name: 'calls', role: 'flow', use: 'output' }])),
  },
  patients: {
    'three kinds of patients in two kinds of places, and a count of days': worldOf(hospital, [
      { name: 'day', role: 'stock', use: 'output', at: (row) => row },
      { name: 'icu', role: 'stock', use: 'output', at: (row) => Math.min(4, row) },
      { name: 'standard', role: 'stock', use: 'output', at: (row) => 2 * (row % 5) },
      { name: 'patients_a', role: 'stock', use: 'output', at: (row) => Math.min(4, row) },
      { name: 'patients_b', role: 'stock', use: 'output', at: (row) => row % 5 },
      { name: 'patients_c', role: 'stock', use: 'output', at: (row) => row % 5 },
      {
        name: 'patients',
        role: 'stock',
        use: 'output',
        at: (row) => Math.min(4, row) + 2 * (row % 5),
      },
    ]),
    'two kinds of places, admissions recorded': worldOf(hospital, [
      { name: 'icu_occupied', role: 'stock', use: 'output', at: small },
      { name: 'general_occupied', role: 'stock', use: 'output' },
      { ...admissions, at: small },
    ]),
    'a queue, arrivals and who was turned away': worldOf(hospital, [
      { name: 'occupied', role: 'stock', use: 'output', at: () => 12 },
      { name: 'waiting', role: 'stock', use: 'output', at: small },
      { name: 'arrived', role: 'flow', use: 'output', at: small },
      { name: 'turned_away', role: 'flow', use: 'output', at: (row) => row % 2 },
    ]),
    'a queue of two kinds of patients, and a column of capacity': worldOf(hospital, [
      { name: 'patients_a', role: 'stock', use: 'output', at: small },
      { name: 'patients_b', role: 'stock', use: 'output', at: () => 5 },
      { name: 'waiting', role: 'stock', use: 'output', at: small },
      { name: 'beds_open', role: 'capacity', use: 'input', at: () => 12 },
    ]),
    'arrivals counted, nobody waiting or turned away': worldOf(hospital, [
      { name: 'occupied', role: 'stock', use: 'output', at: () => 12 },
      { name: 'arrived', role: 'flow', use: 'output', at: small },
    ]),
  },
};
