import { unitWords } from '../words/numbers.ts';
import { seriesColour } from './chart-colours.ts';
import { bandsOf, type Fan, type Points } from './fan.ts';
import {
  bandTraces,
  baselineTraces,
  dotTrace,
  drawnFan,
  lineTrace,
  medianTrace,
  pathTrace,
} from './fan-traces.ts';
import {
  baseLayout,
  type ChartLook,
  type Figure,
  type Place,
  placeNumber,
  rangeOf,
  timeAxis,
  unitNote,
  valueAxis,
  valueMargin,
} from './figure.ts';
import { placeRule, valueRule } from './marks.ts';

export interface FanData {
  readonly unit: string;
  readonly fan: Fan;
  /** What the model knows. */
  readonly observed?: Points | undefined;
  /** Days that it has not seen. */
  readonly heldOut?: Points | undefined;
  /** Where the data end. */
  readonly dataEnd?: { readonly at: Place; readonly words: string } | undefined;
  readonly limit?: { readonly value: number; readonly words: string } | undefined;
  /** Single runs: row-major [count, x] of the fan; the first 20 are drawn. */
  readonly paths?: { readonly values: ArrayLike<number>; readonly count: number } | undefined;
  readonly baseline?: { readonly fan: Fan; readonly words: string } | undefined;
  readonly second?: (Points & { readonly name: string }) | undefined;
  /** Of the axis; absent: from zero to a little above what is drawn. */
  readonly range?: readonly [number, number] | undefined;
}

/** Readers misjudge bands less with some single runs upon them. */
const MOST_PATHS = 20;

/** Bands, median, dots; from the back to the front. */
export function fanFigure(data: FanData, look: ChartLook): Figure {
  const { fan, unit, observed, heldOut, paths, baseline, second, dataEnd, limit } = data;
  const drawn = drawnFan(fan, look);
  const range = data.range ?? fanRange(data);
  const colour = seriesColour(look.colours, 0);
  const traces = [
    ...bandTraces(drawn, colour),
    ...(baseline ? baselineTraces(drawnFan(baseline.fan, look), baseline.words, look) : []),
    ...(paths && paths.count > 0
      ? [pathTrace(fan, paths.values, Math.min(MOST_PATHS, paths.count), look, colour)]
      : []),
    medianTrace(drawn, colour, range, unitWords(unit)),
    ...(second ? [lineTrace(second, second.name, seriesColour(look.colours, 1), look)] : []),
    ...(observed ? [dotTrace(observed, 'observed', true, look)] : []),
    ...(heldOut ? [dotTrace(heldOut, 'days not seen', false, look)] : []),
  ];
  const rules = [
    ...(dataEnd ? [placeRule(dataEnd.at, dataEnd.words, look, sideOf(dataEnd.at, data))] : []),
    ...(limit ? [valueRule(limit.value, limit.words, look)] : []),
  ];
  return {
    data: traces,
    layout: {
      ...baseLayout(look, valueMargin(range)),
      // A day that is pointed at never shows the dot of the day before.
      hoverdistance: Math.max(2, look.width / (2 * (fan.x.length + (observed?.x.length ?? 0)))),
      xaxis: timeAxis(
        look,
        fan.x,
        ...[observed, heldOut, second, baseline?.fan].map((one) => one?.x ?? []),
      ),
      yaxis: valueAxis(look, range),
      shapes: rules.flatMap(({ shapes }) => shapes),
      annotations: [...unitNote(unit, look), ...rules.flatMap(({ annotations }) => annotations)],
    },
  };
}

function fanRange({ fan, observed, heldOut, baseline, second, limit }: FanData): [number, number] {
  const fans = baseline ? [fan, baseline.fan] : [fan];
  return rangeOf(
    ...fans.flatMap((one) => bandsOf(one).flatMap(({ low, high }) => [low, high])),
    ...[observed, heldOut, second].flatMap((points) => (points ? [points.values] : [])),
    limit ? [limit.value] : [],
  );
}

/** Of the words at a rule: where there is more room. */
function sideOf(at: Place, { fan, observed, heldOut }: FanData): 'left' | 'right' {
  const places = [fan.x, observed?.x ?? [], heldOut?.x ?? []]
    .flatMap((x) => [x[0], x.at(-1)])
    .flatMap((place) => (place === undefined ? [] : [placeNumber(place)]));
  const low = Math.min(...places);
  const high = Math.max(...places);
  return placeNumber(at) - low > high - placeNumber(at) ? 'left' : 'right';
}
