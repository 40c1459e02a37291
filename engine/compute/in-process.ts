import { ComputeError } from './compute-error.ts';
import type { Executor, Task } from './executor.ts';
import { callTask, type TaskResult, taskTable, unwrap } from './task-result.ts';

/**
 * Runs tasks one after the other in this thread, and clones every message as a pool would: a value that
 * could not cross to a worker fails here as well. For tests and for small machines. A deadline or a signal
 * is looked at before and after a task; nothing can stop one that runs.
 */
export function createInProcess(tasks: readonly Task[]): Executor {
  const table = taskTable(tasks);
  let closed = false;
  let last: Promise<unknown> = Promise.resolve();

  return {
    width: 1,
    async run<Input, Output>(
      { name }: Pick<Task<Input, Output>, 'name'>,
      input: Input,
      { signal }: { readonly signal?: AbortSignal } = {},
    ): Promise<Output> {
      const turn = last.then(async () => {
        check(signal);
        const result: TaskResult = structuredClone(
          await callTask(table, structuredClone({ task: name, input })),
        );
        check(signal);
        return unwrap(name, result) as Output;
      });
      last = turn.catch(() => undefined);
      return turn;
    },
    async close() {
      closed = true;
      await last;
    },
  };

  function check(signal: AbortSignal | undefined): void {
    if (closed) throw new ComputeError('closed', 'executor: closed');
    if (signal?.aborted) throw new ComputeError('cancelled', 'task: cancelled');
  }
}
