import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import type { ChildLauncher } from '../../engine/compute/pool/child-launcher.ts';
import {
  createSimulationPool,
  type SimulationPool,
  type SimulationPoolOptions,
} from '../../engine/compute/pool/simulation-pool.ts';
import { createSimulate } from '../../engine/compute/simulate.ts';
import { evaluateDriver } from '../../engine/simulator/plain-runner.ts';
import { rawProgram, requestOf, soundProgram } from './support/raw-program.ts';

const workerFile = fileURLToPath(new URL('./support/hostile.worker.ts', import.meta.url));
const request = requestOf(soundProgram, { sets: 30, replications: 100, steps: 300 });
const plain = evaluateDriver(soundProgram.code).run(request, 0, 3000);
let pool: SimulationPool | undefined;

function open(options: SimulationPoolOptions = {}): SimulationPool {
  pool = createSimulationPool({ threads: 2, workerFile, ...options });
  return pool;
}

afterEach(async () => {
  await pool?.close();
  pool = undefined;
});

describe('the simulation pool', () => {
  it.each([1, 4])('gives the numbers of plain JavaScript with %i workers', async (threads) => {
    const result = await createSimulate(open({ threads }))(request);
    expect(result).toEqual({ values: plain.values, failures: plain.failures });
  });

  it('brings back what a filter found, also where every particle failed', async () => {
    const program = rawProgram({
      step: 'state.x += world.parameters.p > 0.9 ? NaN : world.random.normal(0, 1);',
    });
    const forecast = {
      ...requestOf(program, { sets: 2, replications: 30, steps: 6 }),
      parameters: Float64Array.of(0.5, 1),
      mode: { kind: 'forecast', origin: 6 } as const,
    };
    const { filters } = await createSimulate(open())(forecast);
    expect(filters).toEqual(evaluateDriver(program.code).run(forecast, 0, 60).filters);
    expect(filters!.map(({ logLikelihood }) => Number.isFinite(logLikelihood))).toEqual([
      true,
      false,
    ]);
  });

  it('gives the same numbers when the child is killed over and over', async () => {
    const simulate = createSimulate(open({ attempts: 100 }), { chunkMilliseconds: 10 });
    let kills = 0;
    const { values } = await simulate(request, {
      onProgress: (done, total) => {
        if (done > (total * (kills + 1)) / 4) {
          kills += 1;
          process.kill(pool!.pid!, 'SIGKILL');
        }
      },
    });
    expect(kills).toBeGreaterThanOrEqual(2);
    expect(values).toEqual(plain.values);
  });

  it('gives the same numbers when a thread ends in the middle', async () => {
    const simulate = createSimulate(open(), { chunkMilliseconds: 10 });
    const [{ values }, exit] = await Promise.all([
      simulate(request),
      pool!.run<undefined, { code: string }>({ name: 'exit' }, undefined).catch((error) => error),
    ]);
    expect(exit.code).toBe('crashed');
    expect(values).toEqual(plain.values);
  });

  it('rejects only the task that ends the process, whatever ran beside it', async () => {
    open();
    const [crash, ...others] = await Promise.allSettled([
      pool!.run({ name: 'crash' }, undefined),
      ...[1, 2, 3, 4].map((n) => pool!.run({ name: 'echo' }, n)),
    ]);
    expect(crash).toMatchObject({ status: 'rejected', reason: { code: 'crashed' } });
    expect(others.map((one) => one.status === 'fulfilled' && one.value)).toEqual([1, 2, 3, 4]);
  });

  it('stops a task at its deadline and finishes the others', async () => {
    open();
    const [late, other] = await Promise.allSettled([
      pool!.run({ name: 'wait' }, 60_000, { deadline: 100 }),
      pool!.run({ name: 'wait' }, 300),
    ]);
    expect(late).toMatchObject({ status: 'rejected', reason: { code: 'deadline' } });
    expect(other.status).toBe('fulfilled');
  });

  it('hands an error of the task back with its message, and keeps the child', async () => {
    open();
    await pool!.run({ name: 'echo' }, 1);
    const { pid } = pool!;
    await expect(pool!.run({ name: 'fail' }, undefined)).rejects.toMatchObject({
      code: 'task-failed',
      message: 'task fail: sum: negative',
    });
    await expect(pool!.run({ name: 'nonsense' }, undefined)).rejects.toMatchObject({
      code: 'task-failed',
    });
    expect(pool!.pid).toBe(pid);
  });

  it('lets go of a cancelled task at once, running or not', async () => {
    open({ threads: 1 });
    await pool!.run({ name: 'echo' }, 1);
    const stop = new AbortController();
    const started = performance.now();
    const tasks = [1, 2].map(() =>
      pool!.run({ name: 'wait' }, 60_000, { signal: stop.signal }).catch((error) => error.code),
    );
    stop.abort();
    expect(await Promise.all(tasks)).toEqual(['cancelled', 'cancelled']);
    expect(performance.now() - started).toBeLessThan(500);
    // The one that ran is stopped, so the thread is free again.
    expect(await pool!.run({ name: 'echo' }, 2)).toBe(2);
  });

  it('rejects what is open when it is closed, and everything afterwards', async () => {
    open();
    const running = pool!.run({ name: 'wait' }, 60_000).catch((error) => error.code);
    await pool!.close();
    expect(await running).toBe('closed');
    await expect(pool!.run({ name: 'echo' }, 1)).rejects.toMatchObject({ code: 'closed' });
  });

  it('gives up with a reason when the child never starts', async () => {
    let starts = 0;
    const launch: ChildLauncher = (_, { onExit }) => {
      starts += 1;
      setTimeout(() => onExit(''), 1);
      return { pid: undefined, send: () => undefined, kill: () => undefined };
    };
    open({ launch });
    await expect(pool!.run({ name: 'echo' }, 1)).rejects.toMatchObject({ code: 'crashed' });
    expect(starts).toBe(3);
  });

  it('does not believe a child that talks nonsense', async () => {
    const launch: ChildLauncher = (_, { onMessage, onExit }) => {
      setTimeout(() => onMessage({ kind: 'ready', evil: true }), 1);
      return { pid: undefined, send: () => undefined, kill: () => setTimeout(() => onExit(''), 1) };
    };
    open({ launch });
    await expect(pool!.run({ name: 'echo' }, 1)).rejects.toMatchObject({ code: 'crashed' });
  });
});
