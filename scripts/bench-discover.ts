/**
 * Are structures found that are there?
 *
 *   npm run bench:discover -- [--json FILE] [--systems sir,ward,...,icu-sample] [--repeats 10] [--rounds 5]
 *
 * discover.icu-sample.staged-stay   seeds of 10 for which words and CSV of the sample lead to a stay in phases
 * discover.<system>.true-structure  repeats (data made by a worked simulator) in which the same structure of the composer has
 *                                   the largest weight, or is named as one that the data cannot tell from it
 * discover.<system>.heaviest        those in which it has the largest weight
 */
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { createNumericsPool } from '../engine/compute/pool/numerics-pool.ts';
import { createSimulate } from '../engine/compute/simulate.ts';
import type { Dataset } from '../engine/data/dataset.ts';
import { datasetOf } from '../engine/data/dataset-of.ts';
import { importCsv } from '../engine/data/import-csv.ts';
import { loadSample } from '../engine/data/sample.ts';
import { takeRows } from '../engine/data/splits.ts';
import type { Evaluated } from '../engine/discover/candidate.ts';
import { composer } from '../engine/discover/composer/composer.ts';
import { createEvaluation } from '../engine/discover/evaluate.ts';
import { type Discovery, discover } from '../engine/discover/loop.ts';
import { cannotTell } from '../engine/discover/mixture/cannot-tell.ts';
import { weighCandidates, worthWeighing } from '../engine/discover/mixture/weigh-candidates.ts';
import { createSetting } from '../engine/discover/setting.ts';
import { KNOWN_SYSTEMS, type KnownSystem, recorded } from './bench/known-systems.ts';
import { type Row, report } from './bench/report.ts';

const ICU = 'icu-sample';
const { values: options } = parseArgs({
  options: {
    json: { type: 'string' },
    systems: { type: 'string', default: [ICU, ...KNOWN_SYSTEMS.map(({ name }) => name)].join() },
    repeats: { type: 'string', default: '10' },
    rounds: { type: 'string', default: '5' },
    evaluations: { type: 'string', default: '300' },
  },
});
const repeats = Number(options.repeats);
const systems = options.systems.split(',');
const executor = createNumericsPool({
  workerFile: new URL('./bench/gsim.worker.ts', import.meta.url).href,
});
const simulate = createSimulate(executor);
const rows: Row[] = [];
if (systems.includes(ICU)) rows.push(await sample());
for (const system of KNOWN_SYSTEMS.filter(({ name }) => systems.includes(name)))
  rows.push(...(await known(system)));
await executor.close();
report(rows, options.json);

async function search(words: string, dataset: Dataset, seed: number, evaluations: number) {
  const setting = createSetting('Bench', words, dataset);
  return discover({
    ...createEvaluation({
      ...{ dataset, simulate, seed, evaluations },
      // The composer's own templates: nothing to fear.
      admit: async () => [],
      ...{ facts: setting.clues.facts, rules: setting.rules },
    }),
    ...{ setting, proposer: composer, rounds: Number(options.rounds) },
  });
}

/** With the budget of the studio. */
async function sample(): Promise<Row> {
  const folder = fileURLToPath(new URL('../assets/samples/', import.meta.url));
  const { sample: icu, bytes } = await loadSample('netherlands-icu', (path) =>
    readFile(`${folder}${path}`),
  );
  const mapping = icu.columns.map(({ meaning: _meaning, ...column }) => column);
  const { dataset: whole } = datasetOf(importCsv(bytes, { mapping }).table, mapping);
  const learned = Math.max(...whole.trajectories.map((one) => one.rows)) - icu.heldOutRows;
  const training = takeRows(whole, { from: 0, to: learned });
  let found = 0;
  for (let seed = 1; seed <= repeats; seed++) {
    const { ranked } = await search(icu.words, training, seed, 600);
    const stay = ranked[0]?.proposal.structure?.blocks.stay ?? 'none';
    if (/phases|short-and-long/.test(stay)) found += 1;
    console.error(`${ICU} ${seed}: ${stay}`);
  }
  const reference = `of ${repeats} seeds; target 9 of 10`;
  return {
    ...{ id: 'discover.icu-sample.staged-stay', value: found, unit: 'seeds', better: 'higher' },
    ...{ target: 0.9 * repeats, reference },
  };
}

async function known(system: KnownSystem): Promise<Row[]> {
  let named = 0;
  let heaviest = 0;
  for (let repeat = 1; repeat <= repeats; repeat++) {
    const dataset = await recorded(system, 1000 + repeat);
    const discovery = await search(system.words, dataset, repeat, Number(options.evaluations));
    const verdict = verdictOn(discovery, system, repeat);
    if (verdict.isHeaviest) heaviest += 1;
    if (verdict.isNamed) named += 1;
    console.error(`${system.name} ${repeat}: ${verdict.text}`);
  }
  const row = (figure: string, value: number, target?: number): Row => ({
    ...{ id: `discover.${system.name}.${figure}`, value, unit: 'repeats', better: 'higher' },
    ...(target !== undefined && { target }),
    reference: `of ${repeats} data sets; target 8 of 10`,
  });
  return [row('true-structure', named, 0.8 * repeats), row('heaviest', heaviest)];
}

function verdictOn({ rounds, ranked, merged }: Discovery, system: KnownSystem, seed: number) {
  const all = rounds.flatMap(({ candidates }) =>
    candidates.filter((candidate) => candidate.kind === 'evaluated'),
  );
  const { structures } = weighCandidates(worthWeighing(ranked), seed);
  const byId = new Map(all.map((candidate) => [candidate.proposal.id, candidate]));
  const best = byId.get(structures[0]?.id ?? '');
  // The same explanation in other words counts, as it does in the studio.
  const same = new Map(merged.map(({ id, into }) => [id, into]));
  const truths = all.filter((candidate) => isTruth(candidate, system));
  const standIns = truths.flatMap(
    ({ proposal }) => byId.get(same.get(proposal.id) ?? proposal.id) ?? [],
  );
  const isHeaviest = best !== undefined && standIns.includes(best);
  const untold =
    best !== undefined &&
    standIns.some(
      (truth) => !cannotTell({ points: best.score.points }, { points: truth.score.points }).tells,
    );
  const tried = truths.length > 0 ? '' : ' (the true one was not tried)';
  const told = isHeaviest ? 'the true one' : untold ? 'cannot be told from it' : 'another one';
  const weight = structures[0]?.weight.toFixed(2);
  const text = `${told}${tried}, weight ${weight}: ${best?.proposal.id}`;
  return { isHeaviest, isNamed: isHeaviest || untold, text };
}

function isTruth({ proposal: { structure } }: Evaluated, { truth }: KnownSystem): boolean {
  return Object.entries(truth).every(([slot, block]) => structure?.blocks[slot] === block);
}
