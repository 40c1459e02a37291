import type { Data, Layout } from 'plotly.js';
import { formatNumber, plainName, unitWords } from '../words/numbers.ts';
import { faded, seriesColour } from './chart-colours.ts';
import {
  type Annotation,
  baseLayout,
  type ChartLook,
  type Figure,
  numberAxis,
  rangeOf,
  wrapped,
} from './figure.ts';

/** One bar, with the range of its value where there is one. */
interface BarRow {
  readonly name: string;
  readonly value: number;
  readonly low?: number | undefined;
  readonly high?: number | undefined;
  /** What the others are compared with: the model. */
  readonly isMain?: boolean | undefined;
}

export interface BarsData {
  readonly rows: readonly BarRow[];
  readonly unit: string;
  /** What is measured: 'typical error'. */
  readonly valueName: string;
  readonly reference?: { readonly value: number; readonly words: string } | undefined;
  /** What a whole bar is; absent: the longest. The axis goes a little beyond, for its number. */
  readonly max?: number | undefined;
}

/** Half the thickness of a bar, in rows. */
const HALF = 0.28;

/** Pixels for names at most. */
const NAMES = 220;

/** Bars to the right, first row on top, each with its name and its number. */
export function barsFigure(data: BarsData, look: ChartLook): Figure {
  const { rows, unit, valueName, reference, max } = data;
  const { colours } = look;
  const [low, high] = rangeOf(
    rows.flatMap((row) => [row.value, row.low ?? 0, row.high ?? 0]),
    reference ? [reference.value] : [],
  );
  const end = (max ?? high) + ((max ?? high) - low) * 0.14;
  const words = unitWords(unit);
  return {
    data: [
      ...[true, false].map((isMain) =>
        barTrace(
          rows,
          (row) => (row.isMain === true) === isMain,
          isMain ? seriesColour(colours, 0) : faded(colours.edge, 0.55),
        ),
      ),
      rangeTrace(rows, colours.ink),
    ],
    layout: {
      ...rowsLayout(
        rows.map(({ name }) => name),
        look,
      ),
      xaxis: {
        ...numberAxis(look, words === '' ? valueName : `${valueName} (${words})`),
        range: [low, end],
        autorange: false,
        showgrid: true,
        zeroline: true,
        zerolinecolor: colours.edge,
      },
      ...(reference && {
        shapes: [
          {
            type: 'line',
            xref: 'x',
            yref: 'paper',
            x0: reference.value,
            x1: reference.value,
            y0: 0,
            y1: 1,
            line: { color: colours.ink, width: 1.5, dash: 'dash' },
          },
        ],
      }),
      annotations: [
        ...rows.map((row, i) => numberAt(row, i, look)),
        ...(reference ? [referenceWords(reference, look)] : []),
      ],
    },
  };
}

/** Axis with names instead of numbers, first one on top. */
function rowsLayout(names: readonly string[], look: ChartLook): Partial<Layout> {
  const letters = Math.max(6, ...names.map((name) => Math.min(30, plainName(name).length)));
  const left = Math.min(NAMES, look.width * 0.4, 16 + 6.6 * letters);
  return {
    ...baseLayout(look, left),
    margin: { l: left, r: 16, t: 20, b: 46 },
    hovermode: false,
    yaxis: {
      range: [names.length - 0.5, -0.5],
      autorange: false,
      fixedrange: true,
      showgrid: false,
      zeroline: false,
      ticks: 'outside',
      ticklen: 6,
      tickcolor: 'rgba(0,0,0,0)',
      tickvals: names.map((_, i) => i),
      ticktext: names.map((name) => wrapped(plainName(name), Math.floor(left / 6.6), 2)),
    },
  };
}

/** Bars as one filled line with gaps: no other kind of trace is needed. */
function barTrace(
  rows: readonly BarRow[],
  isDrawn: (row: BarRow) => boolean,
  colour: string,
): Data {
  const drawn = rows.flatMap((row, i) =>
    isDrawn(row) && Number.isFinite(row.value) ? [{ row, i }] : [],
  );
  return {
    type: 'scatter',
    mode: 'lines',
    x: drawn.flatMap(({ row: { value } }) => [0, value, value, 0, 0, null]) as number[],
    y: drawn.flatMap(({ i }) => [
      i - HALF,
      i - HALF,
      i + HALF,
      i + HALF,
      i - HALF,
      null,
    ]) as number[],
    fill: 'toself',
    fillcolor: colour,
    line: { width: 0 },
    hoverinfo: 'skip',
    showlegend: false,
  };
}

function rangeTrace(rows: readonly BarRow[], colour: string): Data {
  const drawn = rows.flatMap((row, i) =>
    row.low === undefined || row.high === undefined ? [] : [{ low: row.low, high: row.high, i }],
  );
  const tick = 0.12;
  return {
    type: 'scatter',
    mode: 'lines',
    x: drawn.flatMap(({ low, high }) => [
      low,
      high,
      null,
      low,
      low,
      null,
      high,
      high,
      null,
    ]) as number[],
    y: drawn.flatMap(({ i }) => [
      i,
      i,
      null,
      i - tick,
      i + tick,
      null,
      i - tick,
      i + tick,
      null,
    ]) as number[],
    line: { color: colour, width: 1.5 },
    hoverinfo: 'skip',
    showlegend: false,
  };
}

/** The value itself, beyond the end of its bar. */
function numberAt({ value, high, isMain }: BarRow, row: number, look: ChartLook): Annotation {
  const text = formatNumber(value);
  return {
    xref: 'x',
    yref: 'y',
    x: Math.max(0, value, high ?? value),
    y: row,
    xanchor: 'left',
    xshift: 4,
    text: isMain ? `<b>${text}</b>` : text,
    showarrow: false,
    font: { size: 12, color: look.colours.ink },
  };
}

function referenceWords(
  { value, words }: NonNullable<BarsData['reference']>,
  { colours }: ChartLook,
): Annotation {
  return {
    xref: 'x',
    yref: 'paper',
    x: value,
    y: 1,
    yanchor: 'bottom',
    text: words,
    showarrow: false,
    font: { size: 12, color: colours.muted },
  };
}
