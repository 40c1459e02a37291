import { describe, expect, it } from 'vitest';
import { densityConstant } from '../../../engine/calibrate/flow/flow.ts';
import { FLOW_DEFAULTS } from '../../../engine/calibrate/flow/spec.ts';
import { createTrainer, type TrainingPairs } from '../../../engine/calibrate/flow/train-flow.ts';
import { openRandom } from '../../../engine/calibrate/streams.ts';
import { createWasmBackend } from '../../../engine/tensor/wasm-backend.ts';

/** theta ~ N(0, 1), x = theta + N(0, .5^2): the posterior is N(.8 x, .2), whose mean log density is known. */
function gaussianPairs(count: number, seed: number): TrainingPairs {
  const random = openRandom(seed, 'pairs', 0);
  const theta = Float64Array.from({ length: count }, () => random.normal());
  return { count, theta, x: theta.map((value) => value + 0.5 * random.normal()) };
}
/** -(1 + log(2 pi .2)) / 2 */
const EXACT = -0.5 * (1 + Math.log(2 * Math.PI * 0.2));

const spec = { ...FLOW_DEFAULTS, dimensions: 1, observations: 1, transforms: 2, hidden: 16 };

function trainer(kind: 'spline' | 'affine', pairs = gaussianPairs(4000, 1)) {
  return createTrainer(
    createWasmBackend(),
    { ...spec, kind },
    pairs,
    (purpose, index) => openRandom(7, purpose, index),
    { rate: 2e-3, patience: 10 },
  );
}

describe.each(['spline', 'affine'] as const)(
  'a %s flow that is trained on a linear-Gaussian simulator',
  (kind) => {
    const fit = trainer(kind);
    let last = fit.epoch();
    while (!fit.finished) last = fit.epoch();
    fit.flow.parameters.set(fit.best());

    it('comes within .03 of the exact posterior on pairs that it has not seen', () => {
      const fresh = gaussianPairs(4000, 2);
      const { tape, theta, x, logDensity } = fit.flow.densityTape(4000, { differentiate: false });
      tape.write(theta, fresh.theta);
      tape.write(x, fresh.x);
      tape.forward();
      const mean =
        tape.read(logDensity).reduce((a, b) => a + b, 0) / 4000 - 0.5 * Math.log(2 * Math.PI);
      expect(mean).toBeGreaterThan(EXACT - 0.03);
      // Nothing that was not seen can be known better than exactly, but for the luck of the draw.
      expect(mean).toBeLessThan(EXACT + 0.03);
      expect(last.best).toBeGreaterThan(EXACT - 0.1);
    });

    it('is close to the exact posterior N(1.2, .2) of x = 1.5, and samples what it is', () => {
      const [count, step] = [2000, 0.006];
      const grid = Float64Array.from({ length: count }, (_, i) => -6 + step * (i + 0.5));
      const density = fit.flow.densityTape(count, { differentiate: false });
      density.tape.write(density.theta, grid);
      density.tape.write(density.x, new Float64Array(count).fill(1.5));
      density.tape.forward();
      const log = density.tape
        .read(density.logDensity)
        .map((value) => value + densityConstant(spec));
      const exact = grid.map((at) => -((at - 1.2) ** 2) / 0.4 - 0.5 * Math.log(2 * Math.PI * 0.2));
      const divergence = exact.reduce((sum, p, i) => sum + Math.exp(p) * (p - log[i]!) * step, 0);
      expect(divergence).toBeLessThan(0.05);

      const moment = (of: (at: number) => number) =>
        log.reduce((sum, value, i) => sum + Math.exp(value) * of(grid[i]!) * step, 0);
      const mean = moment((at) => at);
      const sampled = fit.flow.sampleTape(count);
      const random = openRandom(3, 'noise', 0);
      sampled.tape.write(
        sampled.noise,
        Float64Array.from({ length: count }, () => random.normal()),
      );
      sampled.tape.write(sampled.x, new Float64Array(count).fill(1.5));
      sampled.prepare();
      sampled.tape.forward();
      const values = sampled.tape.read(sampled.theta);
      const average = values.reduce((a, b) => a + b, 0) / count;
      const sd = Math.sqrt(moment((at) => (at - mean) ** 2));
      // Four standard errors.
      expect(Math.abs(average - mean)).toBeLessThan((4 * sd) / Math.sqrt(count));
    });
  },
);

describe('training', () => {
  const pairs = gaussianPairs(600, 4);

  it('gives the same weights again, bit for bit', () => {
    const run = () => {
      const fit = trainer('spline', pairs);
      for (let epoch = 0; epoch < 4; epoch++) fit.epoch();
      return fit.state();
    };
    expect(run()).toEqual(run());
  });

  it('that is taken up from a checkpoint ends with the weights of one that was never stopped', () => {
    const whole = trainer('affine', pairs);
    for (let epoch = 0; epoch < 6; epoch++) whole.epoch();
    const first = trainer('affine', pairs);
    for (let epoch = 0; epoch < 2; epoch++) first.epoch();
    const second = trainer('affine', pairs);
    second.restore(first.state());
    for (let epoch = 2; epoch < 6; epoch++) second.epoch();
    expect(second.state()).toEqual(whole.state());
    expect(second.best()).toEqual(whole.best());
  });
});
