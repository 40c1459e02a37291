import { describe, expect, it } from 'vitest';
import { CalibrationError } from '../../engine/calibrate/error.ts';
import { openRandom } from '../../engine/calibrate/streams.ts';
import { checkExpectedCoverage } from '../../engine/trust/expected-coverage.ts';
import { simulatePriors } from '../../engine/trust/prior-simulations.ts';
import { answersOf, type Repeats, repeatInference } from '../../engine/trust/repeats.ts';
import { checkBySimulation } from '../../engine/trust/sbc.ts';
import { checkByReferences } from '../../engine/trust/tarp.ts';
import { gaussianPosterior, gaussianTask, type Mistake } from './gaussian.ts';

const task = gaussianTask([0.3, -0.5]);

async function repeats(
  mistake: Mistake,
  seed: number,
  dataSets = 300,
  draws = 200,
): Promise<Repeats> {
  const known = await simulatePriors(task, dataSets, seed);
  const { amortised } = gaussianPosterior(task, mistake);
  return repeatInference(task, known, answersOf(amortised), { draws, seed });
}

const withoutDensity = ({ densityRanks: _, ...rest }: Repeats): Repeats => rest;

/** What is right must not be suspected by luck, on any of so many occasions; what is wrong has to show at the usual level. */
const levelFor = (kind: string) => (kind === 'as-claimed' ? 0.999 : 0.95);

describe.each([
  [
    'the exact posterior',
    {},
    ['as-claimed', 'as-claimed', 'as-claimed', 'as-claimed', 'as-claimed'],
  ],
  [
    'one 30 % too narrow',
    { width: 0.7 },
    ['too-narrow', 'too-narrow', 'too-narrow', 'too-narrow', 'too-narrow'],
  ],
  [
    'one 40 % too wide',
    { width: 1.4 },
    ['too-wide', 'too-wide', 'too-wide', 'too-wide', 'too-wide'],
  ],
  // Regions of a shifted posterior hold a little less than they claim, too little to show in 300 data sets.
  ['one that is shifted', { shift: 0.4 }, ['shifted', undefined, undefined, undefined, undefined]],
  // The prior holds what it claims; only a reference that looks at the data finds it out.
  [
    'the prior',
    { prior: true },
    ['as-claimed', 'as-claimed', 'as-claimed', 'as-claimed', 'too-wide'],
  ],
] as const)('%s', (_name, mistake, [ranks, dense, central, random, informed]) => {
  it.for([1, 2])('is told from its answers to made-up data (seed %i)', async (seed) => {
    const answered = await repeats(mistake, seed);
    for (const { kind } of checkBySimulation(answered, seed, levelFor(ranks)).parameters) {
      expect(kind).toBe(ranks);
    }
    if (dense) {
      expect(checkExpectedCoverage(answered, seed, levelFor(dense)).curves[0]!.kind).toBe(dense);
    }
    if (central) {
      const plain = withoutDensity(answered);
      for (const { kind } of checkExpectedCoverage(plain, seed, levelFor(central)).curves) {
        expect(kind).toBe(central);
      }
    }
    const nearer = (kind: string) =>
      checkByReferences(answered, undefined, seed, levelFor(kind)).curves;
    if (random) expect(nearer(random)[0]!.kind).toBe(random);
    if (informed) expect(nearer(informed)[1]!.kind).toBe(informed);
  });
});

describe('an honest method', () => {
  it('is suspected in about 5 % of the checks', async () => {
    const runs = 80;
    const alarms = { sbc: 0, dense: 0, central: 0, tarp: 0 };
    const off = (parts: readonly { readonly kind: string }[]) =>
      parts.some(({ kind }) => kind !== 'as-claimed');
    for (let seed = 0; seed < runs; seed++) {
      const answered = await repeats({}, 1000 + seed, 100, 60);
      if (off(checkBySimulation(answered, seed).parameters)) alarms.sbc += 1;
      if (off(checkExpectedCoverage(answered, seed).curves)) alarms.dense += 1;
      if (off(checkExpectedCoverage(withoutDensity(answered), seed).curves)) alarms.central += 1;
      if (off(checkByReferences(answered, undefined, seed).curves)) alarms.tarp += 1;
    }
    // Binomial(80, .05): 4 expected, at most 10 in 99.7 % of cases.
    for (const count of Object.values(alarms)) expect(count).toBeLessThanOrEqual(10);
    // 16 expected over the four: a check that never speaks up is none.
    const all = Object.values(alarms).reduce((sum, count) => sum + count, 0);
    expect(all).toBeGreaterThanOrEqual(4);
  });
});

