import type { Declaration } from '../simulator/declaration.ts';
import type { Touch } from '../simulator/realm/realm.ts';
import type { SimulationRequest, SimulationResult } from '../simulator/simulation.ts';
import { mergeChunks, runsOf, type Span, unitOf } from './chunks.ts';
import { ComputeError } from './compute-error.ts';
import type { Executor } from './executor.ts';
import {
  type ChunkResult,
  chunkResultSchema,
  type PackedResult,
  SIMULATE,
  type SimulationChunk,
} from './simulation-task.ts';
import { TRACE, type TraceInput } from './trace-task.ts';

/** Why a simulator may not join the pool, or may not be believed. */
interface AdmissionReason {
  readonly kind: /** The same runs gave other numbers the second time. */
    | 'not-deterministic'
    /** A run gives other numbers when other runs came before it. */
    | 'hidden-state'
    /** It was stopped, or takes longer than allowed. */
    | 'too-slow'
    | 'too-much-memory'
    /** It does not load, or ends its process. */
    | 'broken'
    /** A module touches a part of the state that it does not declare: the causal graph would be wrong. */
    | 'undeclared-read'
    | 'undeclared-write';
  readonly text: string;
  readonly module?: string;
}

export interface Admission {
  readonly admitted: boolean;
  readonly reasons: readonly AdmissionReason[];
  /** Processor time in the second round, in ticks of the system's clock: 0 for quick ones; NaN when it never came back. */
  readonly secondsPerRun: number;
  /** Memory of its thread after the first round; NaN when it never came back. */
  readonly heapBytes: number;
}

export interface AdmissionOptions {
  /** Longest time for one run, seconds (default 2). */
  readonly secondsPerRun?: number;
  /** Most memory after the sample, bytes (default 512 MB). */
  readonly heapBytes?: number;
  readonly signal?: AbortSignal;
}

/**
 * Layer L4: a new program first runs alone. `sample` is a small request (some tens of runs); it is run twice,
 * then run by run in another order, then once under a recorder that compares what each module touches with
 * what it declares. `executor` must be one that nobody else uses meanwhile: what goes wrong here may take
 * the whole child process along.
 */
export async function admit(
  declaration: Pick<Declaration, 'modules'>,
  executor: Executor,
  sample: SimulationRequest,
  options: AdmissionOptions = {},
): Promise<Admission> {
  try {
    return await examine(declaration, new Examiner(executor, sample, options), options);
  } catch (error) {
    if (!(error instanceof ComputeError)) throw error;
    return { admitted: false, reasons: [stopped(error)], secondsPerRun: NaN, heapBytes: NaN };
  }
}

async function examine(
  { modules }: Pick<Declaration, 'modules'>,
  examiner: Examiner,
  { secondsPerRun = 2, heapBytes = 512 * 2 ** 20 }: AdmissionOptions,
): Promise<Admission> {
  const first = await examiner.run(0, examiner.total);
  const second = await examiner.run(0, examiner.total);
  const seconds = second.milliseconds / 1000 / Math.max(1, examiner.total);
  const reasons: AdmissionReason[] = [];
  if (!isSame(first, second)) {
    reasons.push({
      kind: 'not-deterministic',
      text: 'The same seed gave other numbers the second time.',
    });
  } else if (!isSame(first, await examiner.runSingly())) {
    reasons.push({
      kind: 'hidden-state',
      text: 'A run gives other numbers when other runs came before it.',
    });
  }
  if (seconds > secondsPerRun) {
    reasons.push({
      kind: 'too-slow',
      text: `A run takes ${seconds.toPrecision(2)} s, more than ${secondsPerRun} s.`,
    });
  }
  if (first.heapBytes > heapBytes) {
    const megabytes = Math.round(first.heapBytes / 2 ** 20);
    reasons.push({
      kind: 'too-much-memory',
      text: `It holds ${megabytes} MB after ${examiner.total} runs.`,
    });
  }
  reasons.push(...undeclared(modules, await examiner.trace()));
  return {
    admitted: reasons.length === 0,
    reasons,
    secondsPerRun: seconds,
    heapBytes: first.heapBytes,
  };
}

