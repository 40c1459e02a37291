import type { Setting } from '../setting.ts';
import { beds } from './families/beds.ts';
import { contagion } from './families/contagion.ts';
import { counts } from './families/counts.ts';
import { stockKeeping } from './families/stock-keeping.ts';
import type { Block, Family, Structure } from './structure.ts';

/** Every kind of system that the composer can build. */
export const FAMILIES: readonly Family[] = [beds, contagion, stockKeeping, counts];

export function familyOf(structure: Pick<Structure, 'family'>): Family {
  const family = FAMILIES.find(({ id }) => id === structure.family);
  if (family === undefined) throw new Error(`family: ${structure.family} is not in the registry`);
  return family;
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

export function complexityOf(structure: Structure, setting: Setting): number {
  return chosenBlocks(structure, setting).reduce((sum, { complexity }) => sum + complexity, 0);
}
