import type { Data } from 'plotly.js';
import { plainName, unitWords } from '../words/numbers.ts';
import { faded, seriesColour } from './chart-colours.ts';
import {
  baseLayout,
  before,
  between,
  type ChartLook,
  type Figure,
  gapped,
  hoverFormat,
  type Place,
  rangeOf,
  timeAxis,
  unitNote,
  valueAxis,
  valueMargin,
} from './figure.ts';

/** What holds for the whole of a row: in the middle of all outcomes, and where 90 % of them lie. */
export interface StepsData {
  readonly x: readonly Place[];
  readonly middle: readonly number[];
  readonly low: readonly number[];
  readonly high: readonly number[];
  readonly name: string;
  readonly unit: string;
}

/** What is set, row by row: a line of steps over the band of 5 to 95 % of outcomes. */
export function stepsFigure(
  { x, middle, low, high, name, unit }: StepsData,
  look: ChartLook,
): Figure {
  const colour = seriesColour(look.colours, 0);
  const range = rangeOf(middle, low, high);
  const edges = x.flatMap((_, row) => [before(x, row), between(x, row, row + 1)]);
  const twice = (values: readonly number[]) => values.flatMap((value) => [value, value]);
  const line: Data = {
    type: 'scatter',
    mode: 'lines',
    name: plainName(name),
    x: edges,
    y: gapped(twice(middle)),
    line: { color: colour, width: 2 },
    customdata: twice(low).map((value, i) => [value, twice(high)[i] ?? value]),
    hovertemplate: `%{y:${hoverFormat(range)}} ${unitWords(unit)} (%{customdata[0]:${hoverFormat(range)}} to %{customdata[1]:${hoverFormat(range)}})<extra></extra>`,
  };
  return {
    data: [
      {
        type: 'scatter',
        mode: 'lines',
        name: '5 to 95 % of outcomes',
        x: [...edges, ...edges.toReversed()],
        y: [...twice(high), ...twice(low).toReversed()],
        fill: 'toself',
        fillcolor: faded(colour, 0.22),
        line: { width: 0 },
        hoverinfo: 'skip',
      },
      line,
    ],
    layout: {
      ...baseLayout(look, valueMargin(range)),
      xaxis: timeAxis(look, x),
      yaxis: valueAxis(look, range),
      annotations: unitNote(unit, look),
    },
  };
}
