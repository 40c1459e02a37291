/** What cannot be meant, whatever the model is. */
import { DecideError } from '../decide-error.ts';
import { readChoice } from '../policies/policy-of.ts';
import type { DatedChange } from '../schemas/dated-change.ts';
import type { Scenario } from '../schemas/scenario.ts';

/**
 * Throws DecideError 'bad-change' for a change that ends before it begins or is made twice, 'bad-policy' for a policy without its numbers.
 */
export function refuseContradictions({ changes, policies }: Scenario): void {
  const ids = new Set<string>();
  for (const change of changes) {
    if (ids.has(change.id)) {
      throw new DecideError('bad-change', `${changeName(change)}: there are two`, {
        hint: 'Give each change of a scenario an id of its own.',
      });
    }
    ids.add(change.id);
    refuseSpan(change);
  }
  for (const [lever, policy] of Object.entries(policies)) readChoice(lever, policy);
}

export function changeName({ id, words }: Pick<DatedChange, 'id' | 'words'>): string {
  return `change ${words === '' ? id : `"${words}"`}`;
}

function refuseSpan(change: DatedChange): void {
  const { from, to } = change;
  if (change.change.kind === 'state' || from === null || to === null) return;
  if (typeof from !== typeof to || from <= to) return;
  throw new DecideError(
    'bad-change',
    `${changeName(change)}: ends (${to}) before it begins (${from})`,
    { hint: 'Let it end on the day on which it begins, or later.' },
  );
}
