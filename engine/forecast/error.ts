import { StudioError } from '../base/error.ts';

/**
 * Why there is no forecast: nothing observed to start from, a start that there is not, an input whose future cannot be told from what was
 * recorded, or a file of future inputs that does not fit.
 */
export class ForecastError extends StudioError<
  | 'nothing-observed'
  | 'no-such-start'
  | 'too-short'
  | 'no-season'
  | 'missing-column'
  | 'missing-row'
  | 'missing-value'
  | 'duplicate-row'
  | 'unit'
> {}
