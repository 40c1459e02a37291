/** Reflection without a language model: from what was seen wrong to what could be changed. */
import { cureOf } from './composer/cures.ts';
import { descriptionLength } from './composer/description-length.ts';
import { type Mutation, neighbours } from './composer/mutations.ts';
import { simplestStructure, suitableFamilies } from './composer/registry.ts';
import type { Structure } from './composer/structure.ts';
import type { Feedback } from './feedback.ts';
import type { Suggestion } from './proposer.ts';
import type { Setting } from './setting.ts';
import { SYMPTOMS, type Symptom } from './symptoms.ts';

/** Blocks named for one symptom. */
const NAMED = 3;

/**
 * One suggestion for each symptom, the strongest first, with the blocks that may cure it, the surest first and of
 * these the shortest description. `structure`: of the candidate that the feedback is on; absent: the simplest of the family that suits best.
 */
export function reflect(
  { symptoms }: Feedback,
  setting: Setting,
  structure?: Structure,
): Suggestion[] {
  const changes = changesOf(structure, setting);
  // Where good structures differ is nothing that a change of one of them could cure.
  const curable = symptoms.filter(({ id }) => id !== 'structures-disagree');
  const bySymptom = Map.groupBy(curable, ({ id }) => id);
  return [...bySymptom].map(([id, seen]) => {
    const cures = changes
      .filter(({ block }) => cureOf(block, id) > 0)
      .toSorted((a, b) => cureOf(b.block, id) - cureOf(a.block, id))
      .slice(0, NAMED);
    return { text: suggestionOf(cures, seen), because: reasonOf(seen) };
  });
}

function changesOf(structure: Structure | undefined, setting: Setting): Mutation[] {
  const [family] = suitableFamilies(setting);
  const from = structure ?? (family && simplestStructure(family, setting));
  if (from === undefined) return [];
  return neighbours(from, setting)
    .map((change) => ({ change, bits: descriptionLength(change.structure, setting) }))
    .toSorted((a, b) => a.bits - b.bits)
    .map(({ change }) => change);
}

function suggestionOf(cures: readonly Mutation[], seen: readonly Symptom[]): string {
  if (cures.length === 0)
    return `No known part changes this: say more of what happens with ${outputsOf(seen)}.`;
  const options = cures.map(({ slot, block }) => `${slot.words}: ${block.words}`);
  return `It may help to change ${options.join('; or ')}.`;
}

function reasonOf(seen: readonly Symptom[]): string {
  const [first] = seen;
  if (first === undefined) return '';
  return `${outputsOf(seen)}: ${SYMPTOMS[first.id]} (${first.evidence}).`;
}

function outputsOf(seen: readonly Symptom[]): string {
  return [...new Set(seen.map(({ output }) => output.replaceAll('_', ' ')))].join(', ');
}
