/** Takes an interrupted run of a use case up again with what it was asked for, or says why it cannot go on. */
import { join } from 'node:path';
import { z } from 'zod';
import { ProjectError } from '../project/error.ts';
import { checkJson } from '../project/file-kind.ts';
import type { Project } from '../project/project.ts';
import type { RunWriter } from '../project/run-writer.ts';
import type { RunRecord } from '../project/schemas.ts';
import { resumable } from './record-run.ts';

interface Wanted<I, C> {
  readonly kind: string;
  /** Absent: the last one of this kind that did not finish. */
  readonly run: string | undefined;
  readonly inputs: z.ZodType<I>;
  /** Of its state, where it keeps one; absent: it starts from the beginning, to the same numbers. */
  readonly checkpoint?: z.ZodType<C>;
  /** Whether words and data are still those that the run started with. */
  isSame(inputs: I): boolean;
}

export interface TakenUp<I, C> {
  readonly writer: RunWriter;
  readonly run: RunRecord;
  readonly inputs: I;
  /** Undefined when it was interrupted before its first. */
  readonly checkpoint: C | undefined;
}

/** Throws UseCaseError 'nothing-to-resume', ProjectError 'data-changed', 'corrupt', ... */
export async function takeUpRun<I, C = never>(
  project: Project,
  { kind, run: wanted, inputs: schema, checkpoint: checkpointSchema, isSame }: Wanted<I, C>,
): Promise<TakenUp<I, C>> {
  const id = await resumable(project, kind, wanted);
  const record = await project.readRun(id);
  const { inputs } = checkJson(
    z.looseObject({ inputs: schema }),
    record,
    sourceOf(project, id, 'run.json'),
  );
  if (!isSame(inputs)) throw dataChanged(project, id);
  const { writer, run, checkpoint } = await project.resumeRun(id);
  if (checkpointSchema === undefined || checkpoint === undefined) {
    return { writer, run, inputs, checkpoint: undefined };
  }
  const source = sourceOf(project, id, 'checkpoint.json');
  const { value } = checkJson(
    z.strictObject({ value: checkpointSchema }),
    { value: checkpoint },
    source,
  );
  return { writer, run, inputs, checkpoint: value };
}

function sourceOf(project: Project, id: string, file: string) {
  return { file: join(project.folder, 'runs', id, file), name: `runs/${id}/${file}` };
}

/** The run started with other words or data than the project has now. */
export function dataChanged(project: Project, id: string): ProjectError {
  return new ProjectError('data-changed', `run: ${id} started with other words or data`, {
    hint: 'Start a new run on the words and data as they are now.',
    place: { file: sourceOf(project, id, 'run.json').file, field: 'inputs' },
  });
}
