/**
 * The published benchmark of generated simulators (Holt et al. 2025), corrected: three environments, 100 trajectories to learn
 * from, 100 to choose by, 100 to test, seeds 10..14. The proposer sees a description and the columns, never the truth; structures
 * are chosen on held-out data; only what was chosen is compared with the truth, by the published metric (1-Wasserstein distance
 * of 200 next rows at every visited state), with what the truth is apart from itself (the floor) and trivial predictors beside it.
 *
 *   npm run bench:gsim -- [--quick] [--json FILE] [--environments a,b] [--seeds 10,11]
 *
 * gsim.<environment>.<method>.w, .excess, .mmd, .mse     mean over states and seeds; floor and trivial predictors as methods
 * gsim.<environment>.<method>.seconds, .simulations       wall time, and simulated runs, until the method has its answer
 * gsim.<environment>.<method>.links.f1                    its links between columns against the true ones
 * gsim.<environment>.true-structure.excess                the worked simulator with the true numbers, from what the columns show
 * gsim.<environment>.ood.<shift>.excess                   of es, where truth and candidate are both changed; .mixture.excess, ...
 *
 * --quick: one seed unless others are named, fewer states, smaller budgets.
 */
import { parseArgs } from 'node:util';
import {
  GSIM_ENVIRONMENTS,
  GSIM_SEEDS,
  type GsimEnvironment,
} from '../engine/benchmark/gsim/environments.ts';
import { createNumericsPool } from '../engine/compute/pool/numerics-pool.ts';
import { createSimulate } from '../engine/compute/simulate.ts';
import { linkScore, outputLinks } from '../engine/discover/archive/links.ts';
import type { CompiledSimulator } from '../engine/simulator/compile/compile-simulator.ts';
import { type EnvironmentRun, runEnvironment } from './bench/gsim-environment.ts';
import { rowsOfEnvironment } from './bench/gsim-rows.ts';
import { type Row, report } from './bench/report.ts';
import { workedSimulator } from './bench/worked-simulators.ts';

const { values: options } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    json: { type: 'string' },
    environments: { type: 'string', default: GSIM_ENVIRONMENTS.map(({ id }) => id).join() },
    seeds: { type: 'string' },
  },
});
const seeds =
  options.seeds?.split(',').map(Number) ?? GSIM_SEEDS.slice(0, options.quick ? 1 : undefined);
const wanted = options.environments.split(',').map((id) => {
  const environment = GSIM_ENVIRONMENTS.find((row) => row.id === id);
  if (environment !== undefined) return environment;
  throw new Error(`environment: ${id}, known: ${GSIM_ENVIRONMENTS.map((row) => row.id)}`);
});

const executor = createNumericsPool({
  workerFile: new URL('./bench/gsim.worker.ts', import.meta.url).href,
});
const simulate = createSimulate(executor);
const rows: Row[] = [];
for (const environment of wanted) {
  const runs: EnvironmentRun[] = [];
  for (const seed of seeds) {
    const run = await runEnvironment(environment, seed, {
      executor,
      simulate,
      quick: options.quick,
    });
    runs.push(run);
    if (run.methods.length === 0) console.error(`${environment.id} ${seed}: nothing was proposed`);
    for (const { id, words } of run.methods)
      console.error(
        `${environment.id} ${seed} ${id}: ${run.scores.get(id)?.excess.toFixed(3)} ${words}`,
      );
  }
  const linksOf = (compiled: CompiledSimulator) =>
    outputLinks(compiled, { names: columnNames(compiled.declaration, environment.series) });
  const trueLinks = linksOf(workedSimulator(environment.simulator));
  rows.push(
    ...rowsOfEnvironment(
      environment,
      runs,
      (compiled) => linkScore(linksOf(compiled), trueLinks).f1,
    ),
  );
}
await executor.close();
report(rows, options.json);

/** Declared name -> column, of what the data show; the rest is hidden. */
function columnNames(
  { outputs, inputs, levers }: CompiledSimulator['declaration'],
  series: GsimEnvironment['series'],
): Record<string, string> {
  return Object.fromEntries(
    Object.entries({ ...outputs, ...inputs, ...levers }).flatMap(([declared, { column }]) => {
      const shown = series.find(({ name }) => name === (column ?? declared));
      return shown === undefined ? [] : [[declared, shown.name]];
    }),
  );
}
