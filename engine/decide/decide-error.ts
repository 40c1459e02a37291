import { StudioError } from '../base/error.ts';

/**
 * What cannot be decided as it was written: a change, a policy or an aim that no model can follow, a sentence that says
 * neither, a name that nobody knows, structures that cannot be counted together, a day that runs
 * cannot start from.
 */
export class DecideError extends StudioError<
  | 'bad-change'
  | 'bad-policy'
  | 'bad-aim'
  | 'bad-sentence'
  | 'unknown-name'
  | 'not-together'
  | 'bad-start'
> {}
