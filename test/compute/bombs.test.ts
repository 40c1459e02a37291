import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ComputeError } from '../../engine/compute/compute-error.ts';
import {
  createSimulationPool,
  type SimulationPool,
} from '../../engine/compute/pool/simulation-pool.ts';
import { createSimulate } from '../../engine/compute/simulate.ts';
import { evaluateDriver } from '../../engine/simulator/plain-runner.ts';
import { BOMBS } from './bombs.ts';
import { rawProgram, requestOf, soundProgram } from './support/raw-program.ts';

/** The neighbour may be stopped with the bomb's process, but not for its own time. */
const PATIENT = 60_000;
const neighbour = requestOf(soundProgram, { replications: 400, steps: 50 });
const expected = evaluateDriver(soundProgram.code).run(neighbour, 0, 400).values;
let pool: SimulationPool;

beforeAll(() => {
  pool = createSimulationPool({ threads: 2, memoryLimit: 600 * 2 ** 20, attempts: 1 });
});
afterAll(() => pool.close());

describe('a program that would take the machine', () => {
  it.each(BOMBS)('is stopped: $name', async ({ parts, stoppedBy }) => {
    // Time enough to be stopped for its memory, where that is to be shown.
    const explode = createSimulate(pool, { deadline: stoppedBy.includes('deadline') ? 250 : 8000 });
    const simulate = createSimulate(pool, { deadline: PATIENT, chunkMilliseconds: 1 });

    const [outcome, beside] = await Promise.all([
      explode(requestOf(rawProgram(parts), { steps: 100 })).then(
        ({ failures }) => (failures.length > 0 ? 'refused' : 'not stopped'),
        (error: unknown) => (error instanceof ComputeError ? error.code : error),
      ),
      simulate(neighbour),
    ]);

    // An error of the program's own, thrown while it loads or runs, is an answer too.
    expect(stoppedBy.map(String)).toContain(outcome === 'task-failed' ? 'refused' : outcome);
    expect(beside.values).toEqual(expected);
    expect((await simulate(neighbour)).values).toEqual(expected);
  });
});
