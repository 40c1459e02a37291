import type { DataRows } from '../state/use-data-rows.ts';
import { plainName, unitWords } from '../words/numbers.ts';
import type { ChartColours } from './chart-colours.ts';

/** Marks tell series apart where colours do not. */
export const SYMBOLS = ['circle', 'square', 'diamond', 'triangle-up'] as const;
const DASHES = ['solid', 'dash', 'dot', 'dashdot'] as const;

/** More points than this are a line without marks. */
const MARKED = 200;

/** Plotly's data and layout of the observed series: one panel a unit, the kept part shaded with hollow marks. */
export function seriesFigure(
  { rows, trainingRows, dates, series }: DataRows,
  colours: ChartColours,
  fontFamily: string,
) {
  const x = dates ?? Array.from({ length: rows }, (_, i) => i + 1);
  const units = [...new Set(series.map(({ unit }) => unit))];
  const cut = trainingRows < rows ? between(x, trainingRows - 1, trainingRows) : undefined;
  const lastSeen = Math.max(0, trainingRows - 1);
  const traces = series.flatMap(({ name, unit, values }, i) => {
    const colour = colours.series[i % colours.series.length] ?? colours.ink;
    const symbol = SYMBOLS[i % SYMBOLS.length] ?? 'circle';
    const axis = units.indexOf(unit) === 0 ? '' : String(units.indexOf(unit) + 1);
    const numbers = Array.from(values, (value) => (Number.isNaN(value) ? null : value));
    const isMarked = numbers.length <= MARKED;
    const shared = {
      type: 'scatter',
      mode: isMarked ? 'lines+markers' : 'lines',
      name: plainName(name),
      legendgroup: name,
      xaxis: 'x',
      yaxis: `y${axis}`,
      hovertemplate: `%{y:,} ${unitWords(unit)}`,
      line: {
        color: colour,
        width: 1.5,
        dash: DASHES[Math.floor(i / 4) % DASHES.length] ?? 'solid',
      },
    } as const;
    const seen = {
      ...shared,
      x: x.slice(0, trainingRows),
      y: numbers.slice(0, trainingRows),
      marker: { symbol, size: 4.5, color: colour },
    };
    if (cut === undefined) return [seen];
    return [
      seen,
      {
        ...shared,
        // From the last row seen on, so that the line goes through.
        x: x.slice(lastSeen),
        y: numbers.slice(lastSeen),
        marker: {
          symbol,
          size: [0, ...Array(rows - trainingRows).fill(5.5)],
          color: colours.sheet,
          line: { color: colour, width: 1.5 },
        },
        line: { ...shared.line, width: 1, dash: isMarked ? shared.line.dash : 'dot' },
      },
    ];
  });
  return {
    data: traces,
    layout: {
      ...panels(units, colours),
      font: { family: fontFamily, size: 12, color: colours.ink },
      paper_bgcolor: 'rgba(0,0,0,0)',
      plot_bgcolor: 'rgba(0,0,0,0)',
      margin: { l: 44, r: 8, t: 20, b: 38 },
      hovermode: 'x unified',
      hoverlabel: {
        bgcolor: colours.sheet,
        bordercolor: colours.edge,
        font: { color: colours.ink },
      },
      dragmode: false,
      showlegend: false,
      ...(cut !== undefined && keptPart(cut, between(x, rows - 1, rows), colours)),
    },
  };
}

function panels(units: readonly string[], colours: ChartColours) {
  const gap = 0.08;
  const height = (1 - gap * (units.length - 1)) / Math.max(1, units.length);
  const line = { gridcolor: colours.grid, zerolinecolor: colours.edge, fixedrange: true } as const;
  const rows = units.map((_unit, i) => {
    const top = 1 - i * (height + gap);
    return [
      i === 0 ? 'yaxis' : `yaxis${i + 1}`,
      {
        ...line,
        domain: [Math.max(0, top - height), top],
        rangemode: 'tozero',
        tickformat: ',~g',
        nticks: 6,
      },
    ];
  });
  return {
    ...Object.fromEntries(rows),
    xaxis: {
      ...line,
      showgrid: false,
      linecolor: colours.edge,
      ticks: 'outside',
      tickcolor: colours.edge,
      anchor: units.length > 1 ? `y${units.length}` : 'y',
      hoverformat: '%-d %b %Y',
      tickformatstops: TICKS,
      nticks: 10,
    },
  };
}

/** Days before months, the year below where it begins. */
const TICKS = [
  { dtickrange: [null, 86_399_999] as [null, number], value: '%H:%M\n%-d %b %Y' },
  { dtickrange: [86_400_000, 'M1'] as [number, string], value: '%-d %b\n%Y' },
  { dtickrange: ['M1', 'M12'] as [string, string], value: '%b\n%Y' },
  { dtickrange: ['M12', null] as [string, null], value: '%Y' },
];

/** The middle of two neighbouring rows; a row that is not there lies as far as the one before. */
function between(x: readonly (string | number)[], before: number, after: number): string | number {
  const place = (row: number) => {
    const value = x[row];
    return typeof value === 'string' ? Date.parse(value) : (value ?? Number.NaN);
  };
  const start = place(before);
  const end = after < x.length ? place(after) : start + (start - place(before - 1));
  const middle = Number.isNaN((start + end) / 2) ? start : (start + end) / 2;
  return typeof x[0] === 'string' ? new Date(middle).toISOString() : middle;
}

/** From the first kept row on: a rule, a shade, a word. */
function keptPart(from: string | number, to: string | number, colours: ChartColours) {
  return {
    shapes: [
      {
        type: 'rect',
        xref: 'x',
        yref: 'paper',
        x0: from,
        x1: to,
        y0: 0,
        y1: 1,
        fillcolor: colours.kept,
        line: { width: 0 },
        layer: 'below',
      },
      {
        type: 'line',
        xref: 'x',
        yref: 'paper',
        x0: from,
        x1: from,
        y0: 0,
        y1: 1,
        line: { color: colours.edge, width: 1, dash: 'dot' },
      },
    ],
    annotations: [
      {
        xref: 'x',
        yref: 'paper',
        x: to,
        y: 1,
        xanchor: 'right',
        yanchor: 'bottom',
        text: 'kept for the check',
        showarrow: false,
        font: { size: 12, color: colours.muted },
      },
    ],
  };
}
