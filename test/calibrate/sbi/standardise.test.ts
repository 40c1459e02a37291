import { describe, expect, it } from 'vitest';
import { learnStandardisation, standardise } from '../../../engine/calibrate/sbi/standardise.ts';
import { openRandom } from '../../../engine/calibrate/streams.ts';
import { column, deviation, mean } from './toy-task.ts';

const COUNT = 2000;

/** [COUNT, width], value by place and random numbers. */
function simulations(
  places: readonly ((random: ReturnType<typeof openRandom>) => number)[],
): Float64Array {
  const random = openRandom(5, 'simulations', 0);
  return Float64Array.from({ length: COUNT * places.length }, (_, i) =>
    places[i % places.length]!(random),
  );
}

describe('standardised data', () => {
  it('have mean 0 and standard deviation 1 in every place', () => {
    const x = simulations([(r) => r.normal(100, 20), (r) => r.normal(-1, 0.001)]);
    const task = { observations: 2, members: 1, observed: Float64Array.of(1, 1) };
    const out = standardise(learnStandardisation(task, x, COUNT), x, COUNT);
    for (const place of [0, 1]) {
      expect(mean(column(out, 2, place))).toBeCloseTo(0, 2);
      expect(deviation(column(out, 2, place))).toBeCloseTo(1, 2);
    }
  });

  it('leave out what never changes and what was not observed', () => {
    const x = simulations([(r) => r.normal(), () => 7, (r) => r.normal(), (r) => r.normal()]);
    const observed = Float64Array.of(0, 7, Number.NaN, 0);
    const learned = learnStandardisation({ observations: 4, members: 1, observed }, x, COUNT);
    expect(learned.kept).toEqual([0, 3]);
    expect(standardise(learned, observed, 1)).toHaveLength(2);
  });

  it('of a time series keep every place, with nothing to see where it was not observed', () => {
    const x = simulations([(r) => r.normal(), () => 7, (r) => r.normal()]);
    const observed = Float64Array.of(3, 7, Number.NaN);
    const task = { observations: 3, members: 1, channels: 1, observed };
    const learned = learnStandardisation(task, x, COUNT);
    const out = standardise(learned, observed, 1);
    expect([...out.subarray(1)]).toEqual([0, 0]);
    expect(out[0]).toBeCloseTo(3, 0);
  });

  it('share centre and spread between members, whichever of them were observed', () => {
    const x = simulations([(r) => r.normal(10, 2), (r) => r.normal(10, 2), (r) => r.normal(10, 2)]);
    const observed = Float64Array.of(12, Number.NaN, 8);
    const learned = learnStandardisation({ observations: 1, members: 3, observed }, x, COUNT);
    const [a, b, c] = standardise(learned, observed, 1);
    expect(a).toBeCloseTo(1, 1);
    expect(b).toBe(0);
    expect(c).toBeCloseTo(-1, 1);
  });

  it('are not squeezed by a few outliers, and no value lies far out', () => {
    const x = simulations([(r) => (r.uniform() < 0.01 ? 1e9 : r.normal(5, 1))]);
    const task = { observations: 1, members: 1, observed: Float64Array.of(5) };
    const learned = learnStandardisation(task, x, COUNT);
    const out = standardise(learned, x, COUNT);
    const usual = [...out].filter((value) => Math.abs(value) < 4);
    expect(deviation(usual)).toBeGreaterThan(0.9);
    expect(Math.max(...out)).toBeLessThan(30);
  });

  it('stay in order far out: the map is one to one', () => {
    const x = simulations([(r) => r.normal()]);
    const task = { observations: 1, members: 1, observed: Float64Array.of(0) };
    const learned = learnStandardisation(task, x, COUNT);
    const far = standardise(learned, [-1e6, -100, -4.1, -3.9, 0, 3.9, 4.1, 100, 1e6], 9);
    expect([...far]).toEqual([...far].sort((a, b) => a - b));
    expect(new Set(far).size).toBe(9);
  });

  it('of counts are evened by a root or a logarithm first', () => {
    const x = simulations([(r) => r.poisson(100), (r) => r.poisson(100)]);
    const task = {
      observations: 2,
      members: 1,
      observed: Float64Array.of(1, 1),
      scales: ['sqrt', 'log1p'] as const,
    };
    const [root, log] = learnStandardisation(task, x, COUNT).spreads;
    expect(root).toBeCloseTo(0.5, 1);
    expect(log).toBeCloseTo(0.1, 1);
  });
});
