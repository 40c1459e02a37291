import { describe, expect, it } from 'vitest';
import { simulatePriors } from '../../engine/trust/prior-simulations.ts';
import { contractionOf, measureRecovery } from '../../engine/trust/recovery.ts';
import { answersOf, repeatInference } from '../../engine/trust/repeats.ts';
import { gaussianPosterior, gaussianTask, type Mistake, NOISE } from './gaussian.ts';
import { source } from './series.ts';

const task = gaussianTask([0.3]);

async function measure(mistake: Mistake) {
  const posterior = gaussianPosterior(task, mistake);
  const known = await simulatePriors(task, 400, 3);
  const options = { draws: 200, seed: 3 };
  const repeats = await repeatInference(task, known, answersOf(posterior.amortised), options);
  const { names, priors } = task;
  const sets = posterior.sample(2000, 4);
  return measureRecovery({ names, priors, sets, count: 2000, repeats }).parameters[0]!;
}

describe('what was learned of a parameter', () => {
  it('is what the closed form says for the exact posterior', async () => {
    const { contraction, known, text } = await measure({});
    // Posterior variance NOISE^2 / (1 + NOISE^2) = .2, prior 1.
    expect(contraction).toBeCloseTo(1 / (1 + NOISE ** 2), 1);
    expect(known!.contraction).toBeCloseTo(0.8, 2);
    expect(Math.abs(known!.meanZ)).toBeLessThan(0.15);
    expect(Math.abs(known!.rootMeanSquareZ - 1)).toBeLessThan(0.1);
    // Correlation of x / 1.25 with theta: sqrt(.8); error: sqrt(.2).
    expect(Math.abs(known!.correlation - Math.sqrt(0.8))).toBeLessThan(0.03);
    expect(Math.abs(known!.relativeError - Math.sqrt(0.2))).toBeLessThan(0.04);
    expect(text).toBe('a: the data made its range 55 % narrower.');
  });

  it('is nothing where the method answers with the prior', async () => {
    const { contraction, known, text } = await measure({ prior: true });
    expect(Math.abs(contraction)).toBeLessThan(0.08);
    expect(Math.abs(known!.correlation)).toBeLessThan(0.2);
    expect(known!.relativeError).toBeCloseTo(1, 1);
    expect(text).toContain('next to nothing');
  });

  it('shows a narrow posterior in the z-scores, and a shifted one', async () => {
    expect((await measure({ width: 0.5 })).known!.rootMeanSquareZ).toBeCloseTo(2, 0);
    expect((await measure({ shift: 1 })).known!.meanZ).toBeCloseTo(1, 0);
  });

  it('is measured in logarithms where the prior is one of logarithms', () => {
    const { normal } = source(2);
    const draws = Float64Array.from({ length: 4000 }, () => Math.exp(normal(1, 0.5)));
    const prior = { kind: 'log-normal', median: 2, sigma: 1 } as const;
    expect(contractionOf(prior, draws)).toBeCloseTo(0.75, 1);
  });
});
