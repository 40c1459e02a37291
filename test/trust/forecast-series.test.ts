import { describe, expect, it } from 'vitest';
import { forecastOfEnsemble } from '../../engine/score/interval-score.ts';
import type { ForecastPoint } from '../../engine/trust/forecast-points.ts';
import { forecastSeries } from '../../engine/trust/forecast-series.ts';

/** Forecast 0, 1, .. 1000 plus `shift`: its quantile at a level is 1000 times it, plus the shift. */
function point(origin: number, horizon: number, shift: number, more = {}): ForecastPoint {
  const forecast = forecastOfEnsemble(Float64Array.from({ length: 1001 }, (_, i) => i + shift));
  return {
    ...{ episode: 'a', output: 'beds', origin, horizon, observed: 10 * (origin + horizon) },
    model: { wis: 0, crps: 0, inside: [true, true, true], forecast },
    naive: {},
    ...more,
  };
}

describe('forecasts put together to a series', () => {
  it('take each row from the last start before it, with the ends of the ranges', () => {
    const points = [
      ...[1, 2, 3, 4].map((horizon) => point(9, horizon, 0)),
      ...[1, 2, 3].map((horizon) => point(11, horizon, 5000)),
    ];
    const [series, ...more] = forecastSeries(points.toReversed());
    expect(more).toEqual([]);
    expect(series).toMatchObject({ episode: 'a', output: 'beds', lead: 3 });
    expect([...series!.rows]).toEqual([10, 11, 12, 13, 14]);
    expect([...series!.observed]).toEqual([100, 110, 120, 130, 140]);
    expect(series!.levels).toEqual([0.025, 0.1, 0.25, 0.5, 0.75, 0.9, 0.975]);
    const row = (at: number) => [...series!.values.subarray(7 * at, 7 * at + 7)];
    expect(row(1).map(Math.round)).toEqual([25, 100, 250, 500, 750, 900, 975]);
    expect(row(2).map(Math.round)).toEqual([5025, 5100, 5250, 5500, 5750, 5900, 5975]);
  });

  it('are apart for each output of each record; rows that no run reached are left out', () => {
    const { model: _, ...lost } = point(9, 2, 0);
    const series = forecastSeries([
      point(9, 1, 0),
      lost,
      point(9, 1, 0, { output: 'deaths' }),
      point(9, 1, 0, { episode: 'b' }),
    ]);
    expect(series.map(({ episode, output, rows }) => [episode, output, ...rows])).toEqual([
      ['a', 'beds', 10],
      ['a', 'deaths', 10],
      ['b', 'beds', 10],
    ]);
    expect(forecastSeries([lost])).toEqual([]);
  });
});
