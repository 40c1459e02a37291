import Piscina from 'piscina';
import type { Task } from '../executor.ts';
import { callTask, type TaskCall, type TaskResult, taskTable } from '../task-result.ts';

/** Asked of a fresh thread, so that it is loaded before the first task's time counts. */
export const WARM_UP: TaskCall = { task: 'warm-up', input: undefined };

/** The handler of a worker thread: looks tasks up by name, moves typed arrays out instead of copying them. */
export function serveTasks(tasks: readonly Task[]): (call: TaskCall) => Promise<unknown> {
  const table = taskTable([...tasks, { name: WARM_UP.task, run: () => undefined }]);
  return async (call) => moved(await callTask(table, call));
}

function moved(result: TaskResult): unknown {
  const buffers = [...new Set(buffersIn(result.ok ? result.value : undefined))];
  if (buffers.length === 0) return result;
  return Piscina.move({
    [Piscina.transferableSymbol]: buffers,
    [Piscina.valueSymbol]: result,
  } as never);
}

/** Buffers of the typed arrays in a value: itself, its fields or the items of a list. */
function buffersIn(value: unknown): ArrayBuffer[] {
  if (ArrayBuffer.isView(value)) {
    return value.buffer instanceof ArrayBuffer ? [value.buffer] : [];
  }
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).filter(ArrayBuffer.isView).flatMap(buffersIn);
}
