import { ComputeError } from '../compute-error.ts';
import type { Executor, RunOptions, Task } from '../executor.ts';
import { type TaskResult, unwrap } from '../task-result.ts';
import { type ChildLauncher, launchFork } from './child-launcher.ts';
import { defaultThreads } from './default-threads.ts';
import { type Ending, type SupervisedChild, superviseChild } from './supervised-child.ts';
import { workerFile } from './worker-file.ts';

export interface SimulationPoolOptions {
  /** Worker threads in the child (default: physical cores - 1; both of two). */
  readonly threads?: number;
  /** Milliseconds for a task that names none (default 60 000). */
  readonly deadline?: number;
  /** Bytes of resident memory at which the child is killed (default 1.5 GB). */
  readonly memoryLimit?: number;
  /** How often a task may end its child before it is rejected (default 2): once may be bad luck. */
  readonly attempts?: number;
  readonly launch?: ChildLauncher;
  /** What the threads run (default simulation.worker.ts). */
  readonly workerFile?: string;
}

/** An executor that survives whatever its tasks do. */
export interface SimulationPool extends Executor {
  /** Process id of the child that is running now. */
  readonly pid: number | undefined;
}

/** Starts that may fail in a row before the pool gives up on what it was asked. */
const FAILED_STARTS = 3;
/** A running task that nobody waits for any more is stopped after this time. */
const GRACE_MILLISECONDS = 1000;

interface Job {
  readonly id: number;
  readonly task: string;
  readonly input: unknown;
  readonly deadline: number;
  readonly settle: (outcome: TaskResult | ComputeError) => void;
  /** Nobody waits for it any more. */
  abandoned: boolean;
  strikes: number;
  timer: NodeJS.Timeout | undefined;
}

/**
 * Layer L3: runs tasks in worker threads of a disposable child process. A task that takes too long or too
 * much memory, or crashes, is stopped by killing the child; a new one is started and everything that was in
 * flight runs again. When it is not known which of several tasks did it, they are tried one at a time, so
 * that only the guilty one is rejected. Tasks must therefore be pure.
 */
