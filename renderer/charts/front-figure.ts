import type { Data } from 'plotly.js';
import { unitWords } from '../words/numbers.ts';
import { faded, seriesColour } from './chart-colours.ts';
import {
  type Annotation,
  baseLayout,
  type ChartLook,
  type Figure,
  numberAxis,
  type Shape,
  valueAxis,
  valueMargin,
  wrapped,
} from './figure.ts';
import {
  choosable,
  type FrontAxis,
  type FrontData,
  type FrontKind,
  type FrontPoint,
  frontRange,
  isPlace,
  sizeShares,
} from './front.ts';

/** How each kind is marked: shape first, so that it is told without colour. */
const MARKS = {
  front: { symbol: 'circle', size: 12 },
  other: { symbol: 'circle', size: 5 },
  unfit: { symbol: 'x-thin-open', size: 6 },
  recommended: { symbol: 'star', size: 17 },
  'do-nothing': { symbol: 'square', size: 12 },
  current: { symbol: 'diamond', size: 13 },
  'best-constant': { symbol: 'triangle-up', size: 13 },
} as const satisfies Record<FrontKind, { symbol: string; size: number }>;

/** Drawn in this order: what matters most lies on top. */
const ORDER: readonly FrontKind[] = [
  'unfit',
  'other',
  'front',
  'do-nothing',
  'current',
  'best-constant',
  'recommended',
];

const WORDS: Readonly<Record<FrontKind, string>> = {
  front: 'best compromises',
  other: 'others that keep the limits',
  unfit: 'break a limit',
  recommended: 'recommended',
  'do-nothing': 'do nothing',
  current: 'as set today',
  'best-constant': 'best constant',
};

/** Policies by two things that are wanted; compromises large, the better corner named. */
export function frontFigure({ points, x, y, bySize }: FrontData, look: ChartLook): Figure {
  const { colours } = look;
  const places = points.filter((point) => isPlace(point.x, point.y));
  const shares = bySize ? sizeShares(places) : undefined;
  const [xRange, yRange] = [frontRange(points, 'x', x), frontRange(points, 'y', y)];
  return {
    data: [
      ...barTraces(places, look),
      ...ORDER.map((kind) => markTrace(kind, places, shares, look)),
    ],
    layout: {
      ...baseLayout(look, valueMargin(yRange)),
      margin: { l: valueMargin(yRange) + 8, r: 20, t: 30, b: 50, pad: 0 },
      hovermode: false,
      xaxis: {
        ...numberAxis(look, axisTitle(x, look)),
        range: [...xRange],
        autorange: false,
        showgrid: true,
      },
      yaxis: { ...valueAxis(look, yRange), showline: true, zeroline: false },
      shapes: [...wantedRules('x', x, look), ...wantedRules('y', y, look)],
      annotations: [axisWords(y, look), betterCorner(x, y, look), ...pinWords(places, colours.ink)],
    },
  };
}

function axisTitle({ words, unit }: FrontAxis, look: ChartLook): string {
  return wrapped(withUnit(words, unit), Math.floor(look.width / 7), 1);
}

function withUnit(words: string, unit: string): string {
  const named = unitWords(unit);
  return named === '' ? words : `${words} (${named})`;
}

/** Above its axis, where it is read first. */
function axisWords({ words, unit }: FrontAxis, look: ChartLook): Annotation {
  return {
    ...{ xref: 'paper', yref: 'paper', x: 0, y: 1, xanchor: 'left', yanchor: 'bottom' },
    ...{ xshift: -36, yshift: 8, showarrow: false },
    text: wrapped(withUnit(words, unit), Math.floor(look.width / 7), 1),
    font: { size: 12, color: look.colours.muted },
  };
}

/** What is wanted at least, across the chart. */
function wantedRules(along: 'x' | 'y', { wanted }: FrontAxis, { colours }: ChartLook): Shape[] {
  if (wanted === undefined) return [];
  const isUp = along === 'y';
  return [
    {
      type: 'line',
      layer: 'below',
      xref: isUp ? 'paper' : 'x',
      yref: isUp ? 'y' : 'paper',
      ...(isUp
        ? { x0: 0, x1: 1, y0: wanted, y1: wanted }
        : { x0: wanted, x1: wanted, y0: 0, y1: 1 }),
      line: { color: colours.bad, width: 1.5, dash: 'longdash' },
    },
  ];
}

