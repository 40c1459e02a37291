import { expect, it } from 'vitest';
import { normalCdf } from '../../../engine/calibrate/special.ts';
import { openRandom } from '../../../engine/calibrate/streams.ts';
import { normalScores } from '../../../engine/decide/understand/normal-scores.ts';
import { smooth } from '../../../engine/decide/understand/smooth.ts';
import { explainedVariance, sumsOf } from '../../../engine/decide/understand/sums.ts';

const normals = (seed: number, count: number): Float64Array => {
  const random = openRandom(seed, 'test/smooth', 0);
  return Float64Array.from({ length: count }, () => random.normal());
};

it('keeps a straight line straight and follows a wave', () => {
  const x = normals(1, 400);
  const noise = normals(2, 400);
  const line = smooth({ name: 'x' }, x, [x.map((value) => 3 - 2 * value)]);
  expect(line.columns).toHaveLength(1);
  line.fitted[0]!.forEach((value, row) => {
    expect(value).toBeCloseTo(3 - 2 * x[row]!, 9);
  });
  const wave = smooth({ name: 'x' }, x, [
    x.map((value, row) => Math.sin(2 * value) + 0.3 * noise[row]!),
  ]);
  const squares = wave.fitted[0]!.map((value, row) => (value - Math.sin(2 * x[row]!)) ** 2);
  // The wave has variance .5, the noise .09.
  expect(squares.reduce((sum, square) => sum + square, 0) / 400).toBeLessThan(0.02);
});

it('sees nothing in noise in at least 85 of 100 repeats', () => {
  let flat = 0;
  for (let seed = 0; seed < 100; seed++) {
    const curves = smooth({ name: 'x' }, normals(seed, 200), [normals(seed + 1000, 200)]);
    if (curves.columns.length === 0) flat++;
  }
  expect(flat).toBeGreaterThanOrEqual(85);
});

it('gives each option its mean', () => {
  const option = Float64Array.from({ length: 90 }, (_, row) => row % 3);
  const curves = smooth({ name: 'structure', options: ['a', 'b', 'c'] }, option, [
    option.map((value, row) => [5, 1, 3][value]! + (row % 2 ? 0.1 : -0.1)),
  ]);
  expect(curves.fitted[0]![0]).toBeCloseTo(5, 2);
  expect(curves.fitted[0]![1]).toBeCloseTo(1, 2);
  expect(curves.fitted[0]![2]).toBeCloseTo(3, 2);
});

it('explains nothing by columns without influence, however many, on average', () => {
  const rows = Array.from({ length: 60 }, (_, row) => row);
  let [noise, real] = [0, 0];
  for (let seed = 0; seed < 200; seed++) {
    const columns = Array.from({ length: 12 }, (_, k) => normals(seed * 20 + k, 60));
    const response = normals(seed * 20 + 15, 60);
    const all = [...columns.keys()];
    noise += explainedVariance(sumsOf(columns, response, rows), all) / 200;
    const driven = response.map((value, row) => value + 2 * columns[0]![row]!);
    real += explainedVariance(sumsOf([...columns, columns[0]!], driven, rows), [...all, 12]) / 200;
  }
  expect(Math.abs(noise)).toBeLessThan(0.04);
  expect(Math.abs(real - 4)).toBeLessThan(0.25);
});

it('scores values by rank, equal ones alike, missing ones 0', () => {
  // Blom: (rank - 3 / 8) / (n + 1 / 4), ranks 1, 2.5, 2.5, 4 of 4.
  const scores = normalScores(Float64Array.of(9, Number.NaN, 2, 5, 5));
  expect(scores[1]).toBe(0);
  expect(scores[3]).toBeCloseTo(0, 12);
  expect(scores[4]).toBe(scores[3]);
  expect(normalCdf(scores[0]!)).toBeCloseTo(3.625 / 4.25, 12);
  expect(normalCdf(scores[2]!)).toBeCloseTo(0.625 / 4.25, 12);
});
