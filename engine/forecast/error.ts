import { StudioError } from '../base/error.ts';

/**
 * Why there is no forecast: nothing observed to start from, an input whose future cannot be told from what was
 * recorded, or a file of future inputs that does not fit.
 */
export class ForecastError extends StudioError<
  | 'nothing-observed'
  | 'too-short'
  | 'no-season'
  | 'missing-column'
  | 'missing-row'
  | 'missing-value'
  | 'duplicate-row'
  | 'unit'
> {}
