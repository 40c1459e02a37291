import { beds } from './families/beds.ts';
import { contagion } from './families/contagion.ts';
import { counts } from './families/counts.ts';
import { stockKeeping } from './families/stock-keeping.ts';
import type { Block, Family, Setting, Structure } from './structure.ts';

/** Every kind of system that the composer can build. */
export const FAMILIES: readonly Family[] = [beds, contagion, stockKeeping, counts];

export function familyOf(structure: Pick<Structure, 'family'>): Family {
  const family = FAMILIES.find(({ id }) => id === structure.family);
  if (family === undefined) throw new Error(`family: ${structure.family} is not in the registry`);
  return family;
}

/** The blocks that may fill a slot here, simplest first. */
export function blocksFor(family: Family, slot: string, setting: Setting): Block[] {
  return family.blocks
    .filter((block) => block.slot === slot && block.fits(setting))
    .toSorted((a, b) => a.complexity - b.complexity);
}

/** The chosen blocks in the order of the slots. */
export function chosenBlocks(structure: Structure): Block[] {
  const family = familyOf(structure);
  return family.slots.map((slot) => {
    const block = family.blocks.find(
      ({ id, slot: s }) => s === slot && id === structure.blocks[slot],
    );
    if (block === undefined)
      throw new Error(`block: ${slot}=${structure.blocks[slot]} is not in ${family.id}`);
    return block;
  });
}

export function complexityOf(structure: Structure): number {
  return chosenBlocks(structure).reduce((sum, { complexity }) => sum + complexity, 0);
}
