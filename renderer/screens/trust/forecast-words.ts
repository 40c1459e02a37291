/** A forecast of days not seen beside what came: as places, dots and figures. */
import type { TrustView } from '../../../engine/studio/contract/trust-view.ts';
import { plainName, rowWord } from '../../words/numbers.ts';

export type ForecastSeries = TrustView['heldOut'][number];

/** 'day' */
export function timeWord(timeUnit: string): string {
  return rowWord(timeUnit);
}

/** ISO dates, or rows counted from 1 where the data are undated. */
export function placesOf({ dates, rows }: ForecastSeries): readonly (string | number)[] {
  return dates ?? Array.from(rows, (row) => row + 1);
}

/** The quantile at `level` of each row; NaN where the forecast has no such level. */
export function quantileAt({ levels, values, rows }: ForecastSeries, level: number): Float64Array {
  const column = levels.findIndex((one) => Math.abs(one - level) < 1e-9);
  return Float64Array.from(rows, (_, row) =>
    column < 0 ? Number.NaN : (values[row * levels.length + column] ?? Number.NaN),
  );
}

/** Observed rows, how many lay inside the 80 % range, and how far the middle was off on average. */
export function agreement(series: ForecastSeries): {
  readonly rows: number;
  readonly inside: number;
  readonly miss: number;
} {
  const [low, middle, high] = [0.1, 0.5, 0.9].map((level) => quantileAt(series, level));
  let rows = 0;
  let inside = 0;
  let miss = 0;
  series.observed.forEach((observed, row) => {
    const centre = middle?.[row];
    if (Number.isNaN(observed) || centre === undefined || Number.isNaN(centre)) return;
    rows += 1;
    miss += Math.abs(observed - centre);
    if (observed >= (low?.[row] ?? 0) && observed <= (high?.[row] ?? 0)) inside += 1;
  });
  return { rows, inside, miss: rows === 0 ? Number.NaN : miss / rows };
}

/** The one of which the fewest observed rows lay inside the 80 % range. */
export function toldWorst(series: readonly ForecastSeries[]): ForecastSeries | undefined {
  const share = (one: ForecastSeries) => {
    const { inside, rows } = agreement(one);
    return rows === 0 ? 1 : inside / rows;
  };
  return series.toSorted((a, b) => share(a) - share(b))[0];
}

/** 'icu occupied', 'icu occupied, ward 3'. */
export function seriesTitle({ output, trajectory }: ForecastSeries, hasSeveral: boolean): string {
  return hasSeveral ? `${plainName(output)}, ${trajectory}` : plainName(output);
}
