import { describe, expect, it } from 'vitest';
import { twoMoons } from '../../../engine/benchmark/sbi-tasks/two-moons.ts';
import type { InferenceOptions } from '../../../engine/calibrate/sbi/inference.ts';
import { readStoredPosterior } from '../../../engine/calibrate/sbi/learned-posterior.ts';
import { npe } from '../../../engine/calibrate/sbi/npe.ts';
import type { InferenceTask } from '../../../engine/calibrate/sbi/task.ts';
import { openTruncatedPrior, regionOf } from '../../../engine/calibrate/sbi/truncated-prior.ts';
import { tsnpe } from '../../../engine/calibrate/sbi/tsnpe.ts';
import { openRandom } from '../../../engine/calibrate/streams.ts';
import { c2st } from '../../../engine/score/c2st.ts';
import { column, deviation, inThisThread, mean, SMALL, toyTask } from './toy-task.ts';

const DRAWS = 4000;

function infer(task: InferenceTask, rounds: number, options: Partial<InferenceOptions> = {}) {
  return tsnpe(
    task,
    { ...SMALL, rounds },
    { seed: 1, simulations: 1500, numerics: inThisThread(), ...options },
  );
}

/** A posterior of a hundredth of the prior's width: N(.3, .01^2). */
const narrow = toyTask({
  priors: [{ kind: 'uniform', low: 0, high: 1 }],
  observed: [0.3],
  member: ([p], random) => [p! + 0.01 * random.normal()],
});

describe('truncated sequential neural posterior estimation', () => {
  it('finds a narrow posterior and says how it went', async () => {
    const seen: string[] = [];
    const { posterior, simulations } = await infer(narrow, 3, {
      onProgress: ({ phase, detail }) => void seen.push(`${phase}: ${detail!.split(',')[0]!}`),
    });
    const draws = [...posterior.sample(DRAWS, 1)];
    expect(Math.abs(mean(draws) - 0.3)).toBeLessThan(0.004);
    expect(Math.abs(deviation(draws) - 0.01)).toBeLessThan(0.003);
    expect(simulations).toBe(1500);
    expect(posterior.amortised).toBeUndefined();
    expect(new Set(seen)).toContain('training: round 3 of 3');
  });

  it('keeps both crescents of two moons', async () => {
    const { observed } = twoMoons.draw(3);
    const { posterior } = await infer(twoMoons.task(observed), 3, { simulations: 3000 });
    const draws = posterior.sample(1000, 1);
    const side = column(draws, 2, 0).filter((value, i) => value + draws[2 * i + 1]! > 0).length;
    expect(Math.abs(side / 1000 - 0.5)).toBeLessThan(0.15);
    const reference = { count: 1000, values: twoMoons.reference(observed, 1000, 1) };
    const score = c2st(reference, { count: 1000, values: draws }, 2, (fold) =>
      openRandom(1, 'c2st', fold),
    );
    expect(score).toBeLessThan(0.68);
  });

  it('does not simulate where the data cannot come from, and goes on where runs fail', async () => {
    const sets: number[] = [];
    const task = toyTask({
      priors: [{ kind: 'uniform', low: 0, high: 3 }],
      observed: [2.5],
      member: ([p], random) => (p! < 1 ? 'error' : [p! + 0.1 * random.normal()]),
    });
    const { posterior, failures } = await infer(
      {
        ...task,
        simulate: (request) => {
          sets.push(...request.parameters);
          return task.simulate(request);
        },
      },
      3,
    );
    expect(sets).toHaveLength(1500);
    expect(failures.error).toBeLessThan(260);
    expect(sets.slice(1000).filter((p) => Math.abs(p - 2.5) < 0.8).length).toBe(500);
    expect(Math.abs(mean([...posterior.sample(DRAWS, 1)]) - 2.5)).toBeLessThan(0.05);
  });

  it('goes on from a checkpoint to the same weights', async () => {
    const saved: unknown[] = [];
    const whole = await infer(narrow, 3, {
      simulations: 600,
      save: (state) => void saved.push(structuredClone(state)),
    });
    for (const at of [0, Math.floor(saved.length / 2), saved.length - 1]) {
      const resumed = await infer(narrow, 3, { simulations: 600, resume: saved[at] });
      expect(resumed.stored).toEqual(whole.stored);
      expect([...resumed.posterior.sample(20, 1)]).toEqual([...whole.posterior.sample(20, 1)]);
    }
  });

  it('keeps what the rounds before taught when it is cancelled', async () => {
    const control = new AbortController();
    const { posterior, stopped } = await infer(narrow, 3, {
      signal: control.signal,
      onProgress: ({ detail }) => detail!.startsWith('round 2') && control.abort(),
    });
    expect(stopped).toBe('cancelled');
    expect(Math.abs(mean([...posterior.sample(DRAWS, 1)]) - 0.3)).toBeLessThan(0.02);
  });
});

describe('a truncated prior', async () => {
  const options = { seed: 1, simulations: 1000, numerics: inThisThread() };
  const region = async (task: InferenceTask) => {
    const { stored } = await npe(task, SMALL, options);
    return regionOf(task, readStoredPosterior(stored), 1e-4, 1);
  };
  const wide = toyTask({
    priors: [{ kind: 'uniform', low: 0, high: 1 }],
    observed: [0.4],
    member: ([p], random) => [p! + 0.05 * random.normal()],
  });

  it('is the prior inside of a region that holds the posterior', async () => {
    const truncated = openTruncatedPrior(wide, await region(wide));
    expect(truncated.holds(Float64Array.of(0.3, 0.4, 0.5, 0.95, 1.5), 5)).toEqual([
      true,
      true,
      true,
      false,
      false,
    ]);
    const draws = [...truncated.draw(DRAWS, 2)].sort((a, b) => a - b);
    const [low, high] = [draws[0]!, draws.at(-1)!];
    // Uniform between its ends: the largest distance of the distribution function.
    const distance = draws.map((v, i) => Math.abs((v - low) / (high - low) - (i + 0.5) / DRAWS));
    expect(Math.max(...distance)).toBeLessThan(0.04);
  });

  it('is drawn from by resampling where few draws of the prior lie inside, evenly', async () => {
    const tight = toyTask({
      priors: Array.from({ length: 3 }, () => ({ kind: 'uniform', low: 0, high: 1 }) as const),
      observed: [0.5, 0.5, 0.5],
      member: (p, random) => p.map((value) => value + 0.01 * random.normal()),
    });
    const truncated = openTruncatedPrior(tight, await region(tight));
    const draws = truncated.draw(300, 2);
    expect(truncated.holds(draws, 300).every(Boolean)).toBe(true);
    const posterior = [...column(draws, 3, 0)];
    expect(mean(posterior)).toBeCloseTo(0.5, 1);
    expect(Math.max(...posterior)).toBeLessThan(0.8);
  });
});
