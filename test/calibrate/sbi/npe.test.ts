import { describe, expect, it } from 'vitest';
import { priorDistribution } from '../../../engine/calibrate/prior.ts';
import type { InferenceOptions } from '../../../engine/calibrate/sbi/inference.ts';
import {
  openPosterior,
  readStoredPosterior,
} from '../../../engine/calibrate/sbi/learned-posterior.ts';
import { npe } from '../../../engine/calibrate/sbi/npe.ts';
import type { InferenceTask } from '../../../engine/calibrate/sbi/task.ts';
import { column, correlation, deviation, inThisThread, mean, SMALL, toyTask } from './toy-task.ts';

const DRAWS = 4000;

function infer(task: InferenceTask, options: Partial<InferenceOptions> = {}, settings = SMALL) {
  return npe(task, settings, { seed: 1, simulations: 2000, numerics: inThisThread(), ...options });
}

/** Two parameters N(0, 1), each seen with noise of .5: the posterior is N(.8 x, .2). */
const gaussian = toyTask({
  priors: [
    { kind: 'normal', mean: 0, sd: 1 },
    { kind: 'normal', mean: 0, sd: 1 },
  ],
  observed: [1, -0.5],
  member: (p, random) => p.map((value) => value + 0.5 * random.normal()),
});

describe('neural posterior estimation of a linear-Gaussian simulator', async () => {
  const { posterior, simulations, failures, notes, stored } = await infer(gaussian);
  const draws = posterior.sample(DRAWS, 3);

  it('finds mean, width and independence of the exact posterior', () => {
    const [a, b] = [column(draws, 2, 0), column(draws, 2, 1)];
    expect(mean(a)).toBeCloseTo(0.8, 0.9);
    expect(Math.abs(mean(a) - 0.8)).toBeLessThan(0.1);
    expect(Math.abs(mean(b) + 0.4)).toBeLessThan(0.1);
    for (const values of [a, b])
      expect(Math.abs(deviation(values) - Math.sqrt(0.2))).toBeLessThan(0.07);
    expect(Math.abs(correlation(a, b))).toBeLessThan(0.15);
  });

  it('has its highest density near the exact one', () => {
    expect(Math.hypot(posterior.map[0]! - 0.8, posterior.map[1]! + 0.4)).toBeLessThan(0.25);
    const atMap = posterior.logDensity!(posterior.map, 1)[0]!;
    expect(Math.max(...posterior.logDensity!(draws, DRAWS))).toBeLessThanOrEqual(atMap + 0.05);
  });

  it('has a density that its draws have: the mean of one over it is the area they cover', () => {
    const exact = (a: number, b: number) =>
      -Math.log(2 * Math.PI * 0.2) - ((a - 0.8) ** 2 + (b + 0.4) ** 2) / 0.4;
    const densities = posterior.logDensity!(draws, DRAWS);
    const ratios = Array.from(densities, (value, i) =>
      Math.exp(exact(draws[2 * i]!, draws[2 * i + 1]!) - value),
    );
    // Importance sampling of a density that is known to integrate to one.
    expect(Math.abs(mean(ratios) - 1)).toBeLessThan(0.1);
  });

  it('is the posterior of other data sets, too', () => {
    const other = posterior.amortised!.sample(Float64Array.of(-1, 1.5), DRAWS, 5);
    expect(Math.abs(mean(column(other, 2, 0)) + 0.8)).toBeLessThan(0.12);
    expect(Math.abs(mean(column(other, 2, 1)) - 1.2)).toBeLessThan(0.12);
  });

  it('draws for many data sets at once what it draws for each', () => {
    const sets = Float64Array.of(1, -0.5, -1, 1.5, 0, 0);
    const many = posterior.amortised!.sampleMany!(sets, 3, 50, 9);
    expect([...many.subarray(0, 100)]).toEqual([...posterior.sample(50, 9)]);
    expect(mean(column(many.slice(100, 200), 2, 1))).toBeGreaterThan(0.6);
  });

  it('gives the same draws for the same seed, others for another', () => {
    expect([...posterior.sample(10, 3)]).toEqual([...draws.subarray(0, 20)]);
    expect([...posterior.sample(10, 4)]).not.toEqual([...draws.subarray(0, 20)]);
  });

  it('is stored as plain JSON and opens to the same draws and densities', () => {
    const read = readStoredPosterior(JSON.parse(JSON.stringify(stored)));
    const opened = openPosterior(gaussian, read);
    expect([...opened.sample(100, 3)]).toEqual([...draws.subarray(0, 200)]);
    expect([...opened.logDensity!(draws, DRAWS)]).toEqual([...posterior.logDensity!(draws, DRAWS)]);
    expect([...opened.map]).toEqual([...posterior.map]);
  });

  it('counts what it simulated', () => {
    expect({ simulations, failures, notes }).toEqual({
      simulations: 2000,
      failures: {},
      notes: [],
    });
  });
});