/** Where better ones lie: a corner, or a side where one axis says nothing of it. */
function betterCorner(x: FrontAxis, y: FrontAxis, { colours }: ChartLook): Annotation {
  const [isLeft, isLow] = [x.better === 'lower', y.better !== 'higher'];
  const arrow = ARROWS[y.better][isLeft ? 0 : 1];
  return {
    ...{ xref: 'paper', yref: 'paper', x: isLeft ? 0 : 1, y: isLow ? 0 : 1 },
    ...{ xanchor: isLeft ? 'left' : 'right', yanchor: isLow ? 'bottom' : 'top' },
    ...{ xshift: isLeft ? 6 : -6, yshift: isLow ? 6 : -6, showarrow: false },
    text: isLeft ? `<b>${arrow} better</b>` : `<b>better ${arrow}</b>`,
    font: { size: 13, color: colours.accent },
  };
}

/** To the left, to the right. */
const ARROWS = {
  lower: ['\u2199', '\u2198'],
  higher: ['\u2196', '\u2197'],
  neither: ['\u2190', '\u2192'],
} as const satisfies Record<FrontAxis['better'], readonly [string, string]>;

function markTrace(
  kind: FrontKind,
  points: readonly FrontPoint[],
  shares: readonly (number | undefined)[] | undefined,
  look: ChartLook,
): Data {
  const { colours } = look;
  const { symbol, size } = MARKS[kind];
  const drawn = points.flatMap((point, i) =>
    point.kind === kind ? [{ point, share: shares?.[i] }] : [],
  );
  const isSmall = kind === 'other' || kind === 'unfit';
  return {
    type: 'scatter',
    mode: 'markers',
    name: WORDS[kind],
    x: drawn.map(({ point }) => point.x),
    y: drawn.map(({ point }) => point.y),
    showlegend: drawn.length > 0,
    marker: {
      symbol,
      size: drawn.map(({ share }) =>
        share === undefined || isSmall ? size : size * (0.6 + 0.9 * share),
      ),
      color: colourOf(kind, look),
      opacity: isSmall ? 0.75 : 1,
      line: {
        width: kind === 'unfit' ? 1.5 : isSmall ? 0 : 1,
        color: kind === 'unfit' ? colours.muted : colours.sheet,
      },
    },
  };
}

function colourOf(kind: FrontKind, { colours }: ChartLook): string {
  switch (kind) {
    case 'front':
      return seriesColour(colours, 0);
    case 'recommended':
      return seriesColour(colours, 1);
    case 'other':
    case 'unfit':
      return colours.edge;
    default:
      return colours.ink;
  }
}

/** Where 90 % of outcomes lie: strong for what is pinned, faint for the others. */
function barTraces(points: readonly FrontPoint[], { colours }: ChartLook): Data[] {
  return [false, true].map((isPinned) => {
    const drawn = points.filter(
      ({ pin, xBar, yBar }) => (pin !== undefined) === isPinned && (xBar || yBar),
    );
    return {
      type: 'scatter',
      mode: 'lines',
      name: '5 to 95 % of outcomes',
      x: drawn.flatMap(({ x, xBar, yBar }) => [
        ...(xBar ? [...xBar, null] : []),
        ...(yBar ? [x, x, null] : []),
      ]) as number[],
      y: drawn.flatMap(({ y, xBar, yBar }) => [
        ...(xBar ? [y, y, null] : []),
        ...(yBar ? [...yBar, null] : []),
      ]) as number[],
      line: {
        color: isPinned ? faded(colours.ink, 0.8) : faded(colours.edge, 0.35),
        width: isPinned ? 1.5 : 1,
      },
      showlegend: isPinned && drawn.length > 0,
    };
  });
}

/** 'A' beside what is pinned, and what marks of one place are called together. */
function pinWords(points: readonly FrontPoint[], colour: string): Annotation[] {
  return choosable(points).flatMap(({ pin, x, y }) =>
    pin === undefined
      ? []
      : [
          {
            ...{ xref: 'x', yref: 'y', x, y, xanchor: 'left', yanchor: 'bottom' },
            ...{ xshift: 7, yshift: 4, showarrow: false, text: `<b>${pin}</b>` },
            font: { size: 14, color: colour },
          } as const,
        ],
  );
}
