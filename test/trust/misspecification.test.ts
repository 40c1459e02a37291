import { describe, expect, it } from 'vitest';
import type { InferenceTask } from '../../engine/calibrate/sbi/task.ts';
import { checkSpecification } from '../../engine/trust/misspecification.ts';
import { simulatePriors } from '../../engine/trust/prior-simulations.ts';
import { gaussianTask, NOISE } from './gaussian.ts';
import { source } from './series.ts';

/** Of the data, under the prior. */
const SD = Math.sqrt(1 + NOISE ** 2);

/** Data of the model itself, moved by `shift` standard deviations in the first number, among 120 simulations. */
async function check(width: number, shift: number, seed: number) {
  const task = gaussianTask(new Array<number>(width).fill(0));
  const { truths, x, failures } = await simulatePriors(task, 121, seed);
  const observed = x.slice(120 * width);
  observed[0]! += shift * SD;
  const known = { count: 120, truths, x: x.slice(0, 120 * width), failures };
  return checkSpecification({ ...task, observed }, known);
}

describe('could the model have made the data', () => {
  it.each([1, 3])('has uniform p-values under the model, with %i numbers', async (width) => {
    const checks = await Promise.all(Array.from({ length: 150 }, (_, i) => check(width, 0, i)));
    for (const which of ['distancePValue', 'extremePValue'] as const) {
      // Kolmogorov-Smirnov: 1.63 / sqrt(150) = .133 at the 1 % level.
      const sorted = checks.map((each) => each[which]).sort((a, b) => a - b);
      const furthest = sorted.map((p, i) => Math.abs(p - (i + 0.5) / sorted.length));
      expect(Math.max(...furthest)).toBeLessThan(0.133);
    }
    expect(checks.filter(({ kind }) => kind !== 'inside').length).toBeLessThanOrEqual(15);
  });

  it.each([1, 3, 10])(
    'finds data about 5 standard deviations out, among %i numbers',
    async (width) => {
      for (let seed = 0; seed < 5; seed++) {
        const { kind, extremePValue, outside, summary } = await check(width, 6, seed);
        expect(kind).not.toBe('inside');
        expect(extremePValue).toBeLessThan(0.01);
        expect(outside[0]).toMatchObject({ label: 'beds: of a', direction: 'above' });
        expect(summary).toMatch(
          /beds: of a is above what the model gives: [\d.]+ where the model gives/,
        );
      }
    },
  );

  it('finds data that no single number gives away', async () => {
    // Two numbers that move together, in the data against each other: each is usual.
    const { normal } = source(4);
    const x = Float64Array.from(
      Array.from({ length: 200 }, () => {
        const a = normal();
        return [a, a + normal(0, 0.05)];
      }).flat(),
    );
    const task: InferenceTask = { ...gaussianTask([1, -1]) };
    const known = { count: 200, truths: new Float64Array(400), x, failures: {} };
    const result = checkSpecification(task, known);
    expect(result).toMatchObject({ kind: 'far-outside', outside: [] });
    expect(result.extremePValue).toBeGreaterThan(0.05);
    expect(result.summary).toContain('together they do not fit');
  });

  it('leaves out what was not observed, and does not stumble over what never varies', async () => {
    const task = gaussianTask([0.2, Number.NaN, 7]);
    const { truths, failures, x } = await simulatePriors(task, 200, 1);
    const constant = x.map((value, k) => (k % 3 === 2 ? 7 : k % 3 === 1 ? Number.NaN : value));
    const known = { count: 200, truths, failures, x: constant };
    expect(checkSpecification(task, known)).toMatchObject({ kind: 'inside', outside: [] });
    const other = { ...task, observed: Float64Array.of(0.2, Number.NaN, 8) };
    expect(checkSpecification(other, known).outside[0]).toMatchObject({
      label: 'beds: of c',
      observed: 8,
      low: 7,
      high: 7,
    });
  });

  it('compares several records by their mean and spread', () => {
    const { normal } = source(6);
    const members = 30;
    const x = Float64Array.from({ length: 200 * members }, () => normal(5, 1));
    const task = { ...gaussianTask([0]), members, labels: ['beds: row 1'] };
    const known = { count: 200, truths: new Float64Array(200), x, failures: {} };
    const usual = Float64Array.from({ length: members }, () => normal(5, 1));
    expect(checkSpecification({ ...task, observed: usual }, known).kind).toBe('inside');
    const spread = usual.map((value) => 5 + 3 * (value - 5));
    expect(checkSpecification({ ...task, observed: spread }, known).outside[0]).toMatchObject({
      label: 'beds: row 1, spread between records',
      direction: 'above',
    });
  });

  it('warns where there are too few simulations', async () => {
    const task = gaussianTask([0]);
    expect(checkSpecification(task, await simulatePriors(task, 30, 1)).warnings[0]).toContain(
      '100 are needed',
    );
  });
});
