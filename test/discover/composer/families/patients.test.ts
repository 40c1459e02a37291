/** Patients one by one: what their columns say, and stays with known answers. */
import { describe, expect, it } from 'vitest';
import { beds } from '../../../../engine/discover/composer/families/beds.ts';
import { patientColumns } from '../../../../engine/discover/composer/families/patient-columns.ts';
import { patients } from '../../../../engine/discover/composer/families/patients.ts';
import { simplestStructure } from '../../../../engine/discover/composer/registry.ts';
import { compiledOf, meansOf } from '../../running.ts';
import { type Column, type World, worldOf } from '../../settings.ts';

const stock = (name: string, at: (row: number) => number): Column => ({
  name,
  role: 'stock',
  use: 'output',
  at,
});
const flow = (name: string, at: (row: number) => number): Column => ({
  ...stock(name, at),
  role: 'flow',
});
const wave = (row: number) => row % 6;
const named = (columns: readonly Column[]) =>
  patientColumns(worldOf('Patients stay in beds.', columns).setting);

describe('columns of patients', () => {
  it('are read by their words and by what adds up to what', () => {
    const columns = named([
      stock('day', (row) => row),
      stock('ICU_occupied', wave),
      stock('general_beds', () => 7),
      stock('disease_0', () => 3),
      stock('disease_1', (row) => 4 + wave(row)),
      stock('all_alive', (row) => 7 + wave(row)),
    ]);
    expect(columns?.day?.name).toBe('day');
    expect(columns?.places.map(({ name }) => name)).toEqual(['ICU_occupied', 'general_beds']);
    expect(columns?.kinds.map(({ name }) => name)).toEqual(['disease_0', 'disease_1']);
    expect(columns?.total?.name).toBe('all_alive');
  });

  it.each([
    ['do not add up', [stock('icu', wave), stock('ward', () => 5), stock('type_a', () => 40)]],
    ['are of something else', [stock('icu', wave), stock('convalescent', () => 5)]],
    ['count a flow that nobody knows', [stock('icu', wave), flow('calls', wave)]],
    ['are two days', [stock('day', (row) => row), stock('step', (row) => row), stock('icu', wave)]],
  ])('are not used when they %s', (_, columns) => {
    const { setting } = worldOf('Patients stay in beds.', columns);
    expect(patients.suits(setting)).toBe(0);
  });

  it('that are one stock are left to the simpler family, and a queue is not', () => {
    const one = worldOf('Patients stay in beds.', [stock('occupied', wave)]).setting;
    const queue = worldOf('Patients stay in beds.', [
      stock('occupied', wave),
      flow('arrived', wave),
    ]).setting;
    expect([beds.suits(one) > 0, patients.suits(one)]).toEqual([true, 0]);
    expect([beds.suits(queue), patients.suits(queue)]).toEqual([0, 1]);
  });

  it('have as many places as the words say, unless more were taken', () => {
    const levers = (words: string) => {
      const world = worldOf(words, [stock('icu', wave), stock('standard', () => 7)]);
      const structure = simplestStructure(patients, world.setting)!;
      const { levers } = compiledOf(world, structure).declaration;
      return [levers.icu_places?.default, levers.standard_places?.default];
    };
    expect(levers('A hospital for patients.')).toEqual([5, 7]);
    expect(levers('Patients lie in 8 intensive-care beds or 30 standard beds.')).toEqual([8, 30]);
    expect(levers('Patients lie in 2 ICU beds or 30 standard beds.')).toEqual([5, 30]);
  });
});

describe('a risk of death', () => {
  it.each([
    ['Patients may die.', [0.6, 0.4]],
    ['Patients may die; the risk rises with the days in hospital.', [0.6, 0.7]],
    ['Patients come. The number of beds rises.', [0, 0]],
  ])('is heard of: %s', (words, expected) => {
    const { setting } = worldOf(words, [stock('icu', wave), stock('standard', () => 7)]);
    const heard = ['same-risk', 'rising-risk'].map((id) =>
      patients
        .blocks(setting)
        .find((block) => block.id === id)
        ?.mentioned(setting.clues),
    );
    expect(heard).toEqual(expected);
  });
});

