/** Rules and labels upon charts. */
import type { Annotation, ChartLook, Place, Shape } from './figure.ts';

/** A line across the whole chart at a place of its time axis, with a word at its foot or head. */
export function placeRule(
  at: Place,
  words: string,
  { colours }: ChartLook,
  side: 'left' | 'right' = 'left',
): { shapes: Shape[]; annotations: Annotation[] } {
  return {
    shapes: [
      {
        type: 'line',
        xref: 'x',
        yref: 'paper',
        x0: at,
        x1: at,
        y0: 0,
        y1: 1,
        line: { color: colours.edge, width: 1, dash: 'dot' },
      },
    ],
    annotations: [
      {
        xref: 'x',
        yref: 'paper',
        x: at,
        y: 1,
        xanchor: side === 'left' ? 'right' : 'left',
        yanchor: 'bottom',
        xshift: side === 'left' ? -4 : 4,
        text: words,
        showarrow: false,
        font: { size: 12, color: colours.muted },
      },
    ],
  };
}

/** A line at a value, with its words above its end. */
export function valueRule(
  value: number,
  words: string,
  { colours }: ChartLook,
): { shapes: Shape[]; annotations: Annotation[] } {
  return {
    shapes: [
      {
        type: 'line',
        xref: 'paper',
        yref: 'y',
        x0: 0,
        x1: 1,
        y0: value,
        y1: value,
        line: { color: colours.bad, width: 1.5, dash: 'longdash' },
      },
    ],
    annotations: [
      {
        xref: 'paper',
        yref: 'y',
        x: 1,
        y: value,
        xanchor: 'right',
        yanchor: 'bottom',
        xshift: -12,
        text: words,
        showarrow: false,
        bgcolor: colours.sheet,
        opacity: 0.92,
        borderpad: 1,
        font: { size: 12, color: colours.bad },
      },
    ],
  };
}
