import { z } from 'zod';
import { type ErrorData, errorFromJSON, StudioError } from '../base/error.ts';
import { ComputeError } from './compute-error.ts';
import type { Task } from './executor.ts';

/** What a worker is asked: one of its tasks by name. */
export interface TaskCall {
  readonly task: string;
  readonly input: unknown;
}

/** What comes back. An error crosses as data: structured clones lose its class and code. */
export type TaskResult =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly error: ErrorData };

export const taskResultSchema = z.discriminatedUnion('ok', [
  z.strictObject({ ok: z.literal(true), value: z.unknown() }),
  z.strictObject({
    ok: z.literal(false),
    error: z.strictObject({
      name: z.string(),
      code: z.string(),
      message: z.string(),
      hint: z.string().exactOptional(),
      place: z
        .strictObject({
          file: z.string().exactOptional(),
          line: z.number().exactOptional(),
          column: z.number().exactOptional(),
          field: z.string().exactOptional(),
        })
        .exactOptional(),
    }),
  }),
]);

/** Runs one of `tasks`; never rejects. */
export async function callTask(
  tasks: ReadonlyMap<string, Task>,
  { task: name, input }: TaskCall,
): Promise<TaskResult> {
  try {
    const task = tasks.get(name);
    if (!task) throw new Error(`unknown task: ${name}`);
    return { ok: true, value: await task.run(input as never) };
  } catch (error) {
    return { ok: false, error: dataOf(error) };
  }
}

/** Tasks by name. Throws when two have the same. */
export function taskTable(tasks: readonly Task[]): ReadonlyMap<string, Task> {
  const table = new Map(tasks.map((task) => [task.name, task]));
  if (table.size < tasks.length) throw new Error('task: two with the same name');
  return table;
}

/** The value, or a ComputeError 'task-failed' whose cause is what the task threw. */
export function unwrap(name: string, result: TaskResult): unknown {
  if (result.ok) return result.value;
  const cause = errorFromJSON(result.error as ErrorData);
  throw new ComputeError('task-failed', `task ${name}: ${cause.message}`, {
    cause,
    ...(cause.hint !== undefined && { hint: cause.hint }),
  });
}

function dataOf(error: unknown): ErrorData {
  if (error instanceof StudioError) return error.toJSON();
  if (error instanceof Error) return { name: error.name, code: 'error', message: error.message };
  return { name: 'Error', code: 'error', message: String(error) };
}
