import type { Data, Layout, LayoutAxis } from 'plotly.js';
import { plainName, unitWords } from '../words/numbers.ts';
import { faded, seriesColour } from './chart-colours.ts';
import {
  density2d,
  histogram,
  levelOf,
  outline,
  type Range,
  shownRange,
  smoothDensity,
} from './density.ts';
import { baseLayout, type ChartLook, type Figure, valueAxis, wrapped } from './figure.ts';

/** One number of a model with the values that the data leave possible, in its unit. */
export interface PairParameter {
  readonly name: string;
  readonly unit: string;
  readonly values: ArrayLike<number>;
  /** Values that were possible before. */
  readonly prior?: ArrayLike<number>;
  readonly best?: number;
}

/** Shares of the values that the two lines hold. */
const SHARES = [0.9, 0.5] as const;

const CELLS = 24;
const GAP = 0.025;

/** Each number alone on the diagonal, each pair below it. */
export function pairFigure(parameters: readonly PairParameter[], look: ChartLook): Figure {
  const ranges = parameters.map(({ values, best }) =>
    shownRange(best === undefined ? values : [...Array.from(values), best]),
  );
  const data: Data[] = [];
  const axes: Record<string, Partial<LayoutAxis>> = {};
  parameters.forEach((_, row) => {
    for (let column = 0; column <= row; column++) {
      const id = panelId(row, column);
      axes[`xaxis${id}`] = xAxis(parameters, ranges, row, column, look);
      axes[`yaxis${id}`] = yAxis(parameters, ranges, row, column, look);
      data.push(
        ...(row === column
          ? aloneTraces(parameters[row], ranges[row], id, look)
          : pairTraces(parameters, ranges, row, column, id, look)),
      );
    }
  });
  return {
    data,
    layout: {
      ...baseLayout(look, 84),
      margin: { l: 84, r: 12, t: 8, b: 70 },
      hovermode: false,
      legend: { orientation: 'v', x: 1, xanchor: 'right', y: 1, yanchor: 'top' },
      ...(axes as Partial<Layout>),
    },
  };
}

function panelId(row: number, column: number): string {
  const index = (row * (row + 1)) / 2 + column;
  return index === 0 ? '' : String(index + 1);
}

function aloneTraces(
  parameter: PairParameter | undefined,
  range: Range = [0, 1],
  id: string,
  look: ChartLook,
): Data[] {
  if (!parameter) return [];
  const { values, prior, best } = parameter;
  const colour = seriesColour(look.colours, 0);
  const { places, heights } = histogram(values, range, CELLS);
  const half = (range[1] - range[0]) / CELLS / 2;
  const shared = {
    type: 'scatter',
    mode: 'lines',
    xaxis: `x${id}` as 'x2',
    yaxis: `y${id}` as 'y2',
    showlegend: id === '',
  } as const;
  const before = prior && smoothDensity(prior, range);
  return [
    {
      ...shared,
      name: 'what the data leave possible',
      x: places.flatMap((place) => [place - half, place + half]),
      y: heights.flatMap((height) => [height, height]),
      fill: 'tozeroy',
      fillcolor: faded(colour, 0.25),
      line: { color: colour, width: 1.5 },
    },
    ...(before
      ? [
          {
            ...shared,
            name: 'possible before',
            x: [...before.places],
            y: [...before.heights],
            line: { color: look.colours.muted, width: 1, dash: 'dash' as const },
          },
        ]
      : []),
    ...(best === undefined
      ? []
      : [
          {
            ...shared,
            name: 'best value',
            x: [best, best],
            y: [0, Math.max(...heights)],
            line: { color: look.colours.ink, width: 1.5, dash: 'dot' as const },
          },
        ]),
  ];
}

function pairTraces(
  parameters: readonly PairParameter[],
  ranges: readonly Range[],
  row: number,
  column: number,
  id: string,
  look: ChartLook,
): Data[] {
  const [across, up] = [parameters[column], parameters[row]];
  const [xRange, yRange] = [ranges[column], ranges[row]];
  if (!across || !up || !xRange || !yRange) return [];
  const grid = density2d(across.values, up.values, xRange, yRange);
  const colour = seriesColour(look.colours, 0);
  const shared = {
    type: 'scatter',
    xaxis: `x${id}` as 'x2',
    yaxis: `y${id}` as 'y2',
    showlegend: id === '2',
  } as const;
  return [
    ...SHARES.map((share) => ({
      ...shared,
      mode: 'lines' as const,
      name: `${share * 100} % of the pairs`,
      ...outline(grid, levelOf(grid, share), xRange, yRange),
      line: { color: colour, width: share === 0.5 ? 2.25 : 1.25 },
    })),
    ...(across.best === undefined || up.best === undefined
      ? []
      : [
          {
            ...shared,
            mode: 'markers' as const,
            showlegend: false,
            x: [across.best],
            y: [up.best],
            marker: { symbol: 'cross' as const, size: 8, color: look.colours.ink },
          },
        ]),
  ];
}

function xAxis(
  parameters: readonly PairParameter[],
  ranges: readonly Range[],
  row: number,
  column: number,
  look: ChartLook,
): Partial<LayoutAxis> {
  const isLowest = row === parameters.length - 1;
  return {
    ...panelAxis(look, ranges[column]),
    anchor: `y${panelId(row, column)}` as 'y2',
    domain: domainOf(column, parameters.length),
    showticklabels: isLowest,
    ticks: isLowest ? 'outside' : '',
    mirror: row !== column,
    ...(isLowest && { title: titleOf(parameters[column], parameters.length, look) }),
  };
}

function yAxis(
  parameters: readonly PairParameter[],
  ranges: readonly Range[],
  row: number,
  column: number,
  look: ChartLook,
): Partial<LayoutAxis> {
  const domain = domainOf(parameters.length - 1 - row, parameters.length);
  const anchor = `x${panelId(row, column)}` as 'x2';
  if (row === column)
    return { anchor, domain, visible: false, fixedrange: true, rangemode: 'tozero' };
  const isFirst = column === 0;
  return {
    ...panelAxis(look, ranges[row]),
    anchor,
    domain,
    showticklabels: isFirst,
    ticks: isFirst ? 'outside' : '',
    ...(isFirst && { title: titleOf(parameters[row], parameters.length, look) }),
  };
}

function panelAxis(look: ChartLook, range: Range | undefined): Partial<LayoutAxis> {
  return {
    ...valueAxis(look, range),
    nticks: 3,
    showgrid: false,
    zeroline: false,
    showline: true,
    mirror: true,
    tickfont: { size: 11 },
    tickangle: 0,
  };
}

function titleOf(parameter: PairParameter | undefined, panels: number, look: ChartLook) {
  if (!parameter) return { text: '' };
  const unit = unitWords(parameter.unit);
  const text = `${plainName(parameter.name)}${unit === '' ? '' : ` (${unit})`}`;
  const room = Math.max(12, Math.floor(look.width / panels / 8));
  return { text: wrapped(text, Math.min(room, 22), 2), standoff: 6, font: { size: 12 } };
}

function domainOf(index: number, panels: number): [number, number] {
  const side = (1 - GAP * (panels - 1)) / panels;
  return [index * (side + GAP), Math.min(1, index * (side + GAP) + side)];
}
