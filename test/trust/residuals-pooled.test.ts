import { describe, expect, it } from 'vitest';
import { residualDiagnostics } from '../../engine/trust/residuals.ts';
import { poolDiagnostics } from '../../engine/trust/residuals-pooled.ts';
import { source, whiteNoise } from './series.ts';

const of = (observed: Float64Array, weekdays?: readonly number[]) =>
  residualDiagnostics({
    ...{ observed, ensemble: new Float64Array(observed.length), members: 1 },
    ...(weekdays && { weekdays }),
  });

describe('residuals of several episodes', () => {
  it('are those of the one where there is one, or one with residuals', () => {
    const one = of(whiteNoise(50, 2, 1));
    expect(poolDiagnostics([one])).toBe(one);
    expect(poolDiagnostics([of(new Float64Array(9).fill(Number.NaN)), one])).toBe(one);
  });

  it('have the bias, error and scale of all residuals together', () => {
    const series = [Float64Array.of(1, 2, 3), Float64Array.of(-4, 4, -4, 4, 6)];
    const all = of(Float64Array.from(series.flatMap((values) => [...values])));
    const pooled = poolDiagnostics(series.map((values) => of(values)));
    expect(pooled.rows).toBe(8);
    expect(pooled.bias.value).toBeCloseTo(all.bias.value, 12);
    expect(pooled.rmse).toBeCloseTo(all.rmse, 12);
    expect(pooled.scale).toBeCloseTo(all.scale, 12);
  });

  it('have the uncertainty of a mean over episodes, however long each is off', () => {
    const { normal } = source(5);
    const offsets = Array.from({ length: 400 }, () => normal(0, 2));
    const pooled = poolDiagnostics(offsets.map((offset) => of(new Float64Array(30).fill(offset))));
    expect(pooled.bias.standardError).toBeCloseTo(2 / Math.sqrt(400), 2);
    // Within an episode all residuals are the same; only the pairs at its ends are missing.
    expect(pooled.autocorrelation.lags[0]).toBeCloseTo(29 / 30, 9);
  });

  it('show the autocorrelation of short episodes without their bias', () => {
    const { normal } = source(8);
    const episodes = Array.from({ length: 600 }, () => {
      let at = normal(0, 1 / Math.sqrt(1 - 0.49));
      return Float64Array.from({ length: 12 }, () => {
        at = 0.7 * at + normal();
        return at;
      });
    });
    const { lags, band } = poolDiagnostics(episodes.map((values) => of(values))).autocorrelation;
    expect(band).toBeCloseTo(1.96 / Math.sqrt(7200), 12);
    // 11 of 12 rows have a neighbour.
    expect(lags[0]).toBeGreaterThan(0.56);
    expect(lags[0]).toBeLessThan(0.7);
  });

  it('join the spread of runs, and weekly patterns that are weak in each', () => {
    const weekdays = Array.from({ length: 28 }, (_, row) => row % 7);
    const parts = Array.from({ length: 20 }, (_, i) => {
      const observed = whiteNoise(28, 3, i).map((value, row) => value + (row % 7 === 6 ? -2.5 : 0));
      return of(observed, weekdays);
    });
    const weak = parts.filter(({ weekly }) => (weekly?.z ?? 0) > 2.3);
    expect(weak.length).toBeLessThan(10);
    expect(poolDiagnostics(parts).weekly?.z).toBeGreaterThan(3);

    const spread = Array.from({ length: 50 }, (_, i) => {
      const ensemble = whiteNoise(20 * 50, 1, 1000 + i);
      return residualDiagnostics({ observed: whiteNoise(20, 2, 2000 + i), ensemble, members: 50 });
    });
    expect(poolDiagnostics(spread).spreadRatio).toBeCloseTo(2, 0.7);
  });

  it('give the decline, peak and lag of the typical episode', () => {
    const rows = (value: (row: number) => number) =>
      Float64Array.from({ length: 80 }, (_, row) => value(row));
    const wave = (fall: number) => (row: number) =>
      100 * Math.exp(row < 20 ? (row - 20) / 5 : (20 - row) / fall);
    const parts = [5, 10, 5].map((fall) =>
      residualDiagnostics({ observed: rows(wave(10)), ensemble: rows(wave(fall)), members: 1 }),
    );
    const late = residualDiagnostics({
      ...{ observed: rows(wave(10)), members: 1 },
      ensemble: rows((row) => wave(10)(Math.max(0, row - 3))),
    });
    const pooled = poolDiagnostics(parts);
    expect(pooled.tail?.kind).toBe('too-sharp');
    expect(pooled.tail?.late?.predicted).toBeCloseTo((0.2 + 0.1 + 0.2) / 3, 1);
    expect(poolDiagnostics([late, late, ...parts.slice(0, 1)]).lag.bestShift).toBe(3);
  });
});
