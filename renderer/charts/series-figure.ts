import type { Data } from 'plotly.js';
import type { DataRows } from '../state/use-data-rows.ts';
import { plainName, unitWords } from '../words/numbers.ts';
import { seriesColour } from './chart-colours.ts';
import { COLUMN, keptRows, pick } from './decimate.ts';
import {
  baseLayout,
  before,
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

type Series = DataRows['series'][number];

/** More points than this are a line without marks. */
const MARKED = 200;

/** More lines than this in one panel could not be told apart: each gets its own, on the same scale. */
const TOGETHER = 4;

/** From this share of the rows on there is more room for words before a rule than behind it. */
const MOSTLY = 0.8;

/** Pixels between two panels. */
const GAP = 26;

export function placesOf({ dates, series }: DataRows): readonly Place[] {
  const rows = series[0]?.values.length ?? 0;
  return dates ?? Array.from({ length: rows }, (_, i) => i + 1);
}

/** What is drawn together: series of one unit; of many series each alone. `words`: above the panel. */
export interface Panel {
  readonly words: string;
  readonly series: readonly Series[];
}

export function panelsOf(series: readonly Series[]): Panel[] {
  if (series.length > TOGETHER)
    return series.map((one) => ({ words: seriesWords(one), series: [one] }));
  const units = [...new Set(series.map(({ unit }) => unit))];
  return units.map((unit) => ({
    words: unitWords(unit),
    series: series.filter((one) => one.unit === unit),
  }));
}

/** 'icu occupied (patients)'. */
export function seriesWords({ name, unit }: Series): string {
  return unitWords(unit) ? `${plainName(name)} (${unitWords(unit)})` : plainName(name);
}

/** Observed series in panels, the kept part shaded with hollow marks. `marked`: rows to point at, from 0. */
export function seriesFigure(rows: DataRows, look: ChartLook, marked: readonly number[]): Figure {
  const { series, trainingRows } = rows;
  const x = placesOf(rows);
  const panels = panelsOf(series);
  const ranges = panels.map((panel) => rangeOf(...sharingScale(panel, series)));
  const domains = domainsOf(panels.length, look);
  const cut = trainingRows < x.length ? before(x, trainingRows) : undefined;
  const kept =
    cut === undefined
      ? undefined
      : placeRule(
          cut,
          'kept for the check',
          look,
          trainingRows > MOSTLY * x.length ? 'left' : 'right',
        );
  return {
    data: panels.flatMap((panel, axis) =>
      panel.series.flatMap((one) => seriesTraces(rows, one, axisName(axis), look)),
    ),
    layout: {
      ...baseLayout(look, Math.max(...ranges.map(valueMargin), 40)),
      ...Object.fromEntries(
        ranges.map((range, i) => [
          `yaxis${axisNumber(i)}`,
          {
            ...valueAxis(look, range),
            domain: domains[i],
            ...(panels.length > 3 && { nticks: 3 }),
          },
        ]),
      ),
      xaxis: { ...timeAxis(look, x), anchor: axisName(panels.length - 1) },
      shapes: [
        ...(cut === undefined
          ? []
          : [shade(cut, between(x, x.length - 1, x.length), look.colours.kept, 1)]),
        ...(kept?.shapes ?? []),
        ...markedShades(x, marked, look),
      ],
      annotations: [
        ...panels.flatMap(({ words }, i) => unitNote(words, look, domains[i]?.[1])),
        ...(kept?.annotations ?? []),
      ],
    },
  };
}

/** Panels of one unit have one scale, so that they can be compared. */
function sharingScale({ series: [first] }: Panel, all: readonly Series[]): ArrayLike<number>[] {
  return all.filter(({ unit }) => unit === first?.unit).map(({ values }) => values);
}

function seriesTraces(rows: DataRows, one: Series, yaxis: 'y2', look: ChartLook): Data[] {
  const { trainingRows, series } = rows;
  const index = series.indexOf(one);
  const x = placesOf(rows);
  const colour = seriesColour(look.colours, series.length > TOGETHER ? 0 : index);
  const symbol = SYMBOLS[index % SYMBOLS.length] ?? 'circle';
  const shown = keptRows([one.values], look.width / COLUMN);
  const isMarked = shown.length <= MARKED;
  const dash = isMarked ? (DASHES[Math.floor(index / 4)] ?? 'solid') : 'solid';
  const shared = {
    type: 'scatter',
    mode: isMarked ? 'lines+markers' : 'lines',
    name: plainName(one.name),
    xaxis: 'x',
    yaxis,
    hovertemplate: `%{y:,} ${unitWords(one.unit)}`,
    line: { color: colour, width: isMarked ? 1.5 : 1.25, dash },
  } as const;
  const part = (of: readonly number[]) => ({ x: pick(x, of), y: gapped(pick(one.values, of)) });
  const seen = shown.filter((row) => row < trainingRows);
  const unseen = shown.filter((row) => row >= trainingRows);
  const last = seen.slice(-1);
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
      ...part([...last, ...unseen]),
      showlegend: false,
      marker: {
        symbol,
        size: [...last.map(() => 0), ...unseen.map(() => 5.5)],
        color: look.colours.sheet,
        opacity: 1,
        line: { color: colour, width: 1.5 },
      },
      line: { ...shared.line, width: 1, dash: isMarked ? dash : 'dot' },
    },
  ];
}

/** From the top down, each from below to above, as shares of the height. */
function domainsOf(panels: number, look: ChartLook): [number, number][] {
  const gap =
    panels > 1
      ? Math.min(0.5 / (panels - 1), GAP / Math.max(1, look.height - (look.isPrint ? 176 : 62)))
      : 0;
  const height = (1 - gap * (panels - 1)) / Math.max(1, panels);
  return Array.from({ length: panels }, (_, i) => {
    const top = 1 - i * (height + gap);
    return [Math.max(0, top - height), top];
  });
}

function axisNumber(index: number): string {
  return index <= 0 ? '' : String(index + 1);
}

function axisName(index: number): 'y2' {
  return `y${axisNumber(index)}` as 'y2';
}

/** Neighbouring rows are one shade. */
function markedShades(x: readonly Place[], marked: readonly number[], { colours }: ChartLook) {
  const runs: { first: number; last: number }[] = [];
  for (const row of [...marked].sort((a, b) => a - b)) {
    const run = runs.at(-1);
    if (run && row <= run.last + 1) run.last = row;
    else runs.push({ first: row, last: row });
  }
  return runs.map(({ first, last }) =>
    shade(before(x, first), between(x, last, last + 1), colours.bad, 0.16),
  );
}

function shade(x0: Place, x1: Place, fillcolor: string, opacity: number) {
  return {
    type: 'rect',
    xref: 'x',
    yref: 'paper',
    x0,
    x1,
    y0: 0,
    y1: 1,
    fillcolor,
    opacity,
    line: { width: 0 },
    layer: 'below',
  } as const;
}
