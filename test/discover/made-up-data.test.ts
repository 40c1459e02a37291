import { expect, it } from 'vitest';
import { beds } from '../../engine/discover/composer/families/beds.ts';
import { simplestStructure } from '../../engine/discover/composer/registry.ts';
import { makeUpData } from '../../engine/discover/made-up-data.ts';
import { createPlainRunner } from '../../engine/simulator/plain-runner.ts';
import { compiledOf } from './running.ts';
import { WORLDS } from './settings.ts';

const world = WORLDS.beds!['recorded inflow']!;
const compiled = compiledOf(world, simplestStructure(beds, world.setting)!);
const simulate = createPlainRunner();

function withGap() {
  const [trajectory] = world.dataset.trajectories;
  const values: Readonly<Record<string, Float64Array>> = trajectory!.values;
  const occupied = values.occupied!.slice();
  occupied[7] = Number.NaN;
  return {
    ...world.dataset,
    trajectories: [{ ...trajectory!, values: { admissions: values.admissions!, occupied } }],
  };
}

it('replaces what is predicted, keeps inputs, and leaves missing what was missing', async () => {
  const data = withGap();
  const made = await makeUpData({ compiled, parameters: { mean_stay: 3 } }, data, {
    ...{ simulate, seed: 1 },
  });
  const [before, after] = [data.trajectories[0]!, made.trajectories[0]!];
  expect(after.values.admissions).toBe(before.values.admissions);
  expect(after.values.occupied![0]).toBe(before.values.occupied![0]);
  expect(after.values.occupied![7]).toBeNaN();
  expect(after.values.occupied!.slice(1, 7)).not.toEqual(before.values.occupied!.slice(1, 7));
});

it('has the mean of the structure: with a stay of one day, about what came in and stayed', async () => {
  const stay = 4;
  const runs = await Promise.all(
    Array.from({ length: 200 }, (_, seed) =>
      makeUpData({ compiled, parameters: { mean_stay: stay } }, world.dataset, { simulate, seed }),
    ),
  );
  const row = 20;
  const values = runs.map(({ trajectories }) => trajectories[0]!.values.occupied![row]!);
  const mean = values.reduce((a, b) => a + b, 0) / values.length;
  const { occupied, admissions } = world.dataset.trajectories[0]!.values;
  const kept = Math.exp(-1 / stay);
  // Leaving comes before arriving within a row.
  let expected = occupied![0]!;
  for (let t = 1; t <= row; t++) expected = expected * kept + admissions![t]!;
  expect(Math.abs(mean - expected)).toBeLessThan(4 * Math.sqrt(expected / values.length));
});
