import Piscina from 'piscina';
import { ComputeError } from '../compute-error.ts';
import type { Executor, RunOptions, Task } from '../executor.ts';
import { taskResultSchema, unwrap } from '../task-result.ts';
import { defaultThreads } from './default-threads.ts';
import { workerFile } from './worker-file.ts';

export interface NumericsPoolOptions {
  /** Worker threads of this process (default: physical cores - 1; both of two). */
  readonly threads?: number;
  /** What they run (default numerics.worker.ts). */
  readonly workerFile?: string;
}

/**
 * Worker threads for trusted numeric work (networks, distances), started as they are needed. Tasks are our
 * own code: a cancelled or late one is stopped by ending its thread, which a thread stuck in one built-in
 * call would not notice. Simulators never run here (simulation-pool.ts).
 */
export function createNumericsPool(options: NumericsPoolOptions = {}): Executor {
  const threads = options.threads ?? defaultThreads();
  const pool = new Piscina({
    filename: options.workerFile ?? workerFile('numerics'),
    minThreads: 0,
    maxThreads: threads,
    idleTimeout: 30_000,
    concurrentTasksPerWorker: 1,
    atomics: 'disabled',
  });
  let closed = false;
  // A thread that dies after its task was answered; the pool has already replaced it.
  pool.on('error', () => undefined);

  return {
    width: threads,
    run: async <Input, Output>(
      { name }: Pick<Task<Input, Output>, 'name'>,
      input: Input,
      run: RunOptions = {},
    ) => (await call(name, input, run)) as Output,
    async close() {
      closed = true;
      await pool.destroy();
    },
  };

  async function call(
    task: string,
    input: unknown,
    { signal, deadline }: RunOptions,
  ): Promise<unknown> {
    if (closed) throw new ComputeError('closed', 'pool: closed');
    const late = deadline === undefined ? undefined : AbortSignal.timeout(deadline);
    const signals = [signal, late].filter((one) => one !== undefined);
    let reply: unknown;
    try {
      reply = await pool.run(
        { task, input },
        signals.length > 0 ? { signal: AbortSignal.any(signals) } : {},
      );
    } catch (cause) {
      if (closed) throw new ComputeError('closed', 'pool: closed');
      if (signal?.aborted) throw new ComputeError('cancelled', `task ${task}: cancelled`);
      if (late?.aborted)
        throw new ComputeError('deadline', `task ${task}: not done after ${deadline} ms`);
      throw lost(task, cause);
    }
    return unwrap(task, taskResultSchema.parse(reply));
  }
}

function lost(task: string, cause: unknown): ComputeError {
  const outOfMemory = (cause as { code?: string }).code === 'ERR_WORKER_OUT_OF_MEMORY';
  return outOfMemory
    ? new ComputeError('memory', `task ${task}: too much memory`, { cause })
    : new ComputeError('crashed', `task ${task}: its thread ended`, { cause });
}