describe('neural posterior estimation', () => {
  it('finds both modes where only the size of a parameter can be seen', async () => {
    const task = toyTask({
      priors: [{ kind: 'uniform', low: -2, high: 2 }],
      observed: [1.2],
      member: ([p], random) => [Math.abs(p!) + 0.1 * random.normal()],
    });
    const { posterior } = await infer(task);
    const draws = [...posterior.sample(DRAWS, 1)];
    const positive = draws.filter((value) => value > 0);
    expect(Math.abs(positive.length / DRAWS - 0.5)).toBeLessThan(0.15);
    expect(Math.abs(mean(draws.map(Math.abs)) - 1.2)).toBeLessThan(0.06);
    expect(deviation(positive)).toBeLessThan(0.25);
    expect(draws.filter((value) => Math.abs(value) < 0.6).length / DRAWS).toBeLessThan(0.06);
  });

  it('shows parameters of which only the sum can be seen as a ridge', async () => {
    const task = toyTask({
      priors: [
        { kind: 'uniform', low: 0, high: 1 },
        { kind: 'uniform', low: 0, high: 1 },
      ],
      observed: [1],
      member: ([a, b], random) => [a! + b! + 0.05 * random.normal()],
    });
    const { posterior } = await infer(task);
    const draws = posterior.sample(DRAWS, 1);
    const [a, b] = [column(draws, 2, 0), column(draws, 2, 1)];
    expect(correlation(a, b)).toBeLessThan(-0.9);
    // Along the ridge the prior is flat: sd 1 / sqrt(12).
    expect(Math.abs(deviation(a) - 0.289)).toBeLessThan(0.05);
    expect(draws.every((value) => value >= 0 && value <= 1)).toBe(true);
  });

  it('gives whole numbers their probabilities', async () => {
    const task = toyTask({
      priors: [{ kind: 'integer', low: 1, high: 6 }],
      observed: [3.2],
      member: ([k], random) => [k! + random.normal()],
    });
    const { posterior } = await infer(task);
    const draws = [...posterior.sample(DRAWS, 1)];
    const weights = [1, 2, 3, 4, 5, 6].map((k) => Math.exp(-0.5 * (3.2 - k) ** 2));
    const total = weights.reduce((x, y) => x + y, 0);
    weights.forEach((weight, i) => {
      const drawn = draws.filter((value) => value === i + 1).length / DRAWS;
      expect(Math.abs(drawn - weight / total)).toBeLessThan(0.07);
    });
    const probabilities = posterior.logDensity!(Float64Array.of(1, 2, 3, 4, 5, 6), 6).map(Math.exp);
    expect(Math.abs(probabilities.reduce((x, y) => x + y, 0) - 1)).toBeLessThan(0.15);
    expect(posterior.map[0]).toBe(3);
  });

  it('leaves failed simulations out, counts them by reason and says so', async () => {
    const task = toyTask({
      priors: [{ kind: 'uniform', low: 0, high: 3 }],
      observed: [2.5],
      member: ([p], random) => (p! < 1 ? 'negative-count' : [p! + 0.3 * random.normal()]),
    });
    const { posterior, failures, simulations, notes } = await infer(task);
    expect(simulations).toBe(2000);
    expect(failures['negative-count']).toBeGreaterThan(580);
    expect(failures['negative-count']).toBeLessThan(760);
    expect(notes.join()).toContain('of 2000 parameter sets gave no result');
    // A normal around 2.5 with sd .3, cut at 3.
    const draws = [...posterior.sample(DRAWS, 1)];
    expect(Math.abs(mean(draws) - 2.469)).toBeLessThan(0.1);
    expect(Math.abs(deviation(draws) - 0.271)).toBeLessThan(0.06);
  });

  it('throws when nothing has a result', async () => {
    const task = toyTask({
      priors: [{ kind: 'uniform', low: 0, high: 3 }],
      observed: [2],
      member: () => 'error',
    });
    await expect(infer(task)).rejects.toMatchObject({ code: 'all-failed' });
  });

  it('pools trajectories that share the parameters: nine of them say three times as much', async () => {
    const task = toyTask({
      priors: [{ kind: 'normal', mean: 0, sd: 1 }],
      members: 9,
      observed: Array.from({ length: 9 }, (_, i) => 0.7 + 0.1 * (i - 4)),
      member: ([p], random) => [p! + random.normal()],
    });
    const { posterior } = await infer(task);
    const draws = [...posterior.sample(DRAWS, 1)];
    expect(Math.abs(mean(draws) - (0.7 * 9) / 10)).toBeLessThan(0.1);
    expect(Math.abs(deviation(draws) - Math.sqrt(1 / 10))).toBeLessThan(0.06);
  });

  it.each([
    ['convolutions, where they are a time series', { channels: 1 }],
    ['dense layers, where they are in no order', {}],
  ])('looks at many numbers through %s', async (_, shape) => {
    const task = toyTask({
      priors: [{ kind: 'normal', mean: 0, sd: 1 }],
      observed: Array.from({ length: 32 }, (__, i) => 0.9 + (i % 2 === 0 ? 1 : -1)),
      member: ([p], random) => Array.from({ length: 32 }, () => p! + random.normal()),
      ...shape,
    });
    const { posterior } = await infer(task);
    const draws = [...posterior.sample(DRAWS, 1)];
    expect(Math.abs(mean(draws) - (0.9 * 32) / 33)).toBeLessThan(0.15);
    expect(deviation(draws)).toBeGreaterThan(Math.sqrt(1 / 33));
    expect(deviation(draws)).toBeLessThan(0.32);
  });

  it('gives the prior back where the data say nothing', async () => {
    const task = toyTask({
      priors: [
        { kind: 'log-uniform', low: 0.01, high: 1 },
        { kind: 'normal', mean: 1, sd: 2, low: 0 },
      ],
      observed: [0.3],
      member: (_, random) => [random.normal()],
    });
    const { posterior } = await infer(task);
    const draws = posterior.sample(DRAWS, 1);
    task.priors.forEach((prior, i) => {
      const levels = column(draws, 2, i)
        .map(priorDistribution(prior).cdf)
        .sort((a, b) => a - b);
      const distance = Math.max(...levels.map((level, k) => Math.abs(level - (k + 0.5) / DRAWS)));
      expect(distance).toBeLessThan(0.08);
    });
    expect(draws.every(Number.isFinite)).toBe(true);
  });

  it('gives the priors when nothing can be learned: no number differs', async () => {
    const task = toyTask({
      priors: [{ kind: 'uniform', low: 2, high: 4 }],
      observed: [1],
      member: () => [1],
    });
    const { posterior, notes } = await infer(task);
    expect(notes.join()).toContain('these are the priors');
    expect(Math.abs(mean([...posterior.sample(DRAWS, 1)]) - 3)).toBeLessThan(0.05);
  });

  it('says when the observed data lie outside of what the prior can simulate', async () => {
    const { notes } = await infer(
      { ...gaussian, observed: Float64Array.of(0, 40), labels: ['first', 'beds: row 3'] },
      { simulations: 500 },
      { ...SMALL, training: { ...SMALL.training, epochs: 2 } },
    );
    expect(notes.join()).toContain(
      'The observed data lie outside of what the prior can simulate: beds: row 3 is 40',
    );
  });

  it('has no density outside the prior', async () => {
    const task = toyTask({
      priors: [{ kind: 'uniform', low: 0, high: 1 }],
      observed: [1.5],
      member: ([p], random) => [p! + 0.1 * random.normal()],
    });
    const { posterior } = await infer(task);
    const [below, inside, above] = posterior.logDensity!(Float64Array.of(-0.01, 0.95, 1.01), 3);
    expect([below, above]).toEqual([Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY]);
    expect(Number.isFinite(inside)).toBe(true);
    // The mass is pushed against the bound, and stays within.
    expect(Math.max(...posterior.sample(DRAWS, 1))).toBeLessThanOrEqual(1);
  });
});

