/** Outcomes by day as quantiles: what fan charts draw. */
import { type Place, rangeOf } from './figure.ts';

export interface Fan {
  readonly x: readonly Place[];
  /** Ascending, 0 to 1. */
  readonly levels: readonly number[];
  /** Row-major [x, levels]. NaN: there is none. */
  readonly quantiles: ArrayLike<number>;
  /** Shares of the outcomes whose bands are drawn; absent: all that the levels allow. */
  readonly shares?: readonly number[];
}

export interface Points {
  readonly x: readonly Place[];
  readonly values: ArrayLike<number>;
}

/** Shares of the outcomes that the bands hold, widest first. */
const BANDS = [0.95, 0.8, 0.5] as const;

/** One quantile by day, between two levels on the line between them; undefined beyond the levels that there are. */
export function quantileColumn(
  { x, levels, quantiles }: Fan,
  level: number,
): Float64Array | undefined {
  const above = levels.findIndex((one) => one >= level - 1e-9);
  if (above < 0) return undefined;
  const highLevel = levels[above] ?? level;
  const isThere = Math.abs(highLevel - level) < 1e-9;
  if (!isThere && above === 0) return undefined;
  const below = isThere ? above : above - 1;
  const lowLevel = levels[below] ?? level;
  const share = isThere ? 0 : (level - lowLevel) / (highLevel - lowLevel);
  return Float64Array.from({ length: x.length }, (_, row) => {
    const low = quantiles[row * levels.length + below] ?? Number.NaN;
    const high = quantiles[row * levels.length + above] ?? Number.NaN;
    return low + share * (high - low);
  });
}

export interface BandColumns {
  readonly share: number;
  readonly low: Float64Array;
  readonly high: Float64Array;
}

/** Central bands that the levels allow, widest first. */
export function bandsOf(fan: Fan): BandColumns[] {
  return BANDS.filter((share) => fan.shares?.includes(share) ?? true).flatMap((share) => {
    const low = quantileColumn(fan, (1 - share) / 2);
    const high = quantileColumn(fan, (1 + share) / 2);
    return low && high ? [{ share, low, high }] : [];
  });
}

/** One range for several charts that are compared. */
export function sharedRange(
  fans: readonly Fan[],
  points: readonly { readonly values: ArrayLike<number> }[] = [],
): [number, number] {
  const columns = fans.flatMap((fan) => bandsOf(fan).flatMap(({ low, high }) => [low, high]));
  return rangeOf(...columns, ...points.map(({ values }) => values));
}
