/**
 * What can be asked of a compiled simulator and what comes back. The plain data stand in kernel/ (which
 * imports nothing outside itself); everybody else takes them from here.
 */
import type { SimulationRequest, SimulationResult } from './kernel/simulation.ts';

export type { Intervention } from './kernel/intervention.ts';
export type { LeverPolicy, Resource, Watch } from './kernel/lever-policy.ts';
export type {
  Episode,
  Failure,
  FilterRecord,
  Flows,
  Note,
  SimulationRequest,
  SimulationResult,
} from './kernel/simulation.ts';
export { FAILURE_REASONS, rowsOf, widthOf } from './kernel/simulation.ts';

/** Runs the whole request. Hosts give an implementation (pool, in process); algorithms only call it. */
export type Simulate = (
  request: SimulationRequest,
  options?: {
    readonly signal?: AbortSignal;
    readonly onProgress?: (done: number, total: number) => void;
  },
) => Promise<SimulationResult>;
