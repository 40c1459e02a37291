/**
 * How fast the engine is on this machine.
 *
 *   npm run bench:engine -- [--json FILE] [--rounds N]
 *
 * hardened.*.ratio  processor time of plain JavaScript (same kernel, no counters, an ordinary thread) divided by
 *                   that of the simulator as it ships (hardened thread of the child process): best of the rounds,
 *                   which alternate between the two, over two pairs of fresh threads. Both run with the V8 options
 *                   of the pool (engine/compute/pool/v8-options.ts).
 * pool.speedup      wall time of one request (SIR: much output for little work) on a pool of 1 worker divided by that
 *                   on 2, best of the rounds; pool.ward.speedup: the same with the ward.
 * pool.roundtrip    wall time of one run through createSimulate on an idle pool, median.
 * pool.recovery     wall time from killing the child to the next result, median.
 * calibration.wall  wall time of a search by CMA-ES on the pool: two parameters of the SIR model from five observed
 *                   epidemics of 60 days, 20 replications, at most 600 parameter sets, without intervals.
 */
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { setFlagsFromString } from 'node:v8';
import { calibrateByCmaEs } from '../engine/calibrate/es/calibrate.ts';
import type { Executor } from '../engine/compute/executor.ts';
import { createNumericsPool } from '../engine/compute/pool/numerics-pool.ts';
import { createSimulationPool } from '../engine/compute/pool/simulation-pool.ts';
import { V8_OPTIONS } from '../engine/compute/pool/v8-options.ts';
import { createSimulate } from '../engine/compute/simulate.ts';
import {
  type ChunkResult,
  SIMULATE,
  type SimulationChunk,
} from '../engine/compute/simulation-task.ts';
import type { SimulationRequest } from '../engine/simulator/simulation.ts';
import { type Row, report } from './bench/report.ts';
import {
  episodesFrom,
  WORKED_NAMES,
  type WorkedName,
  workedRequest,
  workedSimulator,
} from './bench/worked-simulators.ts';

const { values: options } = parseArgs({
  options: { json: { type: 'string' }, rounds: { type: 'string', default: '8' } },
});
const rounds = Number(options.rounds);
/** Processor time that one measured chunk should take. */
const CHUNK_MILLISECONDS = 250;
const plainWorker = fileURLToPath(new URL('./bench/plain.worker.ts', import.meta.url));

for (const option of V8_OPTIONS) setFlagsFromString(option);

const rows: Row[] = [];
for (const name of WORKED_NAMES) rows.push(await hardenedRatio(name));
rows.push(await poolSpeedup('sir', 60_000, 'pool.speedup'));
rows.push(await poolSpeedup('ward', 8_000, 'pool.ward.speedup'));
rows.push(await poolRoundtrip(), await poolRecovery(), await calibration());

report(rows, options.json);

async function hardenedRatio(name: WorkedName): Promise<Row> {
  let hardened = Infinity;
  let plain = Infinity;
  for (const _ of ['first', 'second pair of fresh threads']) {
    const ships = createSimulationPool({ threads: 1 });
    const reference = createNumericsPool({ threads: 1, workerFile: plainWorker });
    const one = await timer(ships, workedRequest(name, 1e6));
    const other = await timer(reference, workedRequest(name, 1e6, { instrument: false }));
    for (let round = 0; round < rounds; round++) {
      hardened = Math.min(hardened, await one());
      plain = Math.min(plain, await other());
    }
    await Promise.all([ships.close(), reference.close()]);
  }
  const reference = 'issue: at least 0.9 of plain JavaScript';
  return {
    id: `hardened.${name.replace(/-\w/g, (dash) => dash.slice(1).toUpperCase())}.ratio`,
    value: plain / hardened,
    unit: 'of plain',
    better: 'higher',
    target: 0.9,
    reference: `${reference}; ${Math.round(1000 / plain)} runs a second in plain, ${Math.round(1000 / hardened)} hardened`,
  };
}

