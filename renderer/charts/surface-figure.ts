import type { Data } from 'plotly.js';
import { unitWords } from '../words/numbers.ts';
import { faded, seriesColour } from './chart-colours.ts';
import {
  baseLayout,
  type ChartLook,
  type Figure,
  numberAxis,
  valueAxis,
  valueMargin,
  wrapped,
} from './figure.ts';
import { cellEdges, classBounds, classOf, contour, type SurfaceAxis } from './surface.ts';

export interface SurfaceData {
  readonly across: SurfaceAxis;
  readonly up: SurfaceAxis;
  /** Row-major [up, across]; NaN where all runs broke. */
  readonly values: Float64Array;
  /** Lines on which a limit is just kept; its kept side is where `values` are at least `level`. */
  readonly limits: readonly {
    readonly words: string;
    readonly values: Float64Array;
    readonly level: number;
  }[];
  /** Where the policy itself lies. */
  readonly at?: { readonly across: number; readonly up: number } | undefined;
}

const DASHES = ['solid', 'dash', 'dot', 'dashdot'] as const;

/** Shades of a value over two numbers of a policy, and the lines along which limits are just kept. */
export function surfaceFigure(
  { across, up, values, limits, at }: SurfaceData,
  look: ChartLook,
): Figure {
  const { colours } = look;
  const bounds = classBounds(values);
  const [xEdges, yEdges] = [cellEdges(across.values), cellEdges(up.values)];
  const [yLow = 0, yHigh = 1] = [yEdges[0], yEdges.at(-1)];
  const left = valueMargin([yLow, yHigh]);
  return {
    data: [
      ...Array.from({ length: Math.max(0, bounds.length - 1) }, (_, shade) =>
        cellsTrace(
          (i) => classOf(values[i] ?? Number.NaN, bounds) === shade,
          [xEdges, yEdges],
          faded(seriesColour(colours, 0), shadeAlpha(shade, bounds.length - 1)),
        ),
      ),
      cellsTrace((i) => !Number.isFinite(values[i]), [xEdges, yEdges], faded(colours.bad, 0.25)),
      ...limits.flatMap(({ words, values: chances, level }, i) => {
        const pieces = contour(chances, across.values, up.values, level);
        const dash = DASHES[i % DASHES.length] ?? 'solid';
        return [
          // Seen on every shade.
          limitTrace(pieces, undefined, { color: colours.sheet, width: 6, dash: 'solid' }),
          limitTrace(pieces, words, { color: colours.ink, width: 2.5, dash }),
        ];
      }),
      {
        type: 'scatter',
        mode: 'markers',
        name: 'this policy',
        x: at ? [at.across] : [],
        y: at ? [at.up] : [],
        showlegend: at !== undefined,
        marker: {
          symbol: 'star',
          size: 17,
          color: seriesColour(colours, 1),
          line: { width: 1.5, color: colours.sheet },
        },
      },
    ],
    layout: {
      ...baseLayout(look, left),
      margin: { l: left + 6, r: 16, t: 30, b: 50, pad: 0 },
      hovermode: false,
      xaxis: {
        ...numberAxis(look, wrapped(nameOf(across), Math.floor(look.width / 7), 1)),
        range: [xEdges[0], xEdges.at(-1)],
        autorange: false,
      },
      yaxis: {
        ...valueAxis(look, [yLow, yHigh]),
        showgrid: false,
        zeroline: false,
        ticks: 'outside',
      },
      annotations: [
        {
          ...{ xref: 'paper', yref: 'paper', x: 0, y: 1, xanchor: 'left', yanchor: 'bottom' },
          ...{ xshift: -left, yshift: 8, showarrow: false },
          text: wrapped(nameOf(up), Math.floor(look.width / 7), 1),
          font: { size: 12, color: colours.muted },
        },
      ],
    },
  };
}

/** From hardly seen to full. */
export function shadeAlpha(shade: number, shades: number): number {
  return 0.08 + (0.82 * shade) / Math.max(1, shades - 1);
}

function nameOf({ words, unit }: SurfaceAxis): string {
  const named = unitWords(unit);
  return named === '' ? words : `${words} (${named})`;
}

/** Cells as one filled line with gaps: no other kind of trace is needed. */
function cellsTrace(
  isIn: (cell: number) => boolean,
  [x, y]: readonly [readonly number[], readonly number[]],
  colour: string,
): Data {
  const columns = x.length - 1;
  const cells = Array.from({ length: columns * (y.length - 1) }, (_, i) => i).filter(isIn);
  const corner = (edges: readonly number[], i: number) => edges[i] ?? Number.NaN;
  return {
    type: 'scatter',
    mode: 'lines',
    x: cells.flatMap((cell) => {
      const [a, b] = [corner(x, cell % columns), corner(x, (cell % columns) + 1)];
      return [a, b, b, a, a, null];
    }) as number[],
    y: cells.flatMap((cell) => {
      const row = Math.floor(cell / columns);
      const [a, b] = [corner(y, row), corner(y, row + 1)];
      return [a, a, b, b, a, null];
    }) as number[],
    fill: 'toself',
    fillcolor: colour,
    line: { width: 0 },
    hoverinfo: 'skip',
    showlegend: false,
  };
}

function limitTrace(
  pieces: ReturnType<typeof contour>,
  /** Undefined: it is not named. */
  words: string | undefined,
  line: { color: string; width: number; dash: (typeof DASHES)[number] },
): Data {
  return {
    type: 'scatter',
    mode: 'lines',
    name: wrapped(words ?? '', 60, 1),
    x: pieces.flatMap(([from, to]) => [from[0], to[0], null]) as number[],
    y: pieces.flatMap(([from, to]) => [from[1], to[1], null]) as number[],
    line,
    hoverinfo: 'skip',
    showlegend: words !== undefined && pieces.length > 0,
  };
}
