/** Blocks do what their words say: systems with known answers. */
import { describe, expect, it } from 'vitest';
import { FAMILIES, simplestStructure } from '../../../engine/discover/composer/registry.ts';
import type { Structure } from '../../../engine/discover/composer/structure.ts';
import { compiledOf, meansOf } from '../running.ts';
import { type Column, type World, worldOf } from '../settings.ts';

function structureOf(
  family: string,
  { setting }: World,
  blocks: Record<string, string>,
): Structure {
  const simplest = simplestStructure(FAMILIES.find(({ id }) => id === family)!, setting)!;
  return { family, blocks: { ...simplest.blocks, ...blocks } };
}

function run(
  family: string,
  world: World,
  blocks: Record<string, string>,
  parameters: Readonly<Record<string, number>>,
  runs?: number,
  output?: number,
) {
  const compiled = compiledOf(world, structureOf(family, world, blocks));
  return meansOf(world, compiled, parameters, runs, output);
}

/** One batch of 1000 arrivals on the first day, nobody before or after. */
const BATCH = 1000;
const batch: readonly Column[] = [
  { name: 'occupied', role: 'stock', use: 'output', at: () => 0 },
  { name: 'admissions', role: 'flow', use: 'input', at: (row) => (row === 1 ? BATCH : 0) },
];
const afterBatch = worldOf('Patients stay in beds.', batch, { rows: 160 });

/**
 * Mean and variance of the stay from the share S(k) still there k days later. Stays are cut into whole days
 * (rounded up), so the sum over k is the mean and half a day, for every shape that is smooth over a day.
 */
function momentsOf(mean: readonly number[]): { mean: number; variance: number } {
  const still = mean.slice(1).map((present) => present / BATCH);
  const total = still.reduce((sum, share) => sum + share, 0);
  const squares = still.reduce((sum, share, k) => sum + (2 * k + 1) * share, 0);
  return { mean: total - 0.5, variance: squares - total * total - 1 / 12 };
}

describe('a stay', () => {
  const lasts = async (stay: string, parameters: Record<string, number>) =>
    momentsOf((await run('beds', afterBatch, { stay }, parameters, 40)).mean);

  it('of one phase leaves the share e^(-k / mean) after k days', async () => {
    const { mean } = await run('beds', afterBatch, { stay: 'one-phase' }, { mean_stay: 8 }, 40);
    for (const k of [0, 1, 5, 20])
      expect(Math.abs((mean[1 + k] ?? 0) / BATCH - Math.exp(-k / 8))).toBeLessThan(0.01);
  });

  it('of two equal phases is an Erlang distribution: its variance is half the squared mean', async () => {
    const { mean } = await run(
      'beds',
      afterBatch,
      { stay: 'two-equal-phases' },
      { mean_stay: 8 },
      40,
    );
    for (const k of [0, 1, 2, 5, 20]) {
      const survival = Math.exp(-k / 4) * (1 + k / 4);
      expect(Math.abs((mean[1 + k] ?? 0) / BATCH - survival)).toBeLessThan(0.01);
    }
    const moments = momentsOf(mean);
    expect(Math.abs(moments.mean - 8)).toBeLessThan(0.15);
    expect(Math.abs(moments.variance - 32)).toBeLessThan(1.5);
  });

  it('of two unequal phases has the mean of its parameter, and the variances of both phases', async () => {
    const { mean, variance } = await lasts('two-unequal-phases', {
      mean_stay: 10,
      first_phase_share: 0.2,
    });
    expect(Math.abs(mean - 10)).toBeLessThan(0.15);
    expect(Math.abs(variance - (4 + 64))).toBeLessThan(4);
  });

  it('of two phases stays the same where the phases are almost equally long', async () => {
    const stay = 'two-unequal-phases';
    const at = async (first_phase_share: number) =>
      lasts(stay, { mean_stay: 6, first_phase_share });
    expect(Math.abs((await at(0.5 - 1e-9)).mean - (await at(0.499)).mean)).toBeLessThan(0.15);
  });

  it('of short and long stayers keeps the mean', async () => {
    const { mean } = await lasts('short-and-long', {
      mean_stay: 12,
      short_share: 0.4,
      short_length: 0.25,
    });
    expect(Math.abs(mean - 12)).toBeLessThan(0.2);
  });

  it('of a free shape keeps the mean', async () => {
    const shape = { class_1: 0.3, class_2: 0.2, class_3: 0.5, class_4: 0.4 };
    const { mean } = await lasts('observed-shape', { mean_stay: 12, ...shape });
    expect(Math.abs(mean - 12)).toBeLessThan(0.2);
  });

  it.each([
    ['one-phase', {}],
    ['two-equal-phases', {}],
    ['two-unequal-phases', { first_phase_share: 0.2 }],
    ['short-and-long', { short_share: 0.4, short_length: 0.25 }],
    ['observed-shape', { class_1: 0.3, class_2: 0.2, class_3: 0.5, class_4: 0.4 }],
  ])('of %s keeps a ward full that takes in as many as leave', async (stay, parameters) => {
    // 20 a day who stay 10 days and half a day more for the cut into days: 210 present, from the first day on.
    const steady = worldOf('Patients stay in beds.', [
      { name: 'occupied', role: 'stock', use: 'output', at: () => 210 },
      { name: 'admissions', role: 'flow', use: 'input', at: () => 20 },
    ]);
    const { mean } = await run('beds', steady, { stay }, { mean_stay: 10, ...parameters }, 100);
    for (const present of mean) expect(Math.abs(present - 210)).toBeLessThan(6);
  });
});

