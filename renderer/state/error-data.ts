import { type ErrorData, StudioError } from '../../engine/base/error.ts';

/** Any thrown value as an error that can be shown. */
export function errorData(error: unknown): ErrorData {
  if (error instanceof StudioError) return error.toJSON();
  const message = error instanceof Error ? error.message : String(error);
  return {
    name: error instanceof Error ? error.name : 'Error',
    code: 'unexpected',
    message,
    hint: 'Nothing that was saved is lost. Try again; if it comes back, copy the details for whoever looks after the studio.',
  };
}

/** The message without the noun it starts with, as a sentence: 'file: not found: x' -> 'File: not found: x'. */
export function sentence(message: string): string {
  return message.charAt(0).toUpperCase() + message.slice(1);
}
