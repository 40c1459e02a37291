import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { calibrateByCmaEs } from '../../engine/calibrate/es/calibrate.ts';
import { createSimulationPool } from '../../engine/compute/pool/simulation-pool.ts';
import { createSimulate } from '../../engine/compute/simulate.ts';
import { compileSimulator } from '../../engine/simulator/compile/compile-simulator.ts';
import { programOf } from '../../engine/simulator/program-of.ts';

const file = new URL('../../assets/simulators/sir.sim.js', import.meta.url);
const simulator = compileSimulator(readFileSync(file, 'utf8'));
const STEPS = 20;
const infected = Float64Array.from({ length: STEPS + 1 }, (_, t) => Math.round(3 * 1.2 ** t));

/** A calibration on a pool whose child is killed while the generations named are on their way. */
async function calibrate(killAt: readonly number[]) {
  const pool = createSimulationPool({ threads: 2 });
  const simulate = createSimulate(pool);
  const killed: number[] = [];
  let requests = 0;
  try {
    const result = await calibrateByCmaEs(
      {
        program: programOf(simulator),
        declaration: simulator.declaration,
        episodes: [
          {
            id: 'one',
            steps: STEPS,
            observed: {
              S: infected.map((value) => 400 - value),
              I: infected,
              R: new Float64Array(STEPS + 1),
            },
            inputs: {},
            levers: {},
          },
        ],
        replications: 200,
        simulate: (request, options) => {
          const answer = simulate(request, options);
          if (killAt.includes(++requests) && pool.pid !== undefined) {
            killed.push(pool.pid);
            process.kill(pool.pid, 'SIGKILL');
          }
          return answer;
        },
      },
      { seed: 5, budget: 60, intervals: null },
    );
    return { result, killed };
  } finally {
    await pool.close();
  }
}

describe('a calibration whose simulation process is killed', () => {
  it('gives the same numbers as one that was left alone', async () => {
    const alone = await calibrate([]);
    const disturbed = await calibrate([3, 6]);
    expect(alone.killed).toEqual([]);
    expect(new Set(disturbed.killed).size).toBe(2);
    expect(disturbed.result).toEqual(alone.result);
  });
});
