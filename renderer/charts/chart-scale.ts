/** Where values lie on a drawing, in its pixels: for what is laid over it. */
import type { Place } from './figure.ts';

export interface ChartScale {
  /** The part with the data. */
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  toX(place: Place): number;
  toY(value: number): number;
  fromY(pixel: number): number;
}

interface PlottedAxis {
  readonly _length: number;
  d2p(value: Place): number;
  p2d(pixel: number): Place;
}

/** Plotly keeps the scales of what it drew at the element. */
interface Plotted {
  readonly _fullLayout?: {
    readonly _size: {
      readonly l: number;
      readonly t: number;
      readonly w: number;
      readonly h: number;
    };
    readonly xaxis?: PlottedAxis;
    readonly yaxis?: PlottedAxis;
  };
}

/** Undefined before it was drawn. */
export function scaleOf(element: Element): ChartScale | undefined {
  const { _size: size, xaxis, yaxis } = (element as Plotted)._fullLayout ?? {};
  if (!size || !xaxis || !yaxis) return undefined;
  return {
    left: size.l,
    top: size.t,
    width: size.w,
    height: size.h,
    toX: (place) => size.l + xaxis.d2p(place),
    toY: (value) => size.t + yaxis.d2p(value),
    fromY: (pixel) => Number(yaxis.p2d(pixel - size.t)),
  };
}
