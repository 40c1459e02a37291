import { unitWords } from '../words/numbers.ts';
import { seriesColour } from './chart-colours.ts';
import { bandsOf, type Fan } from './fan.ts';
import { bandTraces, drawnFan, medianTrace } from './fan-traces.ts';
import {
  baseLayout,
  type ChartLook,
  type Figure,
  type Place,
  rangeOf,
  timeAxis,
  unitNote,
  valueAxis,
  valueMargin,
} from './figure.ts';
import { placeRule } from './marks.ts';

export interface DifferenceData {
  readonly unit: string;
  /** Outcomes with the change minus those without it, run by run on the same random numbers. */
  readonly fan: Fan;
  readonly dataEnd?: { readonly at: Place; readonly words: string } | undefined;
}

/** More or less than without the change: bands around a strong zero. */
export function differenceFigure({ unit, fan, dataEnd }: DifferenceData, look: ChartLook): Figure {
  const range = rangeOf(...bandsOf(fan).flatMap(({ low, high }) => [low, high]));
  const drawn = drawnFan(fan, look);
  const colour = seriesColour(look.colours, 1);
  const rule = dataEnd && placeRule(dataEnd.at, dataEnd.words, look, 'right');
  return {
    data: [...bandTraces(drawn, colour), medianTrace(drawn, colour, range, unitWords(unit))],
    layout: {
      ...baseLayout(look, valueMargin(range) + 8),
      xaxis: { ...timeAxis(look, fan.x), showline: range[0] >= 0 },
      yaxis: {
        ...valueAxis(look, range),
        tickformat: '+,~g',
        labelalias: { '+0': '0' },
        zeroline: true,
        zerolinewidth: 2,
        zerolinecolor: look.colours.ink,
      },
      shapes: rule?.shapes ?? [],
      annotations: [...unitNote(unit, look), ...(rule?.annotations ?? [])],
    },
  };
}
