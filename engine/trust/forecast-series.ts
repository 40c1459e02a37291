/** Forecasts from several starts, put together to one series for each output of each record. */
import { COVERAGE_LEVELS, type ForecastPoint } from './forecast-points.ts';

export interface ForecastSeries {
  readonly episode: string;
  readonly output: string;
  /** Rows of the record, counted from 0, ascending, each once. */
  readonly rows: Float64Array<ArrayBuffer>;
  readonly observed: Float64Array<ArrayBuffer>;
  /** Ascending: the ends of the ranges of 50, 80 and 95 %, and the median. */
  readonly levels: readonly number[];
  /** Quantiles, row-major [rows, levels]. */
  readonly values: Float64Array<ArrayBuffer>;
  /** Rows that the furthest of them looks ahead. */
  readonly lead: number;
}

const TAILS = COVERAGE_LEVELS.map((level) => (1 - level) / 2);
const LEVELS = [...TAILS.toReversed(), 0.5, ...TAILS.map((tail) => 1 - tail)]
  .map((level) => Number(level.toFixed(6)))
  .sort((a, b) => a - b);

/** A row that was forecast from several starts counts from the last one before it. Rows without a forecast are left out. */
export function forecastSeries(points: readonly ForecastPoint[]): ForecastSeries[] {
  const groups = Map.groupBy(points, ({ episode, output }) => JSON.stringify([episode, output]));
  return [...groups.values()].flatMap((own) => seriesOf(own) ?? []);
}

type Model = NonNullable<ForecastPoint['model']>;

function seriesOf(points: readonly ForecastPoint[]): ForecastSeries | undefined {
  const nearest = new Map<number, ForecastPoint & { readonly model: Model }>();
  for (const { model, ...point } of points) {
    const row = point.origin + point.horizon;
    const before = nearest.get(row)?.horizon ?? Number.POSITIVE_INFINITY;
    if (model && point.horizon < before) nearest.set(row, { ...point, model });
  }
  const chosen = [...nearest].sort(([a], [b]) => a - b);
  const [first] = chosen;
  if (first === undefined) return undefined;
  const { episode, output } = first[1];
  return {
    episode,
    output,
    rows: Float64Array.from(chosen, ([row]) => row),
    observed: Float64Array.from(chosen, ([, { observed }]) => observed),
    levels: LEVELS,
    values: Float64Array.from(
      chosen.flatMap(([, { model }]) => LEVELS.map((level) => quantileOf(model, level))),
    ),
    lead: chosen.reduce((most, [, { horizon }]) => Math.max(most, horizon), 0),
  };
}

/** NaN for a level that the forecast does not have. */
function quantileOf({ forecast }: Model, level: number): number {
  if (level === 0.5) return forecast.median;
  const alpha = 2 * Math.min(level, 1 - level);
  const range = forecast.intervals.find((interval) => Math.abs(interval.alpha - alpha) < 1e-6);
  return (level < 0.5 ? range?.low : range?.high) ?? Number.NaN;
}
