import { describe, expect, it } from 'vitest';
import {
  calibrateByEvolution,
  cmaCheckpointSchema,
} from '../../../engine/calibrate/es/calibrate.ts';
import {
  checkpointSchemaOf,
  type EvolutionCheckpoint,
} from '../../../engine/calibrate/es/checkpoint.ts';
import { ALGORITHMS } from '../../../engine/calibrate/es/strategies.ts';
import { type Toy, toyEpisodes, toyProblem } from '../toy.ts';

const arrivals: Toy = {
  priors: {
    rate: { kind: 'log-uniform', low: 0.1, high: 100 },
    idle: { kind: 'uniform', low: 0, high: 1 },
  },
  outputs: { y: 'count' },
  step: (_y, [rate], random) => [random.poisson(rate!)],
};
const small = { seed: 3, budget: 150, intervals: { replicates: 12, evaluations: 20 } } as const;

async function checkpointsOf(algorithm: (typeof ALGORITHMS)[number]) {
  const episodes = await toyEpisodes(arrivals, [7, 0], [7], { episodes: 1, steps: 40, seed: 2 });
  const problem = toyProblem(arrivals, episodes, { replications: 5 });
  const saved: string[] = [];
  const save = (checkpoint: EvolutionCheckpoint): void => {
    saved.push(JSON.stringify(checkpoint));
  };
  const whole = await calibrateByEvolution(algorithm, problem, { ...small, save });
  return { problem, saved, whole };
}

describe.each(ALGORITHMS)('a calibration by %s', (algorithm) => {
  it('goes on to the same result from checkpoints of either phase', async () => {
    const { problem, saved, whole } = await checkpointsOf(algorithm);
    for (const text of [
      saved[0]!,
      saved.findLast((own) => !own.includes('"answer"'))!,
      saved.at(-1)!,
    ]) {
      const resume = checkpointSchemaOf(algorithm).parse(JSON.parse(text));
      expect(await calibrateByEvolution(algorithm, problem, { ...small, resume })).toEqual(whole);
    }
  });
});

describe('a checkpoint of the time when CMA-ES was the only strategy', () => {
  it('still reads, and goes on to the same result', async () => {
    const { problem, saved, whole } = await checkpointsOf('cma-es');
    const old = JSON.parse(saved[0]!);
    delete old.ledger;
    delete old.search.restarts.settings.algorithm;
    const resume = cmaCheckpointSchema.parse(old);
    const resumed = await calibrateByEvolution('cma-es', problem, { ...small, resume });
    expect(resumed).toEqual(whole);
  });

  it('is not taken for one of another strategy', async () => {
    const { saved } = await checkpointsOf('genetic');
    expect(cmaCheckpointSchema.safeParse(JSON.parse(saved[0]!)).success).toBe(false);
  });
});
