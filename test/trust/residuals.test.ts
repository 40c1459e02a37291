import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { residualDiagnostics } from '../../engine/trust/residuals.ts';
import { source, whiteNoise } from './series.ts';

/** Ensemble whose members scatter around `centre` with this standard deviation. */
function around(centre: Float64Array, sd: number, members = 200, seed = 99) {
  const { normal } = source(seed);
  const ensemble = Float64Array.from({ length: centre.length * members }, (_, i) =>
    normal(centre[Math.floor(i / members)]!, sd),
  );
  return { ensemble, members };
}

const rows = (count: number, value: (row: number) => number) =>
  Float64Array.from({ length: count }, (_, row) => value(row));

describe('residual diagnostics', () => {
  it('find nothing wrong with the true distribution', () => {
    const observed = whiteNoise(200, 3, 5).map((value) => 100 + value);
    const found = residualDiagnostics({
      observed,
      ...around(
        rows(200, () => 100),
        3,
      ),
      weekdays: [...observed.keys()].map((row) => row % 7),
    });
    expect(Math.abs(found.bias.value)).toBeLessThan(3 * found.bias.standardError);
    expect(Math.abs(found.drift.perRow)).toBeLessThan(3 * found.drift.standardError);
    expect(found.autocorrelation.lags).toHaveLength(7);
    for (const lag of found.autocorrelation.lags) {
      expect(Math.abs(lag)).toBeLessThan(1.7 * found.autocorrelation.band);
    }
    expect(found.spreadRatio).toBeGreaterThan(0.9);
    expect(found.spreadRatio).toBeLessThan(1.1);
    expect(found.weekly!.z).toBeLessThan(2.3);
    expect(found.tail).toBeUndefined();
  });

  it('give the exact bias, error and drift of a straight line', () => {
    const found = residualDiagnostics({
      observed: rows(11, (row) => 10 + row),
      ensemble: rows(22, () => 10),
      members: 2,
    });
    expect(found.bias.value).toBeCloseTo(5, 12);
    expect(found.scale).toBeCloseTo(15, 12);
    expect(found.rmse).toBeCloseTo(Math.sqrt(35), 12);
    expect(found.drift.perRow).toBeCloseTo(1, 12);
    expect(found.drift.relative).toBeCloseTo(10 / 15, 12);
  });

  it('measure the autocorrelation of an AR(1) error', () => {
    const noise = whiteNoise(2000, 1, 8);
    for (let row = 1; row < noise.length; row++) noise[row]! += 0.8 * noise[row - 1]!;
    const found = residualDiagnostics({
      observed: noise,
      ensemble: new Float64Array(2000),
      members: 1,
    });
    found.autocorrelation.lags.forEach((value, index) => {
      expect(value).toBeCloseTo(0.8 ** (index + 1), 0.9);
    });
    // The mean of an AR(1) is (1 + phi) / (1 - phi) = 9 times as uncertain as that of white noise of its variance.
    expect(found.bias.standardError).toBeCloseTo(3 * (1 / 0.6) * Math.sqrt(1 / 2000), 1);
  });

  it('see a weekly pattern through a slow misfit', () => {
    const observed = rows(70, (row) => 50 + row + (row % 7 >= 5 ? -8 : 0));
    const found = residualDiagnostics({
      observed: observed.map((value, row) => value + whiteNoise(70, 1, 2)[row]!),
      ensemble: rows(70, () => 50),
      members: 1,
      weekdays: [...observed.keys()].map((row) => row % 7),
    });
    expect(found.weekly!.share).toBeGreaterThan(0.8);
    expect(found.weekly!.z).toBeGreaterThan(2.3);
    expect(found.weekly!.effects[6]! - found.weekly!.effects[2]!).toBeCloseTo(-8, 0);
  });

  it('call a model that is three times too sure of itself that', () => {
    const observed = whiteNoise(500, 3, 4);
    const found = residualDiagnostics({ observed, ...around(new Float64Array(500), 1) });
    expect(found.spreadRatio).toBeCloseTo(3, 0.7);
  });

  const wave = (fall: number) =>
    rows(80, (row) => 100 * Math.exp(row < 20 ? (row - 20) / 5 : (20 - row) / fall));

  it.each([
    [5, 'too-sharp'],
    [10, 'fits'],
    [20, 'too-slow'],
  ] as const)('tell a decline with scale %d from the true 10: %s', (fall, kind) => {
    const found = residualDiagnostics({ observed: wave(10), ensemble: wave(fall), members: 1 });
    expect(found.tail?.kind).toBe(kind);
    expect(found.tail?.late?.predicted).toBeCloseTo(1 / fall, 1);
    expect(found.tail?.late?.observed).toBeCloseTo(1 / 10, 2);
    expect(Math.sign(found.tail!.lateLevel)).toBe(Math.sign(10 - fall));
  });

  it.each([-4, 0, 3])('measure a lag of %d rows', (lag) => {
    const early = rows(80, (row) => wave(10)[Math.min(79, Math.max(0, row - lag))]!);
    const found = residualDiagnostics({ observed: wave(10), ensemble: early, members: 1 });
    expect(found.lag).toEqual({ peak: lag, bestShift: lag });
    expect(found.peakRatio).toBeCloseTo(1, 1);
  });

  it('leave missing observations and failed members out', () => {
    const observed = Float64Array.of(1, Number.NaN, 3, 4);
    const ensemble = Float64Array.of(1, Number.NaN, 2, 2, 3, 3, Number.NaN, Number.NaN);
    const found = residualDiagnostics({ observed, ensemble, members: 2 });
    expect(found.rows).toBe(2);
    expect(found.bias.value).toBe(0);
  });

  it('do not depend on the unit', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 1000 }),
        fc.double({ min: 0.01, max: 100, noNaN: true }),
        (seed, factor) => {
          const observed = whiteNoise(40, 2, seed).map((value) => value + 10);
          const { ensemble, members } = around(observed, 2, 20, seed);
          const one = residualDiagnostics({ observed, ensemble, members });
          const other = residualDiagnostics({
            observed: observed.map((value) => value * factor),
            ensemble: ensemble.map((value) => value * factor),
            members,
          });
          expect(other.bias.relative).toBeCloseTo(one.bias.relative, 9);
          expect(other.spreadRatio).toBeCloseTo(one.spreadRatio, 9);
          expect(other.autocorrelation.lags[0]).toBeCloseTo(one.autocorrelation.lags[0]!, 9);
        },
      ),
      { numRuns: 20 },
    );
  });
});
