/**
 * The errors of the studio. Each layer derives one class with its literal codes; every error that
 * reaches a person has a message of the form `noun: value`, the place where it happened and a way out.
 * Programmer errors throw plain `Error`; expected outcomes (cancelled, not converged) are values.
 */

/** Where an error points to: a file, a line and column in it (both from 1), a cell, a field path. */
export interface Place {
  readonly file?: string;
  readonly line?: number;
  readonly column?: number;
  readonly field?: string;
}

/** What an error becomes on a wire or in a file. */
export interface ErrorData {
  readonly name: string;
  readonly code: string;
  readonly message: string;
  readonly hint?: string;
  readonly place?: Place;
}

export interface ErrorDetails {
  /** The way out, for the person. */
  readonly hint?: string;
  readonly place?: Place;
  readonly cause?: unknown;
}

/** An error that a person can act on. */
export class StudioError<Code extends string = string> extends Error {
  readonly code: Code;
  readonly hint: string | undefined;
  readonly place: Place | undefined;

  constructor(code: Code, message: string, details: ErrorDetails = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.name = new.target.name;
    this.code = code;
    this.hint = details.hint;
    this.place = details.place;
  }

  toJSON(): ErrorData {
    return {
      name: this.name,
      code: this.code,
      message: this.message,
      ...(this.hint !== undefined && { hint: this.hint }),
      ...(this.place !== undefined && { place: this.place }),
    };
  }
}

/** The error that `toJSON` described, as a StudioError with the name of its layer. */
export function errorFromJSON(data: ErrorData): StudioError {
  const error = new StudioError(data.code, data.message, {
    ...(data.hint !== undefined && { hint: data.hint }),
    ...(data.place !== undefined && { place: data.place }),
  });
  error.name = data.name;
  return error;
}
