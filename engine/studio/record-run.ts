/** Runs a use case inside a run of the project, so that whatever ends it leaves a record. */
import { StudioError } from '../base/error.ts';
import type { Project } from '../project/project.ts';
import type { RunOutcome, RunWriter } from '../project/run-writer.ts';
import type { RunRecord } from '../project/schemas.ts';
import type { Log, RunEntry } from './run-entry.ts';
import type { Services } from './services.ts';
import { UseCaseError } from './use-case-error.ts';

export interface Recorded<T> {
  readonly outcome: RunOutcome;
  /** Stopped by the person: the outcome is the best so far, and the run can be resumed. */
  readonly isCancelled: boolean;
  readonly value: T;
}

/**
 * Finishes the run with what `work` gives; when it rejects, the run keeps the reason. The log tells when the
 * work began (`resume`: again), what `work` adds, and how it ended.
 */
export async function recordRun<T>(
  writer: RunWriter,
  services: Pick<Services, 'signal' | 'onRun' | 'onEntry'>,
  began: 'start' | 'resume',
  work: (log: Log) => Promise<Recorded<T>>,
): Promise<{ readonly run: RunRecord; readonly value: T }> {
  const { log, settled } = openLog(writer, services.onEntry);
  log({ event: began });
  services.onRun?.({ id: writer.id, log });
  let recorded: Recorded<T>;
  try {
    recorded = await work(log);
  } catch (error) {
    log(endOf(services.signal, error));
    await settled();
    // The disk may be what failed: the error of the work is the one to tell.
    await recordEnd(writer, services.signal, error).catch(() => {});
    throw error;
  }
  const { outcome, isCancelled, value } = recorded;
  log({ event: 'end', state: isCancelled ? 'cancelled' : 'finished' });
  await settled();
  return { run: await (isCancelled ? writer.cancel(outcome) : writer.finish(outcome)), value };
}

/**
 * Lines in the order in which they came. A log that cannot be written is no reason to lose the work. Who listens is told
 * of a line once it can be read in the log, too.
 */
function openLog(writer: RunWriter, onEntry: Services['onEntry']) {
  let written = Promise.resolve();
  const log: Log = (entry) => {
    const { event, ...details } = entry;
    written = written
      .then(() => writer.log(event, details))
      .catch(() => {})
      .then(() => onEntry?.(entry));
  };
  return { log, settled: () => written };
}

function endOf(signal: AbortSignal | undefined, error: unknown): RunEntry {
  if (signal?.aborted) return { event: 'end', state: 'cancelled' };
  return { event: 'end', state: 'failed', error: asStudioError(error).message };
}

async function recordEnd(
  writer: RunWriter,
  signal: AbortSignal | undefined,
  error: unknown,
): Promise<void> {
  if (signal?.aborted) await writer.cancel();
  else await writer.fail(asStudioError(error));
}

function asStudioError(error: unknown): StudioError {
  if (error instanceof StudioError) return error;
  const message = error instanceof Error ? error.message : String(error);
  return new StudioError('unexpected', message, { cause: error });
}

/** The id to resume: the named run, or the last of this kind that did not finish. */
export async function resumable(project: Project, kind: string, id?: string): Promise<string> {
  const { items } = await project.listRuns();
  const open = items.filter((run) => run.kind === kind && run.state !== 'finished');
  const found = id === undefined ? open.at(-1) : open.find((run) => run.id === id);
  if (found) return found.id;
  const ids = open.map((run) => run.id);
  throw new UseCaseError('nothing-to-resume', `run: nothing to resume (${id ?? kind})`, {
    hint:
      ids.length === 0
        ? 'Every such run is finished: start a new one.'
        : `One of: ${ids.join(', ')}.`,
  });
}
