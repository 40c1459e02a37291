/** What people set beside the model, as a person writes it. */
import type { Resource } from '../../../simulator/kernel/lever-policy.ts';
import { UsageError } from '../usage-error.ts';
import { allowOnly, type Fields, fieldsOf, inOrder, numberOf, type PolicyNames } from './fields.ts';
import { readLeverPolicy } from './read-lever-policy.ts';

/** `{"low": 0, "high": 20, "default": 0, "integer": true, "unit": "beds", "policy": {...}}`; default: low, not whole. */
export function readResource(
  name: string,
  fields: Fields,
  place: string,
  names: PolicyNames,
): Resource {
  allowOnly(fields, ['low', 'high', 'default', 'integer', 'unit', 'policy'], place);
  const taken = [...names.levers, ...names.outputs].some((other) => other.name === name);
  if (taken || name === '') {
    throw new UsageError(
      `${place}: name ${taken ? 'of a lever or output' : 'is empty'}`,
      'Give the resource a name of its own.',
    );
  }
  const low = numberOf(fields, 'low', place);
  const high = numberOf(fields, 'high', place);
  const usual = numberOf(fields, 'default', place, low);
  inOrder({ low, high }, ['low', 'high'], place);
  inOrder({ low, default: usual }, ['low', 'default'], place);
  inOrder({ default: usual, high }, ['default', 'high'], place);
  const { integer = false, unit = '' } = fields;
  if (typeof integer !== 'boolean') {
    throw new UsageError(`${place}, integer: ${JSON.stringify(integer)}`, 'Write true or false.');
  }
  if (typeof unit !== 'string') {
    throw new UsageError(`${place}, unit: ${JSON.stringify(unit)}`, 'Write a word in quotes.');
  }
  const at = `${place}, policy`;
  const policy = readLeverPolicy(fieldsOf(fields.policy, at), at, names);
  return { low, high, default: usual, integer, policy };
}
