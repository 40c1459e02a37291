/** Pieces of fan charts: bands, median, paths, dots. */
import type { Data } from 'plotly.js';
import { faded } from './chart-colours.ts';
import { COLUMN, keptRows, pick } from './decimate.ts';
import { type BandColumns, bandsOf, type Fan, type Points, quantileColumn } from './fan.ts';
import { type ChartLook, gapped, hoverFormat, type Place } from './figure.ts';

/** Opacity of the bands, widest first: each lies on those before it. */
const SHADES = [0.14, 0.16, 0.2] as const;

/** More dots than this would be a thick line. */
const MOST_DOTS = 400;

/** A fan with no more rows than the drawing can show. */
export interface DrawnFan {
  readonly x: readonly Place[];
  readonly median: ArrayLike<number>;
  readonly bands: readonly BandColumns[];
}

export function drawnFan(fan: Fan, look: ChartLook): DrawnFan {
  const bands = bandsOf(fan);
  const median = quantileColumn(fan, 0.5) ?? new Float64Array(fan.x.length).fill(Number.NaN);
  const widest = bands[0] ? [bands[0].low, bands[0].high] : [];
  const rows = keptRows([median, ...widest], look.width / COLUMN);
  if (rows.length === fan.x.length) return { x: fan.x, median, bands };
  return {
    x: pick(fan.x, rows),
    median: pick(median, rows),
    bands: bands.map(({ share, low, high }) => ({
      share,
      low: Float64Array.from(pick(low, rows)),
      high: Float64Array.from(pick(high, rows)),
    })),
  };
}

/** Widest first, so that narrower ones lie upon them. */
export function bandTraces({ x, bands }: DrawnFan, colour: string): Data[] {
  return bands.map(({ share, low, high }, i) => {
    const rows = Array.from(x.keys()).filter(
      (row) => Number.isFinite(low[row]) && Number.isFinite(high[row]),
    );
    const back = [...rows].reverse();
    return {
      type: 'scatter',
      mode: 'lines',
      name: `${Math.round(share * 100)} % of outcomes`,
      x: [...pick(x, rows), ...pick(x, back)],
      y: [...pick(high, rows), ...pick(low, back)],
      fill: 'toself',
      fillcolor: faded(colour, SHADES[i] ?? 0.2),
      line: { width: 0 },
      hoverinfo: 'skip',
    };
  });
}

/** The median, which tells the bands too when it is pointed at. */
export function medianTrace(
  { x, median, bands }: DrawnFan,
  colour: string,
  range: readonly [number, number],
  unit: string,
): Data {
  const format = hoverFormat(range);
  const told = bands.filter(({ share }) => share > 0.5).toReversed();
  const ranges = told
    .map(
      ({ share }, i) =>
        `<br>${Math.round(share * 100)} %: %{customdata[${2 * i}]:${format}} to %{customdata[${2 * i + 1}]:${format}}`,
    )
    .join('');
  return {
    type: 'scatter',
    mode: 'lines',
    name: 'median',
    x: [...x],
    y: gapped(median),
    customdata: Array.from(x, (_, row) =>
      told.flatMap(({ low, high }) => [low[row] ?? Number.NaN, high[row] ?? Number.NaN]),
    ),
    hovertemplate: `median %{y:${format}} ${unit}${ranges}<extra></extra>`,
    line: { color: colour, width: 2 },
  };
}

/** Median dashed, 80 % as an outline: what is compared with. */
export function baselineTraces(
  { x, median, bands }: DrawnFan,
  words: string,
  look: ChartLook,
): Data[] {
  const band = bands.find(({ share }) => share === 0.8);
  const line = { color: look.colours.muted, width: 1, dash: 'dot' } as const;
  const shared = { type: 'scatter', mode: 'lines', hoverinfo: 'skip' } as const;
  const outline: Data[] = band
    ? [
        {
          ...shared,
          name: `${words}: 80 %`,
          x: [...x, null, ...x] as (Place | null)[],
          y: [...gapped(band.high), null, ...gapped(band.low)],
          line,
        },
      ]
    : [];
  return [
    ...outline,
    {
      ...shared,
      name: words,
      x: [...x],
      y: gapped(median),
      line: { ...line, width: 1.75, dash: 'dash' },
    },
  ];
}

/** Single runs, as one line with gaps. `values`: row-major [count, x]. */
export function pathTrace(
  fan: Fan,
  values: ArrayLike<number>,
  count: number,
  look: ChartLook,
  colour: string,
): Data {
  const rows = fan.x.length;
  const xs: (Place | null)[] = [];
  const ys: (number | null)[] = [];
  for (let path = 0; path < count; path++) {
    const one = Array.from({ length: rows }, (_, row) => values[path * rows + row] ?? Number.NaN);
    const kept = keptRows([one], look.width / COLUMN);
    xs.push(...pick(fan.x, kept), null);
    ys.push(...gapped(pick(one, kept)), null);
  }
  return {
    type: 'scatter',
    mode: 'lines',
    name: 'single runs',
    x: xs,
    y: ys,
    hoverinfo: 'skip',
    connectgaps: false,
    line: { color: faded(colour, 0.45), width: 1 },
  };
}

/** What was observed: dots, hollow where the model has not seen them; a thin line where they are too many. */
export function dotTrace(points: Points, name: string, isSeen: boolean, look: ChartLook): Data {
  const { ink, sheet } = look.colours;
  const rows = keptRows([points.values], look.width / COLUMN);
  const areDots = rows.length <= MOST_DOTS;
  return {
    type: 'scatter',
    mode: areDots ? 'markers' : 'lines',
    name,
    x: pick(points.x, rows),
    y: gapped(pick(points.values, rows)),
    hovertemplate: `%{y:,}<extra>${name}</extra>`,
    marker: isSeen
      ? { size: 4.5, color: ink }
      : { size: 6, color: sheet, line: { color: ink, width: 1.5 } },
    line: { color: ink, width: 1, dash: isSeen ? 'solid' : 'dot' },
  };
}

export function lineTrace(points: Points, name: string, colour: string, look: ChartLook): Data {
  const rows = keptRows([points.values], look.width / COLUMN);
  return {
    type: 'scatter',
    mode: 'lines',
    name,
    x: pick(points.x, rows),
    y: gapped(pick(points.values, rows)),
    hovertemplate: `%{y:,}<extra>${name}</extra>`,
    line: { color: colour, width: 1.75, dash: 'dashdot' },
  };
}
