import { availableParallelism } from 'node:os';

/**
 * Threads that leave one core to the window and the engine; on two cores both simulate, for the engine mostly
 * waits. `availableParallelism` counts logical cores: of many, half are physical.
 */
export function defaultThreads(logical: number = availableParallelism()): number {
  if (logical <= 2) return logical;
  return Math.max(1, Math.ceil(logical / 2) - 1, logical <= 4 ? 2 : 1);
}
