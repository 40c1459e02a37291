/**
 * How fast the live what-if answers on this machine, from the request to the reply over the memory transport.
 *
 *   npm run bench:explore -- [--json FILE] [--rounds N] [--no-large]
 *
 * explore.icu.500x120.ms    500 runs of 120 days from the filtered state, ICU sample, another value of a parameter each
 *                           time: median of the rounds.
 * explore.icu.100x120.ms    the same with 100 runs.
 * explore.icu.*.p95.ms      the slowest of twenty.
 * explore.icu.first.ms      the first question, with 100 runs: the pool starts, the model is read, the state is filtered.
 * explore.icu.fit.500.ms    500 runs over all rows of the data.
 * explore.icu.cancel.ms     from calling off a question of 20,000 runs to the answer to the next one, with 100 runs.
 * explore.large.*           50 results over 2,000 days: how long as many runs as fit take, the most memory of the engine's
 *                           process meanwhile, and how soon 20,000 runs are refused.
 */
import { parseArgs } from 'node:util';
import type { ExploreRequest, ExploreResult } from '../engine/studio/contract/explore.ts';
import {
  addWithDraws,
  icuWithDraws,
  type MemoryClient,
  withMemoryStudio,
} from './bench/memory-studio.ts';
import { type Row, report } from './bench/report.ts';
import { wideSystem } from './bench/wide-system.ts';

const { values: options } = parseArgs({
  options: {
    json: { type: 'string' },
    rounds: { type: 'string', default: '40' },
    'no-large': { type: 'boolean' },
  },
});
const rounds = Number(options.rounds);
const ISSUE = 'issue 6, figures to reach: 250 ms with drawing';

const rows = await withMemoryStudio(async (client) => [
  ...(await icu(client)),
  ...(options['no-large'] ? [] : await large(client)),
]);
report(rows, options.json);

async function icu(client: MemoryClient): Promise<Row[]> {
  const { project, simulator } = await icuWithDraws(client);
  const question: ExploreRequest = {
    subject: { kind: 'simulator', simulator },
    mode: 'forecast',
    horizon: 120,
    ...{ runs: 100, seed: 1, set: {}, changes: [], above: { occupied: 300 }, paths: 20 },
  };
  const ask = timed(client, project);
  const first = await ask(question);
  const measured: Row[] = [
    row('explore.icu.first.ms', first.milliseconds, 'no target: once in a session'),
  ];
  for (const [runs, target] of [
    [500, 150],
    [100, 60],
  ] as const) {
    // What is measured is a session that goes on: states and compiled code are there.
    for (let i = 0; i < 10; i++) await ask({ ...question, runs, set: { stay: 18 } });
    const times: number[] = [];
    let engine = 0;
    for (let round = 0; round < rounds; round++) {
      const { milliseconds, answer } = await ask({
        ...question,
        runs,
        set: { stay: 12 + ((round * 7) % 13) },
        changes: [{ name: 'stay', how: 'scale', value: 1.2, first: 10, last: 30 }],
      });
      times.push(milliseconds);
      engine += answer.milliseconds / rounds;
    }
    const id = `explore.icu.${runs}x120`;
    const reference = `${ISSUE}; of this ${engine.toFixed(0)} ms in the handler (mean)`;
    measured.push(row(`${id}.ms`, quantile(times, 0.5), reference, target));
    measured.push(row(`${id}.p95.ms`, quantile(times, 0.95), 'the same questions'));
  }
  const fits: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const set = { stay: 12 + (round % 10) };
    const { milliseconds } = await ask({ ...question, mode: 'fit', runs: 500, set });
    if (round >= 5) fits.push(milliseconds);
  }
  measured.push(row('explore.icu.fit.500.ms', quantile(fits, 0.5), 'no target'));
  const stop = new AbortController();
  const long = client
    .call('explore.run', { project, question: { ...question, runs: 20_000 } }, stop)
    .catch(() => {});
  await new Promise((resolve) => setTimeout(resolve, 200));
  const began = performance.now();
  stop.abort();
  await ask(question);
  measured.push(row('explore.icu.cancel.ms', performance.now() - began, 'no target'));
  await long;
  await client.call('projects.close', { project });
  return measured;
}

async function large(client: MemoryClient): Promise<Row[]> {
  const { code, csv, simulator: title } = wideSystem(50, 60);
  const { project } = await client.call('projects.create', { name: title, description: title });
  const bytes = new TextEncoder().encode(csv);
  await client.call('data.import', { project, file: 'wide.csv', bytes, heldOutRows: 0 });
  const simulator = await addWithDraws(client, project, code, { pull: 0.1 });
  const question: ExploreRequest = {
    subject: { kind: 'simulator', simulator },
    mode: 'forecast',
    horizon: 2000,
    ...{ runs: 20_000, seed: 1, set: {}, changes: [], above: {}, paths: 20 },
  };
  const ask = timed(client, project);
  const began = performance.now();
  const refused = await ask(question).then(
    () => 'answered',
    (error: Error & { hint?: string }) => error.hint ?? error.message,
  );
  const refusal = performance.now() - began;
  const runs = Number(/At most (\d+) runs/.exec(refused)?.[1] ?? 400);
  const before = process.memoryUsage().rss;
  let most = before;
  const watch = setInterval(() => {
    most = Math.max(most, process.memoryUsage().rss);
  }, 20);
  const { milliseconds } = await ask({ ...question, runs: 10 * Math.floor(runs / 10) });
  clearInterval(watch);
  const reference = `50 results x 2,000 days x ${runs} runs, what fits`;
  return [
    row('explore.large.refused.ms', refusal, `20,000 runs: ${refused}`),
    row('explore.large.ms', milliseconds, reference),
    {
      ...row(
        'explore.large.memory',
        (most - before) / 2 ** 20,
        `${reference}; beyond ${(before / 2 ** 20).toFixed(0)} MB`,
      ),
      unit: 'MB',
    },
  ];
}

function timed(client: MemoryClient, project: string) {
  return async (
    question: ExploreRequest,
  ): Promise<{ readonly milliseconds: number; readonly answer: ExploreResult }> => {
    const began = performance.now();
    const answer = await client.call('explore.run', { project, question });
    return { milliseconds: performance.now() - began, answer };
  };
}

/** Adds the simulator with numbers that its data might leave possible; gives its id. */
function row(id: string, value: number, reference: string, target?: number): Row {
  const known = target === undefined ? {} : { target };
  return { id, value, unit: 'ms', better: 'lower', reference, ...known };
}

function quantile(values: readonly number[], level: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(level * sorted.length))] ?? Number.NaN;
}
