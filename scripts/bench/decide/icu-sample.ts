/** Extra beds in the sample of intensive-care beds: what is asked, and of which model. */
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { openRandom } from '../../../engine/calibrate/streams.ts';
import type { Dataset } from '../../../engine/data/dataset.ts';
import { datasetOf } from '../../../engine/data/dataset-of.ts';
import { episodesOf } from '../../../engine/data/episodes.ts';
import { importCsv } from '../../../engine/data/import-csv.ts';
import { loadSample } from '../../../engine/data/sample.ts';
import type { Aim, LeverChoice } from '../../../engine/decide/schemas/aim.ts';
import type { Means } from '../../../engine/decide/schemas/means.ts';
import {
  type CompiledSimulator,
  compileSimulator,
} from '../../../engine/simulator/compile/compile-simulator.ts';
import type { ExploredModel } from '../../../engine/studio/explore/explored-subject.ts';
import { workedSimulator } from '../worked-simulators.ts';
import { modelOf } from './recommend.ts';

/** Beds that are there anyway: about as many as are in use on the last day of the sample. */
const THERE = 40;
export const BEDS: Means = {
  resources: [
    {
      ...{ name: 'beds', words: 'extra beds', unit: 'beds', low: 0, high: 200, default: 0 },
      ...{ integer: true, serves: { output: 'occupied', there: THERE } },
    },
  ],
  costs: { currency: '€', items: [{ of: 'beds', per: 'unit', amount: 500 }] },
};

/** Least cost, and a bed for everybody on all of the 28 days in 95 % of outcomes. */
export function bedsAim(kinds: LeverChoice['kinds']): Aim {
  return {
    ...{ name: 'Extra beds', horizon: 28, scenario: null, current: {} },
    objectives: [
      {
        direction: 'minimise',
        metric: { series: { kind: 'cost' }, how: 'total', level: null },
        risk: { kind: 'mean' },
      },
    ],
    limits: [
      {
        metric: { series: { kind: 'shortage', resource: 'beds' }, how: 'peak', level: null },
        ...{ is: 'at-most', level: 0, chance: 0.95 },
      },
    ],
    choices: [{ lever: 'beds', kinds, watch: null, ranges: {} }],
  };
}

/** Stays in two stages (7 of 10 runs) or in one, with 200 sets of numbers each: 10 % to either side. */
export async function icuMixture(): Promise<[ExploredModel, ExploredModel]> {
  const dataset = await icuDataset();
  const staged = workedSimulator('icu-staged-stay');
  return [
    structure(staged, dataset, 0.7, { stay: 18, error: 15 }),
    structure(inOneStage(staged), dataset, 0.3, { stay: 19, error: 25 }),
  ];
}

async function icuDataset(): Promise<Dataset> {
  const folder = fileURLToPath(new URL('../../../assets/samples/', import.meta.url));
  const { sample, bytes } = await loadSample('netherlands-icu', (path) =>
    readFile(`${folder}${path}`),
  );
  const mapping = sample.columns.map(({ meaning: _meaning, ...column }) => column);
  return datasetOf(importCsv(bytes, { mapping }).table, mapping).dataset;
}

/** Everybody is in the second stage from the beginning, which lasts for the whole stay. */
function inOneStage({ source }: CompiledSimulator): CompiledSimulator {
  return compileSimulator(
    source
      .replace('(-2 * dt) / stay', '-dt / stay')
      .replace('Math.floor(row.occupied / 2)', 'row.occupied')
      .replace("reads: ['early', 'admitted']", "reads: ['late', 'admitted']")
      .replace("writes: ['early', 'admitted']", "writes: ['late', 'admitted']")
      .replace('state.early += admissions', 'state.late += admissions'),
  );
}

function structure(
  compiled: CompiledSimulator,
  dataset: Dataset,
  weight: number,
  middles: Readonly<Record<string, number>>,
): ExploredModel {
  const { declaration } = compiled;
  const random = openRandom(1, 'bench/decide/icu', weight > 0.5 ? 0 : 1);
  const sets = Array.from({ length: 200 }, () =>
    Object.keys(declaration.parameters).map((name) => middles[name]! * random.lognormal(0, 0.1)),
  );
  return modelOf(compiled, { sets, weight, episodes: episodesOf(dataset, declaration) });
}
