import { StudioError } from '../../engine/base/error.ts';

/** What the desktop does not do for the window. */
export class DesktopError extends StudioError<
  /** Outside of what the window has to do with. */
  | 'not-yours'
  /** Nothing lies there. */
  | 'not-found'
> {}
