import type { Simulate, SimulationRequest, SimulationResult } from '../simulator/simulation.ts';
import { ChunkSize } from './chunk-size.ts';
import { mergeChunks, rowsIn, runsOf, type Span, unitOf } from './chunks.ts';
import { ComputeError } from './compute-error.ts';
import type { Executor } from './executor.ts';
import {
  type ChunkResult,
  chunkResultSchema,
  type PackedResult,
  SIMULATE,
  type SimulationChunk,
} from './simulation-task.ts';

export interface SimulateOptions {
  /** Milliseconds of simulation that a chunk should take (default 80). */
  readonly chunkMilliseconds?: number;
  /**
   * Runs of a chunk at most, rounded up to what has to stay together (default: any number). For callers that ask again and
   * call off: a chunk that takes far longer than those before it would be waited for.
   */
  readonly mostRuns?: number;
  /** Milliseconds after which a chunk is stopped and counted as failed; absent: the executor's own. */
  readonly deadline?: number;
}

/** Programs whose speed is remembered. */
const KEPT_PROGRAMS = 256;
/** Chunks asked for at once, per worker: one that runs and one that waits, so that no worker idles. */
const AHEAD = 2;

let requests = 0;

/**
 * The Simulate port on an executor that has the task `simulate`. Splits a request into chunks of about
 * `chunkMilliseconds`, measured as it goes: results depend on the request alone, never on the split.
 * Rejects with ComputeError; what a run itself does wrong is in the result's failures.
 */
export function createSimulate(executor: Executor, options: SimulateOptions = {}): Simulate {
  const sizes = new Map<string, ChunkSize>();
  return (request, { signal, onProgress } = {}) => {
    const { hash } = request.program;
    const size = sizes.get(hash) ?? new ChunkSize(options.chunkMilliseconds ?? 80);
    sizes.delete(hash);
    sizes.set(hash, size);
    if (sizes.size > KEPT_PROGRAMS) sizes.delete(sizes.keys().next().value!);
    return simulateInChunks({ executor, options, request, size, signal }, onProgress);
  };
}

interface Work {
  readonly executor: Executor;
  readonly options: SimulateOptions;
  readonly request: SimulationRequest;
  readonly size: ChunkSize;
  readonly signal: AbortSignal | undefined;
}

async function simulateInChunks(
  work: Work,
  onProgress: ((done: number, total: number) => void) | undefined,
): Promise<SimulationResult> {
  const { executor, options, request, size } = work;
  const total = runsOf(request);
  const unit = unitOf(request);
  const most = unit * Math.ceil((options.mostRuns ?? total) / unit);
  // Only this process's workers keep requests by key: a number that is unique in it will do.
  requests += 1;
  const key = `${request.program.hash} ${requests}`;
  // A chunk that fails takes the others of this request with it.
  const stop = new AbortController();
  const signal = work.signal ? AbortSignal.any([work.signal, stop.signal]) : stop.signal;
  const parts: (Span & { result: PackedResult })[] = [];
  let next = 0;
  let done = 0;

  await Promise.all(Array.from({ length: executor.width * AHEAD }, (_, number) => lane(number)));
  if (signal.aborted) throw new ComputeError('cancelled', 'simulation: cancelled');
  return mergeChunks(request, parts);

  async function lane(number: number): Promise<void> {
    // The first chunk on each worker brings the request along; later ones only name it.
    let attach = number < executor.width;
    while (next < total && !signal.aborted) {
      const first = next;
      // Smaller chunks towards the end, so that no worker waits for another's last one.
      const fairShare = unit * Math.ceil((total - first) / (unit * executor.width * AHEAD));
      next = Math.min(total, first + Math.min(size.next(unit), fairShare, most));
      const span = { first, last: next };
      try {
        parts.push({ ...span, result: await runChunk({ ...work, signal }, key, span, attach) });
      } catch (error) {
        stop.abort();
        throw error;
      }
      attach = false;
      done += span.last - span.first;
      onProgress?.(done, total);
    }
  }
}

async function runChunk(
  { executor, options, request, size, signal }: Work,
  key: string,
  span: Span,
  attach: boolean,
): Promise<PackedResult> {
  const run = (input: SimulationChunk) =>
    executor.run<SimulationChunk, ChunkResult>(SIMULATE, input, {
      ...(signal && { signal }),
      ...(options.deadline !== undefined && { deadline: options.deadline }),
    });
  let reply = await run(attach ? { key, request, ...span } : { key, ...span });
  if (reply.kind === 'unknown-request') reply = await run({ key, request, ...span });

  const result = chunkResultSchema.safeParse(reply).data;
  const rows = rowsIn(request, span);
  // A filter alone (the origin is the last row) has no rows.
  const isWhole = (length: number) => (rows === 0 ? length === 0 : length % rows === 0);
  if (result?.kind !== 'done' || !isWhole(result.values.length)) {
    throw new ComputeError(
      'task-failed',
      `simulation: no sound result for runs ${span.first} to ${span.last - 1}`,
    );
  }
  size.note(span.last - span.first, result.milliseconds);
  const { kind: _, milliseconds: __, heapBytes: ___, ...packed } = result;
  return packed;
}
