import type { Data } from 'plotly.js';
import { unitWords } from '../words/numbers.ts';
import { faded, seriesColour } from './chart-colours.ts';
import {
  baseLayout,
  type ChartLook,
  type Figure,
  hoverFormat,
  numberAxis,
  rangeOf,
  unitNote,
  valueAxis,
  valueMargin,
} from './figure.ts';

/** One observed value and what was predicted for it, with its range where there is one. */
export interface Agreement {
  readonly observed: number;
  readonly predicted: number;
  readonly low?: number;
  readonly high?: number;
  /** Which value it is: a date. */
  readonly label: string;
}

/** Predicted against observed; on the diagonal they are the same. */
export function agreementFigure(
  points: readonly Agreement[],
  unit: string,
  look: ChartLook,
): Figure {
  const known = points.filter(
    ({ observed, predicted }) => Number.isFinite(observed) && Number.isFinite(predicted),
  );
  const range = rangeOf(known.flatMap(({ observed, predicted }) => [observed, predicted]));
  const colour = seriesColour(look.colours, 0);
  const words = unitWords(unit);
  const format = hoverFormat(range);
  return {
    data: [
      {
        type: 'scatter',
        mode: 'lines',
        name: 'the same',
        x: [...range],
        y: [...range],
        line: { color: look.colours.muted, width: 1.5, dash: 'dash' },
        hoverinfo: 'skip',
      },
      whiskers(known, faded(colour, 0.3)),
      {
        type: 'scatter',
        mode: 'markers',
        name: 'predicted',
        x: known.map(({ observed }) => observed),
        y: known.map(({ predicted }) => predicted),
        text: known.map(({ label }) => label),
        hovertemplate: `%{text}: observed %{x:${format}}, predicted %{y:${format}} ${words}<extra></extra>`,
        marker: { size: 6, color: colour, line: { color: look.colours.sheet, width: 1 } },
      },
    ],
    layout: {
      ...baseLayout(look, valueMargin(range)),
      margin: { l: valueMargin(range), r: 12, t: 24, b: 46 },
      hovermode: 'closest',
      xaxis: {
        ...numberAxis(look, words === '' ? 'observed' : `observed (${words})`),
        range: [...range],
        autorange: false,
        showgrid: true,
      },
      yaxis: valueAxis(look, range),
      annotations: unitNote(words === '' ? 'predicted' : `predicted (${words})`, look),
    },
  };
}

function whiskers(points: readonly Agreement[], colour: string): Data {
  const ranged = points.filter(({ low, high }) => low !== undefined && high !== undefined);
  return {
    type: 'scatter',
    mode: 'lines',
    name: 'range',
    x: ranged.flatMap(({ observed }) => [observed, observed, null]) as number[],
    y: ranged.flatMap(({ low, high }) => [low ?? null, high ?? null, null]) as number[],
    line: { color: colour, width: 2 },
    hoverinfo: 'skip',
    showlegend: ranged.length > 0,
  };
}
