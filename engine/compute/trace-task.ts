import type { SimulationRequest } from '../simulator/simulation.ts';
import type { Task } from './executor.ts';

/** Top-level names of the state that a module read or wrote while it ran. */
export interface Touch {
  readonly module: string;
  readonly reads: readonly string[];
  readonly writes: readonly string[];
}

export interface TraceInput {
  readonly request: SimulationRequest;
  readonly first: number;
  readonly last: number;
}

/** Name of the task, for callers that do not have the loader. */
export const TRACE = { name: 'trace' } as const;

/** Runs [first, last) slowly and tells what each module touched. One entry a module and loaded driver. */
export function traceTask(
  load: (program: SimulationRequest['program']) => {
    trace(request: SimulationRequest, first: number, last: number): readonly Touch[];
  },
): Task<TraceInput, readonly Touch[]> {
  return {
    ...TRACE,
    run: ({ request, first, last }) => load(request.program).trace(request, first, last),
  };
}
