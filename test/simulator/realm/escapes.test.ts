import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ComputeError } from '../../../engine/compute/compute-error.ts';
import {
  createSimulationPool,
  type SimulationPool,
} from '../../../engine/compute/pool/simulation-pool.ts';
import { createSimulate } from '../../../engine/compute/simulate.ts';
import { evaluateDriver } from '../../../engine/simulator/plain-runner.ts';
import { rawProgram, requestOf, soundProgram } from '../../compute/support/raw-program.ts';
import { ESCAPES } from './escapes.ts';

const workerFile = fileURLToPath(
  new URL('../../compute/support/hostile.worker.ts', import.meta.url),
);
const neighbour = requestOf(soundProgram, { replications: 20 });
const expected = evaluateDriver(soundProgram.code).run(neighbour, 0, 20).values;
let pool: SimulationPool;

// One thread: the neighbour runs where the attempt ran.
beforeAll(() => {
  pool = createSimulationPool({ threads: 1, workerFile, deadline: 10_000 });
});
afterAll(() => pool.close());

describe('a program that nobody checked, in the hardened realm', () => {
  it.each(ESCAPES)('gets nowhere by: $name', async ({ parts }) => {
    const simulate = createSimulate(pool);
    const outcome = await simulate(requestOf(rawProgram(parts), { steps: 1 })).catch((error) => {
      expect(error).toBeInstanceOf(ComputeError);
      expect(error.code, 'a deadline would prove nothing here').not.toBe('deadline');
      return undefined;
    });

    const got = [...(outcome?.values ?? [])].filter((x) => !Number.isNaN(x));
    expect(Math.max(0, ...got), 'what it got hold of').toBe(0);
    expect(await pool.run({ name: 'host-changes' }, undefined)).toEqual([]);
    expect((await simulate(neighbour)).values).toEqual(expected);
  });
});
