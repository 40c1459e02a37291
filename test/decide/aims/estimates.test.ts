import { describe, expect, it } from 'vitest';
import { normalCdf, normalQuantile } from '../../../engine/calibrate/special.ts';
import { drawNormals, openRandom } from '../../../engine/calibrate/streams.ts';
import { pairedDifference } from '../../../engine/decide/aims/differences.ts';
import { meanOf, shareOf, studentDeviate } from '../../../engine/decide/aims/estimate.ts';
import { excess, limitOf, meets } from '../../../engine/decide/aims/limits.ts';
import { riskOf } from '../../../engine/decide/aims/risk.ts';
import type { Limit, Risk } from '../../../engine/decide/schemas/aim.ts';

const BLOCK = 10;
const density = (x: number) => Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI);
const exponentials = (count: number, index: number) => {
  const random = openRandom(1, 'test-exponential', index);
  return Float64Array.from({ length: count }, () => -Math.log(random.uniform()));
};
const normals = (count: number, index: number) =>
  drawNormals(openRandom(1, 'test-normal', index), count);

/** Normal, of variance 1, of which blocks share a part. */
function clustered(blocks: number, shared: number, index: number): Float64Array {
  const random = openRandom(2, 'test-clusters', index);
  return Float64Array.from({ length: blocks }, () => random.normal()).reduce(
    (all, level, block) => {
      for (let i = 0; i < BLOCK; i++)
        all[block * BLOCK + i] =
          Math.sqrt(shared) * level + Math.sqrt(1 - shared) * random.normal();
      return all;
    },
    new Float64Array(blocks * BLOCK),
  );
}

describe('risk measures', () => {
  const cvar = (level: number): Risk => ({ kind: 'cvar', level });
  const quantile = (level: number): Risk => ({ kind: 'quantile', level });

  it('of a sample are those that can be counted out', () => {
    const values = Float64Array.from({ length: 100 }, (_, i) => ((i * 37) % 100) + 1);
    const of = (risk: Risk, direction: 'minimise' | 'maximise') =>
      riskOf(risk, direction, { values, block: 1 }).value;
    expect(of({ kind: 'mean' }, 'minimise')).toBe(50.5);
    expect(of(cvar(0.9), 'minimise')).toBeCloseTo(95.5, 9);
    expect(of(cvar(0.9), 'maximise')).toBeCloseTo(5.5, 9);
    // A part of an outcome counts as such: the worst 2.5 of 100 are 100, 99 and half of 98.
    expect(of(cvar(0.975), 'minimise')).toBeCloseTo((100 + 99 + 98 / 2) / 2.5, 9);
    expect(of(quantile(0.9), 'minimise')).toBeCloseTo(90.1, 9);
    expect(of(quantile(0.9), 'maximise')).toBeCloseTo(10.9, 9);
  });

  it('of normal and exponential outcomes are those of theory', () => {
    for (const level of [0.5, 0.9, 0.95]) {
      const z = normalQuantile(level);
      const normal = { values: normals(200_000, 0), block: 1 };
      const exponential = { values: exponentials(200_000, 0), block: 1 };
      const tail = -Math.log(1 - level);
      for (const [found, truth] of [
        [riskOf(quantile(level), 'minimise', normal), z],
        [riskOf(cvar(level), 'minimise', normal), density(z) / (1 - level)],
        [riskOf(cvar(level), 'maximise', normal), -density(z) / (1 - level)],
        [riskOf(quantile(level), 'minimise', exponential), tail],
        [riskOf(cvar(level), 'minimise', exponential), tail + 1],
      ] as const) {
        expect(Math.abs(found.value - truth) / found.error).toBeLessThan(3.5);
        expect(found.error).toBeLessThan(0.02);
      }
    }
  });

  it('have the standard errors of theory', () => {
    const level = 0.9;
    const z = normalQuantile(level);
    const { error } = riskOf(quantile(level), 'minimise', { values: normals(50_000, 1), block: 1 });
    const truth = Math.sqrt((level * (1 - level)) / 50_000) / density(z);
    expect(Math.abs(error / truth - 1)).toBeLessThan(0.15);
    // Of the exponential the excess over the quantile is exponential again: E x = 1 - p, E x^2 = 2 (1 - p).
    const tail = riskOf(cvar(level), 'minimise', { values: exponentials(50_000, 1), block: 1 });
    const variance = (2 * (1 - level) - (1 - level) ** 2) / (1 - level) ** 2;
    expect(Math.abs(tail.error / Math.sqrt(variance / 50_000) - 1)).toBeLessThan(0.05);
  });

  it('lie in their ranges as often as is said, however alike neighbours are', () => {
    const z = normalQuantile(0.9);
    const truths: readonly (readonly [Risk, number])[] = [
      [{ kind: 'mean' }, 0],
      [quantile(0.9), z],
      [cvar(0.9), density(z) / 0.1],
    ];
    for (const [risk, truth] of truths) {
      let held = 0;
      for (let i = 0; i < 400; i++) {
        const { low, high } = riskOf(risk, 'minimise', {
          values: clustered(40, 0.5, i),
          block: BLOCK,
        });
        if (low <= truth && truth <= high) held++;
      }
      expect(held / 400, risk.kind).toBeGreaterThan(0.9);
      expect(held / 400, risk.kind).toBeLessThan(0.985);
    }
  });

  it('leave broken runs out, and are not known where all broke', () => {
    const values = Float64Array.of(1, Number.NaN, 3, Number.NaN);
    expect(riskOf({ kind: 'mean' }, 'minimise', { values, block: 2 })).toMatchObject({
      ...{ value: 2, runs: 2 },
    });
    const none = riskOf(cvar(0.9), 'minimise', { values: values.fill(Number.NaN), block: 2 });
    expect(none.value).toBeNaN();
  });

  it("take Student's deviate for few blocks", () => {
    // From the tables.
    for (const [degrees, deviate] of [
      [1, 12.706],
      [7, 2.365],
      [29, 2.045],
      [1000, 1.962],
    ] as const)
      expect(studentDeviate(degrees)).toBeCloseTo(deviate, 3);
  });
});

