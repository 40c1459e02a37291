import { describe, expect, it } from 'vitest';
import { createRandom, type RandomSource } from '../../../engine/simulator/kernel/samplers.ts';
import { purposeOf } from '../../../engine/simulator/kernel/streams.ts';
import {
  type DiscreteLaw,
  judgeContinuous,
  judgeDiscrete,
  LIMIT,
  lawByRatio,
  type Verdict,
  worst,
} from './goodness.ts';

const DRAWS = 200_000;

/** A source of its own for every case, so that cases can be added without moving the others. */
function sourceOf(...key: readonly number[]): RandomSource {
  const random = createRandom(1);
  random.open(0, 20_260_101, 0, purposeOf(JSON.stringify(key)), 0);
  return random.source;
}

function binomialLaw(n: number, p: number): DiscreteLaw {
  const mode = Math.min(n, Math.floor((n + 1) * p));
  return lawByRatio(mode, 0, n, (k) => ((n - k) / (k + 1)) * (p / (1 - p)));
}

function poissonLaw(mean: number): DiscreteLaw {
  return lawByRatio(Math.floor(mean), 0, Number.POSITIVE_INFINITY, (k) => mean / (k + 1));
}

function negativeBinomialLaw(mean: number, size: number): DiscreteLaw {
  const mode = size > 1 ? Math.floor((mean * (size - 1)) / size) : 0;
  const p = mean / (mean + size);
  return lawByRatio(mode, 0, Number.POSITIVE_INFINITY, (k) => ((k + size) / (k + 1)) * p);
}

function uniformLaw(size: number): DiscreteLaw {
  return { first: 0, masses: new Float64Array(size).fill(1 / size) };
}

describe('whole-number samplers follow their exact law', () => {
  it.each([
    [1, 0.5],
    [5, 0.9],
    [20, 0.2],
    [1000, 0.002],
    // n p = 10, where transformed rejection could begin, and p > 1/2.
    [20, 0.5],
    [33, 0.3],
    [100, 0.1],
    [100, 0.9],
    // The biased range of a known bad implementation: 10 <= n p <= 300.
    [40, 0.3],
    [40, 0.5],
    [200, 0.1],
    [2000, 0.01],
    // n p = 30, where search gives way to rejection.
    [59, 0.5],
    [60, 0.5],
    [61, 0.5],
    [299, 0.1],
    [301, 0.1],
    [999_999, 0.00003],
    [1_000_001, 0.00003],
    [301, 0.9],
    // n p = 50 and 300, and beyond.
    [100, 0.5],
    [500, 0.1],
    [50_000, 0.001],
    [600, 0.5],
    [1000, 0.3],
    [1000, 0.7],
    [30_000, 0.01],
    [10_000, 0.3],
    [1_000_000_000, 0.3],
  ])('binomial of %d trials at %d', (n, p) => {
    const random = sourceOf(1, n, p);
    const verdict = judgeDiscrete(() => random.binomial(n, p), binomialLaw(n, p), DRAWS);
    expect(worst(verdict), JSON.stringify(verdict)).toBeLessThan(LIMIT);
  });

  it.each([0.1, 1, 3.5, 9.9, 10, 10.1, 20, 29.9, 30, 30.1, 50, 300, 10_000, 1_000_000_000])(
    'poisson of mean %d',
    (mean) => {
      const random = sourceOf(2, mean);
      const verdict = judgeDiscrete(() => random.poisson(mean), poissonLaw(mean), DRAWS);
      expect(worst(verdict), JSON.stringify(verdict)).toBeLessThan(LIMIT);
    },
  );

  it.each([
    [3.5, 0.2],
    [10, 1],
    [50, 5],
    [300, 40],
    [2, 1_000_000],
  ])('negative binomial of mean %d and size %d', (mean, size) => {
    const random = sourceOf(3, mean, size);
    const law = negativeBinomialLaw(mean, size);
    const verdict = judgeDiscrete(() => random.negativeBinomial(mean, size), law, DRAWS);
    expect(worst(verdict), JSON.stringify(verdict)).toBeLessThan(LIMIT);
  });

  it('categorical, and never a kind of probability 0', () => {
    const random = sourceOf(4);
    const masses = [0, 0.05, 0.2, 0, 0.45, 0.3, 0];
    const law = { first: 0, masses: Float64Array.from(masses) };
    const verdict = judgeDiscrete(() => random.categorical(masses), law, DRAWS);
    expect(worst(verdict), JSON.stringify(verdict)).toBeLessThan(LIMIT);
  });

  it('integer over a few values', () => {
    const random = sourceOf(5);
    const verdict = judgeDiscrete(() => random.integer(-3, 3) + 3, uniformLaw(7), DRAWS);
    expect(worst(verdict), JSON.stringify(verdict)).toBeLessThan(LIMIT);
  });

  it.each([
    // Spans where a plain remainder or a scaled 32-bit word would favour the low values by half.
    3 * 2 ** 30,
    3 * 2 ** 51,
  ])('integer over a span of %d', (span) => {
    const random = sourceOf(6, span);
    const draw = () => Math.floor((random.integer(0, span - 1) / span) * 96);
    const verdict = judgeDiscrete(draw, uniformLaw(96), DRAWS);
    expect(worst(verdict), JSON.stringify(verdict)).toBeLessThan(LIMIT);
  });

  it('shuffle gives every order equally often', () => {
    const random = sourceOf(7);
    const draw = () => {
      const [a, b, c] = random.shuffle([0, 1, 2, 3]) as [number, number, number, number];
      const ranked = [b - (b > a ? 1 : 0), c - (c > a ? 1 : 0) - (c > b ? 1 : 0)];
      return a * 6 + ranked[0]! * 2 + ranked[1]!;
    };
    const verdict = judgeDiscrete(draw, uniformLaw(24), DRAWS);
    expect(worst(verdict), JSON.stringify(verdict)).toBeLessThan(LIMIT);
  });

  it('multinomial: every kind, and every two together, are binomial', () => {
    const shares = [0.1, 0, 0.55, 0.05, 0.3];
    for (const kinds of [[0], [2], [3], [4], [0, 2], [3, 4], [0, 4]]) {
      const random = sourceOf(8, ...kinds);
      const p = kinds.reduce((sum, kind) => sum + shares[kind]!, 0);
      const draw = () => {
        const counts = random.multinomial(80, shares);
        return kinds.reduce((sum, kind) => sum + counts[kind]!, 0);
      };
      const verdict = judgeDiscrete(draw, binomialLaw(80, p), DRAWS / 4);
      expect(worst(verdict), `${kinds}: ${JSON.stringify(verdict)}`).toBeLessThan(LIMIT);
    }
  });
});

