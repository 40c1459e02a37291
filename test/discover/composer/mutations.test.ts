import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  bothAtOnce,
  crossover,
  MUTATIONS,
  type MutationId,
  neighbours,
} from '../../../engine/discover/composer/mutations.ts';
import {
  blocksFor,
  FAMILIES,
  simplestStructure,
} from '../../../engine/discover/composer/registry.ts';
import {
  type Family,
  type SlotKind,
  type Structure,
  structureName,
} from '../../../engine/discover/composer/structure.ts';
import type { Setting } from '../../../engine/discover/setting.ts';
import { compiledOf } from '../running.ts';
import { WORLDS, type World } from '../settings.ts';

const worlds = FAMILIES.flatMap((family) =>
  Object.values(WORLDS[family.id] ?? {}).map((world) => ({ family, world })),
);

function sizeOf(family: Family, setting: Setting): number {
  return family
    .slots(setting)
    .reduce((product, { id }) => product * blocksFor(family, id, setting).length, 1);
}

/** Every structure that repeated changes of one block lead to. */
function reachable(from: Structure, setting: Setting): Set<string> {
  const seen = new Set([structureName(from)]);
  let edge = [from];
  while (edge.length > 0) {
    edge = edge
      .flatMap((structure) => neighbours(structure, setting).map((change) => change.structure))
      .filter((structure) => {
        const isNew = !seen.has(structureName(structure));
        seen.add(structureName(structure));
        return isNew;
      });
  }
  return seen;
}

/** A walk of changes, pairs and crossovers through one world; each number chooses one step. */
const walks = fc.record({
  at: fc.nat(worlds.length - 1),
  steps: fc.array(fc.record({ how: fc.constantFrom('one', 'two', 'cross'), by: fc.nat() }), {
    minLength: 1,
    maxLength: 5,
  }),
});

function walk({ family, world: { setting } }: { family: Family; world: World }, steps: Steps) {
  let structure = simplestStructure(family, setting)!;
  let before = structure;
  for (const { how, by } of steps) {
    const changes = neighbours(structure, setting);
    const first = changes[by % changes.length]!;
    const second = changes[(7 * by + 3) % changes.length]!;
    const next =
      how === 'one'
        ? first.structure
        : how === 'two'
          ? bothAtOnce(first, second)
          : crossover(before, first.structure, setting, (own, other) => own.id < other.id)
              ?.structure;
    if (next === undefined) continue;
    before = structure;
    structure = next;
  }
  return structure;
}

type Steps = readonly { readonly how: string; readonly by: number }[];

