import type { Data } from 'plotly.js';
import { formatNumber, unitWords } from '../words/numbers.ts';
import { rowsLayout } from './bars-figure.ts';
import { faded, seriesColour } from './chart-colours.ts';
import type { Annotation, ChartLook, Figure } from './figure.ts';

/** A range within a wider one, and a value in it; all in the row's own unit. */
export interface RangeRow {
  readonly name: string;
  readonly unit: string;
  readonly value?: number | undefined;
  readonly low: number;
  readonly high: number;
  readonly outerLow?: number | undefined;
  readonly outerHigh?: number | undefined;
}

/** Share of the width that the numbers beside it take. */
const NUMBERS = 0.3;

/** One line a row, each on its own scale: from the lowest to the highest of its numbers. */
export function rangesFigure(rows: readonly RangeRow[], look: ChartLook): Figure {
  const { colours } = look;
  const colour = seriesColour(colours, 0);
  const shares = rows.map(sharesOf);
  return {
    data: [
      spanTrace(
        shares.map(({ outerLow, outerHigh }) => [outerLow, outerHigh]),
        faded(colours.edge, 0.4),
        4,
      ),
      spanTrace(
        shares.map(({ low, high }) => [low, high]),
        colour,
        4,
      ),
      {
        type: 'scatter',
        mode: 'markers',
        x: shares.flatMap(({ low, high }) => [low, high]),
        y: shares.flatMap((_, i) => [i, i]),
        marker: { symbol: 'line-ns-open', size: 12, color: colour, line: { width: 2 } },
        hoverinfo: 'skip',
        showlegend: false,
      },
      {
        type: 'scatter',
        mode: 'markers',
        x: shares.map(({ value }) => value ?? null) as number[],
        y: shares.map((_, i) => i),
        marker: { size: 10, color: colour, line: { color: colours.sheet, width: 2 } },
        hoverinfo: 'skip',
        showlegend: false,
      },
    ],
    layout: {
      ...rowsLayout(
        rows.map(({ name }) => name),
        look,
      ),
      margin: {
        ...rowsLayout(
          rows.map(({ name }) => name),
          look,
        ).margin,
        t: 8,
        b: 8,
      },
      xaxis: {
        visible: false,
        fixedrange: true,
        range: [-0.02, 1 / (1 - NUMBERS)],
        autorange: false,
      },
      annotations: rows.map((row, i) => numbersAt(row, i, look)),
    },
  };
}

/** All of a row's numbers as shares of its widest range. */
function sharesOf({ value, low, high, outerLow = low, outerHigh = high }: RangeRow) {
  const start = Math.min(low, outerLow, value ?? low);
  const end = Math.max(high, outerHigh, value ?? high);
  const share = (number: number) => (end > start ? (number - start) / (end - start) : 0.5);
  return {
    value: value === undefined ? undefined : share(value),
    low: share(low),
    high: share(high),
    outerLow: share(outerLow),
    outerHigh: share(outerHigh),
  };
}

function spanTrace(
  spans: readonly (readonly [number, number])[],
  color: string,
  width: number,
): Data {
  return {
    type: 'scatter',
    mode: 'lines',
    x: spans.flatMap(([low, high]) => [low, high, null]) as number[],
    y: spans.flatMap((_, i) => [i, i, null]) as number[],
    line: { color, width },
    hoverinfo: 'skip',
    showlegend: false,
  };
}

function numbersAt({ value, low, high, unit }: RangeRow, row: number, look: ChartLook): Annotation {
  const range = `${formatNumber(low)} to ${formatNumber(high)} ${unitWords(unit)}`.trim();
  return {
    xref: 'x',
    yref: 'y',
    x: 1.04,
    y: row,
    xanchor: 'left',
    align: 'left',
    text: value === undefined ? range : `<b>${formatNumber(value)}</b><br>${range}`,
    showarrow: false,
    font: { size: 12, color: look.colours.ink },
  };
}
