/**
 * What runs inside the guest realm, before and around the simulator. The functions below are sent there as
 * TEXT (Function.prototype.toString): they may use nothing but their arguments and the guest's own globals.
 */
import type { ProgramFactory } from '../program.ts';
import type { SimulationRequest, SimulationResult } from '../simulation.ts';

/** What the host may call. Arguments and results are strings and numbers, but for the typed arrays. */
export interface Guest {
  /** Takes the program's factory; JSON of {} or {error} or {tampered: true}, like all answers. */
  readonly load: (factory: unknown) => string;
  /** A fresh array of this length, to be filled by the host before `prepare`. */
  readonly numbers: (length: number) => Float64Array;
  /** Sets the request that `run` and `trace` work on (transcript.ts). */
  readonly prepare: (transcript: string) => string;
  /** Runs [first, last); JSON of the result without its values, or as above. */
  readonly run: (first: number, last: number) => string;
  /** The values of the last `run`, then the changes and levels of its flows. */
  readonly values: () => unknown;
  /** Runs [first, last) and notes what each module touches; JSON of {touches} or as above. */
  readonly trace: (first: number, last: number) => string;
}

/** Top-level names of the state that a module read or wrote. */
export interface Touch {
  readonly module: string;
  readonly reads: readonly string[];
  readonly writes: readonly string[];
}

interface Driver {
  readonly run: (request: SimulationRequest, first: number, last: number) => SimulationResult;
}

interface Kernel {
  readonly createDriver: (factory: ProgramFactory) => Driver;
}

/**
 * Globals that a guest keeps. Everything else goes: clocks, true randomness, promises and other ways to run
 * later, shared memory, WebAssembly, reflection, collections that grow unseen by the budget (the kernel gets
 * Map and Set for itself).
 */
export const GUEST_GLOBALS = [
  ...['Infinity', 'NaN', 'undefined', 'globalThis', 'isFinite', 'isNaN', 'parseFloat', 'parseInt'],
  ...['Array', 'Boolean', 'JSON', 'Math', 'Number', 'Object', 'String'],
  ...['Error', 'RangeError', 'TypeError'],
  ...['Float64Array', 'Float32Array', 'Int32Array', 'Uint32Array', 'Uint8Array'],
] as const;

/**
 * Runs before ses is loaded: ses freezes what it hardens, and V8 then loses its fast paths for growing
 * arrays (3 to 30 times slower). Array and Object prototypes are sealed instead; `intact` watches them.
 * Returns the function that puts Object.freeze back. Takes Math.random away as well.
 */
export function sealInsteadOfFreeze(): () => void {
  const { freeze, seal } = Object;
  const arrays = Array.prototype;
  const objects = Object.prototype;
  Object.freeze = (<T>(value: T): T =>
    value === arrays || value === objects ? seal(value) : freeze(value)) as typeof Object.freeze;
  // Not deleted: Math would lose its fast shape, and every Math.exp half its speed.
  Math.random = () => {
    throw new Error('Math.random: draw from the random of the step');
  };
  return () => {
    Object.freeze = freeze;
  };
}

