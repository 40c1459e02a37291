import type { Block } from '../structure.ts';

/** A block that adds nothing: the simplest choice in its slot, an assumption all the same. */
export function neutral({
  cures = [],
  ...said
}: Pick<Block, 'id' | 'slot' | 'words' | 'assumption'> & Partial<Pick<Block, 'cures'>>): Block {
  return { ...said, complexity: 0, cures, fits: () => true, mentioned: () => 0, write: () => ({}) };
}
