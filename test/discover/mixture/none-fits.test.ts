import { describe, expect, it } from 'vitest';
import { normalCdf } from '../../../engine/calibrate/special.ts';
import { openRandom } from '../../../engine/calibrate/streams.ts';
import { noneFits } from '../../../engine/discover/mixture/none-fits.ts';
import { scored } from './said.ts';

/** Transforms of what a forecast N(mean, sd) says of N(0, 1) values; half of the variance is shared within an origin. */
function transforms(seed: number, { mean = 0, sd = 1, origins = 20, size = 6 } = {}): number[] {
  const random = openRandom(seed, 'test', 1);
  return Array.from({ length: origins }, () => random.normal()).flatMap((shared) =>
    Array.from({ length: size }, () =>
      normalCdf((Math.SQRT1_2 * (shared + random.normal()) - mean) / sd),
    ),
  );
}

const alone = (pits: readonly number[], crps = 0.5, size = 6) => [
  { weight: 1, points: scored(pits, { size, crps }) },
];

describe('whether any of the structures fits', () => {
  it('leaves an honest mixture alone', () => {
    const verdict = noneFits(alone(transforms(1)), { naive: 0.8 });
    expect(verdict).toMatchObject({ fits: true, reasons: [], best: 0.5 });
    expect(verdict.levels.map(({ part }) => part)).toEqual([0.5, 0.8, 0.95, 'above']);
  });

  it('calls an honest mixture unfit in no more than 5 % of cases', () => {
    let alarms = 0;
    for (let trial = 0; trial < 400; trial++) {
      const beds = transforms(trial, { origins: 10 });
      const staff = transforms(1000 + trial, { origins: 10 });
      const points = new Map([
        ...scored(beds, { size: 6 }),
        ...scored(staff, { size: 6, output: 'staff' }),
      ]);
      if (!noneFits([{ weight: 1, points }]).fits) alarms++;
    }
    expect(alarms).toBeLessThanOrEqual(20);
  });

  it('finds ranges of half the width too narrow and says what they hold', () => {
    const { fits, reasons, levels } = noneFits(alone(transforms(2, { sd: 0.4 })));
    expect(fits).toBe(false);
    expect(reasons).toHaveLength(1);
    expect(reasons[0]).toMatch(
      /^Ranges that should hold \d+ % of the values of beds hold \d+ %; luck alone leaves at least \d+ %\.$/,
    );
    // 2 Phi(0.4 q) - 1 with q the quantiles of 50, 80 and 95 %.
    const expected = [0.213, 0.392, 0.567];
    expected.forEach((share, i) => {
      expect(Math.abs(levels[i]!.covered - share)).toBeLessThan(0.13);
    });
  });

  it('finds values that lie to one side', () => {
    const { fits, reasons } = noneFits(alone(transforms(3, { mean: -1.2, sd: 1.6 })));
    expect(fits).toBe(false);
    expect(reasons).toEqual([
      expect.stringMatching(
        /^Values of beds lie above the middle of the forecasts 8\d % of the time/,
      ),
    ]);
  });

  it('does not mind ranges that are too wide', () => {
    const { fits, levels } = noneFits(alone(transforms(4, { sd: 3 })));
    expect(levels[0]!.covered).toBeGreaterThan(levels[0]!.high);
    expect(fits).toBe(true);
  });

  it('weighs the transforms of the parts', () => {
    // One says all values are high, the other that they are low: half and half they are in the middle.
    const parts = (weight: number) => [
      { weight, points: scored(Array(120).fill(0.99), { size: 6 }) },
      { weight: 1 - weight, points: scored(Array(120).fill(0.01), { size: 6 }) },
    ];
    expect(noneFits(parts(0.5)).levels.map(({ covered }) => covered)).toEqual([1, 1, 1]);
    // 0.9 * 0.99 + 0.1 * 0.01 = 0.892: outside 50 %, inside 80 %.
    expect(noneFits(parts(0.9)).levels.map(({ covered }) => covered)).toEqual([0, 1, 1, 1]);
    expect(noneFits(parts(0)).levels.map(({ covered }) => covered)).toEqual([0, 0, 0, 0]);
  });

  it('counts points that no run reached as outside', () => {
    const pits = transforms(5).map((pit, i) => (i % 2 === 0 ? Number.NaN : pit));
    const { fits, levels } = noneFits(alone(pits));
    expect(fits).toBe(false);
    expect(levels[2]!.covered).toBeLessThanOrEqual(0.5);
  });

  it('asks for one structure that is better than a simple guess', () => {
    const pits = transforms(6);
    const part = (crps: number) => ({ weight: 0.5, points: scored(pits, { size: 6, crps }) });
    expect(noneFits([part(0.9), part(0.7)], { naive: 0.8 }).fits).toBe(true);
    expect(noneFits([part(0.9), part(0.85)], { naive: 0.8 }).reasons).toEqual([
      "None of the models forecasts better than a simple guess: the best one's typical error is 0.85, that of the guess 0.8.",
    ]);
    expect(noneFits([part(Number.POSITIVE_INFINITY)], { naive: 0.8 }).reasons).toEqual([
      'None of the models forecasts better than a simple guess: none of them gave a value everywhere.',
    ]);
  });

  it('counts a value that is forecast from several origins once', () => {
    const pits = transforms(7, { sd: 0.6, origins: 20, size: 1 });
    const one = noneFits(alone(pits, 0.5, 1)).levels[1]!;
    const shared = noneFits(alone(pits, 0.5, 1), {
      targetOf: (key) => `${Number(key.split(' ')[1]) % 5}`,
    }).levels[1]!;
    expect(shared.covered).toBe(one.covered);
    expect(shared.low).toBeLessThan(one.low);
  });
});