describe('coverage', () => {
  it('of a normal posterior 30 % too narrow is what the normal distribution says', async () => {
    const answered = withoutDensity(await repeats({ width: 0.7 }, 3, 600));
    // P(|z| < 1.2816 * .7) = .6304, P(|z| < 1.96 * .7) = .8300; standard error .02.
    for (const { at } of checkExpectedCoverage(answered, 3).curves) {
      expect(Math.abs(at[1]!.covered - 0.6304)).toBeLessThan(0.05);
      expect(Math.abs(at[2]!.covered - 0.83)).toBeLessThan(0.05);
    }
  });

  it('of all parameters together uses regions of highest density', async () => {
    const check = checkExpectedCoverage(await repeats({ width: 0.7 }, 4, 600), 4);
    expect(check).toMatchObject({ regions: 'highest-density' });
    // Two dimensions: P(chi^2_2 < .49 * 3.2189) = 1 - exp(-.49 * 1.6094) = .5456.
    expect(Math.abs(check.curves[0]!.at[1]!.covered - 0.5456)).toBeLessThan(0.05);
    expect(check.summary).toMatch(/80 % ranges of all parameters together held the truth in 5\d %/);
  });
});

describe('repeats', () => {
  it('say the same for the same seed', async () => {
    const [a, b] = [await repeats({}, 9, 30, 20), await repeats({}, 9, 30, 20)];
    expect(a).toEqual(b);
    expect(checkByReferences(a, undefined, 9)).toEqual(checkByReferences(b, undefined, 9));
  });

  it('warn where they are too few to mean anything', async () => {
    const { warnings, summary } = checkBySimulation(await repeats({}, 1, 20, 30), 1);
    expect(summary).toContain('Tested on 20 made-up data sets');
    expect(warnings).toEqual([
      expect.stringContaining('Only 20 made-up data sets'),
      expect.stringContaining('Only 30 draws'),
    ]);
    expect(warnings[0]).toContain('100 are needed');
  });

  it('count data sets that the method refuses, or answers with what is not a number', async () => {
    const known = await simulatePriors(task, 30, 1);
    const { amortised } = gaussianPosterior(task);
    const answered = await repeatInference(
      task,
      known,
      async (x) => {
        if (x[0]! > 1) throw new CalibrationError('no-observations', 'x: 1', { hint: '' });
        if (x[0]! < -1) return { sample: (count) => new Float64Array(2 * count).fill(Number.NaN) };
        return answersOf(amortised)(x);
      },
      { draws: 20, seed: 1 },
    );
    expect(answered.broken).toBeGreaterThan(0);
    expect(answered.count).toBe(30 - answered.broken);
    expect(answered.x.every((value, k) => k % 2 === 1 || Math.abs(value) <= 1)).toBe(true);
    expect(checkBySimulation(answered, 1).warnings.at(-1)).toContain('left out');
  });

  it('stop when told to', async () => {
    const known = await simulatePriors(task, 30, 1);
    const { amortised } = gaussianPosterior(task);
    const stop = new AbortController();
    let asked = 0;
    const pause = async () => {
      asked += 1;
      if (asked === 3) stop.abort();
    };
    const options = { draws: 20, seed: 1, signal: stop.signal, pause };
    await expect(repeatInference(task, known, answersOf(amortised), options)).rejects.toThrow();
    expect(asked).toBe(3);
  });

  it('leave out what cannot vary, and give whole numbers their place by lot', async () => {
    const whole = {
      ...task,
      names: ['fixed', 'coin'],
      priors: [
        { kind: 'integer', low: 3, high: 3 },
        { kind: 'integer', low: 0, high: 1 },
      ],
    } as const;
    const known = await simulatePriors(whole, 300, 7);
    // Nothing is learned of a coin: the prior is the posterior.
    const coins = async () => ({
      sample: (count: number, seed: number) => {
        const { integer } = openRandom(seed, 'test/coin', 0);
        return Float64Array.from({ length: 2 * count }, (_, k) =>
          k % 2 === 0 ? 3 : integer(0, 1),
        );
      },
    });
    const answered = await repeatInference(whole, known, coins, { draws: 60, seed: 7 });
    const { parameters } = checkBySimulation(answered, 7);
    expect(parameters.map(({ name }) => name)).toEqual(['coin']);
    expect(parameters[0]!.kind).toBe('as-claimed');
  });
});
