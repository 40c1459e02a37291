import { rowsOf, type SimulationRequest, type SimulationResult } from '../simulator/simulation.ts';
import { ComputeError } from './compute-error.ts';
import type { PackedResult } from './simulation-task.ts';

/** Runs [first, last) of a request. */
export interface Span {
  readonly first: number;
  readonly last: number;
}

export function runsOf({
  sets,
  episodes,
  replications,
}: Pick<SimulationRequest, 'sets' | 'episodes' | 'replications'>): number {
  return sets * episodes.length * replications;
}

/** Runs that must stay in one chunk: the particles of a forecast are filtered together, flows are told together. */
export function unitOf(request: SimulationRequest): number {
  const { mode, replications } = request;
  if (request.flows === true) return Math.max(1, runsOf(request));
  return mode.kind === 'forecast' ? Math.max(1, replications) : 1;
}

/** Rows of result that these runs have together. */
export function rowsIn(request: SimulationRequest, { first, last }: Span): number {
  return rowsBefore(request, last) - rowsBefore(request, first);
}

function rowsBefore({ episodes, replications, mode }: SimulationRequest, run: number): number {
  const rows = episodes.map((episode) => rowsOf(episode, mode));
  const sum = (counts: readonly number[]) => counts.reduce((all, count) => all + count, 0);
  const runsPerSet = episodes.length * replications;
  const inSet = run % runsPerSet;
  const episode = Math.floor(inSet / replications);
  return (
    Math.floor(run / runsPerSet) * sum(rows) * replications +
    sum(rows.slice(0, episode)) * replications +
    (rows[episode] ?? 0) * (inSet % replications)
  );
}

/**
 * The result of all runs, in their order, whatever the order in which chunks came back. Throws when the
 * chunks do not have the same number of outputs.
 */
export function mergeChunks(
  request: SimulationRequest,
  parts: readonly (Span & { readonly result: PackedResult })[],
): SimulationResult {
  const inOrder = parts.toSorted((a, b) => a.first - b.first).map(({ result }) => result);
  const values = new Float64Array(inOrder.reduce((sum, part) => sum + part.values.length, 0));
  let at = 0;
  for (const part of inOrder) {
    values.set(part.values, at);
    at += part.values.length;
  }
  const rows = rowsIn(request, { first: 0, last: runsOf(request) });
  if (rows > 0 && values.length % rows !== 0) {
    throw new ComputeError('task-failed', 'simulation: chunks with different numbers of outputs');
  }
  const notes = inOrder.flatMap((part) => part.notes ?? []);
  const filters = inOrder.flatMap((part) => part.filters ?? []);
  const [flows] = inOrder.flatMap((part) => part.flows ?? []);
  return {
    values,
    failures: inOrder.flatMap(({ failures }) => failures),
    ...(notes.length > 0 && { notes }),
    ...(filters.length > 0 && { filters }),
    ...(flows && { flows }),
  };
}
