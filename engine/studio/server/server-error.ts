import { StudioError } from '../../base/error.ts';

/** What the engine refuses a window although the use case itself could be done. */
export class ServerError extends StudioError<
  /** The project is not open. */
  | 'not-open'
  /** A path that is not absolute. */
  | 'bad-path'
  /** No work is going on that could be held or stopped. */
  | 'not-running'
  | 'too-many-jobs'
  | 'unknown-sample'
  | 'not-found'
  /** The other side of the window does this. */
  | 'unsupported'
> {}