describe('the calendar', () => {
  it('of weekends at another pace keeps the weekly average', async () => {
    const world = worldOf(
      'Patients stay in beds.',
      [{ name: 'occupied', role: 'stock', use: 'output', at: () => 400 }],
      { rows: 71 },
    );
    const parameters = { mean_stay: 20, arrivals_per_day: 20 };
    const alike = await run('beds', world, {}, parameters, 100);
    const differ = await run(
      'beds',
      world,
      { calendar: 'weekends-differ' },
      { ...parameters, weekend_pace: 0.3 },
      100,
    );
    const lastWeeks = ({ mean }: typeof alike) => mean.slice(-28).reduce((a, b) => a + b, 0) / 28;
    expect(Math.abs(lastWeeks(differ) - lastWeeks(alike))).toBeLessThan(8);
    expect(Math.abs(lastWeeks(alike) - 410)).toBeLessThan(8);
  });

  it('delays arrivals by exactly the days told', async () => {
    for (const delay_days of [0, 1, 3, 7]) {
      const { mean } = await run(
        'beds',
        afterBatch,
        { delay: 'delayed' },
        { mean_stay: 1000, delay_days },
        2,
      );
      expect(mean.findIndex((present) => present > 0)).toBe(1 + delay_days);
      expect(mean[1 + delay_days]).toBe(BATCH);
    }
  });
});

describe('a gate', () => {
  const ward = (capacity: number, rows = 400): World =>
    worldOf(
      'Patients stay in beds.',
      [
        { name: 'occupied', role: 'stock', use: 'output', at: () => 0 },
        { name: 'beds_open', role: 'capacity', use: 'input', at: () => capacity },
      ],
      { rows },
    );

  it('that turns away never lets in more than there are places, and blocks as Erlang says', async () => {
    // Long stays, so that a day is short beside them: 1 a day for 20 days on 15 places.
    const parameters = { mean_stay: 20, arrivals_per_day: 1 };
    const { runs } = await run('beds', ward(15), { gate: 'turn-away' }, parameters, 60);
    expect(Math.max(...runs.flat())).toBe(15);
    const late = runs.flatMap((present) => present.slice(150));
    const carried = late.reduce((sum, present) => sum + present, 0) / late.length;
    expect(Math.abs(carried - 20 * (1 - erlangB(20, 15)))).toBeLessThan(0.35);
  });

  it('with a queue loses nobody: all are let in by and by', async () => {
    const world = worldOf(
      'Patients stay in beds.',
      [
        ...batch.map((column) => ({ ...column, at: (row: number) => (row === 1 ? 100 : 0) })),
        { name: 'beds_open', role: 'capacity' as const, use: 'input' as const, at: () => 10 },
      ].map((column) => (column.name === 'occupied' ? { ...column, at: () => 0 } : column)),
      { rows: 300 },
    );
    const { runs } = await run('beds', world, { gate: 'queue' }, { mean_stay: 5 }, 40);
    expect(Math.max(...runs.flat())).toBe(10);
    // 100 people of 5 days each (and half a day for the cut into days) fill 550 place-days.
    const placeDays = runs.map((present) => present.reduce((sum, value) => sum + value, 0));
    const mean = placeDays.reduce((sum, value) => sum + value, 0) / placeDays.length;
    expect(Math.abs(mean - 550)).toBeLessThan(25);
    expect(runs.every((present) => present.at(-1) === 0)).toBe(true);
  });
});

/** Share turned away with `offered` load on `places` (Erlang 1917). */
function erlangB(offered: number, places: number): number {
  let blocked = 1;
  for (let n = 1; n <= places; n++) blocked = (offered * blocked) / (n + offered * blocked);
  return blocked;
}

