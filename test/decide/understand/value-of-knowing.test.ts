import { describe, expect, it } from 'vitest';
import { normalCdf } from '../../../engine/calibrate/special.ts';
import { openRandom } from '../../../engine/calibrate/streams.ts';
import { knowingWords } from '../../../engine/decide/understand/knowing-words.ts';
import {
  type Knowing,
  type KnowingOptions,
  valueOfKnowing as tellWorth,
} from '../../../engine/decide/understand/value-of-knowing.ts';

function valueOfKnowing(options: KnowingOptions): Knowing {
  const knowing = tellWorth(options);
  if (knowing === null) throw new Error('no draw lasted under every policy');
  return knowing;
}

/** E max(0, N(mean, sd^2)) - max(0, mean). */
function worth(mean: number, sd: number): number {
  const density = Math.exp(-0.5 * (mean / sd) ** 2) / Math.sqrt(2 * Math.PI);
  return sd * density - Math.abs(mean) * normalCdf(-Math.abs(mean) / sd);
}

interface Made {
  readonly draws: number;
  readonly seed?: number;
  readonly replications?: number;
  /** Standard deviation of a run's own luck, and of that which policies share. */
  readonly own?: number;
  readonly shared?: number;
  readonly correlation?: number;
  readonly curve?: (x: number) => number;
  readonly better?: 'less' | 'more';
}

/** Two policies: A is 10, B is 10 + mean + curve(x1) + x2; x3 does nothing. */
function decision(mean: number, slope: number, made: Made): KnowingOptions {
  const { draws, seed = 1, replications = 1, own = 0, shared = 0, correlation = 0 } = made;
  const { curve = (x: number) => slope * x, better = 'more' } = made;
  const random = openRandom(seed, 'test/knowing', 0);
  const x = new Float64Array(3 * draws);
  const outcomes = [0, 1].map(() => new Float64Array(draws * replications));
  for (let d = 0; d < draws; d++) {
    const [z1, z2, z3] = [random.normal(), random.normal(), random.normal()];
    const x2 = correlation * z1 + Math.sqrt(1 - correlation ** 2) * z2;
    x.set([z1, x2, z3], 3 * d);
    for (let r = 0; r < replications; r++) {
      const luck = random.normal(0, shared);
      const sign = better === 'more' ? 1 : -1;
      outcomes[0]![d * replications + r] = 10 + luck + random.normal(0, own);
      outcomes[1]![d * replications + r] =
        10 + sign * (mean + curve(z1) + x2) + luck + random.normal(0, own);
    }
  }
  const factors = [{ name: 'x1' }, { name: 'x2' }, { name: 'x3' }];
  return { factors, x, outcomes, replications, better, seed };
}

const ofFactor = (name: string, knowing: ReturnType<typeof valueOfKnowing>) =>
  knowing.rows.find(({ factor }) => factor.name === name)!.worth;

describe('two policies whose difference is normal and linear', () => {
  it('have the closed-form worth of all and of each number', () => {
    for (const better of ['more', 'less'] as const) {
      const knowing = valueOfKnowing(decision(-1, 2, { draws: 5000, better }));
      expect(knowing.best).toBe(0);
      const pairs = [
        [knowing.all, worth(-1, Math.sqrt(5))],
        [ofFactor('x1', knowing), worth(-1, 2)],
        [ofFactor('x2', knowing), worth(-1, 1)],
      ] as const;
      for (const [told, known] of pairs) {
        expect(Math.abs(told.value - known)).toBeLessThan(3 * told.error);
        expect(told.error).toBeLessThan(0.05 * (1 + known));
      }
      expect(ofFactor('x3', knowing).value).toBeLessThan(0.01);
    }
  });

  it('have more worth where one number tells of the other', () => {
    const knowing = valueOfKnowing(decision(-1, 2, { draws: 5000, correlation: 0.5 }));
    // E[difference | x1] = -1 + 2.5 x1, E[difference | x2] = -1 + 2 x2.
    const [x1, x2] = [ofFactor('x1', knowing), ofFactor('x2', knowing)];
    expect(Math.abs(x1.value - worth(-1, 2.5))).toBeLessThan(3 * x1.error);
    expect(Math.abs(x2.value - worth(-1, 2))).toBeLessThan(3 * x2.error);
  });

  it('keep it under luck, of few draws, without bias, within the standard errors', () => {
    const known = { all: worth(-1, Math.sqrt(5)), x1: worth(-1, 2), x3: 0 };
    const sums = { all: 0, x1: 0, x3: 0 };
    let within = 0;
    const repeats = 30;
    for (let seed = 0; seed < repeats; seed++) {
      const made = { draws: 300, replications: 4, own: 2, shared: 5, seed };
      const knowing = valueOfKnowing(decision(-1, 2, made));
      sums.all += knowing.all.value / repeats;
      sums.x1 += ofFactor('x1', knowing).value / repeats;
      sums.x3 += ofFactor('x3', knowing).value / repeats;
      const { value, error } = ofFactor('x1', knowing);
      if (Math.abs(value - known.x1) < 2 * error) within++;
    }
    expect(Math.abs(sums.all - known.all)).toBeLessThan(0.05);
    expect(Math.abs(sums.x1 - known.x1)).toBeLessThan(0.05);
    expect(sums.x3).toBeLessThan(0.02);
    expect(within / repeats).toBeGreaterThan(0.85);
  });
});

