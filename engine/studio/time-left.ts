/** How long counted work will still take, at the pace so far. */
export interface Pace {
  readonly done: number;
  readonly total: number;
  /** When the counting began, in seconds, and what was done by then. */
  readonly started: { readonly at: number; readonly done: number };
  readonly now: number;
}

/** Less than this many seconds of work say nothing about the rest. */
const ENOUGH = 1;

/** Seconds; undefined while nothing can be said. */
export function secondsLeft({ done, total, started, now }: Pace): number | undefined {
  const spent = now - started.at;
  const made = done - started.done;
  if (spent < ENOUGH || made <= 0 || done >= total) return undefined;
  return (spent / made) * (total - done);
}