describe('mutations', () => {
  it('reach every structure of a world, and nothing else', () => {
    const small = worlds.filter(({ family, world }) => sizeOf(family, world.setting) <= 400);
    expect(small.length).toBeGreaterThan(2);
    for (const { family, world } of small) {
      const found = reachable(simplestStructure(family, world.setting)!, world.setting);
      expect(found.size).toBe(sizeOf(family, world.setting));
    }
  });

  it('reach any structure of any world, one slot nearer with each', () => {
    fc.assert(
      fc.property(fc.nat(worlds.length - 1), fc.infiniteStream(fc.nat()), (at, numbers) => {
        const { family, world } = worlds[at]!;
        const { setting } = world;
        const slots = family.slots(setting);
        const target = Object.fromEntries(
          slots.map(({ id }) => {
            const choice = blocksFor(family, id, setting);
            return [id, choice[numbers.next().value! % choice.length]!.id];
          }),
        );
        let structure = simplestStructure(family, setting)!;
        for (let step = 0; step <= slots.length; step++) {
          const nearer = neighbours(structure, setting).find(
            ({ slot, block }) =>
              structure.blocks[slot.id] !== target[slot.id] && block.id === target[slot.id],
          );
          if (nearer === undefined) break;
          structure = nearer.structure;
        }
        expect(structure.blocks).toEqual(target);
      }),
      { seed: 7, numRuns: 100 },
    );
  });

  it('never give what does not compile, alone, in pairs or by crossing', () => {
    fc.assert(
      fc.property(walks, ({ at, steps }) => {
        const place = worlds[at]!;
        expect(compiledOf(place.world, walk(place, steps)).warnings).toEqual([]);
      }),
      { seed: 3, numRuns: 60 },
    );
  });

  it('are each of exactly one kind', () => {
    const kinds: SlotKind[] = ['part', 'wiring', 'distribution', 'stages', 'hidden'];
    for (const kind of kinds)
      for (let from = 0; from < 4; from++)
        for (let to = 0; to < 4; to++) {
          if (from === to) continue;
          const found = MUTATIONS.filter(({ is }) => is({ slot: { kind }, from, to }));
          expect([kind, from, to, found.length]).toEqual([kind, from, to, 1]);
        }
  });

  it.each<[SlotKind, number, number, MutationId]>([
    ['part', 0, 1, 'add'],
    ['part', 1, 0, 'remove'],
    ['part', 1, 2, 'replace'],
    ['part', 2, 1, 'replace'],
    ['wiring', 0, 1, 'rewire'],
    ['wiring', 1, 0, 'rewire'],
    ['distribution', 2, 0, 'change-distribution'],
    ['stages', 0, 2, 'split-stage'],
    ['stages', 1, 2, 'split-stage'],
    ['stages', 2, 1, 'replace'],
    ['stages', 2, 0, 'remove'],
    ['hidden', 0, 1, 'add-hidden-state'],
    ['hidden', 1, 0, 'remove'],
  ])('of a slot of kind %s from block %i to %i: %s', (kind, from, to, id) => {
    expect(MUTATIONS.find(({ is }) => is({ slot: { kind }, from, to }))?.id).toBe(id);
  });

  it('are of every kind somewhere, and say in words what changes', () => {
    const all = worlds.flatMap(({ family, world }) => {
      const simplest = simplestStructure(family, world.setting)!;
      const once = neighbours(simplest, world.setting);
      return [
        ...once,
        ...once.flatMap(({ structure }) => neighbours(structure, world.setting)).slice(0, 200),
      ];
    });
    expect(new Set(all.map(({ kind }) => kind))).toEqual(new Set(MUTATIONS.map(({ id }) => id)));
    for (const { words, slot, block } of all) {
      expect(words).toMatch(/^[A-Z].* \(.*\): .*[^.]$/);
      expect(words).toContain(`(${slot.words}): ${block.words}`);
    }
  });
});

describe('two changes at once', () => {
  const { family, world } = worlds[0]!;
  const simplest = simplestStructure(family, world.setting)!;
  const changes = neighbours(simplest, world.setting);

  it('are both there, in whichever order, and nothing else', () => {
    const first = changes[0]!;
    const second = changes.find(({ slot }) => slot.id !== first.slot.id)!;
    const both = bothAtOnce(first, second)!;
    expect(both).toEqual(bothAtOnce(second, first));
    expect(both.blocks).toEqual({
      ...simplest.blocks,
      [first.slot.id]: first.block.id,
      [second.slot.id]: second.block.id,
    });
  });

  it('cannot be in the same slot', () => {
    const twice = [...Map.groupBy(changes, ({ slot }) => slot.id).values()].find(
      ({ length }) => length > 1,
    )!;
    expect(bothAtOnce(twice[0]!, twice[1]!)).toBeUndefined();
  });
});

describe('crossing two structures', () => {
  const { family, world } = worlds[0]!;
  const { setting } = world;
  const simplest = simplestStructure(family, setting)!;
  const [a, b, c] = [...Map.groupBy(neighbours(simplest, setting), ({ slot }) => slot.id).values()]
    .map(([first]) => first!)
    .slice(0, 3);
  const first = a!.structure;
  const second = bothAtOnce(b!, c!)!;

  it('takes the blocks of the second that are better', () => {
    const child = crossover(first, second, setting, (_, other) => other.id === b!.block.id)!;
    expect(child.structure).toEqual(bothAtOnce(a!, b!));
    expect(child.taken.map(({ id }) => id)).toEqual([b!.block.id]);
  });

  it('gives nothing where it would give one of them, or the families differ', () => {
    expect(crossover(first, second, setting, () => true)).toBeUndefined();
    expect(crossover(first, second, setting, () => false)).toBeUndefined();
    expect(crossover(first, { ...second, family: 'x' }, setting, () => true)).toBeUndefined();
  });
});
