import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { drawAncestors, effectiveSize, temper } from '../../engine/simulator/kernel/resample.ts';

const particles = fc
  .array(fc.record({ log: fc.double({ min: -50, max: 0, noNaN: true }), alive: fc.boolean() }), {
    minLength: 1,
    maxLength: 40,
  })
  .filter((list) => list.some(({ alive }) => alive));
const uniform = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });

const logsOf = (list: readonly { log: number }[]) => Float64Array.from(list, ({ log }) => log);
const aliveOf = (list: readonly { alive: boolean }[]) =>
  Uint8Array.from(list, ({ alive }) => (alive ? 1 : 0));

describe('systematic resampling', () => {
  it('draws everybody as often as the weight says, to within one, and keeps who is drawn in place', () => {
    fc.assert(
      fc.property(particles, uniform, (list, u) => {
        const alive = aliveOf(list);
        const ancestors = drawAncestors(logsOf(list), alive, u);
        const weights = list.map((one) => (one.alive ? Math.exp(one.log) : 0));
        const total = weights.reduce((sum, weight) => sum + weight, 0);
        const living = alive.reduce((sum, one) => sum + one, 0);
        const copies = new Array<number>(list.length).fill(0);
        ancestors.forEach((ancestor, k) => {
          if (alive[k] === 1) copies[ancestor]!++;
          else expect(ancestor).toBe(k);
        });
        copies.forEach((count, k) => {
          expect(Math.abs(count - (living * weights[k]!) / total)).toBeLessThan(1 + 1e-9);
          if (count > 0) expect(ancestors[k]).toBe(k);
        });
      }),
    );
  });
});

describe('the effective sample size', () => {
  it('is the number of the living for equal weights and one where one weight is everything', () => {
    const alive = Uint8Array.of(1, 1, 0, 1);
    expect(effectiveSize(Float64Array.of(-9, -9, 0, -9), alive)).toBeCloseTo(3, 12);
    expect(effectiveSize(Float64Array.of(-900, 0, 0, -900), alive)).toBeCloseTo(1, 12);
  });

  it('is half of the living after tempering', () => {
    const logs = Float64Array.from({ length: 50 }, (_, k) => -1000 - 40 * k);
    const alive = new Uint8Array(50).fill(1);
    temper(logs, alive);
    expect(effectiveSize(logs, alive)).toBeCloseTo(25, 6);
  });
});
