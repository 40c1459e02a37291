/** Every row of the registry keeps what is promised of rows, in every world in which it can be used. */
import { describe, expect, it } from 'vitest';
import { priorDistribution } from '../../../engine/calibrate/prior.ts';
import { admit } from '../../../engine/compute/admission.ts';
import { createInProcess } from '../../../engine/compute/in-process.ts';
import { simulateTask } from '../../../engine/compute/simulation-task.ts';
import { traceTask } from '../../../engine/compute/trace-task.ts';
import { episodesOf } from '../../../engine/data/episodes.ts';
import { neighbours } from '../../../engine/discover/composer/mutations.ts';
import {
  blocksFor,
  FAMILIES,
  simplestStructure,
} from '../../../engine/discover/composer/registry.ts';
import {
  type Block,
  type Family,
  type Structure,
  structureName,
} from '../../../engine/discover/composer/structure.ts';
import { SYMPTOMS } from '../../../engine/discover/symptoms.ts';
import type { CompiledSimulator } from '../../../engine/simulator/compile/compile-simulator.ts';
import { programOf } from '../../../engine/simulator/program-of.ts';
import { createRealm } from '../../../engine/simulator/realm/realm.ts';
import type { SimulationRequest } from '../../../engine/simulator/simulation.ts';
import { atPriorDraws, chooser, compiledOf } from '../running.ts';
import { WORLDS, type World } from '../settings.ts';

const worlds = FAMILIES.flatMap((family) =>
  Object.entries(WORLDS[family.id] ?? {}).map(([recorded, world]) => ({ family, recorded, world })),
);

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
  const changed = neighbours(simplest, setting).map(({ structure }) => structure);
  const all = [simplest, ...changed, ...byLot];
  return [...new Map(all.map((structure) => [structureName(structure), structure])).values()];
}

const cases = worlds.flatMap(({ family, recorded, world }) =>
  structuresOf(family, world, 8).map((structure) => ({ recorded, world, structure })),
);

/** Admission is slow: of each family the structures that bring a block which none before had. */
const examined = new Set(
  FAMILIES.flatMap(({ id }) => {
    const seen = new Set<string>();
    return cases.filter(({ structure }) => {
      const blocks = Object.entries(structure.blocks).map(([slot, block]) => `${slot}=${block}`);
      const isNew = structure.family === id && blocks.some((block) => !seen.has(block));
      if (isNew) for (const block of blocks) seen.add(block);
      return isNew;
    });
  }),
);

const realm = createRealm({ capacity: 2 });
const executor = createInProcess([simulateTask(realm.load), traceTask(realm.load)]);

/** Why it may not join the pool, from a few runs in the hardened realm: in the middle of the priors, and near the ends. */
async function reasonsAgainst(world: World, compiled: CompiledSimulator) {
  const priors = Object.values(compiled.declaration.parameters).map(({ prior }) =>
    priorDistribution(prior),
  );
  const sets = [0.5, 0.1, 0.9].map((level) => priors.map(({ quantile }) => quantile(level)));
  const sample: SimulationRequest = {
    program: programOf(compiled),
    episodes: episodesOf(world.dataset, compiled.declaration),
    parameters: Float64Array.from(sets.flat()),
    sets: sets.length,
    replications: 1,
    mode: { kind: 'rollout' },
    seed: 1,
    streams: 'independent',
  };
  // All programs are in one process here: its memory says nothing of one of them.
  const limits = { heapBytes: Number.POSITIVE_INFINITY };
  return (await admit(compiled.declaration, executor, sample, limits)).reasons;
}

describe('every structure that the composer can write', () => {
  it('exists for every family', () => {
    for (const { id } of FAMILIES)
      expect(Object.keys(WORLDS), `${id}: add a world to test/discover/settings.ts`).toContain(id);
    for (const { family, world } of worlds) expect(family.suits(world.setting)).toBeGreaterThan(0);
  });

  it.each(
    cases.map((item) => [`${item.recorded}: ${structureName(item.structure)}`, item] as const),
  )('%s', async (_, item) => {
    const { world, structure } = item;
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
    const result = await atPriorDraws(world, compiled);
    // A broken rule is a failure, too.
    expect(result.failures).toEqual([]);
    expect(result.values.every(Number.isFinite)).toBe(true);
    // The same twice, the same whatever ran before, and nothing touched that is not declared.
    if (examined.has(item)) expect(await reasonsAgainst(world, compiled)).toEqual([]);
    else expect(await atPriorDraws(world, compiled)).toEqual(result);
  });
});

