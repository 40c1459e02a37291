import { StudioError } from '../base/error.ts';

/** What can go wrong in a calibration that a person can act on. */
export class CalibrationError extends StudioError<
  'bad-prior' | 'bad-problem' | 'no-observations' | 'bad-checkpoint' | 'all-failed'
> {}
