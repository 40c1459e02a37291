/** Changes of the same thing at the same time: of two that do not go together the later of the list wins; those of a lever lie over its policy. */
import { sentenceCase } from '../number-words.ts';
import type { Change, DatedChange } from '../schemas/dated-change.ts';
import type { Moment } from '../schemas/moment.ts';
import type { Scenario } from '../schemas/scenario.ts';
import { targetsOf } from './known-names.ts';
import { changeName } from './refuse-contradictions.ts';

/** A sentence for each pair of which the later sets what the earlier changed. */
export function overlapNotes(changes: readonly DatedChange[]): string[] {
  return changes.flatMap((later, i) =>
    changes
      .slice(0, i)
      .filter((earlier) => undoes(later.change, earlier.change) && overlap(earlier, later))
      .map(
        (earlier) =>
          `${sentenceCase(changeName(later))} comes after ${changeName(earlier)} and sets ${nameOf(later.change)} anew: where both hold, it alone counts.`,
      ),
  );
}

/** A sentence for each change of a lever or resource that a policy sets. */
export function notesOverPolicies({ changes, policies }: Scenario): string[] {
  return changes.flatMap(({ on, change, words }) => {
    if (!on || change.kind !== 'lever' || !Object.hasOwn(policies, change.lever)) return [];
    const what =
      words === ''
        ? `The dated change of ${change.lever} lies over its policy`
        : `"${words}" lies over the policy of ${change.lever}`;
    const effect =
      change.how === 'set' ? 'it alone counts' : 'it acts on what the policy answers that day';
    return [`${what}: while it holds, ${effect}.`];
  });
}

/** Whether nothing is left of the earlier one. */
function undoes(later: Change, earlier: Change): boolean {
  if (nameOf(later) !== nameOf(earlier)) return false;
  if (later.kind === 'disable' || later.kind === 'replace')
    return earlier.kind === 'disable' || earlier.kind === 'replace' || earlier.kind === 'delay';
  if (later.kind === 'delay') return earlier.kind === 'delay';
  return later.kind === earlier.kind && 'how' in later && later.how === 'set';
}

function nameOf(change: Change): string {
  return targetsOf(change)[0].name;
}

/** As far as it can be told from what is written: a date and a row are taken to meet. */
function overlap(a: DatedChange, b: DatedChange): boolean {
  if (a.change.kind === 'state') return b.change.kind === 'state' && a.from === b.from;
  return !isBefore(a.to, b.from) && !isBefore(b.to, a.from);
}

function isBefore(end: Moment | null, begin: Moment | null): boolean {
  return end !== null && begin !== null && typeof end === typeof begin && end < begin;
}
