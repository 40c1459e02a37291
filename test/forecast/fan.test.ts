import { describe, expect, it } from 'vitest';
import { normalQuantile } from '../../engine/calibrate/special.ts';
import { openRandom } from '../../engine/calibrate/streams.ts';
import { chanceAbove, FAN_LEVELS, fanOf } from '../../engine/forecast/fan.ts';

const PARTICLES = 25;
const ENSEMBLES = 30;

/** Normal with variance 1, of which `between` lies between ensembles. */
function sample(repeat: number, between: number) {
  const random = openRandom(7, 'fan', repeat);
  const values = new Float64Array(ENSEMBLES * PARTICLES);
  let centre = 0;
  for (let i = 0; i < values.length; i++) {
    if (i % PARTICLES === 0) centre = random.normal(0, Math.sqrt(between));
    values[i] = centre + random.normal(0, Math.sqrt(1 - between));
  }
  return { values, particles: PARTICLES };
}

describe('the fan of a forecast', () => {
  it('has the quantiles of the runs, and leaves out those that failed', () => {
    const values = Float64Array.from({ length: 202 }, (_, i) => (i === 201 ? Number.NaN : i));
    const { mean, quantiles, runs } = fanOf({ values, particles: 1 });
    expect([mean, runs]).toEqual([100, 201]);
    expect(quantiles.map(({ level }) => level)).toEqual([...FAN_LEVELS]);
    for (const { level, value } of quantiles) expect(value).toBeCloseTo(200 * level, 9);
  });

  it('is the same where runs stand alone as where each is an ensemble beside a failed one', () => {
    const { values } = sample(1, 0);
    const alone = fanOf({ values, particles: 1 });
    const doubled = Float64Array.from({ length: 2 * values.length }, (_, i) =>
      i % 2 === 0 ? (values[i / 2] ?? 0) : Number.NaN,
    );
    const beside = fanOf({ values: doubled, particles: 2 });
    expect(beside.runs).toBe(alone.runs);
    alone.quantiles.forEach(({ value, low, high }, i) => {
      expect(beside.quantiles[i]?.value).toBe(value);
      expect(beside.quantiles[i]?.low).toBeCloseTo(low, 9);
      expect(beside.quantiles[i]?.high).toBeCloseTo(high, 9);
    });
  });

  it('is all NaN without runs', () => {
    const { quantiles, runs } = fanOf({ values: Float64Array.of(Number.NaN), particles: 1 });
    expect([runs, quantiles[4]!.value]).toEqual([0, Number.NaN]);
  });

  it.each([0, 0.5])(
    'tells where its quantiles would lie with ever more runs (%f of the variance between ensembles)',
    (between) => {
      const repeats = 300;
      let [inside, width] = [0, 0];
      for (let repeat = 0; repeat < repeats; repeat++) {
        for (const { level, low, high } of fanOf(sample(repeat, between)).quantiles) {
          const truth = normalQuantile(level);
          if (low <= truth && truth <= high) inside++;
          width += high - low;
        }
      }
      const points = repeats * FAN_LEVELS.length;
      expect(inside / points).toBeGreaterThan(0.91);
      expect(inside / points).toBeLessThan(0.98);
      // Half of the variance between 30 ensembles: as wide as no number of runs within them would make it.
      if (between > 0) expect(width / points).toBeGreaterThan(0.5);
      else expect(width / points).toBeLessThan(0.3);
    },
  );
});

describe('a chance', () => {
  it('has a range that holds the truth 19 times of 20', () => {
    let inside = 0;
    const repeats = 400;
    for (let repeat = 0; repeat < repeats; repeat++) {
      const { low, high } = chanceAbove(sample(repeat, 0.3), 1);
      if (low <= 0.1587 && 0.1587 <= high) inside++;
    }
    expect(inside / repeats).toBeGreaterThan(0.91);
    expect(inside / repeats).toBeLessThan(0.99);
  });

  it('is never sure: none in 100 runs may still be one in 50', () => {
    const values = new Float64Array(100);
    const never = chanceAbove({ values, particles: 10 }, 1);
    expect(never).toMatchObject({ value: 0, low: 0 });
    expect(never.high).toBeGreaterThan(0.015);
    expect(never.high).toBeLessThan(0.05);
    expect(chanceAbove({ values, particles: 10 }, -1).low).toBeLessThan(0.985);
  });
});