/** Closes the hardened realm around the kernel and gives the host its way in. */
export function openGuest(
  kernelOf: (map: MapConstructor, set: SetConstructor) => Kernel,
  globals: readonly string[],
  harden: <T>(value: T) => T,
): Guest {
  const { ownKeys, getOwnPropertyDescriptor, deleteProperty, apply } = Reflect;
  const { parse, stringify } = JSON;
  const Recorder = Proxy;
  const Keyed = Map;
  const Unique = Set;
  const slice = Float64Array.prototype.slice;
  const create = Object.create;

  // ses leaves the start realm an Error with stack-trace powers; programs get the tamed one.
  (globalThis as { Error: unknown }).Error = Error.prototype.constructor;
  for (const name of ownKeys(globalThis)) {
    if (typeof name !== 'string' || !globals.includes(name)) deleteProperty(globalThis, name);
  }
  const { createDriver } = harden(kernelOf(Keyed, Unique));
  harden(globalThis);
  const intact = watchPrototypes();

  let factory: ProgramFactory | undefined;
  let driver: Driver | undefined;
  let array = new Float64Array(0);
  let request: SimulationRequest | undefined;
  let values: unknown;

  return harden({
    load: (candidate: unknown) =>
      answer(() => {
        if (typeof candidate !== 'function') return { error: 'program: not a factory' };
        factory = candidate as ProgramFactory;
        driver = createDriver(factory);
        return {};
      }),
    numbers: (length: number) => {
      array = new Float64Array(length);
      return array;
    },
    prepare: (transcript: string) =>
      answer(() => {
        request = parse(transcript, revive) as SimulationRequest;
        return {};
      }),
    run: (first: number, last: number) =>
      answer(() => {
        const { values: made, flows, ...rest } = driver!.run(request!, first, last);
        if (flows === undefined) {
          values = made;
          return rest;
        }
        const { fields, changes, levels } = flows;
        const all = new Float64Array(made.length + changes.length + levels.length);
        all.set(made);
        all.set(changes, made.length);
        all.set(levels, made.length + changes.length);
        values = all;
        return { ...rest, flows: { fields, changes: changes.length, levels: levels.length } };
      }),
    values: () => values,
    trace: (first: number, last: number) =>
      answer(() => {
        const touches: { module: string; reads: string[]; writes: string[] }[] = [];
        createDriver(traced(factory!, touches)).run(request!, first, last);
        return { touches };
      }),
  });

  /** Whatever happens inside leaves as text. The prototypes are checked last, after all guest code. */
  function answer(work: () => object): string {
    try {
      const text = stringify(work());
      return intact() ? text : '{"tampered":true}';
    } catch (error) {
      return `{"error":${stringify(messageOf(error))}}`;
    }
  }

  function messageOf(error: unknown): string {
    const { name, message } = (error ?? {}) as { name?: unknown; message?: unknown };
    const text =
      typeof message === 'string' ? message : 'program: threw something that is no error';
    const named = typeof name === 'string' && name !== 'Error';
    return (named ? `${name}: ${text}` : text).slice(0, 1000);
  }

  /** Arrays were moved into `numbers` as {$: [from, to]}, numbers that JSON lacks are {$: 'NaN'}. */
  function revive(_key: string, value: unknown): unknown {
    const mark = (value as { $?: string | [number, number] } | null)?.$;
    if (mark === undefined) return value;
    return typeof mark === 'string' ? Number(mark) : apply(slice, array, mark);
  }

  function watchPrototypes(): () => boolean {
    const watched = [Array.prototype, Object.prototype].flatMap((prototype) =>
      ownKeys(prototype).map((key) => ({
        prototype,
        key,
        was: getOwnPropertyDescriptor(prototype, key)!,
      })),
    );
    const count = watched.length;
    // No array method and no iterator: those are what may have been tampered with.
    return () => {
      for (let i = 0; i < count; i++) {
        const { prototype, key, was } = watched[i]!;
        const is = getOwnPropertyDescriptor(prototype, key);
        if (is === undefined || is.value !== was.value) return false;
        if (is.get !== was.get || is.set !== was.set) return false;
      }
      return true;
    };
  }

  /** The same program, whose modules see the state through a recorder. */
  function traced(
    inner: ProgramFactory,
    touches: { module: string; reads: string[]; writes: string[] }[],
  ): ProgramFactory {
    return (stop) => {
      const parts = inner(stop);
      const { modules } = parts.declaration as { modules: { name: string }[] };
      return {
        ...parts,
        steps: parts.steps.map((step, i) => {
          const touch = { module: modules[i]!.name, reads: [] as string[], writes: [] as string[] };
          touches.push(touch);
          return (state, world) => {
            const target = state as Record<string, unknown>;
            const before = snapshot(target);
            step(recorder(target, touch), world);
            noteChanges(before, snapshot(target), touch.writes);
          };
        }),
      };
    };
  }

  function recorder(target: Record<string, unknown>, touch: { reads: string[]; writes: string[] }) {
    return new Recorder(target, {
      get(of, key) {
        if (typeof key === 'string') note(touch.reads, key);
        return of[key as string];
      },
      set(of, key, value) {
        if (typeof key === 'string') note(touch.writes, key);
        of[key as string] = value;
        return true;
      },
      deleteProperty(of, key) {
        if (typeof key === 'string') note(touch.writes, key);
        return deleteProperty(of, key);
      },
    });
  }

  /** The state's parts as text: shows changes deep inside a list that no assignment to the state shows. */
  function snapshot(state: Record<string, unknown>): Record<string, string> {
    const texts = create(null) as Record<string, string>;
    for (const key of ownKeys(state)) {
      if (typeof key === 'string') texts[key] = stringify(state[key]) ?? '';
    }
    return texts;
  }

  function noteChanges(
    before: Record<string, string>,
    after: Record<string, string>,
    writes: string[],
  ): void {
    for (const key in after) if (before[key] !== after[key]) note(writes, key);
    for (const key in before) if (!(key in after)) note(writes, key);
  }

  function note(names: string[], name: string): void {
    if (!names.includes(name)) names.push(name);
  }
}
