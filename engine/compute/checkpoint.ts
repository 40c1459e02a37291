/** Where a long computation leaves its state, so that it can go on after a crash to the same numbers. */
export interface Checkpoint<State> {
  /** Replaces what was saved before, whole or not at all. Plain data (JSON and typed arrays). */
  save(state: State): Promise<void>;
  /** Undefined: nothing was saved; start at the beginning. */
  load(): Promise<State | undefined>;
}
