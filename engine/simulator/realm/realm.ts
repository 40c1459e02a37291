import { Script } from 'node:vm';
import { z } from 'zod';
import { FAILURE_REASONS, type SimulationRequest, type SimulationResult } from '../simulation.ts';
import type { Guest, Touch } from './guest.ts';
import { lockHost } from './host-lockdown.ts';
import { openRealm } from './open-realm.ts';
import { RealmError } from './realm-error.ts';
import { transcribe } from './transcript.ts';

export type { Touch } from './guest.ts';

/** A program ready to run. Results depend on nothing but the arguments. */
export interface LoadedProgram {
  /** Runs [first, last) of the request. Throws RealmError. */
  run(request: SimulationRequest, first: number, last: number): SimulationResult;
  /** Runs [first, last) and tells which top-level names of the state each module read and wrote. */
  trace(request: SimulationRequest, first: number, last: number): readonly Touch[];
}

export interface Realm {
  /** The program of this hash, evaluated in a realm of its own unless it still stands. Throws RealmError. */
  load(program: SimulationRequest['program']): LoadedProgram;
}

/**
 * Layer L2: runs programs that nobody vouches for, at full speed, in hardened realms. Only strings, numbers
 * and the bytes of typed arrays cross; no object of a guest is ever read, awaited or returned. Locks down the
 * realm of the calling thread (host-lockdown.ts) for good.
 *
 * `capacity`: programs kept, least recently used first out (default 8, about 2 MB each).
 */
export function createRealm({ capacity = 8 } = {}): Realm {
  lockHost();
  const loaded = new Map<string, LoadedProgram>();
  return {
    load(program) {
      const found =
        loaded.get(program.hash) ?? loadProgram(program, () => loaded.delete(program.hash));
      loaded.delete(program.hash);
      loaded.set(program.hash, found);
      if (loaded.size > capacity) loaded.delete(loaded.keys().next().value!);
      return found;
    },
  };
}

function loadProgram({ code }: SimulationRequest['program'], discard: () => void): LoadedProgram {
  const { guest, evaluate } = openRealm();
  const program = scriptOf(code);
  let prepared: SimulationRequest | undefined;
  ask('program-invalid', () => guest.load(evaluate(program)));

  return {
    run(request, first, last) {
      prepare(request);
      const { flows, ...rest } = resultSchema.parse(
        ask('program-failed', () => guest.run(first, last)),
      );
      const all = copyOf(guest);
      if (flows === undefined) return { values: all, ...rest };
      const { fields, changes, levels } = flows;
      const end = all.length - changes - levels;
      return {
        values: all.slice(0, end),
        ...rest,
        flows: {
          fields,
          changes: all.slice(end, end + changes),
          levels: all.slice(end + changes),
        },
      };
    },
    trace(request, first, last) {
      prepare(request);
      return traceSchema.parse(ask('program-failed', () => guest.trace(first, last))).touches;
    },
  };

  function prepare(request: SimulationRequest): void {
    if (prepared === request) return;
    prepared = undefined;
    const { text, numbers } = transcribe(request);
    setNumbers(guest.numbers(numbers.length), numbers);
    ask('program-failed', () => guest.prepare(text));
    prepared = request;
  }

  /** Nothing that a guest throws is looked at: even a getter of it would be the guest's code. */
  function ask(code: 'program-invalid' | 'program-failed', call: () => unknown): unknown {
    let text: unknown;
    try {
      text = call();
    } catch {
      text = '{"error":"program: threw outside of its kernel (out of stack?)"}';
    }
    const reply = replySchema.parse(typeof text === 'string' ? JSON.parse(text) : undefined);
    if (reply.tampered || reply.error !== undefined) discard();
    if (reply.tampered) {
      throw new RealmError('tampered', 'program: changed a shared prototype', {
        hint: 'Its results were discarded. Simulators may not change Array.prototype or Object.prototype.',
      });
    }
    if (reply.error !== undefined) throw new RealmError(code, reply.error);
    return reply;
  }
}

function scriptOf(code: string): Script {
  try {
    return new Script(`'use strict';(${code}\n)`, { filename: 'simulator.js' });
  } catch (error) {
    throw new RealmError('program-invalid', `program: ${(error as Error).message}`, {
      cause: error,
    });
  }
}

const { set: setOf } = Float64Array.prototype;
const typedArray = Object.getPrototypeOf(Float64Array.prototype) as object;
const { get: kindOf } = Object.getOwnPropertyDescriptor(typedArray, Symbol.toStringTag)!;
const { get: lengthOf } = Object.getOwnPropertyDescriptor(typedArray, 'length')!;

/** Reads internal slots only: works on arrays of another realm and runs none of its code. */
function copyOf(guest: Guest): Float64Array {
  const values = guest.values();
  if (Reflect.apply(kindOf!, values, []) !== 'Float64Array') {
    throw new RealmError('program-failed', 'program: its values are no numbers');
  }
  const copy = new Float64Array(Reflect.apply(lengthOf!, values, []) as number);
  setNumbers(copy, values as Float64Array);
  return copy;
}

function setNumbers(target: Float64Array, source: Float64Array): void {
  Reflect.apply(setOf, target, [source]);
}

const text = z.string().max(2000);
const replySchema = z.looseObject({
  error: text.exactOptional(),
  tampered: z.literal(true).exactOptional(),
});
const resultSchema = z.object({
  failures: z.array(
    z.strictObject({
      run: z.int(),
      step: z.int(),
      module: text,
      reason: z.enum(FAILURE_REASONS),
      detail: text,
    }),
  ),
  notes: z
    .array(
      z.strictObject({ run: z.int(), row: z.int(), kind: z.literal('tempered'), detail: text }),
    )
    .exactOptional(),
  filters: z
    .array(
      z.strictObject({
        run: z.int(),
        // JSON has no -Infinity: it comes as null.
        logLikelihood: z
          .number()
          .nullable()
          .transform((value) => value ?? Number.NEGATIVE_INFINITY),
        ess: z.array(z.number()),
        resampled: z.array(z.int()),
      }),
    )
    .exactOptional(),
  /** How many numbers of each stand behind the values. */
  flows: z
    .strictObject({
      fields: z.array(text),
      changes: z.int().nonnegative(),
      levels: z.int().nonnegative(),
    })
    .exactOptional(),
});
const traceSchema = z.object({
  touches: z.array(z.strictObject({ module: text, reads: z.array(text), writes: z.array(text) })),
});