it('follows a curve: knowing how far x1 is from 0 is worth as much as the closed form says', () => {
  // x1^2 - 1 has mean 0, and E max(0, x^2 - 1) = 2 phi(1).
  const made = { draws: 5000, curve: (x: number) => x * x - 1 };
  const { value, error } = ofFactor('x1', valueOfKnowing(decision(0, 0, made)));
  const known = 2 * (Math.exp(-0.5) / Math.sqrt(2 * Math.PI));
  expect(Math.abs(value - known)).toBeLessThan(3 * error + 0.01);
  expect(error).toBeLessThan(0.03);
});

it('takes the structure as what could be known, and several policies', () => {
  // Under structure k policy k gives 3, the others 0: known is worth 3 - 1.
  const draws = 999;
  const x = Float64Array.from({ length: draws }, (_, d) => d % 3);
  const outcomes = [0, 1, 2].map((policy) => x.map((structure) => (structure === policy ? 3 : 0)));
  const factors = [{ name: 'structure', options: ['a', 'b', 'c'] }];
  const knowing = valueOfKnowing({
    factors,
    x,
    outcomes,
    replications: 1,
    better: 'more',
    seed: 1,
  });
  expect(knowing.rows[0]!.worth.value).toBeCloseTo(2, 6);
  expect(knowing.all.value).toBeCloseTo(2, 6);
  expect(knowing.rows[0]!.choices.map(({ share }) => share)).toEqual([1 / 3, 1 / 3, 1 / 3]);
});

describe('in words', () => {
  const words = { name: (factor: string) => `number ${factor}`, value: String };
  const euros = { name: 'cost', amount: (value: number) => `${value.toFixed(1)} EUR` };

  it('names the choice, what knowing is worth and what would change', () => {
    const knowing = valueOfKnowing(decision(-1, 2, { draws: 4000, replications: 2 }));
    const [all, x1, x2, x3] = knowingWords(knowing, ['plan A', 'plan B'], words, euros);
    expect(all).toMatch(
      /^As things are known, plan A is best. Knowing every number before choosing would be worth 0.5 EUR \(give or take 0.0 EUR\) on average.$/,
    );
    expect(x1).toMatch(
      /^Number x1: knowing it alone would be worth 0.4 EUR \(give or take 0.0 EUR\): plan B would then be chosen in 3\d % of cases.$/,
    );
    expect(x2).toMatch(/^Number x2: /);
    expect(x3).toBe('Knowing number x3 better would not pay by itself.');
  });

  it('says when nothing would change', () => {
    const knowing = valueOfKnowing(decision(-50, 2, { draws: 500 }));
    expect(knowingWords(knowing, ['plan A', 'plan B'], words, euros)).toEqual([
      'Knowing more would not change the choice: plan A is best whatever the numbers are.',
    ]);
  });
});

it('counts the luck that draws share among the errors: the closed form lies within two of them', () => {
  // The difference has a luck of each replication that is the same in all draws: 6 of them move it by .8.
  let within = 0;
  const repeats = 50;
  for (let seed = 0; seed < repeats; seed++) {
    const made = decision(-1, 2, { draws: 200, replications: 6, own: 0.5, seed });
    const random = openRandom(seed, 'test/shared-luck', 0);
    const luck = Array.from({ length: 6 }, () => random.normal(0, 2));
    const moved = made.outcomes[1]!.map((value, k) => value + luck[k % 6]!);
    const { all } = valueOfKnowing({ ...made, outcomes: [made.outcomes[0]!, moved] });
    if (Math.abs(all.value - worth(-1, Math.sqrt(5))) < 2 * all.error) within++;
  }
  expect(within).toBeGreaterThan(42);
});

it('blends a number of one structure with what the other structure comes to', () => {
  // B - A is 2 x - .5 under one structure, 0 under the other, which has no x: known x moves the mean by 1 x - .25.
  const draws = 1000;
  const factors = [{ name: 'structure', options: ['a', 'b'] }, { name: 'x' }];
  const [x, outcomes] = [new Float64Array(2 * draws), [0, 1].map(() => new Float64Array(draws))];
  const sums = { x: 0, structure: 0 };
  for (let seed = 0; seed < 30; seed++) {
    const random = openRandom(seed, 'test/blend', 0);
    for (let d = 0; d < draws; d++) {
      const own = random.normal();
      x.set(d % 2 === 0 ? [0, own] : [1, Number.NaN], 2 * d);
      outcomes[1]![d] = d % 2 === 0 ? 2 * own - 0.5 : 0;
    }
    const made = { factors, x, outcomes, replications: 1, better: 'more' as const, seed };
    const knowing = valueOfKnowing(made);
    sums.x += ofFactor('x', knowing).value / 30;
    sums.structure += ofFactor('structure', knowing).value / 30;
  }
  expect(Math.abs(sums.x - worth(-0.25, 1))).toBeLessThan(0.015);
  expect(sums.structure).toBeLessThan(0.01);
});

it('has nothing to tell where no draw lasted under every policy, and leaves out single ones', () => {
  const made = decision(-1, 2, { draws: 100 });
  made.outcomes[1]!.fill(Number.NaN, 0, 7);
  expect(valueOfKnowing(made)).toMatchObject({ leftOut: 7, draws: 100 });
  made.outcomes[1]!.fill(Number.NaN);
  expect(tellWorth(made)).toBeNull();
});