describe('limits', () => {
  const peak: Limit['metric'] = { series: { kind: 'cost' }, how: 'peak', level: null };
  const below = (level: number, chance: number): Limit => ({
    metric: peak,
    is: 'below',
    level,
    chance,
  });

  it('hold on the right side of their level', () => {
    const holds = (['below', 'at-most', 'above', 'at-least'] as const).map((is) =>
      [3, 4, 5, Number.NaN].map((value) => meets({ is, level: 4 }, value)),
    );
    expect(holds).toEqual([
      [true, false, false, false],
      [true, true, false, false],
      [false, false, true, false],
      [false, true, true, false],
    ]);
    expect(excess({ is: 'at-most', level: 4 }, 7)).toBe(3);
    expect(excess({ is: 'at-least', level: 4 }, 7)).toBe(0);
    expect(excess({ is: 'at-least', level: 4 }, 1)).toBe(3);
  });

  it('have the interval of Wilson where runs are independent', () => {
    // R: prop.test(95, 100, correct = FALSE), with the normal deviate.
    const values = Float64Array.from({ length: 100 }, (_, i) => Number(i < 95));
    const { low, high } = shareOf({ values, block: 1 });
    expect(low).toBeCloseTo(0.8882, 2);
    expect(high).toBeCloseTo(0.9785, 2);
  });

  it('count broken runs as not holding, and say what is not yet known', () => {
    const runs = (failing: number, broken: number, count = 400) => ({
      values: Float64Array.from({ length: count }, (_, i) =>
        i < broken ? Number.NaN : i < broken + failing ? 9 : 1,
      ),
      block: 1,
    });
    expect(limitOf(below(5, 0.95), runs(0, 40))).toMatchObject({ value: 0.9, holds: 'no' });
    expect(limitOf(below(5, 0.95), runs(0, 0)).holds).toBe('yes');
    expect(limitOf(below(5, 0.95), runs(18, 0)).holds).toBe('unsure');
    expect(limitOf(below(5, 1), runs(0, 0)).holds).toBe('yes');
    expect(limitOf(below(5, 1), runs(1, 0)).holds).toBe('no');
  });

  it('that just hold stay unsure, however alike neighbours are', () => {
    for (const [chance, shared] of [
      [0.95, 0],
      [0.95, 0.5],
      [0.8, 0.3],
    ] as const) {
      const level = normalQuantile(chance);
      let [held, told] = [0, 0];
      for (let i = 0; i < 500; i++) {
        const found = limitOf(below(level, chance), {
          values: clustered(60, shared, i),
          block: BLOCK,
        });
        expect(found.low).toBeLessThanOrEqual(found.value);
        if (found.low <= chance && chance <= found.high) held++;
        if (found.holds !== 'unsure') told++;
      }
      expect(held / 500, `${chance} ${shared}`).toBeGreaterThan(0.9);
      expect(told / 500).toBeLessThan(0.1);
    }
  });
});

describe('differences', () => {
  it('are told run by run, so that what both meet does not blur them', () => {
    const luck = clustered(30, 0.5, 9).map((value) => 100 * value);
    const random = openRandom(3, 'test-change', 0);
    const changed = luck.map((value) => value - 1 + 0.1 * random.normal());
    const { change, lower, higher } = pairedDifference(luck, changed, BLOCK);
    expect(change.value).toBeCloseTo(-1, 1);
    expect(change.error).toBeLessThan(0.02);
    expect(meanOf({ values: luck, block: BLOCK }).error).toBeGreaterThan(5);
    expect([lower.value, higher.value]).toEqual([1, 0]);
    expect(lower.low).toBeGreaterThan(0.98);
  });

  it('count equal runs for neither, and leave out those that broke in either', () => {
    const a = Float64Array.of(1, 2, 3, Number.NaN, 5);
    const b = Float64Array.of(1, 1, 4, 0, Number.NaN);
    const { change, lower, higher } = pairedDifference(a, b, 1);
    expect(change).toMatchObject({ value: 0, runs: 3 });
    expect([lower.value, higher.value]).toEqual([1 / 3, 1 / 3]);
  });

  it('of two normal courses are lower as often as theory says', () => {
    const a = normals(20_000, 5);
    const b = normals(20_000, 6).map((value) => value - 0.5);
    const { lower } = pairedDifference(a, b, 1);
    expect(lower.value).toBeCloseTo(normalCdf(0.5 / Math.SQRT2), 2);
  });
});
