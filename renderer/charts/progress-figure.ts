import type { Data } from 'plotly.js';
import { plainName, unitWords } from '../words/numbers.ts';
import { faded, seriesColour } from './chart-colours.ts';
import {
  baseLayout,
  type ChartLook,
  type Figure,
  gapped,
  hoverFormat,
  numberAxis,
  rangeOf,
  unitNote,
  valueAxis,
  valueMargin,
} from './figure.ts';

/** One moment of a run: what was done by then, and a number as it was. */
export interface ProgressPoint {
  readonly done: number;
  readonly value: number;
}

/** A number with the spread in which it is still searched. */
export interface TracePoint extends ProgressPoint {
  readonly low: number;
  readonly high: number;
}

/** What falls while a run goes on. `xName`: what is counted ('simulated runs'). */
export function progressFigure(
  points: readonly ProgressPoint[],
  words: { readonly xName: string; readonly yName: string; readonly unit: string },
  isLog: boolean,
  look: ChartLook,
): Figure {
  const values = points.map(({ value }) => value);
  // A logarithm has no place for zero.
  const hasLog = isLog && values.every((value) => value > 0);
  const range = rangeOf(values);
  const colour = seriesColour(look.colours, 0);
  return {
    data: [
      {
        type: 'scatter',
        mode: points.length > 1 ? 'lines' : 'markers',
        name: words.yName,
        x: points.map(({ done }) => done),
        y: gapped(values),
        hovertemplate: `%{y:${hoverFormat(range)}} ${unitWords(words.unit)}<extra></extra>`,
        line: { color: colour, width: 2, shape: 'hv' },
        marker: { color: colour, size: 6 },
      },
      lastPoint(points, colour),
    ],
    layout: {
      ...baseLayout(look, valueMargin(range)),
      xaxis: { ...numberAxis(look, words.xName), rangemode: 'tozero' },
      yaxis: hasLog
        ? { ...valueAxis(look), type: 'log', rangemode: 'normal', dtick: 'D2' }
        : valueAxis(look, range),
      annotations: unitNote(words.unit || words.yName, look),
    },
  };
}

/** One number while it is searched: the best so far, and its spread. */
export function parameterFigure(
  points: readonly TracePoint[],
  words: { readonly name: string; readonly unit: string; readonly xName: string },
  look: ChartLook,
): Figure {
  const x = points.map(({ done }) => done);
  const [low, high] = [points.map((point) => point.low), points.map((point) => point.high)];
  const range = closeRange([...low, ...high, ...points.map(({ value }) => value)]);
  const colour = seriesColour(look.colours, 0);
  return {
    data: [
      {
        type: 'scatter',
        mode: 'lines',
        name: 'still searched',
        x: [...x, ...x.toReversed()],
        y: [...high, ...low.toReversed()],
        fill: 'toself',
        fillcolor: faded(colour, 0.2),
        line: { width: points.length > 1 ? 0 : 6, color: faded(colour, 0.3) },
        hoverinfo: 'skip',
      },
      {
        type: 'scatter',
        mode: points.length > 1 ? 'lines' : 'markers',
        name: plainName(words.name),
        x,
        y: gapped(points.map(({ value }) => value)),
        hovertemplate: `%{y:${hoverFormat(range)}} ${unitWords(words.unit)}<extra></extra>`,
        line: { color: colour, width: 2 },
        marker: { color: colour, size: 7 },
      },
      lastPoint(points, colour),
    ],
    layout: {
      ...baseLayout(look, valueMargin(range)),
      xaxis: numberAxis(look, words.xName),
      yaxis: { ...valueAxis(look, range), zeroline: false },
      annotations: unitNote(words.unit, look),
    },
  };
}

/** Where it stands now. */
function lastPoint(points: readonly ProgressPoint[], colour: string): Data {
  const last = points.at(-1);
  return {
    type: 'scatter',
    mode: 'markers',
    x: last ? [last.done] : [],
    y: last ? [last.value] : [],
    marker: { color: colour, size: 7 },
    hoverinfo: 'skip',
    showlegend: false,
  };
}

/** Around what is drawn, without zero: how a number settles is seen from near. */
function closeRange(values: readonly number[]): [number, number] {
  const finite = values.filter(Number.isFinite);
  if (finite.length === 0) return [0, 1];
  const [low, high] = [Math.min(...finite), Math.max(...finite)];
  const room = (high - low) * 0.08 || Math.abs(high) * 0.1 || 1;
  return [low - room, high + room];
}
