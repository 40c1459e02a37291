import type { Data } from 'plotly.js';
import type { DataRows } from '../state/use-data-rows.ts';
import { plainName, unitWords } from '../words/numbers.ts';
import { seriesColour } from './chart-colours.ts';
import { keptRows, pick } from './decimate.ts';
import {
  baseLayout,
  between,
  type ChartLook,
  DASHES,
  type Figure,
  gapped,
  type Place,
  rangeOf,
  SYMBOLS,
  timeAxis,
  unitNote,
  valueAxis,
  valueMargin,
} from './figure.ts';
import { placeRule } from './marks.ts';

/** More points than this are a line without marks. */
const MARKED = 200;

/** Share of the height between two panels. */
const GAP = 0.1;

export function placesOf({ dates, series }: DataRows): readonly Place[] {
  const rows = series[0]?.values.length ?? 0;
  return dates ?? Array.from({ length: rows }, (_, i) => i + 1);
}

/** Observed series: one panel a unit, the kept part shaded with hollow marks. `marked`: rows to point at, from 0. */
export function seriesFigure(rows: DataRows, look: ChartLook, marked: readonly number[]): Figure {
  const { series, trainingRows } = rows;
  const x = placesOf(rows);
  const units = [...new Set(series.map(({ unit }) => unit))];
  const ranges = units.map((unit) =>
    rangeOf(...series.filter((one) => one.unit === unit).map(({ values }) => values)),
  );
  const cut = trainingRows < x.length ? between(x, trainingRows - 1, trainingRows) : undefined;
  const tops = units.map((_, i) => panelOf(i, units.length)[1]);
  const kept = cut === undefined ? undefined : placeRule(cut, 'kept for the check', look, 'right');
  return {
    data: series.flatMap((_, i) => seriesTraces(rows, i, units, look)),
    layout: {
      ...baseLayout(look, Math.max(...ranges.map(valueMargin), 40)),
      ...Object.fromEntries(
        ranges.map((range, i) => [
          `yaxis${axisNumber(i)}`,
          { ...valueAxis(look, range), domain: panelOf(i, units.length) },
        ]),
      ),
      xaxis: {
        ...timeAxis(look, x[0]),
        anchor: units.length > 1 ? (`y${units.length}` as 'y2') : 'y',
      },
      shapes: [
        ...(cut === undefined ? [] : [keptShade(cut, between(x, x.length - 1, x.length), look)]),
        ...(kept?.shapes ?? []),
        ...markedShades(x, marked, look),
      ],
      annotations: [
        ...units.flatMap((unit, i) => unitNote(unit, look, tops[i])),
        ...(kept?.annotations ?? []),
      ],
    },
  };
}

function seriesTraces(
  { trainingRows, series, ...rest }: DataRows,
  index: number,
  units: readonly string[],
  look: ChartLook,
): Data[] {
  const one = series[index];
  if (!one) return [];
  const x = placesOf({ trainingRows, series, ...rest });
  const { colours } = look;
  const colour = seriesColour(colours, index);
  const symbol = SYMBOLS[index % SYMBOLS.length] ?? 'circle';
  const rows = keptRows([one.values], look.width / 2);
  const isMarked = rows.length <= MARKED;
  const dash = DASHES[Math.floor(index / 4) % DASHES.length] ?? 'solid';
  const shared = {
    type: 'scatter',
    mode: isMarked ? 'lines+markers' : 'lines',
    name: plainName(one.name),
    xaxis: 'x',
    yaxis: `y${axisNumber(units.indexOf(one.unit))}` as 'y2',
    hovertemplate: `%{y:,} ${unitWords(one.unit)}`,
    line: { color: colour, width: 1.5, dash },
  } as const;
  const part = (of: readonly number[]) => ({ x: pick(x, of), y: gapped(pick(one.values, of)) });
  const seen = rows.filter((row) => row < trainingRows);
  const last = seen.at(-1);
  const unseen = rows.filter((row) => row >= trainingRows);
  const seenTrace: Data = {
    ...shared,
    ...part(seen),
    marker: { symbol, size: 4.5, color: colour },
  };
  if (unseen.length === 0) return [seenTrace];
  return [
    seenTrace,
    {
      ...shared,
      // From the last row seen on, so that the line goes through.
      ...part(last === undefined ? unseen : [last, ...unseen]),
      showlegend: false,
      marker: {
        symbol,
        size: [...(last === undefined ? [] : [0]), ...Array(unseen.length).fill(5.5)],
        color: colours.sheet,
        line: { color: colour, width: 1.5 },
      },
      line: { ...shared.line, width: 1, dash: isMarked ? dash : 'dot' },
    },
  ];
}

/** From below to above, as shares of the height. */
function panelOf(index: number, panels: number): [number, number] {
  const height = (1 - GAP * (panels - 1)) / Math.max(1, panels);
  const top = 1 - index * (height + GAP);
  return [Math.max(0, top - height), top];
}

function axisNumber(index: number): string {
  return index <= 0 ? '' : String(index + 1);
}

function keptShade(from: Place, to: Place, { colours }: ChartLook) {
  return shade(from, to, colours.kept, 'below');
}

/** Neighbouring rows are one shade. */
function markedShades(x: readonly Place[], marked: readonly number[], { colours }: ChartLook) {
  const runs: { first: number; last: number }[] = [];
  for (const row of [...marked].sort((a, b) => a - b)) {
    const run = runs.at(-1);
    if (run && row <= run.last + 1) run.last = row;
    else runs.push({ first: row, last: row });
  }
  return runs.map(({ first, last }) => ({
    ...shade(before(x, first), between(x, last, last + 1), colours.bad, 'below'),
    opacity: 0.16,
  }));
}

/** Half a row before the row. */
function before(x: readonly Place[], row: number): Place {
  return row > 0 ? between(x, row - 1, row) : (x[0] ?? 0);
}

function shade(x0: Place, x1: Place, fillcolor: string, layer: 'below') {
  return {
    type: 'rect',
    xref: 'x',
    yref: 'paper',
    x0,
    x1,
    y0: 0,
    y1: 1,
    fillcolor,
    line: { width: 0 },
    layer,
  } as const;
}
