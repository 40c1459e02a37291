import { describe, expect, it } from 'vitest';
import { openRandom } from '../../../engine/calibrate/streams.ts';
import type { Effects } from '../../../engine/decide/understand/effects.ts';
import type { Evaluate } from '../../../engine/decide/understand/factor.ts';
import { type SpreadFactor, sobol } from '../../../engine/decide/understand/sobol.ts';

const named = (count: number, quantile: (level: number) => number): SpreadFactor[] =>
  Array.from({ length: count }, (_, i) => ({ name: `x${i + 1}`, quantile }));

/** The same function at every point; noise: standard deviations of luck shared by all points, and of each point's own. */
function evaluator(
  width: number,
  at: (x: Float64Array) => number,
  { replications = 1, shared = 0, own = 0 } = {},
): Evaluate {
  return async (points, count) => {
    const values = new Float64Array(count * replications);
    const luck = openRandom(5, 'test/luck', 0);
    const common = Float64Array.from({ length: replications }, () => luck.normal(0, shared));
    for (let point = 0; point < count; point++) {
      const value = at(points.subarray(point * width, (point + 1) * width));
      for (let r = 0; r < replications; r++)
        values[point * replications + r] = value + common[r]! + luck.normal(0, own);
    }
    return { values, replications };
  };
}

const inOrder = (effects: Effects, kind: 'first' | 'total') =>
  [...effects.rows]
    .sort((a, b) => a.factor.name.localeCompare(b.factor.name))
    .map((row) => row[kind].value);

const ishigami = (x: Float64Array) =>
  Math.sin(x[0]!) + 7 * Math.sin(x[1]!) ** 2 + 0.1 * x[2]! ** 4 * Math.sin(x[0]!);
const angle = (level: number) => Math.PI * (2 * level - 1);

describe('Ishigami (a = 7, b = .1)', () => {
  it('has the published first-order and total effects', async () => {
    const effects = await sobol(named(3, angle), evaluator(3, ishigami), {
      seed: 1,
      rows: 20_000,
      resamples: 20,
    });
    [0.3139, 0.4424, 0].forEach((known, i) => {
      expect(Math.abs(inOrder(effects, 'first')[i]! - known)).toBeLessThan(0.02);
    });
    [0.5576, 0.4424, 0.2437].forEach((known, i) => {
      expect(Math.abs(inOrder(effects, 'total')[i]! - known)).toBeLessThan(0.015);
    });
    expect(effects.rows.map(({ factor }) => factor.name)).toEqual(['x1', 'x2', 'x3']);
    expect(effects.parts).toBeNull();
  });

  it('lies in the 90 % ranges in about 90 % of repeats', async () => {
    let inside = 0;
    for (let seed = 0; seed < 40; seed++) {
      const { rows } = await sobol(named(3, angle), evaluator(3, ishigami), {
        seed,
        rows: 400,
        resamples: 100,
      });
      for (const { factor, total } of rows) {
        const known = { x1: 0.5576, x2: 0.4424, x3: 0.2437 }[factor.name]!;
        if (total.low <= known && known <= total.high) inside++;
      }
    }
    expect(inside / 120).toBeGreaterThan(0.8);
    expect(inside / 120).toBeLessThan(0.97);
  });

  it('keeps its effects under chance, whose share is told apart', async () => {
    // Var f = a^2 / 8 + b pi^4 / 5 + b^2 pi^8 / 18 + 1 / 2 = 13.845; the chance of each point has variance 16.
    const noisy = evaluator(3, ishigami, { replications: 4, own: 4 });
    const effects = await sobol(named(3, angle), noisy, { seed: 2, rows: 8000, resamples: 20 });
    expect(effects.parts!.knowledge).toBeCloseTo(13.845, 0);
    expect(effects.parts!.chanceShare).toBeCloseTo(16 / 29.845, 1);
    [0.5576, 0.4424, 0.2437].forEach((known, i) => {
      expect(Math.abs(inOrder(effects, 'total')[i]! - known)).toBeLessThan(0.03);
    });
    expect(inOrder(effects, 'first')[2]).toBeLessThan(0.03);
  });
});

it('divides the g-function as its closed form does', async () => {
  const a = [0, 1, 4.5, 9, 99];
  const g = (x: Float64Array) =>
    a.reduce((product, ai, i) => (product * (Math.abs(4 * x[i]! - 2) + ai)) / (1 + ai), 1);
  const parts = a.map((ai) => 1 / (3 * (1 + ai) ** 2));
  const all = parts.reduce((product, part) => product * (1 + part), 1);
  const effects = await sobol(
    named(5, (level) => level),
    evaluator(5, g),
    { seed: 3, rows: 20_000, resamples: 20 },
  );
  parts.forEach((part, i) => {
    expect(Math.abs(inOrder(effects, 'first')[i]! - part / (all - 1))).toBeLessThan(0.02);
    const total = (part * all) / (1 + part) / (all - 1);
    expect(Math.abs(inOrder(effects, 'total')[i]! - total)).toBeLessThan(0.02);
  });
});

it('leaves out rows with a failed run, and has nothing to divide where nothing varies', async () => {
  const failing = evaluator(1, (x) => (x[0]! > 0.9 ? Number.NaN : x[0]!));
  const effects = await sobol(
    named(1, (level) => level),
    failing,
    { seed: 4, rows: 2000 },
  );
  expect(effects.leftOut / 2000).toBeCloseTo(0.19, 1);
  expect(effects.rows[0]!.total.value).toBeCloseTo(1, 1);
  const flat = await sobol(
    named(2, (level) => level),
    evaluator(2, () => 7),
    { seed: 4, rows: 50 },
  );
  expect(flat.rows).toEqual([]);
});
