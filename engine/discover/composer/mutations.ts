/**
 * How one structure becomes another. Each change of one slot is of exactly one kind, told from what the slot is and
 * from whether the new block is simpler: kinds are rows of a registry, like blocks.
 */
import type { Setting } from '../setting.ts';
import { blocksFor, chosenBlocks, familyOf } from './registry.ts';
import { type Block, type Slot, type Structure, structureName } from './structure.ts';

export type MutationId =
  | 'add'
  | 'remove'
  | 'replace'
  | 'rewire'
  | 'change-distribution'
  | 'split-stage'
  | 'add-hidden-state';

/** A change of one slot: places of the old and the new block among those that fit, 0 for the simplest. */
interface SlotChange {
  readonly slot: Pick<Slot, 'kind'>;
  readonly from: number;
  readonly to: number;
}

/** A row of the registry. */
export interface MutationKind {
  readonly id: MutationId;
  /** Begins the sentence: 'Split a stage'. */
  readonly words: string;
  /** Which changes are of this kind; every change is of exactly one. */
  readonly is: (change: SlotChange) => boolean;
}

/** Slots that can be empty, in a way: their simplest block adds nothing to the system. */
const REMOVABLE: readonly Slot['kind'][] = ['part', 'stages', 'hidden'];

export const MUTATIONS: readonly MutationKind[] = [
  {
    id: 'add',
    words: 'Add a part',
    is: ({ slot, from, to }) => slot.kind === 'part' && from === 0 && to > from,
  },
  {
    id: 'remove',
    words: 'Make it simpler',
    is: ({ slot, to }) => REMOVABLE.includes(slot.kind) && to === 0,
  },
  {
    id: 'replace',
    words: 'Replace a part',
    is: ({ slot, from, to }) =>
      to > 0 &&
      ((slot.kind === 'part' && from > 0) || (REMOVABLE.includes(slot.kind) && to < from)),
  },
  { id: 'rewire', words: 'Connect it otherwise', is: ({ slot }) => slot.kind === 'wiring' },
  {
    id: 'change-distribution',
    words: 'Let chance work otherwise',
    is: ({ slot }) => slot.kind === 'distribution',
  },
  {
    id: 'split-stage',
    words: 'Split a stage',
    is: ({ slot, from, to }) => slot.kind === 'stages' && to > from,
  },
  {
    id: 'add-hidden-state',
    words: 'Add something that nobody records',
    is: ({ slot, from, to }) => slot.kind === 'hidden' && to > from,
  },
];

/** A structure with one block changed. */
export interface Mutation {
  readonly kind: MutationId;
  readonly slot: Slot;
  /** That is put in. */
  readonly block: Block;
  readonly structure: Structure;
  /** 'Split a stage (how long they stay): a stay has two phases of the same average length'. */
  readonly words: string;
}

/** Every structure that differs from this one in one block, slot by slot, the simplest block first. */
export function neighbours(structure: Structure, setting: Setting): Mutation[] {
  const family = familyOf(structure);
  return family.slots(setting).flatMap((slot) => {
    const choice = blocksFor(family, slot.id, setting);
    const from = choice.findIndex(({ id }) => id === structure.blocks[slot.id]);
    return choice.flatMap((block, to) => {
      if (to === from) return [];
      const { id: kind, words } = kindOf({ slot, from, to });
      return {
        kind,
        slot,
        block,
        structure: withBlocks(structure, { [slot.id]: block.id }),
        words: `${words} (${slot.words}): ${block.words}`,
      };
    });
  });
}

function kindOf(change: SlotChange): MutationKind {
  const kind = MUTATIONS.find(({ is }) => is(change));
  if (kind === undefined)
    throw new Error(`mutation: no kind for a slot of kind ${change.slot.kind}`);
  return kind;
}

function withBlocks({ family, blocks }: Structure, changed: Structure['blocks']): Structure {
  return { family, blocks: { ...blocks, ...changed } };
}

/** Two changes of the same structure at once; undefined where they are in the same slot. */
export function bothAtOnce(first: Mutation, second: Mutation): Structure | undefined {
  if (first.slot.id === second.slot.id) return undefined;
  return withBlocks(first.structure, { [second.slot.id]: second.block.id });
}

export interface Crossover {
  readonly structure: Structure;
  /** Those of the second parent. */
  readonly taken: readonly Block[];
}

/**
 * The first of two structures of one family, with the blocks of the second wherever `isBetter` says so; undefined
 * where the result would be one of them.
 */
export function crossover(
  first: Structure,
  second: Structure,
  setting: Setting,
  isBetter: (own: Block, other: Block) => boolean,
): Crossover | undefined {
  if (first.family !== second.family) return undefined;
  const others = chosenBlocks(second, setting);
  const taken = chosenBlocks(first, setting).flatMap((own, i) => {
    const other = others[i];
    return other !== undefined && other.id !== own.id && isBetter(own, other) ? [other] : [];
  });
  const structure = withBlocks(first, Object.fromEntries(taken.map(({ slot, id }) => [slot, id])));
  const isParent = [first, second].some((s) => structureName(s) === structureName(structure));
  return isParent ? undefined : { structure, taken };
}
