import type { Data } from 'plotly.js';
import { formatNumber, plainName, unitWords } from '../words/numbers.ts';
import { faded, seriesColour } from './chart-colours.ts';
import {
  type Annotation,
  baseLayout,
  type ChartLook,
  type Figure,
  numberAxis,
  wrapped,
} from './figure.ts';

/** One end of what is not known: the number there, and what comes of it. */
interface TornadoEnd {
  /** '5.2 days'. */
  readonly at: string;
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

interface TornadoRow {
  readonly name: string;
  readonly low: TornadoEnd;
  readonly high: TornadoEnd;
  /** False: the swing is within simulation error. */
  readonly told: boolean;
}

export interface TornadoData {
  /** Largest swing first. */
  readonly rows: readonly TornadoRow[];
  readonly unit: string;
  readonly valueName: string;
}

const HALF = 0.3;

/** A bar a factor, from the outcome at its low end to that at its high end, with the input values at the ends. */
export function tornadoFigure({ rows, unit, valueName }: TornadoData, look: ChartLook): Figure {
  const { colours } = look;
  const letters = Math.max(8, ...rows.map(({ name }) => Math.min(26, plainName(name).length)));
  const left = Math.min(look.width * 0.32, 16 + 6.6 * letters);
  const ends = rows.flatMap(({ low, high }) => [
    low.value,
    high.value,
    low.low,
    low.high,
    high.low,
    high.high,
  ]);
  const finite = ends.filter(Number.isFinite);
  const [least, most] = finite.length > 0 ? [Math.min(...finite), Math.max(...finite)] : [0, 1];
  const span = most - least || Math.abs(most) * 0.1 || 1;
  // Room for the words at the ends of the longest bar, of the width that is then left.
  const letter = Math.max(...rows.flatMap(({ low, high }) => [low.at.length, high.at.length]), 6);
  const share = Math.min(0.32, (10 + 6.2 * letter) / Math.max(120, look.width - left));
  const room = (span * share) / (1 - 2 * share);
  const words = unitWords(unit);
  return {
    data: [
      barTrace(rows, true, faded(seriesColour(colours, 0), 0.75)),
      barTrace(rows, false, faded(colours.edge, 0.4)),
      errorTrace(rows, colours.ink),
    ],
    layout: {
      ...baseLayout(look, left),
      margin: { l: left, r: 12, t: 12, b: 46 },
      hovermode: false,
      xaxis: {
        ...numberAxis(
          look,
          wrapped(
            words === '' ? valueName : `${valueName} (${words})`,
            Math.floor(look.width / 8),
            1,
          ),
        ),
        range: [least - room, most + room],
        autorange: false,
        showgrid: true,
      },
      yaxis: {
        range: [rows.length - 0.5, -0.5],
        autorange: false,
        fixedrange: true,
        showgrid: false,
        zeroline: false,
        tickvals: rows.map((_, i) => i),
        ticktext: rows.map(({ name }) => wrapped(plainName(name), Math.floor(left / 6.6), 2)),
      },
      annotations: rows.flatMap((row, i) => endWords(row, i, look)),
    },
  };
}

function barTrace(rows: readonly TornadoRow[], told: boolean, colour: string): Data {
  const drawn = rows.flatMap((row, i) => (row.told === told ? [{ row, i }] : []));
  return {
    type: 'scatter',
    mode: 'lines',
    x: drawn.flatMap(({ row: { low, high } }) => [
      ...[low.value, high.value, high.value, low.value, low.value, null],
    ]) as number[],
    y: drawn.flatMap(({ i }) => [
      ...[i - HALF, i - HALF, i + HALF, i + HALF, i - HALF, null],
    ]) as number[],
    fill: 'toself',
    fillcolor: colour,
    line: { width: 1, color: colour },
    hoverinfo: 'skip',
    showlegend: false,
  };
}

/** How exact each end is. */
function errorTrace(rows: readonly TornadoRow[], colour: string): Data {
  return {
    type: 'scatter',
    mode: 'lines',
    x: rows.flatMap(({ low, high }) => [
      low.low,
      low.high,
      null,
      high.low,
      high.high,
      null,
    ]) as number[],
    y: rows.flatMap((_, i) => [i, i, null, i, i, null]) as number[],
    line: { color: colour, width: 1.25 },
    hoverinfo: 'skip',
    showlegend: false,
  };
}

/** The input at each end of a bar, outside of it. */
function endWords({ low, high }: TornadoRow, row: number, { colours }: ChartLook): Annotation[] {
  const isUp = high.value >= low.value;
  return [
    { end: low, isLeft: isUp },
    { end: high, isLeft: !isUp },
  ].map(({ end, isLeft }) => ({
    ...{
      xref: 'x',
      yref: 'y',
      x: isLeft ? Math.min(end.low, end.value) : Math.max(end.high, end.value),
      y: row,
    },
    ...{ xanchor: isLeft ? 'right' : 'left', xshift: isLeft ? -5 : 5, showarrow: false },
    text: end.at || formatNumber(end.value),
    font: { size: 11, color: colours.muted },
  }));
}
