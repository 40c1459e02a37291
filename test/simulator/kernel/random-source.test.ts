import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRandom, type RandomSource } from '../../../engine/simulator/kernel/samplers.ts';
import { purposeOf } from '../../../engine/simulator/kernel/streams.ts';

function sourceOf(seed: number): RandomSource {
  const random = createRandom(1);
  random.open(0, seed, 0, purposeOf('test'), 0);
  return random.source;
}

const seeds = fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER });
const counts = fc.oneof(fc.integer({ min: 0, max: 100 }), fc.maxSafeNat());
const shares = fc.oneof(
  fc.constantFrom(0, 1, 0.5, Number.MIN_VALUE, 2 ** -53, 1 - 2 ** -53),
  fc.double({ min: 0, max: 1, noNaN: true }),
);
const positives = fc.oneof(
  fc.double({ min: 1e-3, max: 1e3, noNaN: true }),
  fc.double({ min: Number.MIN_VALUE, max: Number.MAX_VALUE, noNaN: true }),
);
const distributions = fc
  .array(fc.oneof(fc.constant(0), fc.double({ min: 1e-12, max: 1, noNaN: true })), {
    minLength: 1,
    maxLength: 12,
  })
  .filter((weights) => weights.some((weight) => weight > 0))
  .map((weights) => {
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    return weights.map((weight) => weight / total);
  });

describe('draws never leave the support', () => {
  it('binomial: whole, 0..n', () => {
    fc.assert(
      fc.property(seeds, counts, shares, (seed, n, p) => {
        const k = sourceOf(seed).binomial(n, p);
        return Number.isSafeInteger(k) && k >= 0 && k <= n;
      }),
      { seed: 1, numRuns: 2000 },
    );
  });

  it('binomial: none at p = 0, all at p = 1', () => {
    fc.assert(
      fc.property(seeds, counts, (seed, n) => {
        const random = sourceOf(seed);
        return random.binomial(n, 0) === 0 && random.binomial(n, 1) === n;
      }),
      { seed: 2 },
    );
  });

  it('poisson: whole, at least 0, near a huge mean', () => {
    const means = fc.oneof(
      fc.double({ min: 0, max: 100, noNaN: true }),
      fc.double({ min: 0, max: 1e15, noNaN: true }),
    );
    fc.assert(
      fc.property(seeds, means, (seed, mean) => {
        const k = sourceOf(seed).poisson(mean);
        const near = Math.abs(k - mean) <= 12 * Math.sqrt(mean) + 40;
        return Number.isSafeInteger(k) && k >= 0 && near;
      }),
      { seed: 3, numRuns: 2000 },
    );
  });

  it('negative binomial: whole, at least 0', () => {
    const sizes = fc.double({ min: 0.01, max: 1e12, noNaN: true });
    const means = fc.double({ min: 0, max: 1e10, noNaN: true });
    fc.assert(
      fc.property(seeds, means, sizes, (seed, mean, size) => {
        const k = sourceOf(seed).negativeBinomial(mean, size);
        return Number.isSafeInteger(k) && k >= 0;
      }),
      { seed: 4, numRuns: 2000 },
    );
  });

  it('multinomial: whole, adds up to n, nothing where the probability is 0', () => {
    fc.assert(
      fc.property(seeds, counts, distributions, (seed, n, probabilities) => {
        const drawn = sourceOf(seed).multinomial(n, probabilities);
        const whole = drawn.every((count, i) => {
          const possible = probabilities[i] === 0 ? count === 0 : count >= 0;
          return Number.isSafeInteger(count) && possible;
        });
        // In BigInt, since a sum in doubles could hide an error of 1.
        const total = drawn.reduce((sum, count) => sum + BigInt(count), 0n);
        return whole && drawn.length === probabilities.length && total === BigInt(n);
      }),
      { seed: 5, numRuns: 2000 },
    );
  });

  it('categorical: an index of positive probability', () => {
    fc.assert(
      fc.property(seeds, distributions, (seed, probabilities) => {
        return probabilities[sourceOf(seed).categorical(probabilities)]! > 0;
      }),
      { seed: 6, numRuns: 2000 },
    );
  });

  it('integer: whole, low..high', () => {
    const bounds = fc.tuple(fc.maxSafeInteger(), fc.maxSafeInteger());
    fc.assert(
      fc.property(seeds, bounds, (seed, [a, b]) => {
        const [low, high] = [Math.min(a, b), Math.max(a, b)];
        fc.pre(high - low < 2 ** 53);
        const k = sourceOf(seed).integer(low, high);
        return Number.isSafeInteger(k) && k >= low && k <= high;
      }),
      { seed: 7, numRuns: 2000 },
    );
  });

  it('shuffle: the same members in the same array', () => {
    fc.assert(
      fc.property(seeds, fc.array(fc.integer()), (seed, members) => {
        const array = [...members];
        const sorted = (values: number[]) => values.sort((a, b) => a - b).join();
        return sourceOf(seed).shuffle(array) === array && sorted(array) === sorted(members);
      }),
      { seed: 8 },
    );
  });

  it('uniform: low..high', () => {
    const finite = fc.double({ min: -1e300, max: 1e300, noNaN: true });
    fc.assert(
      fc.property(seeds, finite, finite, (seed, a, b) => {
        const [low, high] = [Math.min(a, b), Math.max(a, b)];
        const x = sourceOf(seed).uniform(low, high);
        return x >= low && x <= high;
      }),
      { seed: 9 },
    );
  });

  it('beta in 0..1; gamma and exponential at least 0 and never NaN, whatever their size', () => {
    fc.assert(
      fc.property(seeds, positives, positives, (seed, a, b) => {
        const random = sourceOf(seed);
        const x = random.beta(a, b);
        return x >= 0 && x <= 1 && random.gamma(a, b) >= 0 && random.exponential(a) >= 0;
      }),
      { seed: 10, numRuns: 2000 },
    );
  });
});

