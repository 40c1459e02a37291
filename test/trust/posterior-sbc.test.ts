import { describe, expect, it } from 'vitest';
import { checkPosteriorBySimulation } from '../../engine/trust/posterior-sbc.ts';
import { simulateKnown } from '../../engine/trust/prior-simulations.ts';
import { gaussianPosterior, gaussianTask, type Mistake } from './gaussian.ts';

async function check(
  mistake: Mistake,
  seed: number,
  { dataSets = 200, draws = 500, level = 0.95 } = {},
) {
  const task = gaussianTask([0.3, -0.5]);
  const posterior = gaussianPosterior(task, mistake);
  const known = await simulateKnown(task, posterior.sample(dataSets, 77 + seed), seed);
  const { names, priors } = task;
  return checkPosteriorBySimulation({ names, priors, posterior, known }, { draws, seed }, level);
}

describe('calibration around the observed data', () => {
  it('suspects the exact posterior in about 5 % of the checks', async () => {
    let alarms = 0;
    for (let seed = 0; seed < 60; seed++) {
      const { parameters } = await check({}, seed, { dataSets: 100, draws: 400 });
      if (parameters.some(({ kind }) => kind !== 'as-claimed')) alarms += 1;
    }
    // Binomial(60, .05): at most 7 in 98 % of cases.
    expect(alarms).toBeLessThanOrEqual(7);
  });

  // The posterior at y and the one at y' are wrong in the same way, so that half of the error cancels: widths of .86 and 1.15.
  it.each([
    ['too-narrow', { width: 0.7 }],
    ['too-wide', { width: 1.5 }],
    ['shifted', { shift: 0.6 }],
  ] as const)('finds a posterior that is %s', async (kind, mistake) => {
    const { parameters, summary } = await check(mistake, 5, { dataSets: 500 });
    expect(parameters.map((parameter) => parameter.kind)).toContain(kind);
    expect(summary).toContain('do not hold what they claim');
  });

  it('weights draws to the posterior of both data sets: truths are as spread as it says', async () => {
    const { parameters, effectiveDraws } = await check({}, 3, { dataSets: 400 });
    for (const { widthFactor, shift } of parameters) {
      expect(Math.abs(widthFactor - 1)).toBeLessThan(0.1);
      expect(Math.abs(shift)).toBeLessThan(0.15);
    }
    expect(effectiveDraws).toBeGreaterThan(250);
  });

  it('says nothing where the weights of most data sets are too uneven', async () => {
    const { parameters, warnings } = await check({}, 1, { dataSets: 60, draws: 80 });
    expect(parameters).toEqual([]);
    expect(warnings).toEqual([expect.stringContaining('More draws for each would help')]);
  });

  it('warns where there are too few data sets', async () => {
    const { warnings } = await check({}, 1, { dataSets: 40 });
    expect(warnings[0]).toContain('100 are needed');
  });
});
