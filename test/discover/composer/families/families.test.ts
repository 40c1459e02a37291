/** Blocks of infections, stays and stock keeping against known answers. */
import { describe, expect, it } from 'vitest';
import { FAMILIES, simplestStructure } from '../../../../engine/discover/composer/registry.ts';
import { compiledOf, meansOf } from '../../running.ts';
import { type Column, type World, worldOf } from '../../settings.ts';

async function run(
  family: string,
  world: World,
  blocks: Readonly<Record<string, string>>,
  parameters: Readonly<Record<string, number>>,
  runs = 1,
  output = 0,
) {
  const simplest = simplestStructure(FAMILIES.find(({ id }) => id === family)!, world.setting)!;
  const compiled = compiledOf(world, { family, blocks: { ...simplest.blocks, ...blocks } });
  return meansOf(world, compiled, parameters, runs, output);
}

const output = (name: string, at: (row: number) => number): Column => ({
  name,
  role: 'stock',
  use: 'output',
  at,
});

describe('an infection that moves once a day', () => {
  const town = worldOf(
    'An epidemic in a town of 100000 inhabitants.',
    [output('sick', () => 100), output('ever_ill', () => 100)],
    { rows: 150 },
  );

  it.each([
    ['one-phase', 'ill-infect', {}],
    ['two-phases', 'ill-infect', {}],
    ['one-phase', 'incubation', { unseen_days: 2, unseen_at_start: 1 }],
    ['one-phase', 'infect-before-ill', { unseen_days: 2, unseen_at_start: 100 }],
  ])('of %s, %s: R0 is what decides the final size', async (illness, course, more) => {
    // z = 1 - exp(-R0 z) (Kermack and McKendrick 1927).
    let z = 0.9;
    for (let i = 0; i < 200; i++) z = 1 - Math.exp(-2 * z);
    const parameters = { R0: 2, ill_days: 4, ...more };
    const blocks = { pace: 'once-a-day', illness, course };
    const { mean } = await run('contagion', town, blocks, parameters, 4, 1);
    expect(Math.abs((mean.at(-1) ?? 0) / 100_000 - z)).toBeLessThan(0.01);
  });

  it('lets nobody fall ill and recover on the same day', async () => {
    const group = worldOf('An infection spreads from person to person.', [
      output('S', () => 50),
      output('I', () => 10),
      output('R', () => 0),
    ]);
    // All catch it, and all the ill recover within the day.
    const parameters = { R0: 1e6, ill_days: 0.01 };
    const { mean } = await run('contagion', group, { pace: 'once-a-day' }, parameters);
    expect(mean.slice(0, 3)).toEqual([10, 50, 0]);
  });

  it('stays over where nobody is ill', async () => {
    const over = worldOf('An infection spreads from person to person.', [
      output('S', () => 50),
      output('I', () => 0),
      output('R', () => 10),
    ]);
    const { mean } = await run('contagion', over, {}, { R0: 5, ill_days: 5 }, 3);
    expect(new Set(mean)).toEqual(new Set([0]));
  });
});

describe('a stay drawn on arrival', () => {
  const BATCH = 1000;
  const batch = worldOf(
    'Patients stay in beds.',
    [
      output('occupied', () => 0),
      { name: 'admissions', role: 'flow', use: 'input', at: (row) => (row === 1 ? BATCH : 0) },
    ],
    { rows: 160 },
  );
  /** Cut into whole days, rounded up: half a day more, and a twelfth in the variance. */
  const moments = (mean: readonly number[]) => {
    const still = mean.slice(1).map((present) => present / BATCH);
    const total = still.reduce((sum, share) => sum + share, 0);
    const squares = still.reduce((sum, share, k) => sum + (2 * k + 1) * share, 0);
    return { mean: total - 0.5, variance: squares - total * total - 1 / 12 };
  };

  it.each([
    ['three-equal-phases', {}, 64 / 3],
    ['lognormal', { stay_variation: 0.6 }, 64 * (Math.exp(0.36) - 1)],
  ])('of %s has its mean and variance', async (stay, more, variance) => {
    const { mean } = await run('beds', batch, { stay }, { mean_stay: 8, ...more }, 40);
    const found = moments(mean);
    expect(Math.abs(found.mean - 8)).toBeLessThan(0.15);
    expect(Math.abs(found.variance / variance - 1)).toBeLessThan(0.07);
  });

  it.each([
    ['three-equal-phases', {}],
    ['lognormal', { stay_variation: 0.6 }],
  ])('of %s keeps a ward full that takes in as many as leave', async (stay, more) => {
    const steady = worldOf('Patients stay in beds.', [
      output('occupied', () => 210),
      { name: 'admissions', role: 'flow', use: 'input', at: () => 20 },
    ]);
    const { mean } = await run('beds', steady, { stay }, { mean_stay: 10, ...more }, 100);
    for (const present of mean) expect(Math.abs(present - 210)).toBeLessThan(6);
  });

  it('of arrivals in bursts varies as the negative binomial does', async () => {
    const none = worldOf('Patients stay in beds.', [output('occupied', () => 0)], { rows: 2 });
    const parameters = { mean_stay: 1000, arrivals_per_day: 20, arrival_regularity: 4 };
    const { runs } = await run('beds', none, { inflow: 'in-bursts' }, parameters, 4000);
    const first = runs.map((present) => present[1] ?? Number.NaN);
    const mean = first.reduce((sum, value) => sum + value, 0) / first.length;
    const variance = first.reduce((sum, value) => sum + (value - mean) ** 2, 0) / first.length;
    expect(Math.abs(mean - 20)).toBeLessThan(0.8);
    expect(Math.abs(variance / (20 + 400 / 4) - 1)).toBeLessThan(0.12);
  });
});

