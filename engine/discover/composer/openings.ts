/** What a search starts with: before anything was tried, only the columns and the words can tell. */
import type { Setting } from '../setting.ts';
import { type Mutation, neighbours } from './mutations.ts';
import type { Plan } from './plan.ts';
import { simplestStructure, suitableFamilies } from './registry.ts';
import type { Family, Structure } from './structure.ts';

/** What the words must say of a block for it to be tried at once. */
export const CLEARLY_MENTIONED = 0.5;

/** How well another family must suit for it to be tried at once. */
const SUITS_AS_WELL = 0.5;

/**
 * The simplest structure of the best family; with the block that the words speak of most; with all that they speak
 * of; other families that suit as well; with each of the other blocks that the words speak of.
 */
export function openings(setting: Setting): Plan[] {
  const [family, ...others] = suitableFamilies(setting);
  const simplest = family && simplestStructure(family, setting);
  if (family === undefined || simplest === undefined) return [];
  const mentioned = mentionedChanges(simplest, setting);
  const [first, ...rest] = mentioned.map(({ structure, block }) => ({
    structure,
    why: `The words speak of it: ${block.words}.`,
  }));
  return [
    { structure: simplest, why: `The simplest model of ${family.words}.` },
    ...(first === undefined ? [] : [first]),
    ...allMentioned(simplest, mentioned),
    ...others
      .filter(({ suits }) => suits(setting) >= SUITS_AS_WELL)
      .flatMap((other) => openingOf(other, setting)),
    ...rest,
  ];
}

/** The simplest structure of a family. */
export function openingOf(family: Family, setting: Setting): Plan[] {
  const structure = simplestStructure(family, setting);
  return structure === undefined
    ? []
    : [{ structure, why: `The data may also be ${family.words}.` }];
}

/** What is spoken of most first. */
function mentionedChanges(simplest: Structure, setting: Setting): Mutation[] {
  const said = ({ block }: Mutation) => block.mentioned(setting.clues);
  return neighbours(simplest, setting)
    .filter((change) => said(change) >= CLEARLY_MENTIONED)
    .toSorted((a, b) => said(b) - said(a));
}

/** Of two blocks for the same slot the one that is spoken of more. */
function allMentioned(simplest: Structure, mentioned: readonly Mutation[]): Plan[] {
  const slots = [...Map.groupBy(mentioned, ({ slot }) => slot.id).values()];
  const chosen = slots.flatMap(([most]) => (most === undefined ? [] : [most.block]));
  if (chosen.length < 2) return [];
  const blocks = Object.fromEntries(chosen.map(({ slot, id }) => [slot, id]));
  return [
    {
      structure: { ...simplest, blocks: { ...simplest.blocks, ...blocks } },
      why: `The words speak of all of it: ${chosen.map(({ words }) => words).join('; ')}.`,
    },
  ];
}