describe('impossible parameters are refused', () => {
  const random = sourceOf(1);
  const good: Record<Exclude<keyof RandomSource, 'shuffle'>, readonly unknown[]> = {
    uniform: [0, 1],
    normal: [0, 1],
    lognormal: [0, 1],
    exponential: [1],
    gamma: [1, 1],
    beta: [1, 1],
    poisson: [1],
    binomial: [1, 0.5],
    negativeBinomial: [1, 1],
    multinomial: [1, [0.5, 0.5]],
    categorical: [[0.5, 0.5]],
    integer: [0, 1],
  };
  const wrong = [Number.NaN, Infinity, -Infinity, '0.5', null, {}, true];

  it.each(Object.keys(good) as (keyof typeof good)[])(
    '%s: NaN, infinities and what is no number, in every place',
    (name) => {
      const draw = random[name] as (...parameters: unknown[]) => unknown;
      expect(() => draw(...good[name])).not.toThrow();
      good[name].forEach((_, place) => {
        for (const value of wrong) {
          const call = () => draw(...good[name].map((ok, i) => (i === place ? value : ok)));
          expect(call, `${name} with ${String(value)} at ${place}`).toThrow(`${name}: `);
        }
      });
    },
  );

  it.each<[string, () => unknown]>([
    ['binomial: p is 1.2, must lie in 0..1', () => random.binomial(3, 1.2)],
    ['binomial: p is 1.0000000000000002, must lie in 0..1', () => random.binomial(3, 1 + 2 ** -52)],
    ['binomial: p is -1e-17, must lie in 0..1', () => random.binomial(3, -1e-17)],
    ['binomial: n is NaN, must be a whole number', () => random.binomial(Number.NaN, 0.5)],
    ['binomial: n is 2.5, must be a whole number', () => random.binomial(2.5, 0.5)],
    ['binomial: n is -1, must be a whole number', () => random.binomial(-1, 0.5)],
    [
      'binomial: p is of type undefined, must lie in 0..1',
      () => random.binomial(3, undefined as unknown as number),
    ],
    ['poisson: mean is -0.1, must lie in 0..1e15', () => random.poisson(-0.1)],
    ['poisson: mean is 1e+300, must lie in 0..1e15', () => random.poisson(1e300)],
    ['normal: sd is -1, must be finite and at least 0', () => random.normal(0, -1)],
    ['lognormal: sigma is -1, must be finite and at least 0', () => random.lognormal(0, -1)],
    ['exponential: rate is 0, must be finite and above 0', () => random.exponential(0)],
    ['gamma: shape is 0, must be finite and above 0', () => random.gamma(0, 1)],
    ['gamma: scale is -1, must be finite and at least 0', () => random.gamma(1, -1)],
    ['beta: b is 0, must be finite and above 0', () => random.beta(1, 0)],
    ['negativeBinomial: size is 0', () => random.negativeBinomial(1, 0)],
    [
      'negativeBinomial: mean is 10000000000000000, must lie in 0..1e15',
      () => random.negativeBinomial(1e16, 1),
    ],
    ['uniform: high is 1, must be at least low (2)', () => random.uniform(2, 1)],
    ['uniform: high - low is Infinity', () => random.uniform(-1.7e308, 1.7e308)],
    ['integer: high is 0, must be at least low (1)', () => random.integer(1, 0)],
    ['integer: low is 0.5', () => random.integer(0.5, 2)],
    ['integer: high - low is 18014398509481982', () => random.integer(1 - 2 ** 53, 2 ** 53 - 1)],
    ['multinomial: probability 1 is NaN', () => random.multinomial(3, [0.5, Number.NaN])],
    ['multinomial: probability 0 is -0.5', () => random.multinomial(3, [-0.5, 1.5])],
    ['multinomial: sum of the probabilities is 0.9', () => random.multinomial(3, [0.5, 0.4])],
    ['categorical: sum of the probabilities is 0, must be 1', () => random.categorical([])],
    [
      'categorical: probabilities is of type string, must be an array',
      () => random.categorical('ab' as never),
    ],
    [
      'shuffle: the argument is of type object, must be an array',
      () => random.shuffle({ length: 9 } as never),
    ],
  ])('%s', (message, draw) => {
    expect(draw).toThrow(message);
  });

  it('by an error that leaves the stream where it was', () => {
    const [a, b] = [sourceOf(9), sourceOf(9)];
    expect(() => a.binomial(1, 2)).toThrow(RangeError);
    expect(a.uniform()).toBe(b.uniform());
  });
});

