import type { LoadedProgram, Touch } from '../simulator/realm/realm.ts';
import type { SimulationRequest } from '../simulator/simulation.ts';
import type { Task } from './executor.ts';

export interface TraceInput {
  readonly request: SimulationRequest;
  readonly first: number;
  readonly last: number;
}

/** Name of the task, for callers that do not have the loader. */
export const TRACE = { name: 'trace' } as const;

/** Runs [first, last) slowly and tells what each module touched. One entry a module and loaded driver. */
export function traceTask(
  load: (program: SimulationRequest['program']) => Pick<LoadedProgram, 'trace'>,
): Task<TraceInput, readonly Touch[]> {
  return {
    ...TRACE,
    run: ({ request, first, last }) => load(request.program).trace(request, first, last),
  };
}
