/** One executor for several jobs side by side: each gets its turn, and each can be held still. */
import { ComputeError } from './compute-error.ts';
import type { Executor, RunOptions, Task } from './executor.ts';

/** What one job sees of the executor. `close` ends the lane, not the executor. */
export interface Lane extends Executor {
  /** No further task begins; those that have begun run to their end. */
  hold(): void;
  release(): void;
}

/** Tasks given to the executor at once, per worker: one that runs and one that waits. */
const AHEAD = 2;

interface Waiting {
  readonly start: () => void;
  readonly refuse: (error: ComputeError) => void;
}

interface Queue {
  readonly waiting: Waiting[];
  isHeld: boolean;
}

/**
 * Lanes take turns, task by task, so that a job with many tasks does not keep one with few waiting. Tasks are
 * pure: neither turns nor pauses change what comes out.
 */
export function shareExecutor(executor: Executor): { lane(): Lane } {
  /** The one whose turn it is comes first. */
  const queues: Queue[] = [];
  let begun = 0;

  function dispatch(): void {
    while (begun < executor.width * AHEAD) {
      const at = queues.findIndex(({ isHeld, waiting }) => !isHeld && waiting.length > 0);
      if (at < 0) return;
      const [queue] = queues.splice(at, 1);
      queues.push(queue!);
      queue!.waiting.shift()!.start();
    }
  }

  async function run<T>(work: () => Promise<T>): Promise<T> {
    begun += 1;
    try {
      return await work();
    } finally {
      begun -= 1;
      dispatch();
    }
  }

  function enqueue<T>(queue: Queue, work: () => Promise<T>, signal?: AbortSignal): Promise<T> {
    return new Promise((resolve, reject) => {
      if (!queues.includes(queue)) throw new ComputeError('closed', 'lane: closed');
      if (signal?.aborted) throw new ComputeError('cancelled', 'task: cancelled');
      const leave = () => {
        queue.waiting.splice(queue.waiting.indexOf(entry), 1);
        reject(new ComputeError('cancelled', 'task: cancelled'));
      };
      const entry: Waiting = {
        start() {
          signal?.removeEventListener('abort', leave);
          resolve(run(work));
        },
        refuse(error) {
          signal?.removeEventListener('abort', leave);
          reject(error);
        },
      };
      signal?.addEventListener('abort', leave, { once: true });
      queue.waiting.push(entry);
      dispatch();
    });
  }

  return {
    lane() {
      const queue: Queue = { waiting: [], isHeld: false };
      queues.push(queue);
      return {
        width: executor.width,
        run: <Input, Output>(
          task: Pick<Task<Input, Output>, 'name'>,
          input: Input,
          options: RunOptions = {},
        ) => enqueue(queue, () => executor.run(task, input, options), options.signal),
        hold() {
          queue.isHeld = true;
        },
        release() {
          queue.isHeld = false;
          dispatch();
        },
        async close() {
          const at = queues.indexOf(queue);
          if (at >= 0) queues.splice(at, 1);
          for (const { refuse } of queue.waiting.splice(0)) {
            refuse(new ComputeError('closed', 'lane: closed'));
          }
        },
      };
    },
  };
}
