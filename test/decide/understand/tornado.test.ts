import { expect, it } from 'vitest';
import { openRandom } from '../../../engine/calibrate/streams.ts';
import type { Evaluate, Factor, Runs } from '../../../engine/decide/understand/factor.ts';
import { type FactorRange, tornado } from '../../../engine/decide/understand/tornado.ts';
import { tornadoFromRuns } from '../../../engine/decide/understand/tornado-from-runs.ts';
import { tornadoWords } from '../../../engine/decide/understand/tornado-words.ts';

const RANGES: FactorRange[] = [
  { name: 'surge', low: 1, middle: 1.1, high: 1.3 },
  { name: 'stay', low: 8, middle: 10, high: 12 },
  { name: 'colour', low: 0, middle: 0.5, high: 1 },
];
const WORDS = {
  name: (factor: string) => (factor === 'stay' ? 'length of stay' : factor),
  value: (factor: string, value: number) => `${value}${factor === 'stay' ? ' days' : ''}`,
};
const BEDS = {
  name: 'the peak of beds needed',
  amount: (value: number) => `${value.toFixed(0)} beds`,
};

/** 3 stay + 20 surge, with the luck of each replication the same at every point. */
function world(own: number, replications = 16, seed = 1): Evaluate {
  return async (points, count) => {
    const values = new Float64Array(count * replications);
    for (let point = 0; point < count; point++) {
      const [surge, stay] = [points[3 * point]!, points[3 * point + 1]!];
      for (let r = 0; r < replications; r++) {
        const shared = openRandom(seed, 'test/shared', r).normal(0, 30);
        const luck = openRandom(seed, `test/own-${points[3 * point + 2]}-${stay}-${surge}`, r);
        values[point * replications + r] = 20 * surge + 3 * stay + shared + luck.normal(0, own);
      }
    }
    return { values, replications };
  };
}

it('tells the swing of each factor exactly, although luck is far larger, as all points share it', async () => {
  const { rows, middle } = await tornado(RANGES, world(0));
  expect(rows.map(({ factor }) => factor.name)).toEqual(['stay', 'surge', 'colour']);
  expect(rows[0]!.swing).toBeCloseTo(12, 9);
  expect(rows[1]!.swing).toBeCloseTo(6, 9);
  expect(rows[0]!.low.value).toBe(8);
  expect(rows[0]!.high.value).toBe(12);
  expect(rows[0]!.low.error).toBeGreaterThan(4);
  expect(rows[0]!.error).toBeLessThan(1e-9);
  expect(rows[0]!.high.outcome - middle.outcome).toBeCloseTo(6, 9);
  expect(rows.map(({ clear }) => clear)).toEqual([true, true, false]);
});

it('calls a factor without influence clear in 1 of 60 tornados of three factors', async () => {
  let alarms = 0;
  for (let seed = 0; seed < 2000; seed++) {
    const { rows } = await tornado(RANGES, world(2, 6, seed));
    if (rows.find(({ factor }) => factor.name === 'colour')?.clear) alarms++;
  }
  // 2000 x .05 / 3 = 33, with a standard deviation of 5.7.
  expect(alarms).toBeLessThanOrEqual(50);
});

it('tries every option of a choice and reports the least and the greatest', async () => {
  const structure: FactorRange = {
    name: 'structure',
    options: ['a', 'b', 'c'],
    low: 0,
    middle: 1,
    high: 2,
  };
  const { rows } = await tornado([structure], async (points, count) => ({
    values: Float64Array.from(
      { length: 2 * count },
      (_, k) => [5, 9, 1][points[k >> 1]!]! + (k % 2),
    ),
    replications: 2,
  }));
  expect(rows[0]).toMatchObject({
    low: { value: 2, outcome: 1.5 },
    high: { value: 1, outcome: 9.5 },
    swing: 8,
    clear: true,
  });
  expect(
    tornadoWords({ rows, middle: { outcome: 9.5, error: 0 }, failed: 0, runs: 6 }, WORDS, BEDS),
  ).toEqual(['Structure: from c to b, the peak of beds needed goes from 2 beds to 10 beds.']);
});

it('says what failed instead of hiding it', async () => {
  const result = await tornado([RANGES[1]!], async (points, count) => ({
    values: Float64Array.from({ length: 2 * count }, (_, k) =>
      points[k >> 1] === 12 ? Number.NaN : k,
    ),
    replications: 2,
  }));
  expect(result.rows[0]!.clear).toBe(false);
  expect(tornadoWords(result, WORDS, BEDS)).toEqual([
    'Length of stay: the simulator fails in every run at 12 days, so its share cannot be told.',
    '2 of 6 runs failed and are not counted.',
  ]);
});

it('finds the means of the lowest and highest tenth in runs that exist', () => {
  const factors: Factor[] = [
    { name: 'stay' },
    { name: 'surge' },
    { name: 'structure', options: ['a', 'b'] },
  ];
  const draws = 4000;
  const random = openRandom(3, 'test/runs', 0);
  const x = new Float64Array(3 * draws);
  const outcomes = new Float64Array(2 * draws);
  for (let d = 0; d < draws; d++) {
    const own = [random.uniform(), random.uniform(), random.integer(0, 1)];
    x.set(own, 3 * d);
    for (let r = 0; r < 2; r++) outcomes[2 * d + r] = 10 * own[0]! + 2 * own[2]! + random.normal();
  }
  const runs: Runs = { factors, draws, replications: 2, x, outcomes };
  const result = tornadoFromRuns(runs);
  expect(result.rows.map(({ factor }) => factor.name)).toEqual(['stay', 'structure', 'surge']);
  // The mean of a uniform above its 90 % quantile is .95, below its 10 % quantile .05.
  const stay = result.rows[0]!;
  expect(Math.abs(stay.swing - 9)).toBeLessThan(3 * stay.error);
  expect(stay.error).toBeLessThan(0.15);
  expect(stay.high.value).toBeCloseTo(0.95, 2);
  expect(Math.abs(result.rows[1]!.swing - 2)).toBeLessThan(3 * result.rows[1]!.error);
  expect(result.rows.map(({ clear }) => clear)).toEqual([true, true, false]);
  expect(tornadoWords(result, WORDS, BEDS).at(-1)).toBe(
    'What surge does cannot be told from chance.',
  );
});

it('looks only at the draws that have the factor, and leaves out what does not vary', () => {
  const draws = 40;
  const x = Float64Array.from({ length: 2 * draws }, (_, k) =>
    k % 2 === 1 ? 7 : k < draws ? Number.NaN : k,
  );
  const outcomes = Float64Array.from({ length: draws }, (_, d) => (d < draws / 2 ? 1000 : d));
  const runs: Runs = {
    factors: [{ name: 'half' }, { name: 'fixed' }],
    draws,
    replications: 1,
    x,
    outcomes,
  };
  const { rows } = tornadoFromRuns(runs, { share: 0.2 });
  expect(rows).toHaveLength(1);
  // Draws 20 to 23 against draws 36 to 39: each four numbers in a row, of variance 5 / 3.
  expect(rows[0]!.swing).toBe(16);
  expect(rows[0]!.error).toBeCloseTo(Math.sqrt((5 / 3 + 5 / 3) / 4), 12);
});
