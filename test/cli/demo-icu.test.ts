/** The main job on the intensive-care sample: the figures that the project promises. */
import { beforeAll, expect, it } from 'vitest';
import { type Demo, demo, expectWhole, numberOf } from './demo.ts';
import { gsim } from './gsim.ts';

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

it('forecasts the days after the data from the last one, and follows what was observed', async () => {
  const words = [
    'forecast',
    icu.project,
    '--horizon',
    '14',
    '--above',
    'icu_occupied=600',
    '--json',
  ];
  const { code, out } = await gsim(words);
  const { trajectories, warnings, conditions } = JSON.parse(out);
  const [{ dates, filter, outputs }] = trajectories;
  expect([code, warnings, dates[0], dates.length]).toEqual([0, [], '2020-07-01', 14]);
  expect(filter.weakest.share).toBeGreaterThan(0.3);
  expect(conditions[0]).toMatch(/^icu_admissions ahead: /);
  // 39 beds on 30 June, and falling; 600 are out of reach.
  const [first] = outputs[0].rows;
  expect(Math.abs(first.quantiles[4].value - 39)).toBeLessThan(6);
  expect(outputs[0].line.by.at(-1).value).toBe(0);
}, 60_000);