describe('where patients go first', () => {
  const columns = [
    stock('icu', wave),
    stock('standard', () => 7),
    stock('patients0', wave),
    stock('patients2', () => 7),
  ];
  const mentioned = (words: string) => {
    const { setting } = worldOf(words, columns);
    return Object.fromEntries(
      patients
        .blocks(setting)
        .filter(({ slot, id }) => slot.startsWith('preference') && id.endsWith('-first'))
        .map(({ slot, id, mentioned }) => [
          `${slot.slice('preference_'.length)} ${id}`,
          mentioned(setting.clues),
        ]),
    );
  };

  it('is read from a clause that speaks of the patients and of places', () => {
    const words =
      'Patients of diseases 0 and 2 arrive. Disease 0 gets an intensive-care bed if one is free, otherwise a standard bed; patients of disease 2 get a standard bed first, then ICU.';
    expect(mentioned(words)).toEqual({
      'patients0 icu-first': 0.8,
      'patients0 standard-first': 0,
      'patients2 icu-first': 0,
      'patients2 standard-first': 0.8,
    });
  });

  it('is open where only the places are spoken of', () => {
    expect(mentioned('There are ICU beds and standard beds for diseases 0 and 2.')).toEqual({
      'patients0 icu-first': 0,
      'patients0 standard-first': 0,
      'patients2 icu-first': 0,
      'patients2 standard-first': 0,
    });
  });
});

/** A ward that is always open, where `present` lie at the start. */
function ward(present: number, more: readonly Column[] = []): World {
  return worldOf('Patients stay in beds.', [
    stock('occupied', () => present),
    flow('arrived', () => 20),
    ...more,
  ]);
}

async function run(
  world: World,
  blocks: Readonly<Record<string, string>>,
  parameters: Readonly<Record<string, number>>,
  runs = 120,
) {
  const simplest = simplestStructure(patients, world.setting)!;
  const compiled = compiledOf(world, {
    family: 'patients',
    blocks: { ...simplest.blocks, ...blocks },
  });
  return meansOf(world, compiled, parameters, runs);
}

/** Rows at whose end a patient is there, once a day: one and, for each day, the chance that the stay is longer. */
function rows(longer: (days: number) => number, survives = 1): number {
  let sum = 0;
  for (let day = 0; day < 2000; day++) sum += longer(day) * survives ** day;
  return sum;
}

/** Share of standard normal numbers above z, by Simpson's rule. */
function above(z: number): number {
  const end = Math.max(9, z + 1);
  const steps = 400;
  const width = (end - z) / steps;
  let sum = 0;
  for (let i = 0; i <= steps; i++) {
    const weight = i === 0 || i === steps ? 1 : i % 2 === 0 ? 2 : 4;
    sum += weight * Math.exp(-((z + i * width) ** 2) / 2);
  }
  return (sum * width) / 3 / Math.sqrt(2 * Math.PI);
}

const erlang = (day: number) => Math.exp(-day / 3) * (1 + day / 3);
const whole = (day: number) => (day === 0 ? 1 : above(day + 1 - 6));
const lognormal = (day: number) =>
  day === 0 ? 1 : above((Math.log(day) - Math.log(6) + 0.32) / 0.8);

