import { expect, test } from 'vitest';
import { logDensity } from '../../engine/score/log-density.ts';
import { createRandom } from '../../engine/simulator/kernel/samplers.ts';

function normals(count: number, mean: number, sd: number): Float64Array {
  const random = createRandom(1);
  random.open(0, 7, 0, 1, 0);
  return Float64Array.from({ length: count }, () => random.source.normal(mean, sd));
}

const data = { mean: 0, spread: 1 };

test('comes close to the logarithm of the density that the members are drawn from', () => {
  const members = normals(20_000, 2, 3);
  const density = (x: number) => -0.5 * ((x - 2) / 3) ** 2 - Math.log(3 * Math.sqrt(2 * Math.PI));
  for (const x of [-1, 0, 2, 5]) {
    expect(logDensity(members, x, { mean: 2, spread: 3 })).toBeCloseTo(density(x), 1);
  }
});

test('an honest spread scores best on average: too narrow and too wide lose', () => {
  const observed = normals(400, 0, 1);
  const mean = (sd: number) => {
    const members = normals(500, 0, sd);
    return observed.reduce((sum, x) => sum + logDensity(members, x, data), 0) / observed.length;
  };
  expect(mean(1)).toBeGreaterThan(mean(0.5));
  expect(mean(1)).toBeGreaterThan(mean(2));
});

test('a surprise costs a bounded amount, also where every run failed', () => {
  const sure = new Float64Array(100).fill(5);
  expect(logDensity(sure, 0, data)).toBeGreaterThan(-8);
  expect(logDensity(new Float64Array(3).fill(Number.NaN), 0, data)).toBeGreaterThan(-3);
});

test('counts are not taken for more exact than their step', () => {
  const sure = new Float64Array(100).fill(5);
  const fine = logDensity(sure, 5, { mean: 5, spread: 0.001 });
  expect(logDensity(sure, 5, { mean: 5, spread: 0.001 }, 1)).toBeLessThan(fine);
});
