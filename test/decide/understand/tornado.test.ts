import { expect, it } from 'vitest';
import { openRandom } from '../../../engine/calibrate/streams.ts';
import type { Factor, Runs } from '../../../engine/decide/understand/factor.ts';
import { tornado } from '../../../engine/decide/understand/tornado.ts';
import { tornadoWords } from '../../../engine/decide/understand/tornado-words.ts';

const WORDS = {
  name: (factor: string) => (factor === 'stay' ? 'length of stay' : factor),
  value: (factor: string, value: number) => `${value}${factor === 'stay' ? ' days' : ''}`,
};
const BEDS = {
  name: 'the peak of beds needed',
  amount: (value: number) => `${value.toFixed(0)} beds`,
};

it('says what failed instead of hiding it', () => {
  const draws = 20;
  const outcomes = Float64Array.from({ length: draws }, (_, d) => (d >= 16 ? Number.NaN : d));
  const x = Float64Array.from({ length: draws }, (_, d) => (d >= 16 ? 12 : 8));
  const runs: Runs = { factors: [{ name: 'stay' }], draws, replications: 1, x, outcomes };
  const result = tornado(runs);
  expect(result.rows[0]!.clear).toBe(false);
  expect(tornadoWords(result, WORDS, BEDS)).toEqual([
    'Length of stay: the simulator fails in every run at 12 days, so its share cannot be told.',
    '4 of 20 runs failed and are not counted.',
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
  const result = tornado(runs);
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
  const { rows } = tornado(runs, { share: 0.2 });
  expect(rows).toHaveLength(1);
  // Draws 20 to 23 against draws 36 to 39: each four numbers in a row, of variance 5 / 3.
  expect(rows[0]!.swing).toBe(16);
  expect(rows[0]!.error).toBeCloseTo(Math.sqrt((5 / 3 + 5 / 3) / 4), 12);
});
