/** What every chart is before it is drawn: data and layout as Plotly takes them, made from a look. */
import type { Data, Layout, LayoutAxis } from 'plotly.js';
import { formatNumber, unitWords } from '../words/numbers.ts';
import type { ChartColours } from './chart-colours.ts';

/** Where on a time axis: an ISO date, or the number of a row from 1 where the data are undated. */
export type Place = string | number;

export interface Figure {
  readonly data: Data[];
  readonly layout: Partial<Layout>;
}

export interface ChartLook {
  readonly colours: ChartColours;
  readonly font: string;
  /** Pixels, of the whole drawing. */
  readonly width: number;
  readonly height: number;
  /** A picture for a document: it carries its own legend. */
  readonly isPrint: boolean;
}

export type FigureOf = (look: ChartLook) => Figure;

export type Shape = NonNullable<Layout['shapes']>[number];
export type Annotation = NonNullable<Layout['annotations']>[number];

/** Marks tell series apart where colours do not. */
export const SYMBOLS = ['circle', 'square', 'diamond', 'triangle-up'] as const;
export const DASHES = ['solid', 'dash', 'dot', 'dashdot'] as const;

const TOP = 24;

export function baseLayout({ colours, font, isPrint }: ChartLook, left: number): Partial<Layout> {
  return {
    font: { family: font, size: 12, color: colours.ink },
    paper_bgcolor: isPrint ? colours.sheet : 'rgba(0,0,0,0)',
    plot_bgcolor: 'rgba(0,0,0,0)',
    margin: { l: left, r: 12, t: TOP, b: 38, pad: 0 },
    hovermode: 'x unified',
    hoverlabel: {
      bgcolor: colours.sheet,
      bordercolor: colours.edge,
      font: { color: colours.ink, size: 12 },
      namelength: -1,
    },
    dragmode: false,
    showlegend: isPrint,
    legend: { orientation: 'h', x: 0, xanchor: 'left', y: -0.12, yanchor: 'top' },
  };
}

function axis({ colours }: ChartLook): Partial<LayoutAxis> {
  return {
    gridcolor: colours.grid,
    zerolinecolor: colours.edge,
    linecolor: colours.edge,
    tickcolor: colours.edge,
    fixedrange: true,
    automargin: false,
  };
}

/** Upwards. */
export function valueAxis(look: ChartLook, range?: readonly [number, number]): Partial<LayoutAxis> {
  return {
    ...axis(look),
    tickformat: ',~g',
    nticks: look.height < 220 ? 4 : 6,
    ...(range ? { range: [...range], autorange: false } : { rangemode: 'tozero' }),
  };
}

/** To the right: numbers. */
export function numberAxis(look: ChartLook, title: string): Partial<LayoutAxis> {
  return {
    ...axis(look),
    showgrid: false,
    zeroline: false,
    showline: true,
    ticks: 'outside',
    tickformat: ',~g',
    nticks: 8,
    title: { text: title, standoff: 8, font: { size: 12, color: look.colours.muted } },
  };
}

/** To the right: days, or numbers of rows; from the first to the last place of all of the series, with half a row of room. */
export function timeAxis(
  look: ChartLook,
  ...series: readonly (readonly Place[])[]
): Partial<LayoutAxis> {
  const ends = series.flatMap((x) =>
    x.length === 0 ? [] : [before(x, 0), between(x, x.length - 1, x.length)],
  );
  const inOrder = ends.sort((a, b) => placeNumber(a) - placeNumber(b));
  return {
    ...axis(look),
    type: typeof ends[0] === 'string' ? 'date' : 'linear',
    ...(inOrder.length > 0 && { range: [inOrder[0], inOrder.at(-1)], autorange: false }),
    showgrid: false,
    zeroline: false,
    showline: true,
    ticks: 'outside',
    showspikes: true,
    spikethickness: 1,
    spikedash: 'dot',
    spikecolor: look.colours.edge,
    hoverformat: '%-d %b %Y',
    tickformatstops: TICKS,
    nticks: Math.max(3, Math.min(10, Math.floor(look.width / 85))),
  };
}