describe('continuous samplers follow their exact law', () => {
  const bell = (z: number) => Math.exp(-0.5 * z * z);

  const judged: [string, () => Verdict][] = [
    ['uniform', () => judgeContinuous(sourceOf(10).uniform, () => 1, 0, 1, DRAWS)],
    [
      'uniform between -2 and 5',
      () => {
        const random = sourceOf(11);
        return judgeContinuous(
          () => random.uniform(-2, 5),
          () => 1,
          -2,
          5,
          DRAWS,
        );
      },
    ],
    ['normal', () => judgeContinuous(sourceOf(12).normal, bell, -8, 8, 1_000_000)],
    [
      'normal of mean 3 and sd 0.5',
      () => {
        const random = sourceOf(13);
        return judgeContinuous(() => (random.normal(3, 0.5) - 3) * 2, bell, -8, 8, DRAWS);
      },
    ],
    [
      'lognormal, by its logarithm',
      () => {
        const random = sourceOf(14);
        const draw = () => (Math.log(random.lognormal(-1, 2)) + 1) / 2;
        return judgeContinuous(draw, bell, -8, 8, DRAWS);
      },
    ],
    [
      'exponential',
      () => {
        const random = sourceOf(15);
        return judgeContinuous(
          () => random.exponential(4),
          (x) => Math.exp(-4 * x),
          0,
          12,
          DRAWS,
        );
      },
    ],
    ['exponential, near 0', () => judgeLogGamma(1, 1, (random) => random.exponential(1))],
    ...[0.05, 0.5, 0.99, 1, 1.01, 4.2, 300].map((shape): [string, () => Verdict] => [
      `gamma of shape ${shape}, by its logarithm`,
      () => judgeLogGamma(shape, 2.5, (random) => random.gamma(shape, 2.5)),
    ]),
    ...[
      [0.5, 0.5],
      [0.1, 3],
      [1, 1],
      [2, 5],
      [1, 0.7],
      [40, 60],
    ].map((pair): [string, () => Verdict] => [
      `beta of ${pair.join(' and ')}, by its logit`,
      () => judgeBeta(pair[0]!, pair[1]!),
    ]),
  ];

  it.each(judged)('%s', (_, judge) => {
    const verdict = judge();
    expect(worst(verdict), JSON.stringify(verdict)).toBeLessThan(LIMIT);
  });

  it('gives the normal its tail beyond the ziggurat, with both signs', () => {
    const random = sourceOf(16);
    // P(|z| > 3.6541528853610088), and of that the part beyond 4.
    const tail = 2.5803e-4;
    const far = 6.3342e-5;
    const draws = 3_000_000;
    let [beyond, above, beyondFour] = [0, 0, 0];
    for (let i = 0; i < draws; i++) {
      const z = random.normal();
      if (Math.abs(z) < 3.6541528853610088) continue;
      beyond++;
      if (z > 0) above++;
      if (Math.abs(z) > 4) beyondFour++;
    }
    const z = (seen: number, p: number, n: number) => (seen - n * p) / Math.sqrt(n * p * (1 - p));
    expect(Math.abs(z(beyond, tail, draws))).toBeLessThan(LIMIT);
    expect(Math.abs(z(beyondFour, far, draws))).toBeLessThan(LIMIT);
    expect(Math.abs(z(above, 0.5, beyond))).toBeLessThan(LIMIT);
  });

  function judgeLogGamma(
    shape: number,
    scale: number,
    draw: (random: RandomSource) => number,
  ): Verdict {
    const random = sourceOf(17, shape);
    const centre = Math.log(shape);
    const density = (y: number) => Math.exp(shape * (y - centre) - Math.exp(y) + shape);
    const sd = 1 / Math.sqrt(shape);
    const low = centre - 14 * Math.max(sd, 3 * sd * sd);
    const high = Math.log(shape + 14 * Math.sqrt(shape) + 60);
    return judgeContinuous(() => Math.log(draw(random) / scale), density, low, high, DRAWS);
  }

  function judgeBeta(a: number, b: number): Verdict {
    const random = sourceOf(18, a, b);
    const density = (y: number) =>
      Math.exp(-a * Math.log1p(Math.exp(-y)) - b * Math.log1p(Math.exp(y)));
    const draw = () => {
      const x = random.beta(a, b);
      return Math.log(x / (1 - x));
    };
    const scale = density(Math.log(a / b));
    return judgeContinuous(
      draw,
      (y) => density(y) / scale,
      -36 / a - 4,
      Math.min(36, 36 / b + 4),
      DRAWS,
    );
  }
});

