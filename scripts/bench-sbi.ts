/**
 * How good simulation-based inference is on problems whose posterior is known, by the classifier two-sample test (C2ST) of
 * engine/score/c2st.ts: 10,000 draws of a method against 10,000 of a reference that engine/benchmark/ makes itself.
 *
 *   npm run bench:sbi -- [--json FILE] [--full] [--tasks a,b] [--methods a,b] [--seeds N] [--observations N]
 *                        [--simulations 1e3,1e4]
 *
 * <method>.<task>.<simulations>.c2st      mean over observations and seeds; .5 is perfect, 1 useless
 * <method>.<task>.<simulations>.seconds   wall time until there is a posterior, mean over runs
 * npe.samples.1e4.seconds                 10,000 draws for one observation, two moons, best of 3
 * npe.two-moons.1e4.networks.ratio        wall time of two networks side by side over that of one
 * npe.sir-trajectories.*                 100 trajectories of the published epidemic: means and intervals over repeats
 * c2st.analytic.<case>.error              distance from what the best classifier reaches on two normals
 *
 * npe trains once a seed and answers all observations; tsnpe runs once an observation, seeds in turn; ABC runs for every
 * observation and seed. --full adds 1e5 simulations and the task bernoulli-glm. Defaults: 10 observations, 3 seeds.
 */
import { parseArgs } from 'node:util';
import { C2ST, type C2stRequest } from '../engine/benchmark/c2st-task.ts';
import type { SbiBenchmark } from '../engine/benchmark/sbi-tasks/benchmark-task.ts';
import { SBI_BENCHMARKS } from '../engine/benchmark/sbi-tasks/registry.ts';
import type { Infer } from '../engine/calibrate/sbi/calibrate.ts';
import { npe } from '../engine/calibrate/sbi/npe.ts';
import { rejectionAbc } from '../engine/calibrate/sbi/rejection-abc.ts';
import { smcAbc } from '../engine/calibrate/sbi/smc-abc.ts';
import { tsnpe } from '../engine/calibrate/sbi/tsnpe.ts';
import { normalCdf } from '../engine/calibrate/special.ts';
import { openRandom } from '../engine/calibrate/streams.ts';
import { createNumericsPool } from '../engine/compute/pool/numerics-pool.ts';
import { type Row, report } from './bench/report.ts';
import { MEASURED, PUBLISHED, TARGETS } from './bench/sbi-figures.ts';
import { sirPosteriorRows } from './bench/sir-posterior.ts';

const METHODS: Readonly<Record<string, Infer>> = {
  'rejection-abc': (task, options) => rejectionAbc(task, {}, options),
  'smc-abc': (task, options) => smcAbc(task, {}, options),
  npe: (task, options) => npe(task, {}, options),
  tsnpe: (task, options) => tsnpe(task, {}, options),
};
const DRAWS = 10_000;

const { values: options } = parseArgs({
  options: {
    json: { type: 'string' },
    full: { type: 'boolean', default: false },
    tasks: { type: 'string' },
    methods: { type: 'string', default: Object.keys(METHODS).join() },
    seeds: { type: 'string', default: '3' },
    observations: { type: 'string', default: '10' },
    simulations: { type: 'string' },
  },
});
const wanted =
  options.tasks?.split(',') ??
  SBI_BENCHMARKS.map(({ id }) => id).filter((id) => options.full || id !== 'bernoulli-glm');
const budgets = (options.simulations ?? (options.full ? '1e3,1e4,1e5' : '1e3,1e4')).split(',');
const seeds = upTo(Number(options.seeds));
const observations = upTo(Number(options.observations));

const numerics = createNumericsPool();
const rows: Row[] = await analyticRows();
for (const task of SBI_BENCHMARKS.filter(({ id }) => wanted.includes(id))) {
  const cases = observations.map((o) => {
    const { observed } = task.draw(o);
    return { observed, reference: task.reference(observed, DRAWS, o) };
  });
  for (const method of options.methods.split(',')) {
    for (const budget of budgets) rows.push(...(await rowsOf(method, task, budget, cases)));
  }
}
if (wanted.includes('two-moons') && options.methods.split(',').includes('npe')) {
  rows.push(...(await networkRows()));
}
if (options.tasks?.includes('sir-trajectories') ?? options.methods.split(',').includes('npe')) {
  rows.push(...(await sirPosteriorRows(numerics, 1)));
}
await numerics.close();
report(rows, options.json);

interface Case {
  readonly observed: Float64Array;
  readonly reference: Float64Array;
}

async function rowsOf(
  method: string,
  task: SbiBenchmark,
  budget: string,
  cases: readonly Case[],
): Promise<Row[]> {
  const infer = METHODS[method];
  if (infer === undefined) throw new Error(`method: ${method}, known: ${Object.keys(METHODS)}`);
  const scores: Promise<number>[] = [];
  const seconds: number[] = [];
  const run = async ({ observed }: Case, seed: number) => {
    const start = performance.now();
    const inference = await infer(task.task(observed), {
      seed,
      simulations: Number(budget),
      numerics,
    });
    seconds.push((performance.now() - start) / 1000);
    return inference.posterior;
  };
  for (const seed of seeds) {
    const own = method === 'tsnpe' ? cases.filter((_, i) => i % seeds.length === seed - 1) : cases;
    if (method === 'npe') {
      const { amortised } = await run(cases[0]!, seed);
      // Only after the training: it has both cores for itself while its time is taken.
      scores.push(
        ...own.map(({ observed, reference }) =>
          scoreOf(task, reference, amortised!.sample(observed, DRAWS, seed), seed),
        ),
      );
      await Promise.all(scores);
      continue;
    }
    const draws: Float64Array[] = [];
    for (const each of own) draws.push((await run(each, seed)).sample(DRAWS, seed));
    scores.push(...own.map((each, i) => scoreOf(task, each.reference, draws[i]!, seed)));
    await Promise.all(scores);
  }
  const id = `${method}.${task.id}.${budget}`;
  const found = await Promise.all(scores);
  console.error(`${id}: ${found.map((score) => score.toFixed(3)).join(' ')}`);
  return [
    {
      id: `${id}.c2st`,
      value: mean(found),
      unit: `C2ST, ${found.length} comparisons`,
      better: 'lower',
      ...targetOf(budget, TARGETS[method]?.[task.id]?.c2st),
      reference: referenceOf(method, task.id, budget),
    },
    {
      id: `${id}.seconds`,
      value: mean(seconds),
      unit: 's',
      better: 'lower',
      ...targetOf(budget, TARGETS[method]?.[task.id]?.seconds),
      reference: secondsOf(method, task.id, budget),
    },
  ];
}

