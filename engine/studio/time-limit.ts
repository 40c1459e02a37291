/** The time that a person allows for a calibration. */
const MINUTE = 60_000;
/** Longer ones no timer has. */
const LONGEST = 2 ** 31 - 1;

export interface TimeLimit {
  /** Aborted when the time is up, or when the person stops the work. */
  readonly signal: AbortSignal;
  /** Share of the time that is used up. */
  readonly used: () => number;
  /** The time is up, and nobody stopped the work. */
  readonly isUp: () => boolean;
}

/** Begins now. `now`: milliseconds since any moment. */
export function timeLimit(
  minutes: number,
  outer: AbortSignal | undefined,
  now: () => number,
): TimeLimit {
  const allowed = Math.min(LONGEST, minutes * MINUTE);
  const began = now();
  const time = AbortSignal.timeout(Math.ceil(allowed));
  return {
    signal: outer ? AbortSignal.any([outer, time]) : time,
    used: () => (now() - began) / allowed,
    isUp: () => time.aborted && outer?.aborted !== true,
  };
}
