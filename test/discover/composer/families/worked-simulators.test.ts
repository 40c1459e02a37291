/** The worked simulators are within the composer's reach: some structure of it does what each of them does. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  simplestStructure,
  suitableFamilies,
} from '../../../../engine/discover/composer/composer.ts';
import { FAMILIES } from '../../../../engine/discover/composer/registry.ts';
import {
  type CompiledSimulator,
  compileSimulator,
} from '../../../../engine/simulator/compile/compile-simulator.ts';
import { compiledOf } from '../../running.ts';
import type { World } from '../../settings.ts';
import { differences, observe } from './agreement.ts';

function worked(name: string): CompiledSimulator {
  const file = new URL(`../../../../assets/simulators/${name}.sim.js`, import.meta.url);
  return compileSimulator(readFileSync(file, 'utf8'));
}

/** The structure of the family that suits the data best, with these blocks in place of the simplest ones. */
function compiledFrom(world: World, family: string, blocks: Readonly<Record<string, string>>) {
  expect(suitableFamilies(world.setting)[0]?.id).toBe(family);
  const simplest = simplestStructure(FAMILIES.find(({ id }) => id === family)!, world.setting)!;
  return compiledOf(world, { family, blocks: { ...simplest.blocks, ...blocks } });
}

/** Beyond this many standard errors a difference among a hundred comparisons is no chance. */
const CHANCE = 4.5;

describe('the epidemic', async () => {
  const world = await observe(
    { compiled: worked('sir') },
    {
      words: 'An infection spreads from person to person in a closed group of people.',
      start: { S: 75, I: 3, R: 0 },
      runs: 300,
      rows: 31,
    },
  );
  // Recoveries of a tenth a day; as many infections a day as beta says while all can catch it.
  const parameters = { ill_days: -1 / Math.log(0.9), R0: 0.5 / 0.1 };

  it('is an infection that moves once a day', async () => {
    const compiled = compiledFrom(world, 'contagion', { pace: 'once-a-day' });
    expect(Object.keys(compiled.declaration.parameters)).toEqual(['R0', 'ill_days']);
    const [largest] = await differences(world, { compiled, parameters });
    expect(Math.abs(largest!.z)).toBeLessThan(CHANCE);
  });

  it('is not one that moves through the day', async () => {
    const compiled = compiledFrom(world, 'contagion', { pace: 'through-the-day' });
    const [largest] = await differences(world, { compiled, parameters });
    expect(Math.abs(largest!.z)).toBeGreaterThan(2 * CHANCE);
  });
});

describe('the supply chain', async () => {
  const world = await observe(
    { compiled: worked('supply-chain') },
    {
      words: 'A warehouse keeps goods on stock; orders arrive after a lead time.',
      start: { inventory: 30, backlog: 0, pipeline: 2 },
      runs: 300,
      rows: 31,
      driven: { order: { use: 'lever', role: 'order', at: () => 4 } },
    },
  );
  const parameters = { demand_per_day: 5, lead_time: 2 };

  it('is stock keeping with recorded orders, a fixed lead time, backlog and counted orders', async () => {
    const compiled = compiledFrom(world, 'stock-keeping', {});
    expect(compiled.declaration.parameters.lead_time?.default).toBe(2);
    const [largest] = await differences(world, { compiled, parameters });
    expect(Math.abs(largest!.z)).toBeLessThan(CHANCE);
  });

  it('is the same with a constant order that was not recorded', async () => {
    const series = world.setting.series.filter(({ name }) => name !== 'order');
    const unrecorded = { ...world, setting: { ...world.setting, series } };
    const compiled = compiledFrom(unrecorded, 'stock-keeping', { review: 'same-every-day' });
    const [largest] = await differences(world, {
      compiled,
      parameters: { ...parameters, order_quantity: 4 },
    });
    expect(Math.abs(largest!.z)).toBeLessThan(CHANCE);
  });

  it('is not stock keeping with another lead time', async () => {
    const compiled = compiledFrom(world, 'stock-keeping', {});
    const [largest] = await differences(world, {
      compiled,
      parameters: { ...parameters, lead_time: 3 },
    });
    expect(Math.abs(largest!.z)).toBeGreaterThan(2 * CHANCE);
  });
});
