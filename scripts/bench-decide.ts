/**
 * Are the policies good that the studio recommends?
 *
 *   npm run bench:decide -- [--json FILE] [--only newsvendor,mmc,...] [--repeats N] [--quick]
 *
 * decide.<problem>.excess        newsvendor, mmc, ss, sir-lockdown: cost of what is recommended beyond the least possible (median, worst)
 * decide.<problem>.hypervolume   of fronts found, zdt1 .. dtlz2 (multi-objective)
 * decide.ocba.*, decide.kn.*     ranking and selection beside published figures (selection)
 */
import { parseArgs } from 'node:util';
import { createNumericsPool } from '../engine/compute/pool/numerics-pool.ts';
import { createSimulate } from '../engine/compute/simulate.ts';
import { KNOWN_IDS, knownRows } from './bench/decide/known-optima.ts';
import { multiObjectiveRows } from './bench/decide/multi-objective.ts';
import { selectionRows } from './bench/decide/selection.ts';
import { type Row, report } from './bench/report.ts';

const PARTS = [...KNOWN_IDS, 'multi-objective', 'selection'] as const;

const { values: options } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    json: { type: 'string' },
    only: { type: 'string', default: PARTS.join() },
    repeats: { type: 'string' },
  },
});
const { quick } = options;
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
    default:
      return knownRows(part, repeatsOr(5, 2), simulate);
  }
}
