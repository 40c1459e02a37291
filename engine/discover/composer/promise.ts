/** How promising a change is before it is tried: a guess in bits, which the held-out rows then judge. */
import type { Setting } from '../setting.ts';
import type { Symptom, SymptomId } from '../symptoms.ts';
import { cureOf, weighed } from './cures.ts';
import { descriptionLength, lengthOfNumbers } from './description-length.ts';
import type { Parent } from './parents.ts';
import type { Block, Structure } from './structure.ts';

/** A symptom that dominates the error (strength 1) is worth this many free numbers, if a block cures it. */
const NUMBERS_PER_SYMPTOM = 12;

export interface Promised {
  readonly bits: number;
  /** Symptoms of the parent that the new blocks may cure, each once. */
  readonly cured: readonly SymptomId[];
}

/** What the new blocks may cure in the parent, less what the change adds to the description. */
export function promiseOf(
  parent: Pick<Parent, 'structure' | 'symptoms'>,
  structure: Structure,
  blocks: readonly Block[],
  setting: Setting,
): Promised {
  const cures = curesOf(blocks, parent.symptoms);
  const longer =
    descriptionLength(structure, setting) - descriptionLength(parent.structure, setting);
  return {
    bits: worthOf(cures, setting) - longer,
    cured: [...new Set(cures.map(({ id }) => id))],
  };
}

/** Whether a block of the second parent is better than the first one's: each is held against what the other lacks. */
export function isBetterMotivated(
  first: Parent,
  second: Parent,
  setting: Setting,
): (own: Block, other: Block) => boolean {
  const lengthWith = (block: Block) =>
    descriptionLength(
      {
        ...first.structure,
        blocks: { ...first.structure.blocks, [block.slot]: block.id },
      },
      setting,
    );
  return (own, other) =>
    worthOf(curesOf([other], first.symptoms), setting) - lengthWith(other) >
    worthOf(curesOf([own], second.symptoms), setting) - lengthWith(own);
}

interface Cure {
  readonly id: SymptomId;
  /** Strength of the symptom, less where the cure is not sure. */
  readonly relief: number;
}

/** Each symptom once, by the block that cures it most surely. */
function curesOf(blocks: readonly Block[], symptoms: readonly Symptom[]): Cure[] {
  return weighed(symptoms)
    .map(({ id, strength }) => ({
      id,
      relief: strength * Math.max(...blocks.map((block) => cureOf(block, id))),
    }))
    .filter(({ relief }) => relief > 0);
}

/** In bits. */
function worthOf(cures: readonly Cure[], setting: Setting): number {
  const relief = cures.reduce((sum, cure) => sum + cure.relief, 0);
  return lengthOfNumbers(NUMBERS_PER_SYMPTOM * relief, setting);
}
