import type { Data } from 'plotly.js';
import { plainName } from '../words/numbers.ts';
import { faded, seriesColour } from './chart-colours.ts';
import {
  baseLayout,
  type ChartLook,
  DASHES,
  type Figure,
  numberAxis,
  unitNote,
  valueAxis,
} from './figure.ts';

/**
 * Where the truth lies among the draws, over data sets with known answers: ECDF of its ranks minus the diagonal, with
 * the band that an honest method stays in (Säilynoja, Bürkner and Vehtari 2022).
 */
export interface RankDifference {
  readonly name: string;
  /** Shares of the ranks, ascending. */
  readonly places: readonly number[];
  readonly difference: readonly number[];
  readonly low: readonly number[];
  readonly high: readonly number[];
}

/** One line a check; the band of the first, since all of them have the same data sets. */
export function rankFigure(checks: readonly RankDifference[], look: ChartLook): Figure {
  const [first] = checks;
  const muted = look.colours.muted;
  const most = Math.max(
    0.05,
    ...checks.flatMap(({ difference, low, high }) =>
      [...difference, ...low, ...high].map(Math.abs),
    ),
  );
  return {
    data: [
      ...(first ? [bandTrace(first, muted)] : []),
      ...checks.map(
        (check, i): Data => ({
          type: 'scatter',
          mode: 'lines',
          name: plainName(check.name),
          x: percents(check.places),
          y: percents(check.difference),
          hovertemplate: `${plainName(check.name)}: %{y:+.0f} %<extra></extra>`,
          line: {
            color: seriesColour(look.colours, i),
            width: isOutside(check) ? 2.5 : 1.5,
            dash: DASHES[i % DASHES.length] ?? 'solid',
          },
        }),
      ),
    ],
    layout: {
      ...baseLayout(look, 58),
      hovermode: 'closest',
      margin: { l: 58, r: 24, t: 24, b: 46 },
      xaxis: {
        ...numberAxis(look, 'place of the true value among the possible ones, lowest to highest'),
        ticksuffix: ' %',
        nticks: 6,
        range: [0, 100],
        autorange: false,
      },
      yaxis: {
        ...valueAxis(look, [-110 * most, 110 * most]),
        tickformat: '+,~g',
        ticksuffix: ' %',
        labelalias: { '+0 %': '0 %' },
        zerolinecolor: look.colours.ink,
      },
      annotations: unitNote('more or fewer than there should be below', look),
    },
  };
}

function percents(shares: readonly number[]): number[] {
  return shares.map((share) => 100 * share);
}

/** It leaves the band somewhere. */
export function isOutside({ difference, low, high }: RankDifference): boolean {
  return difference.some(
    (value, i) =>
      value < (low[i] ?? Number.NEGATIVE_INFINITY) || value > (high[i] ?? Number.POSITIVE_INFINITY),
  );
}

function bandTrace({ places, low, high }: RankDifference, colour: string): Data {
  return {
    type: 'scatter',
    mode: 'lines',
    name: 'what luck alone would give',
    x: percents([...places, ...places.toReversed()]),
    y: percents([...high, ...low.toReversed()]),
    fill: 'toself',
    fillcolor: faded(colour, 0.16),
    line: { width: 0 },
    hoverinfo: 'skip',
  };
}
