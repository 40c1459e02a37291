/**
 * How fast scenarios are compared live on this machine, from the request to the reply over the memory transport.
 *
 *   npm run bench:compare -- [--json FILE] [--rounds N]
 *
 * All of the ICU sample, 28 days ahead, 200 runs of each scenario, beds that can be opened by a threshold:
 *
 * decide.compare.4-scenarios       a slider moved in one of four scenarios: median of the rounds.
 * decide.compare.4-scenarios.p95   the slowest of twenty.
 * decide.compare.4-scenarios.new   all four changed at once: each is run anew beside things as they are, which are kept.
 * decide.compare.saved             the question after a scenario was saved.
 * decide.compare.first             the first question: the pool starts, the model is read, the state is filtered.
 * decide.compare.past              a slider moved with runs that start eight weeks before the last day.
 */
import { parseArgs } from 'node:util';
import type { Scenario } from '../engine/decide/schemas/scenario.ts';
import type { CompareRequest } from '../engine/studio/contract/compare.ts';
import { icuWithDraws, type MemoryClient, withMemoryStudio } from './bench/memory-studio.ts';
import { type Row, report } from './bench/report.ts';

const { values: options } = parseArgs({
  options: { json: { type: 'string' }, rounds: { type: 'string', default: '40' } },
});
const rounds = Number(options.rounds);
const RUNS = 200;
const ISSUE = 'issue 7, figures to reach: 400 ms with drawing';

report(await withMemoryStudio(compared), options.json);

async function compared(client: MemoryClient): Promise<Row[]> {
  const { project, simulator } = await icuProject(client);
  const question: Omit<CompareRequest, 'scenarios'> = {
    subject: { kind: 'simulator', simulator },
    ...{ record: 0, horizon: 28, since: null, runs: RUNS, seed: 1, metrics: [], above: {} },
  };
  let engine = 0;
  const ask = async (surges: readonly number[], since: string | null = null) => {
    const scenarios = surges.map((by, i) => ({ id: `s${i}`, scenario: surge(by, 60 + 10 * i) }));
    const began = performance.now();
    const answer = await client.call('scenarios.compare', {
      project,
      question: { ...question, since, scenarios },
    });
    const problem = answer.scenarios.find((one) => one.problem !== null)?.problem;
    if (problem) throw new Error(problem.message);
    engine = answer.milliseconds;
    return performance.now() - began;
  };
  const timed = async (question: (round: number) => Promise<number>) => {
    const times: number[] = [];
    for (let round = 0; round < rounds; round++) times.push(await question(round));
    return times;
  };
  const first = await ask([1.1, 1.2, 1.3, 1.4]);
  // What is measured is a session that goes on: states and compiled code are there.
  await timed((round) => ask([2 + round / 100, 1.2, 1.3, 1.4]));
  let inEngine = 0;
  const slider = await timed(async (round) => {
    const time = await ask([1 + round / 100, 1.2, 1.3, 1.4]);
    inEngine += engine / rounds;
    return time;
  });
  const anew = await timed((round) => ask([1, 1.2, 1.3, 1.4].map((by) => by + 3 + round / 100)));
  await client.call('scenarios.save', { project, intent: 'Keep it', scenario: surge(1.5, 60) });
  const saved = await ask([1.77, 1.2, 1.3, 1.4]);
  const { dates } = await client.call('scenarios.compare', {
    project,
    question: { ...question, scenarios: [] },
  });
  const since = dates?.[0] === undefined ? null : weeksBefore(dates[0], 8);
  await timed((round) => ask([5 + round / 100, 1.2, 1.3, 1.4], since));
  const past = await timed((round) => ask([1 + round / 100, 1.2, 1.3, 1.4], since));
  const id = 'decide.compare';
  return [
    row(`${id}.first`, first, 'no target: once in a session'),
    row(
      `${id}.4-scenarios`,
      quantile(slider, 0.5),
      `${ISSUE}; of this ${inEngine.toFixed(0)} ms in the handler (mean)`,
      400,
    ),
    row(`${id}.4-scenarios.p95`, quantile(slider, 0.95), 'the same questions'),
    row(`${id}.4-scenarios.new`, quantile(anew, 0.5), ISSUE, 400),
    row(`${id}.saved`, saved, ISSUE, 400),
    row(`${id}.past`, quantile(past, 0.5), 'no target'),
  ];
}

async function icuProject(client: MemoryClient): ReturnType<typeof icuWithDraws> {
  const made = await icuWithDraws(client);
  const { project } = made;
  const beds = { name: 'beds', words: 'extra beds', unit: 'beds', low: 0, high: 500, default: 0 };
  await client.call('documents.edit', {
    ...{ project, intent: 'Add beds' },
    edit: {
      resources: [{ ...beds, integer: true, serves: { output: 'occupied', there: 40 } }],
      costs: { currency: '€', items: [{ of: 'beds', per: 'unit', amount: 500 }] },
    },
  });
  return made;
}

/** So many times the admissions for two weeks, and beds that are opened above so many patients. */
function surge(by: number, above: number): Scenario {
  const watch = { terms: [{ output: 'occupied', weight: 1 }], delay: 1, window: 1, underway: 0 };
  return {
    ...{ name: 'Surge', notes: '', parent: null },
    changes: [
      {
        ...{ id: 'surge', words: '', from: null, to: null, on: true },
        change: { kind: 'input', how: 'scale', input: 'admissions', value: by },
        cost: { once: 0, perStep: 0 },
      },
    ],
    policies: {
      beds: {
        ...{ kind: 'threshold', watch, starts: [] },
        values: { above, gap: 10, low: 0, high: 40 },
      },
    },
  };
}

function weeksBefore(date: string, weeks: number): string {
  return new Date(Date.parse(date) - weeks * 7 * 86_400_000).toISOString().slice(0, 10);
}

function row(id: string, value: number, reference: string, target?: number): Row {
  const known = target === undefined ? {} : { target };
  return { id: id, value, unit: 'ms', better: 'lower', reference, ...known };
}

function quantile(values: readonly number[], level: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(level * sorted.length))] ?? Number.NaN;
}