/** Days before months, the year below where it begins. */
const TICKS = [
  { dtickrange: [null, 86_399_999] as [null, number], value: '%H:%M\n%-d %b %Y' },
  { dtickrange: [86_400_000, 'M1'] as [number, string], value: '%-d %b\n%Y' },
  { dtickrange: ['M1', 'M12'] as [string, string], value: '%b\n%Y' },
  { dtickrange: ['M12', null] as [string, null], value: '%Y' },
];

/** Pixels that the numbers beside the axis need. */
export function valueMargin(range: readonly [number, number]): number {
  const digits = Math.max(...range.map((value) => formatNumber(rounded(value)).length));
  return Math.max(40, 16 + 7 * digits);
}

/** The unit stands above its axis, where it is read first. */
export function unitNote(unit: string, { colours }: ChartLook, y = 1): Annotation[] {
  const words = unitWords(unit);
  if (words === '') return [];
  return [
    {
      xref: 'paper',
      yref: 'paper',
      x: 0,
      y,
      xanchor: 'left',
      yanchor: 'bottom',
      xshift: -4,
      yshift: 4,
      text: words,
      showarrow: false,
      font: { size: 12, color: colours.muted },
    },
  ];
}

/** Format of a number that is pointed at: whole ones stay whole, small ones keep three digits. */
export function hoverFormat([low, high]: readonly [number, number]): string {
  const size = Math.max(Math.abs(low), Math.abs(high));
  return size >= 100 ? ',.0f' : size >= 10 ? ',.1~f' : ',.3~r';
}

/** From zero (or below) to a little above what is drawn; 0 to 1 where nothing is. */
export function rangeOf(...columns: readonly ArrayLike<number>[]): [number, number] {
  let low = 0;
  let high = 0;
  for (const column of columns)
    for (let i = 0; i < column.length; i++) {
      const value = column[i] ?? Number.NaN;
      if (!Number.isFinite(value)) continue;
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
  if (low === high) return [0, 1];
  const room = (high - low) * 0.06;
  return [low < 0 ? low - room : 0, high > 0 ? high + room : 0];
}

/** NaN is a gap. */
export function gapped(values: ArrayLike<number>): (number | null)[] {
  return Array.from(values, (value) => (Number.isFinite(value) ? value : null));
}

/** The middle of two neighbouring rows; a row that is not there lies as far as the one before. */
export function between(x: readonly Place[], row: number, next: number): Place {
  const place = (one: number) => placeNumber(x[one] ?? Number.NaN);
  const start = place(row);
  const end = next < x.length ? place(next) : start + (start - place(row - 1));
  const middle = Number.isNaN((start + end) / 2) ? start : (start + end) / 2;
  return typeof x[0] === 'string' ? new Date(middle).toISOString() : middle;
}

/** Half a row before the row. */
export function before(x: readonly Place[], row: number): Place {
  if (row > 0) return between(x, row - 1, row);
  const [first = 0, second = first] = x.slice(0, 2);
  const start = placeNumber(first) - (placeNumber(second) - placeNumber(first)) / 2;
  return typeof first === 'string' ? new Date(start).toISOString() : start;
}

/** Milliseconds of a date, a row as it is. */
export function placeNumber(place: Place): number {
  return typeof place === 'string' ? Date.parse(place) : place;
}

/** A text in lines of about `width` letters, at most `lines` of them. */
export function wrapped(text: string, width: number, lines = 2): string {
  const rows = [''];
  for (const word of text.split(' ')) {
    const row = rows.at(-1) ?? '';
    if (row !== '' && row.length + word.length >= width) rows.push(word);
    else rows[rows.length - 1] = row === '' ? word : `${row} ${word}`;
  }
  const shown = rows.slice(0, lines).map((row) => shortened(row, width + 4));
  if (rows.length > lines) shown[lines - 1] = `${shown[lines - 1]}…`;
  return shown.join('<br>');
}

function shortened(text: string, most: number): string {
  return text.length > most ? `${text.slice(0, most - 1)}…` : text;
}

/** As a tick would stand there: two digits. */
function rounded(value: number): number {
  return Number(value.toPrecision(2));
}
