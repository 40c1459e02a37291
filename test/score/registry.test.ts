import { describe, expect, it } from 'vitest';
import {
  ENSEMBLE_SCORES,
  SAMPLE_SCORES,
  SCORES,
  SERIES_SCORES,
} from '../../engine/score/registry.ts';
import { randomOf, sample } from './draws.ts';

describe('the registry of scores', () => {
  it('has one row for each id, with words', () => {
    expect(new Set(SCORES.map(({ id }) => id)).size).toBe(SCORES.length);
    for (const { words } of SCORES) expect(words.length).toBeGreaterThan(20);
  });
});

describe.each(ENSEMBLE_SCORES)('ensemble score $id', (row) => {
  /** Mean score of ensembles of 10 from N(0, sd) against observations from N(0, 1). */
  const meanScore = (sd: number): number => {
    const random = randomOf(7);
    const count = 20_000;
    let sum = 0;
    for (let i = 0; i < count; i++) {
      sum += row.score(
        sample(10, () => random.normal(0, sd)),
        Float64Array.of(random.normal()),
      );
    }
    return sum / count;
  };

  if (row.fair) {
    it('is best for the true spread, even of a small ensemble', () => {
      const right = meanScore(1);
      expect(right).toBeLessThan(meanScore(0.6));
      expect(right).toBeLessThan(meanScore(1.5));
    });
  } else if (row.lowerIsBetter && !row.proper) {
    it('rewards too little spread', () => {
      expect(meanScore(0.1)).toBeLessThan(meanScore(1));
    });
  } else {
    it('tells a right spread from a very wrong one', () => {
      const sign = row.lowerIsBetter ? 1 : -1;
      expect(sign * meanScore(1)).toBeLessThan(sign * meanScore(0.01));
    });
  }
});

describe.each(SAMPLE_SCORES)('sample score $id', ({ score }) => {
  it('is smaller for a sample of the same distribution than for one that is off', () => {
    const random = randomOf(8);
    const draw = (mean: number): Float64Array => sample(200, () => random.normal(mean));
    expect(score(draw(0), draw(0), 2)).toBeLessThan(score(draw(0), draw(0.5), 2) / 2);
  });
});

describe.each(SERIES_SCORES)('series score $id', ({ score }) => {
  it('is 0 for a perfect prediction and grows with the error', () => {
    expect(score([1, 2], [1, 2])).toBe(0);
    expect(score([1, 3], [1, 2])).toBeLessThan(score([1, 4], [1, 2]));
  });
});
