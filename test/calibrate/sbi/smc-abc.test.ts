import { describe, expect, it } from 'vitest';
import { sir } from '../../../engine/benchmark/sbi-tasks/sir.ts';
import { twoMoons } from '../../../engine/benchmark/sbi-tasks/two-moons.ts';
import type { Inference } from '../../../engine/calibrate/sbi/inference.ts';
import { rejectionAbc } from '../../../engine/calibrate/sbi/rejection-abc.ts';
import { smcAbc } from '../../../engine/calibrate/sbi/smc-abc.ts';
import type { InferenceTask } from '../../../engine/calibrate/sbi/task.ts';
import { openRandom } from '../../../engine/calibrate/streams.ts';
import { c2st } from '../../../engine/score/c2st.ts';
import { momentsOf, numerics, taskOf } from './abc-tasks.ts';

const options = (simulations: number) => ({ seed: 1, simulations, numerics });

describe('population ABC', () => {
  const score = async (task: InferenceTask, reference: Float64Array, found: Inference) =>
    c2st(
      { count: 4000, values: reference },
      { count: 4000, values: found.posterior.sample(4000, 1) },
      task.names.length,
      (fold) => openRandom(1, 'test', fold),
    );

  it('is nearer to both moons than rejection with the same simulations', async () => {
    const { observed } = twoMoons.draw(1);
    const task = twoMoons.task(observed);
    const reference = twoMoons.reference(observed, 4000, 1);
    const population = await score(task, reference, await smcAbc(task, {}, options(2500)));
    const rejection = await score(task, reference, await rejectionAbc(task, {}, options(2500)));
    expect(population).toBeLessThan(0.75);
    expect(population).toBeLessThan(rejection);
  });

  it('learns summaries of an epidemic whose posterior is a thousandth of its prior', async () => {
    const { observed } = sir.draw(2);
    const task = sir.task(observed);
    const found = await smcAbc(task, {}, options(5000));
    expect(await score(task, sir.reference(observed, 4000, 1), found)).toBeLessThan(0.63);
  });

  it('gives the priors when nothing that is simulated depends on a parameter', async () => {
    const blind = taskOf([{ kind: 'uniform', low: 0, high: 1 }], [1], () => [1]);
    const found = await smcAbc(blind, {}, options(3000));
    expect(found).toMatchObject({ stopped: 'converged', simulations: 600 });
    expect(found.notes.join()).toMatch(/these are the priors/);
    expect(
      Math.abs(momentsOf(found.posterior.sample(4000, 1)).sd - 1 / Math.sqrt(12)),
    ).toBeLessThan(0.01);
  });

  it('stops before its budget when new sets come no nearer', async () => {
    const exact = taskOf([{ kind: 'integer', low: 1, high: 4 }], [2], ([p]) => [p!]);
    const found = await smcAbc(exact, {}, options(3000));
    expect(found.stopped).toBe('converged');
    expect(found.simulations).toBeLessThan(3000);
    expect(found.posterior.sample(500, 1).every((v) => v === 2)).toBe(true);
  });
});