/** Processor time per run, milliseconds, of one chunk after another; warmed up. */
async function timer(
  executor: Executor,
  request: SimulationRequest,
): Promise<() => Promise<number>> {
  let first = 0;
  const chunk = async (runs: number) => {
    const last = first + runs;
    const result = await executor.run<SimulationChunk, ChunkResult>(SIMULATE, {
      key: request.program.hash,
      request,
      first,
      last,
    });
    first = last;
    if (result.kind !== 'done' || result.failures.length > 0) {
      throw new Error(`${request.program.hash}: ${JSON.stringify(result).slice(0, 500)}`);
    }
    return result.milliseconds / runs;
  };
  let runs = 10;
  for (let i = 0; i < 6; i++) {
    runs = Math.min(20_000, Math.max(10, Math.round(CHUNK_MILLISECONDS / (await chunk(runs)))));
  }
  return () => chunk(runs);
}

async function poolSpeedup(name: WorkedName, runs: number, id: string): Promise<Row> {
  const request = workedRequest(name, runs);
  const best = [Infinity, Infinity];
  const pools = [1, 2].map((threads) => createSimulationPool({ threads }));
  const simulates = pools.map((pool) => createSimulate(pool));
  for (let round = 0; round <= rounds; round++) {
    for (const [i, simulate] of simulates.entries()) {
      const started = performance.now();
      await simulate(request);
      // The first round warms up.
      if (round > 0) best[i] = Math.min(best[i]!, performance.now() - started);
    }
  }
  await Promise.all(pools.map((pool) => pool.close()));
  return {
    id,
    value: best[0]! / best[1]!,
    unit: 'times',
    better: 'higher',
    target: 1.8,
    reference: 'issue: 2 workers at least 1.8 times 1 worker',
  };
}

async function poolRoundtrip(): Promise<Row> {
  const pool = createSimulationPool({ threads: 1 });
  const simulate = createSimulate(pool);
  const request = workedRequest('sir', 1);
  const value = await medianTime(200, () => simulate(request));
  await pool.close();
  return {
    id: 'pool.roundtrip',
    value,
    unit: 'ms',
    better: 'lower',
    target: 1,
    reference: 'forked process 0.08 ms and Piscina 0.1 to 0.15 ms, without a simulation',
  };
}

async function poolRecovery(): Promise<Row> {
  const pool = createSimulationPool({ threads: 2 });
  const simulate = createSimulate(pool);
  const request = workedRequest('sir', 1);
  await simulate(request);
  const value = await medianTime(5, async () => {
    process.kill(pool.pid!, 'SIGKILL');
    await simulate(request);
  });
  await pool.close();
  return {
    id: 'pool.recovery',
    value,
    unit: 'ms',
    better: 'lower',
    target: 1000,
    reference: 'an empty Node process with its realm: 200 to 300 ms',
  };
}

async function calibration(): Promise<Row> {
  const pool = createSimulationPool();
  const simulate = createSimulate(pool);
  const truth = workedRequest('sir', 5);
  const { values } = await simulate(truth);
  const { declaration } = workedSimulator('sir');
  const episodes = episodesFrom(values, Object.keys(declaration.outputs));
  const started = performance.now();
  const { evaluations, stopped } = await calibrateByCmaEs(
    { program: truth.program, declaration, episodes, simulate },
    { seed: 1, budget: 600, intervals: null },
  );
  const value = (performance.now() - started) / 1000;
  await pool.close();
  return {
    id: 'calibration.wall',
    value,
    unit: 's',
    better: 'lower',
    target: 10,
    reference: `${evaluations} parameter sets, ${stopped}`,
  };
}

async function medianTime(times: number, act: () => Promise<unknown>): Promise<number> {
  const taken: number[] = [];
  for (let i = 0; i < times; i++) {
    const started = performance.now();
    await act();
    taken.push(performance.now() - started);
  }
  return taken.sort((a, b) => a - b)[Math.floor(times / 2)]!;
}
