import { describe, expect, it } from 'vitest';
import { crps } from '../../engine/score/crps.ts';
import {
  covered,
  forecastOfEnsemble,
  HUB_ALPHAS,
  intervalCoverage,
  intervalScore,
  weightedIntervalScore,
} from '../../engine/score/interval-score.ts';
import { randomOf, sample } from './draws.ts';

const pinball = (level: number, quantile: number, y: number): number =>
  (y >= quantile ? level : 1 - level) * Math.abs(y - quantile);

describe('interval score', () => {
  it('is the width, plus 2/alpha times what the observation missed it by', () => {
    expect(intervalScore({ low: 2, high: 5 }, 0.2, 4)).toBe(3);
    expect(intervalScore({ low: 2, high: 5 }, 0.2, 1)).toBe(3 + 10);
    expect(intervalScore({ low: 2, high: 5 }, 0.5, 7)).toBe(3 + 8);
  });
});

describe('weighted interval score', () => {
  const random = randomOf(1);
  const members = sample(400, () => random.gamma(3, 2));

  it('is twice the mean pinball loss of its 23 quantiles', () => {
    const forecast = forecastOfEnsemble(members);
    for (const y of [-1, 3, 5.5, 30]) {
      const losses = forecast.intervals.flatMap(({ alpha, low, high }) => [
        pinball(alpha / 2, low, y),
        pinball(1 - alpha / 2, high, y),
      ]);
      losses.push(pinball(0.5, forecast.median, y));
      const mean = losses.reduce((sum, loss) => sum + loss, 0) / losses.length;
      expect(losses).toHaveLength(2 * HUB_ALPHAS.length + 1);
      expect(weightedIntervalScore(forecast, y)).toBeCloseTo(2 * mean, 10);
    }
  });

  it('tends to the CRPS with many intervals', () => {
    const alphas = Array.from({ length: 500 }, (_, i) => (i + 1) / 500.5);
    for (const y of [2, 6, 20]) {
      const score = weightedIntervalScore(forecastOfEnsemble(members, alphas), y);
      expect(score).toBeCloseTo(crps(members, y), 1);
    }
  });

  it('of a median alone is the absolute error', () => {
    expect(weightedIntervalScore({ median: 3, intervals: [] }, 7.5)).toBe(4.5);
  });
});

describe('coverage', () => {
  it('counts the observations inside, ends included, missing ones left out', () => {
    const interval = { low: 1, high: 2 };
    const seen = [1, 2, 3, Number.NaN];
    expect(intervalCoverage([interval, interval, interval, interval], seen)).toBeCloseTo(2 / 3, 12);
    expect(intervalCoverage([interval], [Number.NaN])).toBeNaN();
  });

  it('of a calibrated ensemble is its level', () => {
    const random = randomOf(3);
    let inside = 0;
    for (let i = 0; i < 4000; i++) {
      inside += covered(
        sample(99, () => random.normal()),
        random.normal(),
        0.8,
      );
    }
    expect(Math.abs(inside / 4000 - 0.8)).toBeLessThan(0.03);
  });
});