describe('as many patients as arrivals and stays say (Little 1961) stay as many, from the first day on', () => {
  const law = { arrivals_per_day: 20, mean_stay: 6 };
  const cases: readonly (readonly [
    string,
    number,
    Readonly<Record<string, string>>,
    Readonly<Record<string, number>>,
  ])[] = [
    ['memoryless', rows((day) => Math.exp(-day / 6)), {}, {}],
    ['two-equal-phases', rows(erlang), {}, {}],
    ['whole-days', rows(whole), {}, { stay_spread: 1 }],
    ['lognormal', rows(lognormal), {}, { stay_variation: 0.8 }],
    ['memoryless', rows((day) => Math.exp(-day / 6)), { pace: 'arrivals-first' }, {}],
    ['memoryless', 6, { pace: 'through-the-day' }, {}],
    ['lognormal', 6, { pace: 'through-the-day' }, { stay_variation: 0.8 }],
    [
      'memoryless',
      rows((day) => Math.exp(-day / 6), 0.9),
      { deaths: 'same-risk' },
      { death_chance: 0.1 },
    ],
    [
      'whole-days',
      rows(whole, 0.9),
      { deaths: 'same-risk' },
      { stay_spread: 1, death_chance: 0.1 },
    ],
  ];

  it.each(cases)('%s: %f days', async (stay, days, blocks, parameters) => {
    const { mean } = await run(
      ward(Math.round(20 * days)),
      { stay, ...blocks },
      { ...law, ...parameters },
    );
    // Standard error below one; the first days show whether the stays at the start are those that are met.
    for (const present of mean) expect(Math.abs(present - 20 * days)).toBeLessThan(4.5);
  });
});

describe('a hospital', () => {
  it('that opened empty has nobody who came before', async () => {
    const world = ward(40, [stock('day', (row) => row + 1)]);
    const opened = {
      ...world,
      setting: {
        ...world.setting,
        series: world.setting.series.map((series) => ({
          ...series,
          statistics: { ...series.statistics, first: 0, min: 0 },
        })),
      },
    };
    // The first row is that of day 1: all 40 have come on it, and nobody leaves before six days have passed.
    const whole = { stay: 'whole-days' };
    const parameters = { arrivals_per_day: 0, mean_stay: 6.5, stay_spread: 0.01 };
    const { mean } = await run(opened, { ...whole, opening: 'opened-empty' }, parameters, 5);
    expect(mean.slice(0, 8)).toEqual([40, 40, 40, 40, 40, 40, 0, 0]);
    const long = await run(opened, { ...whole, opening: 'long-open' }, parameters, 100);
    expect(Math.abs((long.mean[1] ?? 0) - (40 * 5) / 6)).toBeLessThan(1.5);
  });

  it('counts its days exactly', async () => {
    const world = ward(4, [stock('day', (row) => row + 3)]);
    const compiled = compiledOf(world, simplestStructure(patients, world.setting)!);
    const at = Object.keys(compiled.declaration.outputs).indexOf('day');
    const parameters = { arrivals_per_day: 1, mean_stay: 6 };
    const { runs } = await meansOf(world, compiled, parameters, 2, at);
    expect(runs[0]).toEqual(Array.from({ length: 45 }, (_, row) => row + 3));
  });

  it('with a place for each kind alone blocks each kind as Erlang says', async () => {
    const world = worldOf('Patients stay in beds.', [
      stock('patients_a', () => 15),
      stock('patients_b', () => 15),
      stock('icu', () => 15),
      stock('ward', () => 15),
    ]);
    const { runs } = await run(
      world,
      {
        pace: 'through-the-day',
        gate: 'turned-away',
        preference_patients_a: 'icu-only',
        preference_patients_b: 'ward-only',
      },
      {
        arrivals_per_day_patients_a: 10,
        arrivals_per_day_patients_b: 0,
        mean_stay_patients_a: 2,
        mean_stay_patients_b: 2,
      },
      150,
    );
    const late = runs.flatMap((present) => present.slice(20));
    const carried = late.reduce((sum, present) => sum + present, 0) / late.length;
    expect(Math.max(...late)).toBe(15);
    expect(Math.abs(carried - 20 * (1 - erlangB(20, 15)))).toBeLessThan(0.15);
  });
});

/** Share turned away with `offered` load on `places` (Erlang 1917). */
function erlangB(offered: number, places: number): number {
  let blocked = 1;
  for (let n = 1; n <= places; n++) blocked = (offered * blocked) / (n + offered * blocked);
  return blocked;
}
