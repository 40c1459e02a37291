/** The worked simulators are within the composer's reach: some structure of it does what each of them does. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  FAMILIES,
  simplestStructure,
  suitableFamilies,
} from '../../../../engine/discover/composer/registry.ts';
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

describe('the hospital', async () => {
  const nobody = { day: 0, icu: 0, standard: 0, patients0: 0, patients1: 0, patients2: 0 };
  const hospital = { compiled: worked('hospital-beds') };
  const observation = {
    words: 'Patients of three diseases take a bed in a hospital, stay for some days, leave or die.',
    start: { ...nobody, patients: 0 },
    runs: 300,
    rows: 31,
  };
  const world = await observe(hospital, observation);
  const blocks = {
    stay: 'whole-days',
    deaths: 'rising-risk',
    preference_patients2: 'standard-first',
  };
  const parameters = {
    arrivals_per_day_patients0: 1,
    arrivals_per_day_patients1: 2,
    arrivals_per_day_patients2: 1.5,
    mean_stay_patients0: 5,
    mean_stay_patients1: 6,
    mean_stay_patients2: 4,
    stay_spread: 1,
    death_chance_patients0: 0.01,
    death_chance_patients1: 0.005,
    death_chance_patients2: 0.008,
    death_rise_patients0: 0.002,
    death_rise_patients1: 0.001,
    death_rise_patients2: 0.0015,
  };

  it('is patients of three kinds whose stays are whole days, with a rising risk of death', async () => {
    const compiled = compiledFrom(world, 'patients', blocks);
    const [largest] = await differences(world, { compiled, parameters });
    expect(Math.abs(largest!.z)).toBeLessThan(CHANCE);
  });

  it('with fewer intensive-care beds is the same with the lever set so', async () => {
    const fewer = await observe(hospital, { ...observation, unrecorded: { icuBeds: 3 } });
    const compiled = compiledFrom(world, 'patients', blocks);
    expect(compiled.declaration.levers).toMatchObject({
      icu_places: { default: 5 },
      standard_places: { default: 20 },
    });
    const [largest] = await differences(
      fewer,
      { compiled, parameters },
      { levers: { icu_places: 3 } },
    );
    expect(Math.abs(largest!.z)).toBeLessThan(CHANCE);
  });

  it.each([
    ['a stay without memory', { stay: 'memoryless' }],
    ['arrivals before discharges', { pace: 'arrivals-first' }],
    ['another first choice', { preference_patients2: 'icu-first' }],
  ])('is not so with %s', async (_, other) => {
    const compiled = compiledFrom(world, 'patients', { ...blocks, ...other });
    const [largest] = await differences(world, { compiled, parameters });
    expect(Math.abs(largest!.z)).toBeGreaterThan(2 * CHANCE);
  });
});

describe('the ward', async () => {
  const ward = { compiled: worked('ward'), parameters: { arrivals: 6, stay: 5, spread: 0.7 } };
  const observation = {
    words: 'Patients arrive at random times on a ward, stay in a bed, or wait for one.',
    start: { occupied: 28, waiting: 3, arrived: 0, turnedAway: 0 },
    runs: 300,
    rows: 31,
    roles: { arrived: 'flow', turnedAway: 'flow' },
  } as const;
  const world = await observe(ward, observation);
  const blocks = { stay: 'lognormal', gate: 'waits', pace: 'through-the-day' };
  const parameters = { arrivals_per_day: 6, mean_stay: 5, stay_variation: 0.7 };

  it('is patients who come and leave through the day, wait, and stay lognormal times', async () => {
    const compiled = compiledFrom(world, 'patients', blocks);
    expect(compiled.declaration.levers.places?.default).toBe(30);
    const [largest] = await differences(world, { compiled, parameters });
    expect(Math.abs(largest!.z)).toBeLessThan(CHANCE);
  });

  it('is not so once a day', async () => {
    const compiled = compiledFrom(world, 'patients', { ...blocks, pace: 'once-a-day' });
    const [largest] = await differences(world, { compiled, parameters });
    expect(Math.abs(largest!.z)).toBeGreaterThan(2 * CHANCE);
  });

  it('turns away those for whom the waiting room has no room', async () => {
    const full = await observe(ward, { ...observation, unrecorded: { places: 3 } });
    const compiled = compiledFrom(full, 'patients', { ...blocks, gate: 'limited-waiting' });
    expect(compiled.declaration.levers.waiting_places?.default).toBe(3);
    const [largest] = await differences(full, { compiled, parameters });
    expect(Math.abs(largest!.z)).toBeLessThan(CHANCE);
  });
});

describe('intensive care', async () => {
  const reference = {
    compiled: worked('icu-staged-stay'),
    parameters: { stay: 15, error: 5 },
  };
  const world = await observe(reference, {
    words: 'Patients are admitted to intensive care, stay in phases, and leave.',
    start: { occupied: 120 },
    runs: 300,
    rows: 31,
    driven: { admissions: { use: 'input', role: 'flow', at: (row) => 6 + 2 * (row % 5) } },
  });
  const blocks = { stay: 'two-equal-phases', pace: 'once-a-day', noise: 'counting-error' };
  const parameters = { mean_stay: 15, counting_error: 5 };

  it('is beds with a stay of two equal phases, of which one may end on a day', async () => {
    const compiled = compiledFrom(world, 'beds', blocks);
    const [largest] = await differences(world, { compiled, parameters }, { reference });
    expect(Math.abs(largest!.z)).toBeLessThan(CHANCE);
  });

  it.each([
    ['one phase', { stay: 'one-phase' }],
    ['phases that end at any time', { pace: 'through-the-day' }],
  ])('is not so with %s', async (_, other) => {
    const compiled = compiledFrom(world, 'beds', { ...blocks, ...other });
    const [largest] = await differences(world, { compiled, parameters }, { reference });
    expect(Math.abs(largest!.z)).toBeGreaterThan(2 * CHANCE);
  });
});