describe('the judge', () => {
  const law = binomialLaw(40, 0.3);
  const verdictOf = (draw: (random: RandomSource) => number, exact: DiscreteLaw = law) => {
    const random = sourceOf(20);
    return judgeDiscrete(() => draw(random), exact, DRAWS);
  };

  it('accepts the right sampler', () => {
    expect(worst(verdictOf((random) => random.binomial(40, 0.3)))).toBeLessThan(LIMIT);
  });

  it('rejects a mean that is 0.5 too high', () => {
    const verdict = verdictOf((random) =>
      Math.min(40, random.binomial(40, 0.3) + random.integer(0, 1)),
    );
    expect(verdict.mean).toBeGreaterThan(50);
    expect(verdict.shape).toBeGreaterThan(50);
  });

  it('rejects a mean that is 0.05 too high', () => {
    const verdict = verdictOf((random) => random.binomial(40, 0.30125));
    expect(verdict.mean).toBeGreaterThan(LIMIT);
  });

  it('rejects a variance that is 3 % too large', () => {
    // Mixing p = 0.3 +- 0.0127 keeps the mean and adds 40 * 39 * 0.0127^2 to the variance of 8.4.
    const verdict = verdictOf((random) =>
      random.binomial(40, 0.3 + 0.0127 * (2 * random.integer(0, 1) - 1)),
    );
    expect(Math.abs(verdict.mean)).toBeLessThan(LIMIT);
    expect(verdict.variance).toBeGreaterThan(LIMIT);
  });

  it('rejects a normal approximation by its shape alone', () => {
    const verdict = verdictOf(
      (random) => Math.round(random.normal(50, Math.sqrt(45))),
      binomialLaw(500, 0.1),
    );
    expect(Math.abs(verdict.mean)).toBeLessThan(LIMIT);
    expect(verdict.shape).toBeGreaterThan(LIMIT);
  });

  it('rejects a draw outside the support', () => {
    expect(() => verdictOf((random) => random.binomial(40, 0.3) + 0.5)).toThrow(
      /outside the support/,
    );
  });
});