function scoreOf(
  { published, names }: SbiBenchmark,
  reference: Float64Array,
  draws: Float64Array,
  seed: number,
): Promise<number> {
  const sampleOf = (values: Float64Array) => ({
    count: DRAWS,
    values: published?.(values, DRAWS) ?? values,
  });
  return numerics.run<C2stRequest, number>(C2ST, {
    reference: sampleOf(reference),
    sample: sampleOf(draws),
    dimensions: names.length,
    seed,
  });
}

function targetOf(budget: string, target: number | undefined): { readonly target?: number } {
  return budget === '1e4' && target !== undefined ? { target } : {};
}

function referenceOf(method: string, task: string, budget: string): string {
  const published = PUBLISHED[method]?.[task]?.[['1e3', '1e4', '1e5'].indexOf(budget)];
  const measured = budget === '1e4' ? MEASURED[method]?.[task]?.c2st : undefined;
  return [
    ...(published === undefined ? [] : [`published 2021: ${published}`]),
    ...(measured === undefined ? [] : [`sbi 0.27 measured: ${measured}`]),
  ].join('; ');
}

function secondsOf(method: string, task: string, budget: string): string {
  const measured = budget === '1e4' ? MEASURED[method]?.[task]?.seconds : undefined;
  return measured === undefined ? '' : `sbi 0.27 measured on 2 cores: ${measured} s`;
}

/** Two normals, of which the best classifier's share is known: by a shift, or by a scale that a radius tells. */
async function analyticRows(): Promise<Row[]> {
  const cases = [
    { name: '1d.shift-0.5', dimensions: 1, shift: 0.5, best: normalCdf(0.25) },
    { name: '1d.shift-1', dimensions: 1, shift: 1, best: normalCdf(0.5) },
    { name: '1d.shift-2', dimensions: 1, shift: 2, best: normalCdf(1) },
    { name: '1d.scale-1.5', dimensions: 1, scale: 1.5, best: 0.597 },
    { name: '2d.scale-1.25', dimensions: 2, scale: 1.25, best: 0.582 },
    { name: '10d.scale-1.25', dimensions: 10, scale: 1.25, best: 0.688 },
  ];
  const normal = (dimensions: number, seed: number, shift = 0, scale = 1) => {
    const random = openRandom(seed, 'bench/c2st', 0);
    return {
      count: DRAWS,
      values: Float64Array.from(
        { length: DRAWS * dimensions },
        (_, i) => scale * random.normal() + (i % dimensions === 0 ? shift : 0),
      ),
    };
  };
  return await Promise.all(
    cases.map(async ({ name, dimensions, shift, scale, best }): Promise<Row> => {
      const score = await numerics.run<C2stRequest, number>(C2ST, {
        reference: normal(dimensions, 1),
        sample: normal(dimensions, 2, shift, scale),
        dimensions,
        seed: 1,
      });
      return {
        id: `c2st.analytic.${name}.error`,
        value: Math.abs(score - best),
        unit: 'C2ST',
        better: 'lower',
        target: 0.01,
        reference: `the best classifier reaches ${best.toFixed(3)}, ${DRAWS} draws of each`,
      };
    }),
  );
}

async function networkRows(): Promise<Row[]> {
  const task = SBI_BENCHMARKS.find(({ id }) => id === 'two-moons')!;
  const { observed } = task.draw(1);
  const timed = async (networks: number, seed: number) => {
    const start = performance.now();
    const settings = { seed, simulations: 10_000, numerics };
    const { posterior } = await npe(task.task(observed), { networks }, settings);
    return { posterior, seconds: (performance.now() - start) / 1000 };
  };
  const [one, two]: [number[], number[]] = [[], []];
  for (const seed of seeds) {
    one.push((await timed(1, seed)).seconds);
    two.push((await timed(2, seed)).seconds);
  }
  const { posterior } = await timed(2, 1);
  const drawing = [1, 2, 3].map((seed) => {
    const start = performance.now();
    posterior.sample(DRAWS, seed);
    return (performance.now() - start) / 1000;
  });
  return [
    {
      id: 'npe.two-moons.1e4.networks.ratio',
      value: mean(two) / mean(one),
      unit: '1',
      better: 'lower',
      target: 1.2,
      reference: `two networks over one, in ${numerics.width} threads, mean over seeds; ${mean(one).toFixed(1)} s for one`,
    },
    {
      id: 'npe.samples.1e4.seconds',
      value: Math.min(...drawing),
      unit: 's',
      better: 'lower',
      target: 0.3,
      reference: '10,000 draws of the posterior, two networks',
    },
  ];
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** 1 .. count */
function upTo(count: number): number[] {
  return Array.from({ length: count }, (_, i) => i + 1);
}
