import { describe, expect, it } from 'vitest';
import type { DeclaredNoise } from '../../engine/simulator/kernel/declared.ts';
import { drawObservation, logDensity, noiseOf } from '../../engine/simulator/kernel/noise.ts';
import { createRandom } from '../../engine/simulator/kernel/samplers.ts';

const random = createRandom(1);
random.open(0, 5, 0, 0, 0);
const none = new Float64Array(0);

const cases: readonly [DeclaredNoise, number, number, number][] = [
  [{ kind: 'normal', sd: 3 }, 40, 40, 9 + 1 / 12],
  [{ kind: 'proportional', cv: 0.1 }, 40, 40, 16 + 1 / 12],
  [{ kind: 'poisson' }, 40, 40, 40],
  [{ kind: 'negative-binomial', size: 5 }, 40, 40, 40 + 320],
  [{ kind: 'binomial', probability: 0.7 }, 40, 28, 8.4],
];

describe('observation noise of a count', () => {
  it.each(cases)(
    '$kind has its mean and variance, in its density and in its draws',
    (noise, m, mean, variance) => {
      const bound = noiseOf({ kind: 'count', noise }, []);
      let total = 0;
      let expected = 0;
      let spread = 0;
      for (let y = 0; y <= 600; y++) {
        const mass = Math.exp(logDensity(bound, y, m, none, 0));
        total += mass;
        expected += mass * y;
        spread += mass * (y - mean) ** 2;
      }
      expect(total).toBeCloseTo(1, 9);
      expect(expected).toBeCloseTo(mean, 6);
      expect(spread).toBeCloseTo(variance, 5);
      const draws = Array.from({ length: 20_000 }, () =>
        drawObservation(bound, m, none, random.source),
      );
      const average = draws.reduce((sum, y) => sum + y, 0) / draws.length;
      expect(Math.abs(average - mean)).toBeLessThan(4 * Math.sqrt(variance / draws.length));
      expect(draws.every((y) => Number.isInteger(y) && y >= 0)).toBe(true);
    },
  );

  it('never goes below nothing', () => {
    const bound = noiseOf({ kind: 'count', noise: { kind: 'normal', sd: 50 } }, []);
    const draws = Array.from({ length: 200 }, () => drawObservation(bound, 1, none, random.source));
    expect(Math.min(...draws)).toBe(0);
  });
});

describe('observation noise', () => {
  it('keeps a proportion within 0..1', () => {
    const bound = noiseOf({ kind: 'proportion', noise: { kind: 'normal', sd: 1 } }, []);
    const draws = Array.from({ length: 200 }, () =>
      drawObservation(bound, 0.5, none, random.source),
    );
    expect([Math.min(...draws), Math.max(...draws)]).toEqual([0, 1]);
  });

  it('takes its number from the parameter that is named', () => {
    const bound = noiseOf({ kind: 'continuous', noise: { kind: 'normal', sd: 'sigma' } }, [
      'a',
      'sigma',
    ]);
    const parameters = Float64Array.of(9, 2);
    expect(logDensity(bound, 1, 0, parameters, 0)).toBeCloseTo(
      -0.5 * Math.log(8 * Math.PI) - 1 / 8,
      12,
    );
    expect(() => noiseOf({ kind: 'count', noise: { kind: 'normal', sd: 'sigma' } }, [])).toThrow(
      'unknown parameter in observation noise: sigma',
    );
  });

  it('gives the impossible a log density of -1e6, so that weights stay finite', () => {
    const poisson = noiseOf({ kind: 'count', noise: { kind: 'poisson' } }, []);
    expect(logDensity(poisson, 3, 0, none, 0)).toBe(-1e6);
    expect(logDensity(poisson, 0, 0, none, 0)).toBe(0);
    const exact = noiseOf({ kind: 'continuous', noise: { kind: 'normal', sd: 0 } }, []);
    expect(logDensity(exact, 3, 3.5, none, 0)).toBe(-1e6);
  });

  it('is taken as Poisson-like for a count and as the given spread otherwise, where none is declared', () => {
    const count = noiseOf({ kind: 'count' }, []);
    expect(logDensity(count, 120, 100, none, 0)).toBeCloseTo(
      -0.5 * Math.log(200 * Math.PI) - 2,
      12,
    );
    const level = noiseOf({ kind: 'continuous' }, []);
    expect(logDensity(level, 1, 0, none, 0.5)).toBeCloseTo(-0.5 * Math.log(0.5 * Math.PI) - 2, 12);
  });
});
