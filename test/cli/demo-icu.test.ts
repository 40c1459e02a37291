/** The main job on the intensive-care sample: the figures that the project promises. */
import { beforeAll, expect, it } from 'vitest';
import { type Demo, demo, expectWhole, numberOf } from './demo.ts';

let icu: Demo;
beforeAll(async () => {
  icu = await demo('netherlands-icu');
}, 240_000);

it('leaves the single exponential stay for a phased one on its own', () => {
  expect(icu.rounds[0]?.candidates[0]?.structure).toContain('stay=one-phase');
  expect(icu.structure.name).toMatch(/stay=(two|short|observed)/);
  expect(icu.structure.modules.map(({ name }) => name)).toContain('leaving');
});

it('reproduces the occupancy given the admissions', () => {
  expect(icu.fit.rmse).toBeLessThanOrEqual(22);
  const simplest = icu.rounds[0]?.candidates[0]?.fit?.icu_occupied ?? 0;
  expect(simplest).toBeGreaterThan(55);
});

it('finds a mean stay of about three weeks', () => {
  expect(numberOf(icu, 'mean_stay')).toBeGreaterThanOrEqual(18);
  expect(numberOf(icu, 'mean_stay')).toBeLessThanOrEqual(23);
});

it('beats every forecast that costs nothing, with honest ranges', () => {
  const { wis, naive, coverage80 } = icu.heldOut;
  expect(Object.keys(naive)).toEqual(expect.arrayContaining(['last-value', 'drift']));
  expect(Object.keys(naive).length).toBeGreaterThanOrEqual(3);
  for (const score of Object.values(naive)) expect(wis).toBeLessThan(score);
  expect(coverage80).toBeGreaterThanOrEqual(0.65);
  expect(coverage80).toBeLessThanOrEqual(0.95);
});

it('leaves a project and a script that proves itself', async () => {
  await expectWhole(icu);
});
