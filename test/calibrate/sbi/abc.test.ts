import { describe, expect, it } from 'vitest';
import type { InferenceOptions } from '../../../engine/calibrate/sbi/inference.ts';
import { rejectionAbc } from '../../../engine/calibrate/sbi/rejection-abc.ts';
import { smcAbc } from '../../../engine/calibrate/sbi/smc-abc.ts';
import { momentsOf, numerics, taskOf } from './abc-tasks.ts';

const METHODS = [
  { name: 'rejection', run: rejectionAbc },
  { name: 'population', run: smcAbc },
];
const options = (simulations: number, more: Partial<InferenceOptions> = {}): InferenceOptions => ({
  seed: 1,
  simulations,
  numerics,
  ...more,
});
const column = (values: Float64Array, width: number, k: number) =>
  values.filter((_, i) => i % width === k);

/** Prior N(1, 2^2), noise sd .5, seen 3.2: the posterior is normal. */
const normal = taskOf([{ kind: 'normal', mean: 1, sd: 2 }], [3.2], ([p], random) => [
  random.normal(p, 0.5),
]);
const precision = 1 / 4 + 1 / 0.25;
const known = { mean: (1 / 4 + 3.2 / 0.25) / precision, sd: Math.sqrt(1 / precision) };

describe.each(METHODS)('$name ABC', ({ run }) => {
  it('finds the normal posterior of a normal seen with noise', async () => {
    const { posterior } = await run(normal, {}, options(4000));
    const { mean, sd } = momentsOf(posterior.sample(10_000, 1));
    expect(Math.abs(mean - known.mean)).toBeLessThan(0.04);
    expect(Math.abs(sd - known.sd)).toBeLessThan(0.04);
    expect(Math.abs(posterior.map[0]! - known.mean)).toBeLessThan(0.15);
  });

  it('finds which of five values a whole number has, with its probability', async () => {
    const counts = taskOf([{ kind: 'integer', low: 1, high: 5 }], [2.5], ([p], random) => [
      random.normal(p, 1),
    ]);
    const { posterior } = await run(counts, { adjustment: 'none' }, options(4000));
    const draws = posterior.sample(10_000, 1);
    const densities = [1, 2, 3, 4, 5].map((value) => Math.exp(-0.5 * (2.5 - value) ** 2));
    const total = densities.reduce((a, b) => a + b);
    densities.forEach((density, i) => {
      const share = draws.filter((value) => value === i + 1).length / draws.length;
      expect(Math.abs(share - density / total)).toBeLessThan(0.09);
    });
  });

  it('stays within a prior whose bound the data lie beyond', async () => {
    const bounded = taskOf([{ kind: 'uniform', low: 0, high: 1 }], [1.3], ([p], random) => [
      random.normal(p, 0.3),
    ]);
    const draws = (await run(bounded, {}, options(2000))).posterior.sample(5000, 1);
    expect(draws.every((value) => value >= 0 && value <= 1)).toBe(true);
    expect(momentsOf(draws).mean).toBeGreaterThan(0.7);
  });

  it('pools the members of a set, whose order says nothing', async () => {
    const members = Array.from({ length: 25 }, (_, i) => 2 + 0.5 * Math.sin(7 * i));
    const set = taskOf(
      [
        { kind: 'normal', mean: 0, sd: 3 },
        { kind: 'log-normal', median: 1, sigma: 1 },
      ],
      members,
      ([mean, sd], random) => members.map(() => random.normal(mean, sd)),
      { members: 25, observations: 1 },
    );
    const draws = (await run(set, {}, options(4000))).posterior.sample(4000, 1);
    const seen = momentsOf(Float64Array.from(members));
    const mean = momentsOf(column(draws, 2, 0));
    expect(Math.abs(mean.mean - seen.mean)).toBeLessThan(0.05);
    expect(mean.sd / (seen.sd / 5)).toBeGreaterThan(0.8);
    expect(mean.sd / (seen.sd / 5)).toBeLessThan(1.5);
    expect(Math.abs(momentsOf(column(draws, 2, 1)).mean - seen.sd)).toBeLessThan(0.06);
  });

  it('gives the same numbers again, and after it was stopped anywhere and resumed', async () => {
    const states: unknown[] = [];
    const whole = await run(normal, {}, options(2500, { save: (s) => void states.push(s) }));
    expect(states.length).toBeGreaterThan(1);
    for (const state of [states[0], states[Math.floor(states.length / 2)]]) {
      const resumed = await run(normal, {}, options(2500, { resume: structuredClone(state) }));
      expect(resumed.posterior.sample(200, 3)).toEqual(whole.posterior.sample(200, 3));
    }
    const other = await run(normal, {}, { ...options(2500), seed: 2 });
    expect(other.posterior.sample(200, 3)).not.toEqual(whole.posterior.sample(200, 3));
    await expect(run(normal, {}, options(3000, { resume: { version: 9 } }))).rejects.toMatchObject({
      code: 'bad-checkpoint',
    });
  });

  it('keeps the best that it has when it is cancelled', async () => {
    const stop = new AbortController();
    const found = await run(
      normal,
      {},
      options(6000, { signal: stop.signal, save: () => stop.abort() }),
    );
    expect(found.stopped).toBe('cancelled');
    expect(found.simulations).toBeLessThan(6000);
    expect(Math.abs(momentsOf(found.posterior.sample(5000, 1)).mean - known.mean)).toBeLessThan(
      0.1,
    );
  });

  it('counts what fails by reason, and gives the posterior of the prior without it', async () => {
    const failing = taskOf([{ kind: 'uniform', low: 0, high: 3 }], [2], ([p], random) =>
      p! > 2 ? 'not-a-number' : [random.normal(p, 0.5)],
    );
    const found = await run(failing, { adjustment: 'none' }, options(3000));
    expect(found.failures['not-a-number']).toBeGreaterThan(300);
    expect(found.notes.join()).toMatch(/gave no result \(not-a-number: \d+\)/);
    const draws = found.posterior.sample(4000, 1);
    expect(draws.every((value) => value <= 2)).toBe(true);
    // Half a normal below 2: its mean lies .5 sqrt(2 / pi) under it.
    expect(Math.abs(momentsOf(draws).mean - (2 - 0.5 * Math.sqrt(2 / Math.PI)))).toBeLessThan(0.08);
    const never = taskOf([{ kind: 'uniform', low: 0, high: 3 }], [2], () => 'step-budget');
    await expect(run(never, {}, options(300))).rejects.toMatchObject({ code: 'all-failed' });
  });
});
