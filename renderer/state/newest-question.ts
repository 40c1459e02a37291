/**
 * A question that is asked again whenever something in it changes: the newest wins. Few runs are asked for first, so
 * that a slider is followed; they are soon done and never called off, longer answers to older questions are.
 */

import type { ErrorData } from '../../engine/base/error.ts';
import { errorData } from './error-data.ts';

/** One way from a change to the answer. */
export interface Turn {
  /** False: something has changed since it began, and another turn waits. */
  isCurrent(): boolean;
  /** Undefined: called off, or failed (`failed` was told). */
  ask<T>(isLong: boolean, call: (signal: AbortSignal) => Promise<T>): Promise<T | undefined>;
  /** The next drawings show this answer: of few runs, or of all. */
  answered(isAll: boolean): void;
}

export interface NewestQuestion {
  /** Something changed: asks anew. */
  changed(): void;
  /** Nobody waits for what is being asked any more. */
  callOff(): void;
  /** An answer is on the screen: what it took is measured ('<name>-first' for few runs, '<name>'). */
  drawn(): void;
}

interface Options {
  readonly name: string;
  /** Many drawings show one answer: it took until the last of them. */
  readonly hasMany?: boolean;
  readonly now?: () => number;
  work(turn: Turn): Promise<void>;
  failed(error: ErrorData): void;
}

export function createNewestQuestion(options: Options): NewestQuestion {
  const { name, hasMany = false, now = () => performance.now(), work, failed } = options;
  const watch = new Stopwatch(name, hasMany, now);
  let version = 0;
  let asking: { readonly isLong: boolean; readonly stop: AbortController } | undefined;

  async function ask<T>(isLong: boolean, call: (signal: AbortSignal) => Promise<T>) {
    const stop = new AbortController();
    asking = { isLong, stop };
    try {
      return await call(stop.signal);
    } catch (error) {
      if (!stop.signal.aborted) failed(errorData(error));
      return undefined;
    } finally {
      asking = undefined;
    }
  }

  let isWorking = false;
  async function workAll(): Promise<void> {
    if (isWorking) return;
    isWorking = true;
    try {
      for (let done = -1; done !== version; ) {
        done = version;
        const begun = done;
        await work({
          isCurrent: () => begun === version,
          ask,
          answered: (isAll) => watch.answered(isAll),
        });
      }
    } finally {
      isWorking = false;
    }
  }

  return {
    changed() {
      version += 1;
      watch.begin();
      if (asking?.isLong) asking.stop.abort();
      void workAll();
    },
    callOff: () => asking?.stop.abort(),
    drawn: () => watch.drawn(),
  };
}

/** From a change to the chart that shows it, as entries that the browser keeps (performance.measure). */
class Stopwatch {
  readonly #name: string;
  readonly #hasMany: boolean;
  readonly #now: () => number;
  #changed: number | undefined;
  #due: string | undefined;

  constructor(name: string, hasMany: boolean, now: () => number) {
    this.#name = name;
    this.#hasMany = hasMany;
    this.#now = now;
  }

  begin(): void {
    this.#changed = this.#now();
    this.#due = undefined;
  }

  answered(isAll: boolean): void {
    this.#due = isAll ? this.#name : `${this.#name}-first`;
  }

  drawn(): void {
    if (this.#due === undefined || this.#changed === undefined) return;
    performance.measure(this.#due, { start: this.#changed, end: this.#now() });
    if (this.#hasMany) return;
    if (this.#due === this.#name) this.#changed = undefined;
    this.#due = undefined;
  }
}