type Done = Extract<ChunkResult, { kind: 'done' }>;

/** Asks for chunks one after the other, so that the program is alone in the executor. */
class Examiner {
  /** Runs of the sample. */
  readonly total: number;
  readonly #executor: Executor;
  readonly #request: SimulationRequest;
  readonly #options: { readonly signal?: AbortSignal };
  readonly #unit: number;

  constructor(executor: Executor, request: SimulationRequest, { signal }: AdmissionOptions) {
    this.#executor = executor;
    this.#request = request;
    this.#options = signal ? { signal } : {};
    this.#unit = unitOf(request);
    this.total = runsOf(request);
  }

  async run(first: number, last: number, request = this.#request): Promise<Done> {
    const reply = await this.#executor.run<SimulationChunk, ChunkResult>(
      SIMULATE,
      { key: `admission ${request.program.hash}`, request, first, last },
      this.#options,
    );
    const result = chunkResultSchema.parse(reply);
    if (result.kind !== 'done') throw new ComputeError('task-failed', 'simulation: no result');
    return result;
  }

  /**
   * Each run (or ensemble) by itself, every other one first and then the rest backwards, in a realm that has
   * seen none before: under another hash it is another program.
   */
  async runSingly(): Promise<SimulationResult> {
    const starts = Array.from(
      { length: Math.ceil(this.total / this.#unit) },
      (_, i) => i * this.#unit,
    );
    const order = [
      ...starts.filter((_, i) => i % 2 === 1),
      ...starts.filter((_, i) => i % 2 === 0).reverse(),
    ];
    const { hash, code } = this.#request.program;
    const fresh = { ...this.#request, program: { hash: `${hash} afresh`, code } };
    const parts: (Span & { result: PackedResult })[] = [];
    for (const first of order) {
      const last = first + this.#unit;
      parts.push({ first, last, result: await this.run(first, last, fresh) });
    }
    return mergeChunks(this.#request, parts);
  }

  trace(): Promise<readonly Touch[]> {
    const input = { request: this.#request, first: 0, last: Math.min(this.total, this.#unit) };
    return this.#executor.run<TraceInput, readonly Touch[]>(TRACE, input, this.#options);
  }
}

/** Bit for bit, NaN included. */
function isSame(a: PackedResult, b: PackedResult): boolean {
  return (
    a.values.length === b.values.length &&
    new Float64Array(a.values).every((value, i) => Object.is(value, b.values[i])) &&
    JSON.stringify(a.failures) === JSON.stringify(b.failures)
  );
}

function undeclared(modules: Declaration['modules'], touches: readonly Touch[]): AdmissionReason[] {
  return modules.flatMap(({ name, reads, writes }) => {
    const own = touches.filter(({ module }) => module === name);
    const read = new Set(own.flatMap((touch) => touch.reads));
    const written = new Set(own.flatMap((touch) => touch.writes));
    return [
      ...[...written]
        .filter((part) => !writes.includes(part))
        .map((part) =>
          reason('undeclared-write', name, `writes state.${part} and does not declare it`),
        ),
      // Changing a part reads it as well.
      ...[...read]
        .filter((part) => !reads.includes(part) && !writes.includes(part))
        .map((part) =>
          reason('undeclared-read', name, `reads state.${part} and does not declare it`),
        ),
    ];
  });
}

function reason(
  kind: 'undeclared-read' | 'undeclared-write',
  module: string,
  what: string,
): AdmissionReason {
  return { kind, module, text: `Module ${module} ${what}.` };
}

/** What ended the examination as a reason; what is not the program's fault goes on as an error. */
function stopped(error: ComputeError): AdmissionReason {
  switch (error.code) {
    case 'deadline':
      return { kind: 'too-slow', text: error.message };
    case 'memory':
      return { kind: 'too-much-memory', text: error.message };
    case 'crashed':
    case 'task-failed':
      return { kind: 'broken', text: error.message };
    case 'cancelled':
    case 'closed':
      throw error;
    default:
      return error.code satisfies never;
  }
}
