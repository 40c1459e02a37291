/** The port through which everything heavy is computed: named pure tasks on plain data. */

/** A task as the worker knows it: same input, same output, nothing else touched. */
export interface Task<Input = never, Output = unknown> {
  readonly name: string;
  readonly run: (input: Input) => Output | Promise<Output>;
}

export interface RunOptions {
  readonly signal?: AbortSignal;
  /** Milliseconds after which the attempt is stopped and counted as failed. */
  readonly deadline?: number;
}

/**
 * Runs named tasks somewhere. Input and output are cloned (typed arrays are transferred back); rejects with a
 * ComputeError: 'cancelled', 'deadline', 'memory', 'crashed' (the task itself killed its process, alone, twice),
 * 'task-failed' (it threw) or 'closed'.
 */
export interface Executor {
  /** How many tasks it works on at once. */
  readonly width: number;
  run<Input, Output>(
    task: Pick<Task<Input, Output>, 'name'>,
    input: Input,
    options?: RunOptions,
  ): Promise<Output>;
  close(): Promise<void>;
}