describe('slots', () => {
  it('keep each stream where it was while others are drawn from', () => {
    const alone = createRandom(1);
    const both = createRandom(2);
    alone.open(0, 3, 1, 2, 4);
    both.open(0, 3, 1, 2, 4);
    both.open(1, 3, 1, 99, 4);
    for (let i = 0; i < 100; i++) {
      both.use(1);
      both.source.normal();
      both.source.gamma(0.5, 1);
      both.use(0);
      expect(both.source.normal()).toBe(alone.source.normal());
    }
  });

  it('that were never opened still end every draw', () => {
    expect(createRandom(3).source.poisson(100)).toBeGreaterThan(0);
  });

  it('outside 0 .. slots - 1 are refused', () => {
    const random = createRandom(2);
    expect(() => random.use(2)).toThrow('random: slot is 2, must be a whole number in 0 .. 1');
    expect(() => random.open(-1, 0, 0, 0, 0)).toThrow('random: slot is -1');
    expect(() => createRandom(0)).toThrow('random: slot is 0');
  });
});

it('the numbers of a seed are fixed: saved results and exported scripts rely on them', () => {
  const random = sourceOf(2026);
  expect({
    uniform: random.uniform(),
    normal: random.normal(),
    lognormal: random.lognormal(0, 1),
    exponential: random.exponential(2),
    gamma: [random.gamma(0.5, 1), random.gamma(4.2, 1)],
    beta: [random.beta(0.5, 0.5), random.beta(2, 3)],
    poisson: [random.poisson(3.5), random.poisson(250), random.poisson(1e9)],
    binomial: [random.binomial(20, 0.2), random.binomial(1000, 0.3), random.binomial(1e9, 0.7)],
    negativeBinomial: random.negativeBinomial(10, 2),
    multinomial: random.multinomial(100, [0.2, 0.3, 0.5]),
    categorical: random.categorical([0.2, 0.3, 0.5]),
    integer: [random.integer(1, 6), random.integer(0, 2 ** 52)],
    shuffle: random.shuffle([1, 2, 3, 4, 5, 6]),
  }).toEqual({
    uniform: 0.24162481304067485,
    normal: -0.468153568132335,
    lognormal: 0.5004029798906686,
    exponential: 0.8323573173298299,
    gamma: [2.807413956898972, 3.518828255004743],
    beta: [0.95479709502901, 0.6873379011029057],
    poisson: [0, 264, 999986269],
    binomial: [5, 298, 699994366],
    negativeBinomial: 9,
    multinomial: [16, 36, 48],
    categorical: 2,
    integer: [2, 3166008755671341],
    shuffle: [1, 3, 2, 5, 6, 4],
  });
});
