import { type ErrorData, StudioError } from '../../base/error.ts';
import { errorSchema } from '../../base/error-schema.ts';
import { ContractError } from '../contract/error.ts';

const MESSAGE_LENGTH = 2000;

/**
 * What a window is told of an error: a StudioError as it is; anything else as 'unexpected', with its message and
 * never a stack.
 */
export function errorData(error: unknown): ErrorData {
  if (error instanceof StudioError) {
    const data = errorSchema.safeParse(error.toJSON());
    if (data.success) return error.toJSON();
  }
  const message = error instanceof Error ? error.message : String(error);
  return new ContractError('unexpected', `unexpected error: ${message.slice(0, MESSAGE_LENGTH)}`, {
    hint: 'Try again. What was saved is safe; should it come back, close the studio and open it again.',
  }).toJSON();
}