describe('a row of the registry', () => {
  it('is one block of its slot, and no slot is without', () => {
    for (const { family, world } of worlds) {
      const own = family.blocks(world.setting);
      const slots = family.slots(world.setting).map(({ id }) => id);
      const names = own.map((block) => `${block.slot}=${block.id}`);
      expect([family.id, new Set(names).size]).toEqual([family.id, names.length]);
      expect(new Set(slots).size).toBe(slots.length);
      expect([...new Set(own.map(({ slot }) => slot))].toSorted()).toEqual(slots.toSorted());
      expect(simplestStructure(family, world.setting)).toBeDefined();
    }
  });

  it('says in words what it is, what is assumed by choosing it, and what its slot is', () => {
    for (const { family, world } of worlds) {
      expect(family.words).toMatch(/^\S.* .*[^.\s]$/);
      for (const { words } of family.slots(world.setting)) expect(words).toMatch(/^[a-z].*[^.\s]$/);
      for (const { words, assumption } of family.blocks(world.setting)) {
        expect(words).toMatch(/^\S.* .*[^.\s]$/);
        expect(assumption).toMatch(/^[A-Z].* .*\.$/);
      }
    }
  });

  it('cures only symptoms that there are, each named once', () => {
    for (const { family, world } of worlds)
      for (const { id, cures } of family.blocks(world.setting)) {
        expect(Object.keys(SYMPTOMS), `${family.id}, ${id}`).toEqual(
          expect.arrayContaining([...cures]),
        );
        expect(new Set(cures).size, `${family.id}, ${id}`).toBe(cures.length);
      }
  });

  it('is mentioned from not at all to fully', () => {
    for (const { world, family } of worlds)
      for (const { mentioned } of family.blocks(world.setting)) {
        expect(mentioned(world.setting.clues)).toBeGreaterThanOrEqual(0);
        expect(mentioned(world.setting.clues)).toBeLessThanOrEqual(1);
      }
  });

  it('is as complex as the numbers that it adds, at least', () => {
    for (const { family, world } of worlds)
      for (const { slot, block, added } of addedNumbers(family, world))
        expect(block.complexity, `${family.id}: ${slot}=${block.id} adds ${added}`).toBeGreaterThan(
          added.length - 1,
        );
  });

  it('can be used in some world', () => {
    for (const family of FAMILIES) {
      const settings = Object.values(WORLDS[family.id] ?? {}).map(({ setting }) => setting);
      const rows = new Map(
        settings.flatMap((setting) =>
          family.blocks(setting).map((block) => [`${block.slot}=${block.id}`, block] as const),
        ),
      );
      const unused = [...rows].filter(([, { fits }]) => !settings.some(fits));
      const message = `${family.id}: add a world to test/discover/settings.ts in which these fit`;
      expect(
        unused.map(([name]) => name),
        message,
      ).toEqual([]);
    }
  });
});

/** Names of the numbers that each block adds beyond those of the family and of noise. */
function addedNumbers(family: Family, { setting }: World) {
  const simplest = simplestStructure(family, setting);
  if (simplest === undefined) throw new Error(`${family.id}: a slot cannot be filled`);
  const shared = Object.keys(family.frame(setting, simplest).parameters ?? {});
  return family.slots(setting).flatMap(({ id: slot }) =>
    blocksFor(family, slot, setting).map((block: Block) => {
      const structure = { ...simplest, blocks: { ...simplest.blocks, [slot]: block.id } };
      const { parameters = {}, noise = {} } = block.write(setting, structure);
      const others: readonly unknown[] = [...shared, ...Object.values(noise)];
      const added = Object.keys(parameters).filter((name) => !others.includes(name));
      return { slot, block, added };
    }),
  );
}
