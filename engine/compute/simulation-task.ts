import { getHeapStatistics } from 'node:v8';
import { z } from 'zod';
import {
  type Episode,
  FAILURE_REASONS,
  type Failure,
  type FilterRecord,
  type Flows,
  type Note,
  type Resource,
  type SimulationRequest,
  type SimulationResult,
} from '../simulator/simulation.ts';
import type { Task } from './executor.ts';
import { type PackedValues, pack } from './packed-values.ts';

/** Runs [first, last) of a request that the worker knows by its key, or gets along with this chunk. */
export interface SimulationChunk {
  readonly key: string;
  readonly request?: SimulationRequest;
  readonly first: number;
  readonly last: number;
}

/** A SimulationResult whose values are packed. */
export type PackedResult = Omit<SimulationResult, 'values'> & { readonly values: PackedValues };

export type ChunkResult =
  /** The worker does not hold the request of this key (any more): send it along. */
  | { readonly kind: 'unknown-request' }
  | ({
      readonly kind: 'done';
      /** Processor time of the thread for the runs, without any transfer: not blurred by what else runs. */
      readonly milliseconds: number;
      /** Memory of the thread after them, bytes: live values and what was not yet collected. */
      readonly heapBytes: number;
    } & PackedResult);

/** What runs a program: the hardened realm in a worker, plain JavaScript in a test. */
export type ProgramLoader = (program: SimulationRequest['program']) => {
  readonly run: (request: SimulationRequest, first: number, last: number) => SimulationResult;
};

/** Requests that a worker keeps: as many searches as may share one pool, and one to spare. */
const KEPT_REQUESTS = 8;

/** Name of the task, for callers that do not have the loader. */
export const SIMULATE = { name: 'simulate' } as const;

/** The row of the registry: same chunk, same result, in whichever worker. */
export function simulateTask(load: ProgramLoader): Task<SimulationChunk, ChunkResult> {
  const kept = new Map<string, SimulationRequest>();
  return {
    ...SIMULATE,
    run(input) {
      const { key, first, last, ...rest } = chunkSchema.parse(input) as unknown as SimulationChunk;
      const request = rest.request ?? kept.get(key);
      if (!request) return { kind: 'unknown-request' };
      keep(key, request);
      const program = load(request.program);
      const started = process.threadCpuUsage();
      const { values, ...ledger } = program.run(request, first, last);
      const { user, system } = process.threadCpuUsage(started);
      const milliseconds = (user + system) / 1000;
      return {
        kind: 'done',
        milliseconds,
        heapBytes: heapBytes(),
        values: pack(values),
        ...ledger,
      };
    },
  };

  function keep(key: string, request: SimulationRequest): void {
    kept.delete(key);
    kept.set(key, request);
    if (kept.size > KEPT_REQUESTS) kept.delete(kept.keys().next().value!);
  }
}

function heapBytes(): number {
  const { used_heap_size, external_memory } = getHeapStatistics();
  return used_heap_size + external_memory;
}

const whole = z.int().nonnegative();
/** Infinite ones too: an unlimited budget. */
const number = z.custom<number>((value) => typeof value === 'number', 'not a number');
const numbers = z.instanceof(Float64Array);
const packedNumbers = z.union([
  z.instanceof(Uint16Array),
  z.instanceof(Float32Array),
  z.instanceof(Float64Array),
]);
const series = z.record(z.string(), numbers);
/** The kernel knows the kinds and checks the names in them. */
const kinds = z.looseObject({ kind: z.string() });

const resourceSchema = z.strictObject({
  low: number,
  high: number,
  default: number,
  integer: z.boolean(),
  policy: kinds,
} satisfies Record<keyof Resource, z.ZodType>);

const episodeSchema = z.strictObject({
  id: z.string(),
  steps: whole,
  observed: series,
  inputs: series,
  levers: series,
  dates: z.array(z.string()).exactOptional(),
} satisfies Record<keyof Episode, z.ZodType>);

const requestSchema = z.strictObject({
  program: z.strictObject({ hash: z.string().min(1), code: z.string() }),
  episodes: z.array(episodeSchema),
  parameters: numbers,
  sets: whole,
  replications: whole,
  mode: kinds,
  noise: z.boolean().exactOptional(),
  seed: whole,
  streams: z.enum(['common', 'independent']),
  firstReplication: whole.exactOptional(),
  firstSet: whole.exactOptional(),
  interventions: z.array(kinds).exactOptional(),
  policies: z.record(z.string(), kinds).exactOptional(),
  resources: z.record(z.string(), resourceSchema).exactOptional(),
  record: z.enum(['outputs', 'all']).exactOptional(),
  flows: z.boolean().exactOptional(),
  budget: z.strictObject({ steps: number, cells: number }).exactOptional(),
} satisfies Record<keyof SimulationRequest, z.ZodType>);

const chunkSchema = z.strictObject({
  key: z.string(),
  request: requestSchema.exactOptional(),
  first: whole,
  last: whole,
});

/** For the side that receives: the child process may have been taken over by what it ran. */
export const chunkResultSchema: z.ZodType<ChunkResult> = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('unknown-request') }),
  z.strictObject({
    kind: z.literal('done'),
    milliseconds: number,
    heapBytes: number,
    values: packedNumbers,
    failures: z.array(
      z.strictObject({
        run: whole,
        step: whole,
        module: z.string(),
        reason: z.enum(FAILURE_REASONS),
        detail: z.string(),
      } satisfies Record<keyof Failure, z.ZodType>),
    ),
    notes: z
      .array(
        z.strictObject({
          run: whole,
          row: whole,
          kind: z.literal('tempered'),
          detail: z.string(),
        } satisfies Record<keyof Note, z.ZodType>),
      )
      .exactOptional(),
    filters: z
      .array(
        z.strictObject({
          run: whole,
          logLikelihood: number,
          ess: z.array(z.number()),
          resampled: z.array(whole),
        } satisfies Record<keyof FilterRecord, z.ZodType>),
      )
      .exactOptional(),
    flows: z
      .strictObject({
        fields: z.array(z.string()),
        changes: numbers,
        levels: numbers,
      } satisfies Record<keyof Flows, z.ZodType>)
      .exactOptional(),
  }),
]) as unknown as z.ZodType<ChunkResult>;
