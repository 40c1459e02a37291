/**
 * Are the policies good that the studio recommends?
 *
 *   npm run bench:decide -- [--json FILE] [--only newsvendor,mmc,...] [--repeats N] [--environments a,b] [--quick]
 *
 * decide.<problem>.excess        newsvendor, mmc, ss, sir-lockdown: cost of what is recommended beyond the least possible (median, worst)
 * decide.<problem>.hypervolume   of fronts found, zdt1 .. dtlz2 (multi-objective)
 * decide.ocba.*, decide.kn.*     ranking and selection beside published figures (selection)
 * decide.limit.icu.*             how often a limit "in 95 % of outcomes" holds in fresh outcomes of the mixture (limits)
 * decide.regret.*                what is lost in the true simulators of the published environments by deciding on what was learned
 *                                of them: on the point estimate, on one structure, on the mixture (regret)
 * decide.truth-limit.*           how often a limit found on the mixture holds in the truth (regret)
 * decide.icu.seconds             from the start of the search to the recommended policy, ICU sample (icu)
 *
 * --environments: of the regret. --quick: fewer repeats, and smaller searches for the regret.
 */
import { parseArgs } from 'node:util';
import { GSIM_ENVIRONMENTS } from '../engine/benchmark/gsim/environments.ts';
import { createNumericsPool } from '../engine/compute/pool/numerics-pool.ts';
import { createSimulate } from '../engine/compute/simulate.ts';
import { icuRows } from './bench/decide/icu.ts';
import { KNOWN_IDS, knownRows } from './bench/decide/known-optima.ts';
import { learn } from './bench/decide/learned.ts';
import { limitRows } from './bench/decide/limits.ts';
import { multiObjectiveRows } from './bench/decide/multi-objective.ts';
import { type Losses, lossesIn, regretRows } from './bench/decide/regret.ts';
import { selectionRows } from './bench/decide/selection.ts';
import { type Row, report } from './bench/report.ts';

const PARTS = [...KNOWN_IDS, 'multi-objective', 'selection', 'limits', 'regret', 'icu'] as const;

const { values: options } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    json: { type: 'string' },
    only: { type: 'string', default: PARTS.join() },
    repeats: { type: 'string' },
    environments: { type: 'string', default: GSIM_ENVIRONMENTS.map(({ id }) => id).join() },
  },
});
const { quick } = options;
/** Of the regret: from here on no decision was tried out on the data. */
const FIRST_SEED = 50;
const repeatsOr = (full: number, few: number) => Number(options.repeats ?? (quick ? few : full));
const executor = createNumericsPool({
  workerFile: new URL('./bench/gsim.worker.ts', import.meta.url).href,
});
const simulate = createSimulate(executor);

const rows: Row[] = [];
for (const wanted of options.only.split(',')) {
  const part = PARTS.find((one) => one === wanted);
  if (part === undefined) throw new Error(`part: ${wanted}, known: ${PARTS.join(', ')}`);
  rows.push(...(await rowsOf(part)));
}
await executor.close();
report(rows, options.json);

async function rowsOf(part: (typeof PARTS)[number]): Promise<Row[]> {
  switch (part) {
    case 'multi-objective':
      return multiObjectiveRows(repeatsOr(5, 1));
    case 'selection':
      return selectionRows(repeatsOr(2000, 200));
    case 'limits':
      return limitRows(repeatsOr(10, 2), simulate);
    case 'regret':
      return regret(repeatsOr(10, 1));
    case 'icu':
      return icuRows();
    default:
      return knownRows(part, repeatsOr(5, 2), simulate);
  }
}

/** Many seeds: what is lost is little mostly, and much where the records mislead. */
async function regret(repeats: number): Promise<Row[]> {
  const seeds = Array.from({ length: repeats }, (_, i) => FIRST_SEED + i);
  const effort = quick
    ? { evaluations: 120, runs: 200, closeRuns: 1000 }
    : { evaluations: 400, runs: 300, closeRuns: 2000 };
  const wanted = options.environments.split(',');
  const losses: Losses[] = [];
  for (const environment of GSIM_ENVIRONMENTS.filter(({ id }) => wanted.includes(id)))
    losses.push(
      await lossesIn(environment, seeds, {
        ...{ simulate, effort },
        learn: (own, seed) => learn(own, seed, simulate),
      }),
    );
  return regretRows(losses);
}