describe('an inference that is interrupted', () => {
  const options = { simulations: 600, numerics: inThisThread() };
  const settings = {
    ...SMALL,
    networks: 2,
    training: { ...SMALL.training, epochs: 600, patience: 300 },
  };

  it('goes on from a checkpoint to the same weights', async () => {
    const saved: unknown[] = [];
    const small = { ...settings, training: { ...SMALL.training, epochs: 130, patience: 130 } };
    const save = (state: unknown) => void saved.push(structuredClone(state));
    const whole = await infer(gaussian, { simulations: 300, save }, small);
    const inTraining = saved.at(-1) as { states: { epoch: number }[] };
    expect(inTraining.states[0]!.epoch).toBeGreaterThan(0);
    expect(inTraining.states[0]!.epoch).toBeLessThan(130);
    const resumed = await infer(gaussian, { simulations: 300, resume: inTraining }, small);
    expect(resumed.stored).toEqual(whole.stored);
    const fromSimulations = await infer(gaussian, { simulations: 300, resume: saved[0] }, small);
    expect(fromSimulations.stored).toEqual(whole.stored);
  });

  it('keeps the best when it is cancelled', async () => {
    const control = new AbortController();
    const { posterior, stopped } = await infer(
      gaussian,
      {
        ...options,
        signal: control.signal,
        onProgress: ({ phase, done }) => phase === 'training' && done > 60 && control.abort(),
      },
      settings,
    );
    expect(stopped).toBe('cancelled');
    expect(Math.abs(mean(column(posterior.sample(DRAWS, 1), 2, 0)) - 0.8)).toBeLessThan(0.15);
  });

  it('gives the priors when it is cancelled before anything was learned', async () => {
    const { posterior, stopped, notes } = await infer(gaussian, { signal: AbortSignal.abort() });
    expect(stopped).toBe('cancelled');
    expect(notes.join()).toContain('these are the priors');
    expect(Math.abs(deviation(column(posterior.sample(DRAWS, 1), 2, 0)) - 1)).toBeLessThan(0.05);
  });

  it('refuses a checkpoint of something else', async () => {
    await expect(infer(gaussian, { resume: { version: 7 } })).rejects.toMatchObject({
      code: 'bad-checkpoint',
    });
  });
});
