import type { Data, LayoutAxis } from 'plotly.js';
import { plainName } from '../words/numbers.ts';
import { faded, seriesColour } from './chart-colours.ts';
import {
  baseLayout,
  type ChartLook,
  DASHES,
  type Figure,
  numberAxis,
  SYMBOLS,
  unitNote,
  valueAxis,
} from './figure.ts';

/** Shares that ranges claim to hold, and those that they held, with a band of luck. */
export interface CoverageCurve {
  readonly name: string;
  readonly levels: readonly number[];
  readonly covered: readonly number[];
  readonly low: readonly number[];
  readonly high: readonly number[];
}

/** More levels than these are a line. */
const MOST_POINTS = 5;

/** Claimed against found; on the diagonal ranges are honest. */
export function coverageFigure(curves: readonly CoverageCurve[], look: ChartLook): Figure {
  const whole: Partial<LayoutAxis> = { range: [0, 1.02], autorange: false };
  return {
    data: [
      {
        type: 'scatter',
        mode: 'lines',
        name: 'as claimed',
        x: [0, 1],
        y: [0, 1],
        line: { color: look.colours.muted, width: 1.5, dash: 'dash' },
        hoverinfo: 'skip',
      },
      ...curves.flatMap((curve, i) => curveTraces(curve, i, curves.length, look)),
    ],
    layout: {
      ...baseLayout(look, 48),
      hovermode: 'closest',
      margin: { l: 48, r: 12, t: 24, b: 46 },
      xaxis: {
        ...numberAxis(look, 'share that the ranges claim to hold'),
        ...whole,
        showgrid: true,
        ...percentTicks([0, 0.2, 0.5, 0.8, 0.95]),
      },
      yaxis: { ...valueAxis(look), ...whole, ...percentTicks([0, 0.2, 0.5, 0.8, 1]) },
      annotations: unitNote('share that they held', look),
    },
  };
}

function percentTicks(shares: readonly number[]) {
  return { tickvals: [...shares], ticktext: shares.map(percent) };
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}

function curveTraces(curve: CoverageCurve, index: number, curves: number, look: ChartLook): Data[] {
  const { levels, covered, low, high } = curve;
  const colour = seriesColour(look.colours, index);
  const arePoints = levels.length <= MOST_POINTS;
  // Points of several curves at one level lie beside each other.
  const shift = arePoints ? (index - (curves - 1) / 2) * 0.022 : 0;
  const x = levels.map((level) => level + shift);
  const shared = { type: 'scatter', name: plainName(curve.name) } as const;
  const band: Data = arePoints
    ? {
        ...shared,
        mode: 'lines',
        x: x.flatMap((level) => [level, level, null]) as number[],
        y: levels.flatMap((_, i) => [low[i] ?? null, high[i] ?? null, null]) as number[],
        line: { color: faded(colour, 0.4), width: 5 },
        hoverinfo: 'skip',
        showlegend: false,
      }
    : {
        ...shared,
        mode: 'lines',
        x: [...x, ...x.toReversed()],
        y: [...high, ...low.toReversed()],
        fill: 'toself',
        fillcolor: faded(colour, 0.14),
        line: { width: 0 },
        hoverinfo: 'skip',
        showlegend: false,
      };
  return [
    band,
    {
      ...shared,
      mode: arePoints ? 'markers' : 'lines',
      x,
      y: [...covered],
      text: levels.map(
        (level, i) => `claimed ${percent(level)}, held ${percent(covered[i] ?? Number.NaN)}`,
      ),
      hovertemplate: `${plainName(curve.name)}: %{text}<extra></extra>`,
      marker: { size: 8, color: colour, symbol: SYMBOLS[index % SYMBOLS.length] ?? 'circle' },
      line: {
        color: colour,
        width: 2,
        dash: DASHES[Math.floor(index / 4) % DASHES.length] ?? 'solid',
      },
    },
  ];
}
