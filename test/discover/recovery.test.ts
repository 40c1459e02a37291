/** From data of a known structure the search finds that structure and its numbers. */
import { expect, it } from 'vitest';
import type { Dataset } from '../../engine/data/dataset.ts';
import { takeRows } from '../../engine/data/splits.ts';
import { composer } from '../../engine/discover/composer/composer.ts';
import { beds } from '../../engine/discover/composer/families/beds.ts';
import { simplestStructure } from '../../engine/discover/composer/registry.ts';
import { createEvaluation } from '../../engine/discover/evaluate.ts';
import { discover } from '../../engine/discover/loop.ts';
import { createSetting } from '../../engine/discover/setting.ts';
import { createPlainRunner } from '../../engine/simulator/plain-runner.ts';
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

/** The search alone, with a small budget; the last 14 days are not looked at. */
async function best(dataset: Dataset) {
  const training = takeRows(dataset, { from: 0, to: 76 });
  const evaluation = createEvaluation({
    dataset: training,
    simulate: createPlainRunner(),
    admit: async () => [],
    facts: [],
    rules: [],
    seed: 1,
    evaluations: 150,
  });
  const setting = createSetting('Ward', words, training);
  const { ranked } = await discover({
    setting,
    proposer: composer,
    rounds: 2,
    candidates: 2,
    ...evaluation,
  });
  return ranked[0]!;
}

it('finds a stay of two phases, and its mean', async () => {
  const found = await best(
    await observed('two-unequal-phases', { mean_stay: 14, first_phase_share: 0.4 }),
  );
  expect(found.proposal.structure?.blocks.stay).toMatch(/^two-(un)?equal-phases$/);
  expect(Math.abs((found.parameters.mean_stay ?? 0) / 14 - 1)).toBeLessThan(0.1);
});

it('does not add phases to a stay that has one', async () => {
  const found = await best(await observed('one-phase', { mean_stay: 9 }));
  expect(found.proposal.structure?.blocks.stay).toBe('one-phase');
  expect(Math.abs((found.parameters.mean_stay ?? 0) / 9 - 1)).toBeLessThan(0.1);
});