describe('stock keeping', () => {
  const demand: Column = { name: 'demand', role: 'demand', use: 'input', at: () => 5 };
  const store = (stock: number, more: readonly Column[] = []) =>
    worldOf('A warehouse with goods on stock.', [
      output('inventory', () => stock),
      demand,
      ...more,
    ]);

  it('orders in the evening what was asked for on the day', async () => {
    const evening = { review: 'order-up-to', ordering: 'in-the-evening' };
    const parameters = { order_up_to: 30, lead_time: 1 };
    const { mean } = await run('stock-keeping', store(20), evening, parameters);
    // 20 - 5, the evening's order of 15 comes on the next day, and each day's demand after it.
    expect(mean.slice(0, 4)).toEqual([20, 15, 25, 25]);
  });

  it('starts with the usual orders on the way, or with none', async () => {
    const parameters = { order_quantity: 5, lead_time: 3 };
    const same = (underway: string) =>
      run('stock-keeping', store(20), { review: 'same-every-day', underway }, parameters);
    expect((await same('usual-underway')).mean.slice(0, 5)).toEqual([20, 20, 20, 20, 20]);
    expect((await same('nothing-underway')).mean.slice(0, 6)).toEqual([20, 15, 10, 5, 5, 5]);
  });

  it.each([
    // The latest of two orders has two days before it, the one before it one.
    ['counted-orders', 2, [20, 19, 18, 17, 16]],
    ['counted-goods', 8, [20, 15 + 3, 13 + 3, 11 + 2, 8 + 4]],
  ])('restores what is on the way from %s', async (underway, count, expected) => {
    const world = store(20, [output('pipeline', () => count)]);
    const review = 'same-every-day';
    const parameters = { order_quantity: 4, lead_time: underway === 'counted-orders' ? 2 : 3 };
    const { mean } = await run('stock-keeping', world, { review, underway }, parameters);
    expect(mean.slice(0, 5)).toEqual(expected);
    const way = await run('stock-keeping', world, { review, underway }, parameters, 1, 1);
    expect(way.mean[0]).toBe(count);
  });

  it('with lots has as many on the way as lift the position above the point', async () => {
    const blocks = { review: 'reorder-point', underway: 'usual-underway' };
    const parameters = { reorder_point: 60, lot_size: 25, lead_time: 1 };
    const { mean } = await run('stock-keeping', store(20), blocks, parameters);
    // Two lots of 25 are on the way (20 + 50 > 60) and come at once.
    expect(mean[1]).toBe(65);
  });

  it('with varying lead times restores orders as they are met on the way', async () => {
    const world = worldOf('A warehouse with goods on stock.', [
      output('inventory', () => 0),
      { ...demand, at: () => 0 },
      output('pipeline', () => 40),
      { name: 'orders', role: 'order', use: 'lever', at: (row) => (row === 0 ? 1 : 0) },
    ]);
    const blocks = { supply: 'varying-lead-time', underway: 'counted-orders' };
    const { mean } = await run('stock-keeping', world, blocks, { mean_lead_time: 6 }, 200);
    // Of the lead times L that are met, in proportion to L, every day of them is as likely: P(due at once) = 1 / E[L].
    expect(Math.abs((mean[1] ?? 0) / 40 - (1 - Math.exp(-6)) / 6)).toBeLessThan(0.012);
    expect(mean.at(-1)).toBe(40);
  });
});
