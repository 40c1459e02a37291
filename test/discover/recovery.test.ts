/** From data of a known structure the search finds that structure and its numbers. */
import { expect, it } from 'vitest';
import type { Dataset } from '../../engine/data/dataset.ts';
import { simplestStructure } from '../../engine/discover/composer/composer.ts';
import { beds } from '../../engine/discover/composer/families/beds.ts';
import { createPlainRunner } from '../../engine/simulator/plain-runner.ts';
import { modelSystem } from '../../engine/studio/model-system.ts';
import { chooser, compiledOf, meansOf } from './running.ts';
import { worldOf } from './settings.ts';

const words = 'Patients are admitted to the ward, stay in beds for some time, and leave again.';

/** 90 days: two waves of admissions, occupancy from the given stay. */
async function observed(stay: string, parameters: Record<string, number>): Promise<Dataset> {
  const uniform = chooser(5);
  const admitted = Array.from({ length: 90 }, (_, day) => {
    const level = 60 * Math.exp(-(((day - 18) / 9) ** 2)) + 35 * Math.exp(-(((day - 60) / 7) ** 2));
    return Math.round(level + 2 * uniform());
  });
  const columns = (occupied: (row: number) => number) =>
    worldOf(
      words,
      [
        { name: 'occupied', role: 'stock', use: 'output', at: occupied },
        { name: 'admissions', role: 'flow', use: 'input', at: (row) => admitted[row] ?? 0 },
      ],
      { rows: 90 },
    );
  const world = columns(() => 10);
  const simplest = simplestStructure(beds, world.setting)!;
  const compiled = compiledOf(world, { ...simplest, blocks: { ...simplest.blocks, stay } });
  const { runs } = await meansOf(world, compiled, parameters, 1);
  return columns((row) => runs[0]?.[row] ?? Number.NaN).dataset;
}

function modelled(dataset: Dataset) {
  return modelSystem({
    title: 'Ward',
    words,
    dataset,
    heldOutRows: 14,
    seed: 1,
    rounds: 2,
    simulate: createPlainRunner(),
    admit: async () => [],
  });
}

it('finds a stay of two phases, and its mean', async () => {
  const model = await modelled(
    await observed('two-unequal-phases', { mean_stay: 14, first_phase_share: 0.4 }),
  );
  if (model.kind === 'stopped') throw new Error('stopped');
  expect(model.chosen.proposal.structure?.blocks.stay).toMatch(/phases/);
  expect(model.chosen.proposal.structure?.blocks.stay).not.toBe('one-phase');
  const stay = model.calibration.intervals.find(({ name }) => name === 'mean_stay');
  expect(Math.abs((stay?.value ?? 0) / 14 - 1)).toBeLessThan(0.1);
  expect(stay?.low).toBeLessThan(14.7);
  expect(stay?.high).toBeGreaterThan(13.3);
});

it('does not add phases to a stay that has one', async () => {
  const model = await modelled(await observed('one-phase', { mean_stay: 9 }));
  if (model.kind === 'stopped') throw new Error('stopped');
  expect(model.chosen.proposal.structure?.blocks.stay).toBe('one-phase');
  expect(Math.abs((model.calibration.parameters.mean_stay ?? 0) / 9 - 1)).toBeLessThan(0.1);
});