describe('an infection', () => {
  const town = worldOf(
    'An epidemic in a town of 100000 inhabitants.',
    [
      { name: 'sick', role: 'stock', use: 'output', at: () => 100 },
      { name: 'ever_ill', role: 'stock', use: 'output', at: () => 100 },
    ],
    { rows: 150 },
  );
  /** The share that an epidemic reaches: z = 1 - exp(-R0 z) (Kermack and McKendrick 1927). */
  const finalSize = (R0: number) => {
    let z = 0.9;
    for (let i = 0; i < 200; i++) z = 1 - Math.exp(-R0 * z);
    return z;
  };

  it.each([
    ['one-phase', 'ill-infect', {}],
    ['two-phases', 'ill-infect', {}],
    ['one-phase', 'incubation', { unseen_days: 2, unseen_at_start: 1 }],
    ['one-phase', 'infect-before-ill', { unseen_days: 2, unseen_at_start: 100 }],
  ])('with an illness of %s, %s: reaches the final size', async (illness, course, more) => {
    const { mean } = await run(
      'contagion',
      town,
      { illness, course },
      { R0: 2, ill_days: 4, ...more },
      4,
      1,
    );
    expect(town.setting.clues.population).toBe(100_000);
    expect(Math.abs((mean.at(-1) ?? 0) / 100_000 - finalSize(2))).toBeLessThan(0.01);
  });

  it.each(['one-phase', 'two-phases'])('of %s lasts the days told', async (illness) => {
    const { mean } = await run('contagion', town, { illness }, { R0: 0, ill_days: 5 }, 300);
    // Nobody new: 100 people, 5 days each; the first day counts whole.
    const days = mean.reduce((sum, ill) => sum + ill, 0) / 100;
    expect(Math.abs(days - 5.5)).toBeLessThan(0.25);
  });

  it('starts from the groups that were counted', async () => {
    const closed = worldOf('An infection spreads from person to person.', [
      { name: 'S', role: 'stock', use: 'output', at: () => 180 },
      { name: 'I', role: 'stock', use: 'output', at: () => 15 },
      { name: 'R', role: 'stock', use: 'output', at: () => 5 },
    ]);
    const compiled = compiledOf(closed, structureOf('contagion', closed, {}));
    expect(Object.keys(compiled.declaration.parameters)).toEqual(['R0', 'ill_days']);
    const { mean } = await meansOf(closed, compiled, { R0: 0, ill_days: 1 }, 2);
    // The first output is that of the ill.
    expect(mean[0]).toBe(15);
    expect(mean.at(-1)).toBe(0);
  });
});

describe('stock keeping', () => {
  const store = worldOf('A warehouse with goods on stock.', [
    { name: 'inventory', role: 'stock', use: 'output', at: () => 20 },
    { name: 'demand', role: 'demand', use: 'input', at: () => 5 },
  ]);

  it('orders a lot when the stock position falls to the reorder point', async () => {
    const { mean } = await run(
      'stock-keeping',
      store,
      { review: 'reorder-point' },
      { reorder_point: 10, lot_size: 40, lead_time: 2 },
      1,
    );
    // 20, 15, 10 at the end of day 2; seen on the morning of day 3, there on the morning of day 5.
    expect(mean.slice(0, 9)).toEqual([20, 15, 10, 5, 0, 35, 30, 25, 20]);
  });

  it('orders up to a level every day', async () => {
    const { mean } = await run(
      'stock-keeping',
      store,
      { review: 'order-up-to' },
      { order_up_to: 30, lead_time: 0 },
      1,
    );
    expect(mean.slice(0, 4)).toEqual([20, 25, 25, 25]);
  });

  it('owes or loses what is not on stock', async () => {
    const parameters = { order_up_to: 12, lead_time: 1 };
    const dry = worldOf('A warehouse with goods on stock.', [
      { name: 'inventory', role: 'stock', use: 'output', at: () => 0 },
      { name: 'demand', role: 'demand', use: 'input', at: (row) => (row === 1 ? 20 : 0) },
    ]);
    const review = 'order-up-to';
    const owed = await run('stock-keeping', dry, { review, unmet: 'backlog' }, parameters, 1);
    const lost = await run('stock-keeping', dry, { review, unmet: 'lost' }, parameters, 1);
    expect(owed.mean.at(-1)).toBe(12);
    expect(owed.mean[2]).toBe(0);
    expect(lost.mean[2]).toBe(12);
  });
});

describe('daily numbers', () => {
  const calls = worldOf('Calls.', [{ name: 'calls', role: 'flow', use: 'output', at: () => 100 }]);

  it('that are recorded late at weekends are recorded on Monday, none lost', async () => {
    const late = { reporting: 'weekend-lag' };
    const { mean } = await run(
      'counts',
      calls,
      late,
      { start_level: 100, weekend_recorded: 0.25 },
      400,
    );
    // Row 0 is a Monday: rows 5 and 6 are the weekend, row 7 the Monday after it.
    expect(Math.abs((mean[5] ?? 0) - 25)).toBeLessThan(3);
    expect(Math.abs((mean[6] ?? 0) - 25)).toBeLessThan(3);
    expect(Math.abs((mean[7] ?? 0) - 250)).toBeLessThan(4);
    expect(Math.abs((mean[8] ?? 0) - 100)).toBeLessThan(3);
  });

  it('start from the number of the first day', async () => {
    const { mean } = await run('counts', calls, {}, { start_level: 50 }, 100);
    expect(mean[0]).toBe(100);
    expect(Math.abs((mean[1] ?? 0) - 50)).toBeLessThan(4);
  });

  it('in bursts keep the level', async () => {
    const bursts = { scatter: 'bursts' };
    const { runs } = await run('counts', calls, bursts, { start_level: 50, regularity: 2 }, 200);
    const values = runs.flatMap((numbers) => numbers.slice(1));
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
    expect(Math.abs(mean - 50)).toBeLessThan(2);
    expect(Math.abs(variance / (50 + 50 ** 2 / 2) - 1)).toBeLessThan(0.15);
  });
});
