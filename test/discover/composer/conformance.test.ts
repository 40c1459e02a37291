import { describe, expect, it } from 'vitest';
import { changesOf, simplestStructure } from '../../../engine/discover/composer/composer.ts';
import { blocksFor, FAMILIES } from '../../../engine/discover/composer/registry.ts';
import {
  type Family,
  type Structure,
  structureName,
} from '../../../engine/discover/composer/structure.ts';
import { SYMPTOMS, type SymptomId } from '../../../engine/discover/symptoms.ts';
import { atPriorDraws, chooser, compiledOf } from '../running.ts';
import { WORLDS, type World } from '../settings.ts';

/** The simplest, every change of one block, and combinations by lot. */
function structuresOf(family: Family, { setting }: World, combinations: number): Structure[] {
  const simplest = simplestStructure(family, setting);
  if (simplest === undefined) throw new Error(`${family.id}: a slot cannot be filled`);
  const pick = chooser(family.id.length);
  const byLot = Array.from({ length: combinations }, () => ({
    family: family.id,
    blocks: Object.fromEntries(
      family.slots(setting).map(({ id: slot }) => {
        const blocks = blocksFor(family, slot, setting);
        return [slot, blocks[Math.floor(pick() * blocks.length)]?.id ?? ''];
      }),
    ),
  }));
  const all = [
    simplest,
    ...changesOf(simplest, setting).map(({ structure }) => structure),
    ...byLot,
  ];
  return [...new Map(all.map((structure) => [structureName(structure), structure])).values()];
}

const cases = FAMILIES.flatMap((family) =>
  Object.entries(WORLDS[family.id] ?? {}).flatMap(([recorded, world]) =>
    structuresOf(family, world, 8).map((structure) => ({ family, recorded, world, structure })),
  ),
);

describe('every structure that the composer can write', () => {
  it('exists for every family', () => {
    expect(Object.keys(WORLDS)).toEqual(FAMILIES.map(({ id }) => id));
    for (const family of FAMILIES)
      for (const { setting } of Object.values(WORLDS[family.id] ?? {}))
        expect(family.suits(setting)).toBeGreaterThan(0);
  });

  it.each(
    cases.map((item) => [`${item.recorded}: ${structureName(item.structure)}`, item] as const),
  )('%s', async (_, { world, structure }) => {
    const compiled = compiledOf(world, structure);
    expect(compiled.warnings).toEqual([]);
    const { parameters, outputs, modules, assumptions } = compiled.declaration;
    for (const { meaning, unit } of Object.values(parameters)) {
      expect(meaning).toMatch(/\w+ \w+/);
      expect(unit).toEqual(expect.any(String));
    }
    for (const { meaning } of [...Object.values(outputs), ...modules])
      expect(meaning).toMatch(/\w+ \w+/);
    expect(assumptions).toHaveLength(Object.keys(structure.blocks).length);
    const first = await atPriorDraws(world, compiled);
    expect(first.failures).toEqual([]);
    expect(first.values.every(Number.isFinite)).toBe(true);
    expect(await atPriorDraws(world, compiled)).toEqual(first);
  });
});

/** No other structure helps: the model as written is at fault. */
const NOT_STRUCTURAL: readonly SymptomId[] = ['fails-to-run'];

describe('the registry of blocks', () => {
  const worlds = FAMILIES.flatMap((family) =>
    Object.values(WORLDS[family.id] ?? {}).map(({ setting }) => ({ family, setting })),
  );
  const blocks = worlds.flatMap(({ family, setting }) => family.blocks(setting));

  it('names every block once in its slot, and every slot of a family', () => {
    for (const { family, setting } of worlds) {
      const own = family.blocks(setting);
      const slots = family.slots(setting).map(({ id }) => id);
      const names = own.map((block) => `${block.slot}=${block.id}`);
      expect([family.id, new Set(names).size]).toEqual([family.id, names.length]);
      expect([...new Set(own.map(({ slot }) => slot))].toSorted()).toEqual(slots.toSorted());
    }
  });

  it('says of every block what it is and what is assumed by choosing it', () => {
    for (const block of blocks) {
      expect(block.words).toMatch(/^\S.* .*[^.]$/);
      expect(block.assumption).toMatch(/^[A-Z].* .*\.$/);
      expect(block.complexity).toBeGreaterThanOrEqual(0);
    }
  });

  it('has something to try for every symptom that a structure can have', () => {
    const cured = new Set(blocks.flatMap(({ cures }) => cures));
    const uncured = Object.keys(SYMPTOMS).filter((id) => !cured.has(id as SymptomId));
    expect(uncured).toEqual(NOT_STRUCTURAL);
  });

  it('offers a block in every slot of every world', () => {
    for (const family of FAMILIES)
      for (const { setting } of Object.values(WORLDS[family.id] ?? {}))
        expect(simplestStructure(family, setting)).toBeDefined();
  });
});
