/** The hardened pool behind every command that simulates. */
import type { Executor } from '../compute/executor.ts';
import { createSimulationPool } from '../compute/pool/simulation-pool.ts';
import { createSimulate } from '../compute/simulate.ts';
import type { Simulate } from '../simulator/simulation.ts';

export interface Simulations {
  readonly executor: Executor;
  readonly simulate: Simulate;
}

export function openSimulations(): Simulations {
  const executor = createSimulationPool();
  return { executor, simulate: createSimulate(executor) };
}
