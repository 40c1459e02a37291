import type { z } from 'zod';
import { ContractError } from './error.ts';

const WORDS = 300;

/** The value as the schema makes it. Throws ContractError 'bad-value' with the field; `what`: 'settings.change'. */
export function checkValue<S extends z.ZodType>(
  schema: S,
  value: unknown,
  what: string,
): z.output<S> {
  const checked = schema.safeParse(value);
  if (checked.success) return checked.data;
  const [issue] = checked.error.issues;
  const field = issue === undefined ? '' : fieldOf(issue).slice(0, WORDS);
  const place = field === '' ? what : `${what}, ${field}`;
  throw new ContractError('bad-value', `bad value: ${place}: ${issue?.message.slice(0, WORDS)}`, {
    hint: 'Change this value and try again.',
    place: { field },
    cause: checked.error,
  });
}

function fieldOf(issue: z.core.$ZodIssue): string {
  const unknownKeys = issue.code === 'unrecognized_keys' ? issue.keys.slice(0, 1) : [];
  return [...issue.path, ...unknownKeys].map(String).join('.');
}
