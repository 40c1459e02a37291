/** Time, as an argument: tests pass their own. */
export interface Timers {
  /** Milliseconds since any moment; never goes back. */
  now(): number;
  /** Gives the function that calls it off. */
  after(milliseconds: number, action: () => void): () => void;
}

export const systemTimers: Timers = {
  now: () => performance.now(),
  after(milliseconds, action) {
    const timer = setTimeout(action, milliseconds);
    return () => clearTimeout(timer);
  },
};
