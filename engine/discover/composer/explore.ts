/** What nothing asks for yet: in a defined order, so that with enough rounds everything near is tried. */
import type { Setting } from '../setting.ts';
import { descriptionLength } from './description-length.ts';
import { neighbours } from './mutations.ts';
import { openingOf, openings } from './openings.ts';
import { type Parent, tellsLittle } from './parents.ts';
import type { Plan } from './plan.ts';
import { suitableFamilies } from './registry.ts';

/**
 * Other families where the best structure tells little or none could be run; then what the words and columns
 * speak of; then neighbours of the beam, blocks that were never tried first, then the shortest description; other
 * families; neighbours of everything else that could be run. Structures may be given that were tried, or more than once.
 */
export function* explorations(
  parents: readonly Parent[],
  beam: readonly Parent[],
  setting: Setting,
): Generator<Plan> {
  const [best] = parents;
  const families = suitableFamilies(setting).flatMap((family) => openingOf(family, setting));
  if (best !== undefined && tellsLittle(best)) yield* families;
  yield* openings(setting);
  if (best === undefined) {
    yield* families;
    return;
  }
  yield* neverTriedFirst(
    byDescription(
      beam.flatMap((parent) => near(parent, setting)),
      setting,
    ),
    parents,
  );
  yield* families;
  const rest = parents.filter((parent) => !beam.includes(parent));
  yield* byDescription(
    rest.flatMap((parent) => near(parent, setting)),
    setting,
  );
}

function near({ id, structure }: Parent, setting: Setting): Plan[] {
  return neighbours(structure, setting).map((mutation) => ({
    structure: mutation.structure,
    parent: id,
    why: `${mutation.words} (not tried yet).`,
  }));
}

/** A block that no structure had tells more than another combination of what was tried; each once, then the rest. */
function neverTriedFirst(plans: readonly Plan[], parents: readonly Parent[]): Plan[] {
  const blocksOf = ({ structure: { family, blocks } }: Pick<Plan, 'structure'>) =>
    Object.entries(blocks).map(([slot, block]) => `${family} ${slot} ${block}`);
  const seen = new Set(parents.flatMap(blocksOf));
  const [first, rest]: [Plan[], Plan[]] = [[], []];
  for (const plan of plans) {
    const fresh = blocksOf(plan).filter((block) => !seen.has(block));
    (fresh.length > 0 ? first : rest).push(plan);
    for (const block of fresh) seen.add(block);
  }
  return [...first, ...rest];
}

function byDescription(plans: readonly Plan[], setting: Setting): Plan[] {
  // Rounded, so that equal lengths keep the order of beam, slots and blocks.
  return plans
    .map((plan) => ({ plan, bits: Math.round(1e6 * descriptionLength(plan.structure, setting)) }))
    .toSorted((a, b) => a.bits - b.bits)
    .map(({ plan }) => plan);
}
