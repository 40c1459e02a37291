import { describe, expect, it } from 'vitest';
import { CalibrationError } from '../../../engine/calibrate/error.ts';
import { priorDistribution } from '../../../engine/calibrate/prior.ts';
import { learnRestriction } from '../../../engine/calibrate/sbi/restriction.ts';
import { drawPriors } from '../../../engine/calibrate/sbi/simulated.ts';
import { openRandom } from '../../../engine/calibrate/streams.ts';
import type { Prior } from '../../../engine/simulator/declaration.ts';

const names = ['growth', 'capacity', 'loss'];
const priors: Prior[] = [
  { kind: 'uniform', low: 0, high: 4 },
  { kind: 'log-uniform', low: 1, high: 1000 },
  { kind: 'normal', mean: 0, sd: 1 },
];
const drawn = (count: number, seed: number) =>
  drawPriors(priors.map(priorDistribution), count, seed);

type Fails = (growth: number, capacity: number, loss: number) => boolean;

function flagsOf(parameters: Float64Array, fails: Fails): Uint8Array {
  return Uint8Array.from({ length: parameters.length / 3 }, (_, i) => {
    const [growth, capacity, loss] = parameters.subarray(3 * i, 3 * i + 3);
    return fails(growth!, capacity!, loss!) ? 1 : 0;
  });
}

function learned(fails: Fails, count = 3000) {
  const parameters = drawn(count, 1);
  return learnRestriction({
    names,
    priors,
    parameters,
    count,
    failed: flagsOf(parameters, fails),
    seed: 7,
  });
}

/** Share of fresh draws of the prior for which the restriction is right. */
function rightness(restriction: ReturnType<typeof learned>, fails: Fails): number {
  const fresh = drawn(5000, 2);
  const truth = flagsOf(fresh, fails);
  const allowed = restriction.allows(fresh, 5000);
  return allowed.filter((flag, i) => flag === 1 - truth[i]!).length / 5000;
}

describe('where a simulator fails', () => {
  it('is found when it is beyond one value, and said', () => {
    const fails: Fails = (growth) => growth > 8 / 3;
    const restriction = learned(fails, 1000);
    expect(rightness(restriction, fails)).toBeGreaterThan(0.97);
    expect(restriction.share).toBeCloseTo(2 / 3, 1);
    expect(restriction.words.join()).toMatch(
      /^Runs fail in 3\d % of the prior, mostly where growth > 2\.\d\.$/,
    );
  });

  it('is found in a corner of two parameters, and said', () => {
    const fails: Fails = (growth, capacity) => growth > 2 && capacity < 30;
    const restriction = learned(fails);
    expect(rightness(restriction, fails)).toBeGreaterThan(0.97);
    expect(restriction.words.join()).toMatch(/capacity < (2|3)\d and growth > (1\.9|2|2\.1)\./);
  });

  it('is found along a curve, where no bound says it', () => {
    const fails: Fails = (growth, _, loss) => (growth - 2) ** 2 + loss ** 2 < 1;
    const restriction = learned(fails, 6000);
    expect(rightness(restriction, fails)).toBeGreaterThan(0.97);
    expect(restriction.words.join()).toMatch(/where several parameters meet/);
  });

  it('is nowhere in particular when it fails by chance', () => {
    const random = openRandom(3, 'test', 0);
    const restriction = learned(() => random.uniform() < 0.2);
    expect(restriction.share).toBe(1);
    expect(restriction.words.join()).toMatch(/^Runs fail at (19|20|21|22) % .*by chance/);
  });

  it('allows everything when nothing failed, or too little to learn from', () => {
    const fresh = drawn(50, 2);
    const nothing = learned(() => false);
    expect(nothing.allows(fresh, 50)).toEqual(new Uint8Array(50).fill(1));
    expect(nothing).toMatchObject({ share: 1, words: [] });
    const few = learned((growth) => growth > 3.995);
    expect(few.allows(fresh, 50)).toEqual(new Uint8Array(50).fill(1));
    expect(few.words.join()).toMatch(/^\d of 3000 runs failed, too few/);
  });

  it('is refused when every run failed, with the reason and a way out', () => {
    const parameters = drawn(20, 1);
    const all = () =>
      learnRestriction({
        names,
        priors,
        parameters,
        count: 20,
        failed: new Uint8Array(20).fill(1),
        reasons: { 'negative-count': 3, 'not-a-number': 17 },
        seed: 1,
      });
    expect(all).toThrowError(CalibrationError);
    expect(all).toThrowError('simulations: all 20 failed, most often: not-a-number');
  });

  it('is the same for the same seed', () => {
    const fails: Fails = (growth) => growth > 3;
    const fresh = drawn(500, 2);
    expect(learned(fails, 500).allows(fresh, 500)).toEqual(learned(fails, 500).allows(fresh, 500));
  });
});
