/**
 * The offline proposer. It starts from the simplest structure that the columns and the words allow, and then
 * changes one or two blocks at a time, those whose registry row says that they cure what the feedback saw.
 */
import type { Proposal, ProposalRequest, Proposer, Tried } from '../proposer.ts';
import type { Setting } from '../setting.ts';
import type { SymptomId } from '../symptoms.ts';
import { blocksFor, chosenBlocks, complexityOf, FAMILIES, familyOf } from './registry.ts';
import { type Block, type Family, type Structure, structureName } from './structure.ts';
import { writeSimulator } from './write-simulator.ts';

export const composer: Proposer = {
  id: 'composer',
  async *propose(request) {
    yield* request.round === 1 ? firstProposals(request) : nextProposals(request);
  },
};

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

/** What the words must say of a block for it to be tried in the first round. */
const CLEARLY_MENTIONED = 0.5;

function firstProposals({ setting, count }: ProposalRequest): Proposal[] {
  const families = suitableFamilies(setting);
  const [family] = families;
  const simplest = family && simplestStructure(family, setting);
  if (family === undefined || simplest === undefined) return [];
  const mentioned = changesOf(simplest, setting)
    .filter(({ block }) => block.mentioned(setting.clues) >= CLEARLY_MENTIONED)
    .toSorted((a, b) => b.block.mentioned(setting.clues) - a.block.mentioned(setting.clues))
    .map(({ structure, block }) =>
      proposal(setting, structure, `The words speak of it: ${block.words}.`),
    );
  const other = families.slice(1).flatMap((second) => {
    const structure = second.suits(setting) >= 0.5 ? simplestStructure(second, setting) : undefined;
    return structure === undefined
      ? []
      : [proposal(setting, structure, `The data may also be ${second.words}.`)];
  });
  const first = proposal(setting, simplest, `The simplest model of ${family.words}.`);
  return [first, ...mentioned.slice(0, Math.max(1, count - 2)), ...other].slice(0, count);
}

interface Change {
  readonly block: Block;
  readonly structure: Structure;
}

/** Every structure that differs from this one in one block. */
export function changesOf(structure: Structure, setting: Setting): Change[] {
  const family = familyOf(structure);
  return family.slots(setting).flatMap(({ id: slot }) =>
    blocksFor(family, slot, setting)
      .filter(({ id }) => id !== structure.blocks[slot])
      .map((block) => ({
        block,
        structure: { family: family.id, blocks: { ...structure.blocks, [slot]: block.id } },
      })),
  );
}

interface Ranked extends Change {
  readonly parent: Tried;
  readonly promise: number;
  readonly cured: readonly SymptomId[];
}

function nextProposals(request: ProposalRequest): Proposal[] {
  const { setting, count, history } = request;
  const tried = new Set(
    history.flatMap(({ proposal: { structure } }) => (structure ? [structureName(structure)] : [])),
  );
  const parents = history.filter(
    ({ proposal: { structure }, score }) => structure !== undefined && score !== undefined,
  );
  const [best] = parents;
  if (best === undefined) return [];
  const ranked = rank(best, request).filter(
    ({ structure }) => !tried.has(structureName(structure)),
  );
  const pair = combined(ranked, tried);
  const [first, ...others] = bestOfEachSlot(ranked);
  const wanted = [first, pair, ...others, ...ranked].filter((change) => change !== undefined);
  return [...new Set(wanted)]
    .slice(0, count)
    .map(({ structure, block, cured, parent }) =>
      proposal(setting, structure, rationale(block, cured), parent.proposal.id),
    );
}

/** Variety first: a second block for the same slot waits until other slots have had their turn. */
function bestOfEachSlot(ranked: readonly Ranked[]): Ranked[] {
  const bySlot = Map.groupBy(ranked, ({ block }) => block.slot);
  return [...bySlot.values()].flatMap(([best]) => (best === undefined ? [] : [best]));
}

/** Promise of a change: symptoms that it may cure by their strength, what the words say, less its complexity. */
function rank(parent: Tried, { setting, feedback }: ProposalRequest): Ranked[] {
  const { structure } = parent.proposal;
  if (structure === undefined) return [];
  const present = complexityOf(structure, setting);
  return changesOf(structure, setting)
    .map((change) => {
      const symptoms = (feedback?.symptoms ?? []).filter(({ id }) =>
        change.block.cures.includes(id),
      );
      const relief = symptoms.reduce((sum, { strength }) => sum + strength, 0);
      const cost = 0.08 * (complexityOf(change.structure, setting) - present);
      const promise = relief + 0.4 * change.block.mentioned(setting.clues) - cost;
      return { ...change, parent, promise, cured: [...new Set(symptoms.map(({ id }) => id))] };
    })
    .filter(({ promise }) => promise > 0.02)
    .toSorted((a, b) => b.promise - a.promise);
}

/** The two most promising changes of different slots at once. */
function combined(ranked: readonly Ranked[], tried: ReadonlySet<string>): Ranked | undefined {
  const [first] = ranked;
  const second = ranked.find(
    ({ block }) => block.slot !== first?.block.slot && block.cures.length > 0,
  );
  if (first === undefined || second === undefined) return undefined;
  const structure = {
    family: first.structure.family,
    blocks: { ...first.structure.blocks, [second.block.slot]: second.block.id },
  };
  if (tried.has(structureName(structure))) return undefined;
  return {
    structure,
    parent: first.parent,
    block: { ...first.block, words: `${first.block.words}; and ${second.block.words}` },
    cured: [...new Set([...first.cured, ...second.cured])],
    promise: (first.promise + second.promise) / 2,
  };
}

function rationale(block: Block, cured: readonly SymptomId[]): string {
  const because =
    cured.length === 0
      ? 'worth a try'
      : `because of: ${cured.map((id) => id.replaceAll('-', ' ')).join(', ')}`;
  return `Try: ${block.words} (${because}).`;
}

function proposal(setting: Setting, structure: Structure, why: string, parent?: string): Proposal {
  const blocks = chosenBlocks(structure, setting);
  return {
    id: structureName(structure),
    source: writeSimulator(setting, structure),
    proposer: 'composer',
    words: blocks.map(({ words }) => words),
    assumptions: blocks.map(({ assumption }) => assumption),
    rationale: why,
    complexity: complexityOf(structure, setting),
    structure,
    ...(parent !== undefined && { parent }),
  };
}
