/** Small charts that are compared: outcomes, what differs from things as they are, what is set day by day. */
import type { Layout, LayoutAxis } from 'plotly.js';
import { formatNumber } from '../words/numbers.ts';
import { type Fan, quantileColumn } from './fan.ts';
import { type FanData, fanFigure } from './fan-figure.ts';
import { before, between, type ChartLook, type Figure, type Place } from './figure.ts';

/** fan: outcomes; difference: around a zero line; steps: what holds for the whole of a row. */
export type ComparedKind = 'fan' | 'difference' | 'steps';

export interface ComparedData extends Omit<FanData, 'paths' | 'second' | 'heldOut' | 'range'> {
  readonly kind: ComparedKind;
  readonly range: readonly [number, number];
  /** The axis is named beside another chart of the same row. */
  readonly isInner: boolean;
}

/** Pixels left of an inner chart. */
const INNER = 8;

export function comparedFigure(data: ComparedData, look: ChartLook): Figure {
  const { kind, isInner, range } = data;
  const figure = fanFigure({ ...data, fan: kind === 'steps' ? stepFan(data.fan) : data.fan }, look);
  const { layout } = figure;
  const yaxis: Partial<LayoutAxis> = {
    ...layout.yaxis,
    ...(kind === 'difference' && {
      ...signedTicks(range),
      zeroline: true,
      zerolinewidth: 2,
      zerolinecolor: look.colours.edge,
    }),
    ...(isInner && { showticklabels: false }),
    range: [...range],
  };
  const nticks = Math.max(2, Math.floor(look.width / 90));
  return {
    data: figure.data,
    layout: {
      ...layout,
      xaxis: { ...layout.xaxis, nticks },
      yaxis,
      ...(isInner && {
        margin: { ...layout.margin, l: INNER },
        annotations: (layout.annotations ?? []).filter(({ yref }) => yref !== 'paper'),
      }),
    },
  };
}

/** From zero on in steps of a round number, with their signs. */
function signedTicks([low, high]: readonly [number, number]): Partial<LayoutAxis> {
  const step = roundStep((high - low) / 4);
  const first = Math.ceil(low / step - 1e-9);
  const count = Math.floor(high / step + 1e-9) - first + 1;
  const tickvals = Array.from({ length: count }, (_, i) => (first + i) * step);
  return {
    tickvals,
    ticktext: tickvals.map((value) => `${value > 0 ? '+' : ''}${formatNumber(value)}`),
  };
}

/** 1, 2 or 5 of a power of ten. */
function roundStep(rough: number): number {
  const power = 10 ** Math.floor(Math.log10(rough));
  return ([1, 2, 5].find((one) => one * power >= rough * (1 - 1e-9)) ?? 10) * power;
}

/** Median and the band that holds 80 % of outcomes: as much as a small chart can show. */
export function smallFan({ x, levels, quantiles }: Fan): Fan {
  const own = [0.1, 0.5, 0.9];
  const columns = own.map((level) => quantileColumn({ x, levels, quantiles }, level));
  const values = new Float64Array(x.length * own.length);
  for (let row = 0; row < x.length; row++)
    for (let i = 0; i < own.length; i++)
      values[row * own.length + i] = columns[i]?.[row] ?? Number.NaN;
  return { x, levels: own, quantiles: values, shares: [0.8] };
}

/** Each row from half a row before it to half a row after it. */
function stepFan({ x, levels, quantiles, ...fan }: Fan): Fan {
  const places: Place[] = [];
  const values = new Float64Array(2 * x.length * levels.length);
  for (let row = 0; row < x.length; row++) {
    places.push(before(x, row), between(x, row, row + 1));
    for (let i = 0; i < levels.length; i++) {
      const value = quantiles[row * levels.length + i] ?? Number.NaN;
      values[2 * row * levels.length + i] = value;
      values[(2 * row + 1) * levels.length + i] = value;
    }
  }
  return { ...fan, x: places, levels, quantiles: values };
}

interface Cell {
  readonly name: string;
  readonly data: ComparedData;
}

/** All of a row in one drawing, for a document. */
export function comparedPicture(cells: readonly Cell[], look: ChartLook): Figure {
  const gap = 0.02;
  const width = (1 - gap * (cells.length - 1)) / cells.length;
  const figures = cells.map(({ data }) =>
    comparedFigure(data, { ...look, width: look.width * width }),
  );
  const axes: Record<string, Partial<LayoutAxis>> = {};
  const titles = cells.map(({ name }, i) => ({
    ...{ xref: 'paper' as const, yref: 'paper' as const, showarrow: false, text: name },
    ...{ x: i * (width + gap), y: 1, xanchor: 'left' as const, yanchor: 'bottom' as const },
    font: { size: 12, color: look.colours.ink },
  }));
  figures.forEach(({ layout }, i) => {
    const number = i === 0 ? '' : String(i + 1);
    const start = i * (width + gap);
    axes[`xaxis${number}`] = {
      ...layout.xaxis,
      domain: [start, start + width],
      anchor: `y${number}` as 'y',
    };
    axes[`yaxis${number}`] = { ...layout.yaxis, anchor: `x${number}` as 'x' };
  });
  return {
    data: figures.flatMap(({ data }, i) =>
      data.map((trace) => ({
        ...trace,
        showlegend: i === 0,
        xaxis: i === 0 ? 'x' : `x${i + 1}`,
        yaxis: i === 0 ? 'y' : `y${i + 1}`,
      })),
    ),
    layout: {
      ...figures[0]?.layout,
      ...axes,
      shapes: figures[0]?.layout.shapes ?? [],
      annotations: titles,
    } as Partial<Layout>,
  };
}
