import type { Setting } from '../setting.ts';
import { beds } from './families/beds.ts';
import { contagion } from './families/contagion.ts';
import { counts } from './families/counts.ts';
import { patients } from './families/patients.ts';
import { stockKeeping } from './families/stock-keeping.ts';
import type { Block, Family, Structure } from './structure.ts';

/** Every kind of system that the composer can build. */
export const FAMILIES: readonly Family[] = [beds, contagion, stockKeeping, counts, patients];

export function familyOf(structure: Pick<Structure, 'family'>): Family {
  const family = FAMILIES.find(({ id }) => id === structure.family);
  if (family === undefined) throw new Error(`family: ${structure.family} is not in the registry`);
  return family;
}

/** Families that can explain the columns, the best suited first. */
export function suitableFamilies(setting: Setting): Family[] {
  return FAMILIES.map((family) => ({ family, fit: family.suits(setting) }))
    .filter(({ fit }) => fit > 0)
    .toSorted((a, b) => b.fit - a.fit)
    .map(({ family }) => family);
}

/** The structure with the simplest block in every slot, or undefined when a slot cannot be filled. */
export function simplestStructure(family: Family, setting: Setting): Structure | undefined {
  const blocks: Record<string, string> = {};
  for (const { id: slot } of family.slots(setting)) {
    const [block] = blocksFor(family, slot, setting);
    if (block === undefined) return undefined;
    blocks[slot] = block.id;
  }
  return { family: family.id, blocks };
}

/** The blocks that may fill a slot here, simplest first. */
export function blocksFor(family: Family, slot: string, setting: Setting): Block[] {
  return family
    .blocks(setting)
    .filter((block) => block.slot === slot && block.fits(setting))
    .toSorted((a, b) => a.complexity - b.complexity);
}

/** The chosen blocks in the order of the slots. */
export function chosenBlocks(structure: Structure, setting: Setting): Block[] {
  const family = familyOf(structure);
  const blocks = family.blocks(setting);
  return family.slots(setting).map(({ id: slot }) => {
    const block = blocks.find(({ id, slot: s }) => s === slot && id === structure.blocks[slot]);
    if (block === undefined)
      throw new Error(`block: ${slot}=${structure.blocks[slot]} is not in ${family.id}`);
    return block;
  });
}

/** Free numbers of a structure: those of its family and what its blocks say that they add. */
export function complexityOf(structure: Structure, setting: Setting): number {
  const shared = familyOf(structure).frame(setting, structure).parameters ?? {};
  return chosenBlocks(structure, setting).reduce(
    (sum, { complexity }) => sum + complexity,
    Object.keys(shared).length,
  );
}
