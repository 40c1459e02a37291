import { StudioError } from '../base/error.ts';

/**
 * cancelled: the caller's signal; deadline, memory, crashed: the task went beyond its limits or ended its
 * process, alone and repeatedly; task-failed: it threw (see `cause`); closed: the executor is no more.
 */
export type ComputeErrorCode =
  | 'cancelled'
  | 'deadline'
  | 'memory'
  | 'crashed'
  | 'task-failed'
  | 'closed';

export class ComputeError extends StudioError<ComputeErrorCode> {}
