import { type ErrorDetails, StudioError } from '../base/error.ts';

export type DataErrorCode =
  | 'empty'
  | 'binary'
  | 'too-large'
  | 'no-rows'
  | 'one-row'
  | 'no-numbers'
  | 'all-missing'
  | 'no-output'
  | 'no-date'
  | 'duplicate-date'
  | 'unknown-column'
  | 'not-a-number-column'
  | 'mapping'
  | 'schema'
  | 'fix'
  | 'split'
  | 'sample';

/** Data that cannot be used, said so that the person can mend the file or the mapping. */
export class DataError extends StudioError<DataErrorCode> {
  constructor(code: DataErrorCode, message: string, details: ErrorDetails = {}) {
    super(code, message, details);
  }
}

/** A name from a file made safe for a message: one line, no control characters, at most 60 characters. */
export function quoteName(name: string): string {
  const oneLine = name.replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ').trim();
  return oneLine.length > 60 ? `${oneLine.slice(0, 59)}…` : oneLine;
}
