import { describe, expect, it } from 'vitest';
import { calibrateByEvolution } from '../../engine/calibrate/es/calibrate.ts';
import { SIR_TRUTH, sirProblem } from '../../scripts/bench/sir-trajectories.ts';

/** The published system finds (.465, .084) where (.5, .1) made the data. */
describe('the SIR benchmark from 100 trajectories', async () => {
  const problem = await sirProblem(100, 3);
  const options = {
    seed: 1,
    budget: 110,
    intervals: null,
    start: { beta: 0.6, gamma: 0.15 },
    sigma: 0.1,
  };

  it('gives both numbers within .01 under the default score', async () => {
    const { parameters } = await calibrateByEvolution('cma-es', problem, options);
    expect(Math.abs(parameters.beta! - SIR_TRUTH.beta)).toBeLessThan(0.01);
    expect(Math.abs(parameters.gamma! - SIR_TRUTH.gamma)).toBeLessThan(0.01);
  });

  it('gives less of both under one-step squared errors: they reward too little spread', async () => {
    const squared = { ...problem, score: 'mse', replications: 5 } as const;
    const { parameters } = await calibrateByEvolution('cma-es', squared, options);
    expect(parameters.beta).toBeLessThan(0.48);
    expect(parameters.gamma).toBeLessThan(0.09);
  });
});
