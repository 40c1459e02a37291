/** Changes that something asks for: a symptom that a block may cure, the words, or that less would do. */
import type { Setting } from '../setting.ts';
import { bothAtOnce, crossover, type Mutation, neighbours } from './mutations.ts';
import { CLEARLY_MENTIONED } from './openings.ts';
import type { Parent } from './parents.ts';
import type { Plan } from './plan.ts';
import { isBetterMotivated, type Promised, promiseOf } from './promise.ts';
import { type Block, structureName } from './structure.ts';

interface Step extends Plan {
  readonly mutation: Mutation;
  readonly promised: Promised;
}

/**
 * The most promising change of each parent in turn, then what parents have between them, then two changes at once
 * and the next ones. What was tried is left out; of a pinned parent every change is given, promising or not.
 */
export function guidedPlans(
  beam: readonly Parent[],
  setting: Setting,
  tried: ReadonlySet<string>,
): Plan[] {
  const isNew = ({ structure }: Pick<Plan, 'structure'>) => !tried.has(structureName(structure));
  const byParent = beam.map((parent) => {
    const steps = stepsOf(parent, setting).filter(isNew);
    const [first, ...others] = bestOfEachSlot(steps);
    const pair = bestPair(parent, steps, setting, isNew);
    return [first, pair, ...others, ...steps].filter((plan) => plan !== undefined);
  });
  const firsts = byParent.flatMap(([first]) => first ?? []);
  return [...firsts, ...crossed(beam, setting).filter(isNew), ...inTurn(byParent)];
}

/** By promise; for parents that are not pinned only those that promise something. */
function stepsOf(parent: Parent, setting: Setting): Step[] {
  return neighbours(parent.structure, setting)
    .map((mutation) => {
      const promised = promiseOf(parent, mutation.structure, [mutation.block], setting);
      return {
        structure: mutation.structure,
        mutation,
        promised,
        parent: parent.id,
        why: sentence(mutation.words, reasonFor([mutation.block], promised, setting)),
      };
    })
    .filter(({ promised: { bits } }) => parent.isPinned || bits > 0)
    .toSorted((a, b) => b.promised.bits - a.promised.bits);
}

/** Variety first: a second block for the same slot waits until other slots have had their turn. */
function bestOfEachSlot(steps: readonly Step[]): Step[] {
  const bySlot = Map.groupBy(steps, ({ mutation }) => mutation.slot.id);
  return [...bySlot.values()].flatMap(([best]) => best ?? []);
}

/** So many of the most promising changes are looked at in pairs. */
const PAIRED = 8;

/** Two changes at once that promise more than the best one alone. */
function bestPair(
  parent: Parent,
  steps: readonly Step[],
  setting: Setting,
  isNew: (plan: Pick<Plan, 'structure'>) => boolean,
): Plan | undefined {
  const looked = steps.slice(0, PAIRED);
  let most = steps[0]?.promised.bits ?? 0;
  let best: Plan | undefined;
  for (const [i, { mutation: first }] of looked.entries()) {
    for (const { mutation: second } of looked.slice(i + 1)) {
      const structure = bothAtOnce(first, second);
      if (structure === undefined || !isNew({ structure })) continue;
      const blocks = [first.block, second.block];
      const promised = promiseOf(parent, structure, blocks, setting);
      if (promised.bits <= most) continue;
      most = promised.bits;
      const words = `Two changes at once: ${blocks.map((block) => block.words).join('; and ')}`;
      const why = sentence(words, reasonFor(blocks, promised, setting));
      best = { structure, parent: parent.id, why };
    }
  }
  return best;
}

/** What two parents have between them, where it promises something to the better one. */
function crossed(beam: readonly Parent[], setting: Setting): Plan[] {
  return beam.flatMap((first, i) =>
    beam.slice(i + 1).flatMap((second) => {
      const better = isBetterMotivated(first, second, setting);
      const child = crossover(first.structure, second.structure, setting, better);
      if (child === undefined) return [];
      const promised = promiseOf(first, child.structure, child.taken, setting);
      if (promised.bits <= 0) return [];
      const words = `What another good model has: ${child.taken.map((block) => block.words).join('; and ')}`;
      const why = sentence(words, reasonFor(child.taken, promised, setting));
      return { structure: child.structure, parent: first.id, why };
    }),
  );
}

function reasonFor(
  blocks: readonly Block[],
  { cured, bits }: Promised,
  { clues }: Setting,
): string {
  if (cured.length > 0)
    return `because of: ${cured.map((id) => id.replaceAll('-', ' ')).join(', ')}`;
  if (blocks.some(({ mentioned }) => mentioned(clues) >= CLEARLY_MENTIONED))
    return 'the words speak of it';
  return bits > 0 ? 'simpler, and perhaps enough' : 'to follow up what was pinned';
}

function sentence(words: string, reason: string): string {
  return `${words} (${reason}).`;
}

/** The first of each list, then the second of each, and so on. */
function inTurn<T>(lists: readonly (readonly T[])[]): T[] {
  const longest = Math.max(0, ...lists.map(({ length }) => length));
  return Array.from({ length: longest }, (_, i) =>
    lists.flatMap((list) => list.slice(i, i + 1)),
  ).flat();
}
