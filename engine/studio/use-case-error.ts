import { StudioError } from '../base/error.ts';

/**
 * What a use case refuses although every room did its part: an option outside its range, a fix that was not
 * offered, something asked for before what it needs, no structure that can be run.
 */
export class UseCaseError extends StudioError<
  | 'bad-option'
  | 'unknown-fix'
  | 'no-data'
  | 'no-simulator'
  | 'no-calibration'
  | 'no-structure'
  | 'no-mixture'
  | 'no-model'
  | 'nothing-held-out'
  | 'too-few-rows'
  | 'nothing-to-resume'
  | 'not-running'
  | 'not-admitted'
  | 'unknown-parameter'
> {}