export function createSimulationPool(options: SimulationPoolOptions = {}): SimulationPool {
  const threads = options.threads ?? defaultThreads();
  const memoryLimit = options.memoryLimit ?? 1.5 * 2 ** 30;
  const settings = {
    threads,
    workerFile: options.workerFile ?? workerFile('simulation'),
    // The process is stopped before a thread collects garbage over and over at a limit of its own.
    heapMegabytes: Math.ceil(memoryLimit / 2 ** 20),
  };
  const waiting: Job[] = [];
  /** To be tried alone. */
  const suspects: Job[] = [];
  const running = new Map<number, Job>();
  /** A suspect is running: nobody beside it. */
  let alone = false;
  let child: SupervisedChild | undefined;
  let failedStarts = 0;
  let jobs = 0;
  let closed = false;
  let onGone: (() => void) | undefined;

  return {
    width: threads,
    get pid() {
      return child?.pid;
    },
    run: <Input, Output>(
      { name }: Pick<Task<Input, Output>, 'name'>,
      input: Input,
      run: RunOptions = {},
    ) => enqueue(name, input, run) as Promise<Output>,
    async close() {
      closed = true;
      for (const job of [...waiting, ...suspects, ...running.values()]) {
        clearTimeout(job.timer);
        job.settle(new ComputeError('closed', 'pool: closed'));
      }
      running.clear();
      waiting.length = suspects.length = 0;
      if (!child) return;
      const gone = new Promise<void>((resolve) => {
        onGone = resolve;
      });
      child.end({ reason: 'closed' });
      await gone;
    },
  };

  function enqueue(
    task: string,
    input: unknown,
    { signal, deadline }: RunOptions,
  ): Promise<unknown> {
    return new Promise((resolve, reject) => {
      if (closed) throw new ComputeError('closed', 'pool: closed');
      if (signal?.aborted) throw cancelled();
      const cancel = () => abandon(job);
      const job: Job = {
        id: jobs++,
        task,
        input,
        deadline: deadline ?? options.deadline ?? 60_000,
        abandoned: false,
        strikes: 0,
        timer: undefined,
        settle: (outcome) => {
          signal?.removeEventListener('abort', cancel);
          if (outcome instanceof ComputeError) return reject(outcome);
          try {
            resolve(unwrap(task, outcome));
          } catch (error) {
            reject(error);
          }
        },
      };
      signal?.addEventListener('abort', cancel, { once: true });
      waiting.push(job);
      dispatch();
    });
  }

  function dispatch(): void {
    if (closed || waiting.length + suspects.length === 0) return;
    child ??= startChild();
    if (!child.isReady || (alone && running.size > 0)) return;
    alone = suspects.length > 0;
    if (alone) {
      if (running.size === 0) start(suspects.shift()!);
      return;
    }
    while (running.size < threads && waiting.length > 0) start(waiting.shift()!);
  }

  function start(job: Job): void {
    running.set(job.id, job);
    job.timer = setTimeout(() => stop(job), job.deadline);
    child!.send({ id: job.id, task: job.task, input: job.input });
  }

  function stop(job: Job): void {
    child?.end({ reason: 'deadline', job: job.id });
  }

  function startChild(): SupervisedChild {
    return superviseChild({
      launch: options.launch ?? launchFork,
      settings,
      memoryLimit,
      onReady: () => {
        failedStarts = 0;
        dispatch();
      },
      onResult: ({ id, result }) => {
        const job = running.get(id);
        if (!job) return;
        clearTimeout(job.timer);
        running.delete(id);
        job.settle(result);
        dispatch();
      },
      onEnd: afterEnd,
    });
  }

  /** Decides for every task that was in flight whether it is tried again, alone, or not at all. */
  function afterEnd(ending: Ending): void {
    if (!child?.wasReady) failedStarts += 1;
    child = undefined;
    const inFlight = [...running.values()];
    running.clear();
    for (const job of inFlight) clearTimeout(job.timer);
    const guilty = ending.job ?? (inFlight.length === 1 ? inFlight[0]!.id : undefined);
    for (const job of inFlight.reverse()) {
      if (job.abandoned) continue;
      if (guilty !== undefined && job.id !== guilty) waiting.unshift(job);
      else if (guilty === undefined) suspects.unshift(job);
      else strike(job, ending.reason);
    }
    if (failedStarts >= FAILED_STARTS) giveUp();
    onGone?.();
    dispatch();
  }

  function strike(job: Job, reason: Ending['reason']): void {
    job.strikes += 1;
    if (job.strikes < (options.attempts ?? 2)) suspects.push(job);
    else job.settle(limitError(job, reason));
  }

  function abandon(job: Job): void {
    if (job.abandoned) return;
    job.abandoned = true;
    job.settle(cancelled());
    for (const queue of [waiting, suspects]) {
      const at = queue.indexOf(job);
      if (at >= 0) queue.splice(at, 1);
    }
    if (!running.has(job.id)) return;
    clearTimeout(job.timer);
    job.timer = setTimeout(() => stop(job), Math.min(GRACE_MILLISECONDS, job.deadline));
  }

  function giveUp(): void {
    failedStarts = 0;
    for (const job of [...waiting.splice(0), ...suspects.splice(0)]) {
      job.settle(
        new ComputeError('crashed', 'simulation process: does not start', {
          hint: 'Something on this computer stops it: an antivirus program, or too little memory.',
        }),
      );
    }
  }
}

function cancelled(): ComputeError {
  return new ComputeError('cancelled', 'task: cancelled');
}

function limitError({ task, deadline }: Job, reason: Ending['reason']): ComputeError {
  switch (reason) {
    case 'deadline':
      return new ComputeError('deadline', `task ${task}: not done after ${deadline} ms`, {
        hint: 'Look for a loop that does not end, or simulate less at a time.',
      });
    case 'memory':
      return new ComputeError('memory', `task ${task}: too much memory`, {
        hint: 'It was stopped with nothing running beside it. Look for a list that only grows.',
      });
    case 'crashed':
      return new ComputeError('crashed', `task ${task}: ended its process`, {
        hint: 'It did so with nothing running beside it.',
      });
    case 'closed':
      return new ComputeError('closed', 'pool: closed');
    default:
      return reason satisfies never;
  }
}
