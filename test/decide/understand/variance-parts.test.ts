import { describe, expect, it } from 'vitest';
import { openRandom } from '../../../engine/calibrate/streams.ts';
import { meanOfRuns, varianceParts } from '../../../engine/decide/understand/variance-parts.ts';

/** Draws vary by 3, luck that they share by `shared`, each run's own by 1. */
const sample = (shared: number, draws: number, replications: number, seed: number) => {
  const random = openRandom(seed, 'test/parts', 0);
  const common = Float64Array.from({ length: replications }, () => random.normal(0, shared));
  const values = new Float64Array(draws * replications);
  for (let d = 0; d < draws; d++) {
    const level = random.normal(0, 3);
    for (let r = 0; r < replications; r++)
      values[d * replications + r] = level + common[r]! + random.normal();
  }
  return values;
};

describe('chance and not knowing', () => {
  it('are estimated without bias, with and without common random numbers', () => {
    for (const shared of [0, 2]) {
      let [knowledge, chance] = [0, 0];
      for (let seed = 0; seed < 400; seed++) {
        const parts = varianceParts(sample(shared, 20, 12, seed), 12)!;
        knowledge += parts.knowledge / 400;
        chance += parts.chance / 400;
      }
      expect(Math.abs(knowledge - 9)).toBeLessThan(0.45);
      expect(Math.abs(chance - 1 - shared ** 2)).toBeLessThan(0.3);
    }
  });

  it('are told apart where chance is large and replications are few', () => {
    // Draws vary by 3, runs by 6: means over two of them vary by 9 + 18.
    let knowledge = 0;
    for (let seed = 0; seed < 400; seed++) {
      const random = openRandom(seed, 'test/large', 0);
      const values = new Float64Array(80);
      for (let d = 0; d < 40; d++) {
        const level = random.normal(0, 3);
        values.set([level + random.normal(0, 6), level + random.normal(0, 6)], 2 * d);
      }
      knowledge += varianceParts(values, 2)!.knowledge / 400;
    }
    expect(Math.abs(knowledge - 9)).toBeLessThan(1.2);
  });

  it('cannot be told apart by one replication', () => {
    expect(varianceParts(sample(0, 20, 1, 1), 1)).toBeNull();
  });
});

describe('the error of a mean', () => {
  it('counts luck that draws share, which more draws do not narrow', () => {
    // Draws vary by 3, replications by 2 in all draws, runs by 1: 9 / 25 + 4 / 5 + 1 / 125.
    const errors = Array.from({ length: 400 }, (_, seed) => meanOfRuns(sample(2, 25, 5, seed), 5));
    const square = errors.reduce((sum, { error }) => sum + error ** 2 / 400, 0);
    expect(Math.abs(square - 1.168)).toBeLessThan(0.12);
    const within = errors.filter(({ mean, error }) => Math.abs(mean) < 2.5 * error).length;
    expect(within / 400).toBeGreaterThan(0.92);
  });

  it('is that of the draws where luck is their own', () => {
    const square = Array.from({ length: 400 }, (_, seed) =>
      meanOfRuns(sample(0, 25, 5, seed), 5),
    ).reduce((sum, { error }) => sum + error ** 2 / 400, 0);
    expect(Math.abs(square - (9 / 25 + 1 / 125))).toBeLessThan(0.03);
  });

  it('is that of the runs where there is one draw', () => {
    expect(meanOfRuns(Float64Array.of(1, 2, 3), 3)).toMatchObject({ mean: 2, degrees: 2 });
    expect(meanOfRuns(Float64Array.of(1, 2, 3), 3).error).toBeCloseTo(1 / Math.sqrt(3), 12);
  });
});
