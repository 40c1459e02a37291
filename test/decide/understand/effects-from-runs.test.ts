import { describe, expect, it } from 'vitest';
import { openRandom } from '../../../engine/calibrate/streams.ts';
import { effectsFromRuns } from '../../../engine/decide/understand/effects-from-runs.ts';
import type { Factor, Runs } from '../../../engine/decide/understand/factor.ts';

interface Made {
  readonly draws: number;
  readonly replications?: number;
  /** Standard deviations of luck that draws share, and of each run's own. */
  readonly shared?: number;
  readonly own?: number;
  readonly seed?: number;
  readonly factors?: readonly Factor[];
}

/** Three normal factors of variance 1; the first two have correlation r. */
function runsOf(r: number, at: (x: number[]) => number, made: Made): Runs {
  const { draws, replications = 1, shared = 0, own = 0, seed = 1 } = made;
  const random = openRandom(seed, 'test/effects', 0);
  const common = Float64Array.from({ length: replications }, () => random.normal(0, shared));
  const x = new Float64Array(3 * draws);
  const outcomes = new Float64Array(draws * replications);
  for (let d = 0; d < draws; d++) {
    const [z1, z2, z3] = [random.normal(), random.normal(), random.normal()];
    const row = [z1, r * z1 + Math.sqrt(1 - r * r) * z2, z3];
    x.set(row, 3 * d);
    const value = at(row);
    for (let k = 0; k < replications; k++)
      outcomes[d * replications + k] = value + common[k]! + random.normal(0, own);
  }
  const factors = made.factors ?? [{ name: 'x1' }, { name: 'x2' }, { name: 'x3' }];
  return { factors, draws, replications, x, outcomes };
}

const linear = ([a, b, c]: number[]) => 2 * a! + b! + 0.5 * c!;

/** Var = 4 + 1 + 4 r + .25; first = Cov(Y, X)^2 / Var; total = b^2 Var[X | others] / Var. */
function known(r: number) {
  const variance = 5.25 + 4 * r;
  return {
    x1: { first: (2 + r) ** 2 / variance, total: (4 * (1 - r * r)) / variance },
    x2: { first: (2 * r + 1) ** 2 / variance, total: (1 - r * r) / variance },
    x3: { first: 0.25 / variance, total: 0.25 / variance },
  };
}

describe('a linear outcome of normal factors', () => {
  for (const r of [0, 0.8, -0.6]) {
    it(`has its closed-form effects where two of them have correlation ${r}`, () => {
      const { rows, explained, parts } = effectsFromRuns(runsOf(r, linear, { draws: 6000 }));
      for (const { factor, first, total } of rows) {
        const truth = known(r)[factor.name as 'x1'];
        expect(Math.abs(first.value - truth.first)).toBeLessThan(0.03);
        expect(Math.abs(total.value - truth.total)).toBeLessThan(0.03);
      }
      expect(explained).toBeGreaterThan(0.99);
      expect(parts).toBeNull();
    });
  }

  it('keeps them under chance, of few draws, which is told apart', () => {
    const made = { draws: 400, replications: 5, shared: 3, own: 3 };
    const truth = known(0.8).x1;
    let [total, first, chance] = [0, 0, 0];
    for (let seed = 0; seed < 20; seed++) {
      const effects = effectsFromRuns(runsOf(0.8, linear, { ...made, seed }));
      const row = effects.rows.find(({ factor }) => factor.name === 'x1')!;
      total += row.total.value / 20;
      first += row.first.value / 20;
      chance += effects.parts!.chanceShare / 20;
    }
    expect(Math.abs(total - truth.total)).toBeLessThan(0.03);
    expect(Math.abs(first - truth.first)).toBeLessThan(0.04);
    expect(Math.abs(chance - 18 / (18 + 8.45))).toBeLessThan(0.07);
  });

  it('lies in the 90 % ranges in about 90 % of repeats', () => {
    let inside = 0;
    for (let seed = 0; seed < 100; seed++) {
      const { rows } = effectsFromRuns(runsOf(0.8, linear, { draws: 300, own: 2, seed }));
      for (const { factor, total } of rows) {
        // One replication: shares are of all variance, chance included.
        const truth = (known(0.8)[factor.name as 'x1'].total * 8.45) / 12.45;
        if (total.low <= truth && truth <= total.high) inside++;
      }
    }
    expect(inside / 300).toBeGreaterThan(0.83);
    expect(inside / 300).toBeLessThan(0.96);
  });
});

it('counts an interaction to both that take part', () => {
  // Of independent factors Y = x1 + x2 x3 has variance 2: first .5, 0, 0; total .5, .5, .5.
  const { rows } = effectsFromRuns(runsOf(0, ([a, b, c]) => a! + b! * c!, { draws: 2000 }));
  for (const { factor, first, total } of rows) {
    expect(Math.abs(total.value - 0.5)).toBeLessThan(0.05);
    expect(Math.abs(first.value - (factor.name === 'x1' ? 0.5 : 0))).toBeLessThan(0.05);
  }
});

it('takes the structure as a factor, with numbers that only one of the structures has', () => {
  const factors = [{ name: 'structure', options: ['a', 'b'] }, { name: 'stay' }, { name: 'x3' }];
  const runs = runsOf(0, () => 0, { draws: 2000, factors });
  const random = openRandom(8, 'test/structure', 0);
  for (let d = 0; d < 2000; d++) {
    const structure = d % 2;
    const stay = random.normal();
    runs.x.set([structure, structure === 0 ? stay : Number.NaN], 3 * d);
    runs.outcomes[d] = 2 * structure + (structure === 0 ? stay : 0) + runs.x[3 * d + 2]!;
  }
  // Variances: structure 1, stay in half of the draws 1 / 2, x3 1.
  const totals = Object.fromEntries(
    effectsFromRuns(runs).rows.map(({ factor, total }) => [factor.name, total.value]),
  );
  expect(totals.structure).toBeCloseTo(1 / 2.5, 1);
  expect(totals.stay).toBeCloseTo(0.5 / 2.5, 1);
  expect(totals.x3).toBeCloseTo(1 / 2.5, 1);
});

it('has nothing to tell of too few draws, and leaves out those with a failed run', () => {
  expect(effectsFromRuns(runsOf(0, linear, { draws: 39 })).rows).toEqual([]);
  const runs = runsOf(0, linear, { draws: 500 });
  runs.outcomes.fill(Number.NaN, 0, 30);
  expect(effectsFromRuns(runs)).toMatchObject({ leftOut: 30, draws: 500 });
});
