import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ComputeError } from '../../engine/compute/compute-error.ts';
import type { Executor } from '../../engine/compute/executor.ts';
import { createInProcess } from '../../engine/compute/in-process.ts';
import { createSimulate } from '../../engine/compute/simulate.ts';
import { simulateTask } from '../../engine/compute/simulation-task.ts';
import { evaluateDriver } from '../../engine/simulator/plain-runner.ts';
import type { SimulationRequest } from '../../engine/simulator/simulation.ts';
import { rawProgram, requestOf, soundProgram } from './support/raw-program.ts';

const load = (program: SimulationRequest['program']) => evaluateDriver(program.code);
const inProcess = () => createInProcess([simulateTask(load)]);

/** Answers late and in any order, as several workers would. */
function shuffling(inner: Executor, width: number): Executor {
  let n = 0;
  return {
    width,
    run: async (task, input, options) => {
      const result = await inner.run(task, input, options);
      n = (n * 5 + 3) % 16;
      for (let turns = n; turns > 0; turns--) await undefined;
      return result as never;
    },
    close: () => inner.close(),
  };
}

describe('simulating in chunks', () => {
  it('gives the same result for any number of workers, chunk length and order of answers', async () => {
    const shape = fc.record({
      sets: fc.integer({ min: 0, max: 4 }),
      replications: fc.integer({ min: 1, max: 30 }),
      steps: fc.integer({ min: 0, max: 5 }),
      width: fc.integer({ min: 1, max: 5 }),
      chunk: fc.constantFrom(0.001, 0.1, 80),
    });
    await fc.assert(
      fc.asyncProperty(shape, async ({ sets, replications, steps, width, chunk }) => {
        const request = requestOf(soundProgram, { sets, replications, steps });
        const executor = shuffling(inProcess(), width);
        const simulate = createSimulate(executor, { chunkMilliseconds: chunk });
        const { values, failures } = await simulate(request);
        const plain = load(soundProgram).run(request, 0, sets * replications);
        expect(values).toEqual(plain.values);
        expect(failures).toEqual(plain.failures);
      }),
      { numRuns: 60 },
    );
  });

  it('keeps the particles of a forecast together', async () => {
    const request: SimulationRequest = {
      ...requestOf(soundProgram, { sets: 5, replications: 16, steps: 6 }),
      mode: { kind: 'forecast', origin: 3 },
    };
    const spans: unknown[] = [];
    const inner = inProcess();
    const watching: Executor = {
      ...shuffling(inner, 2),
      run: (task, input, options) => {
        const { first, last } = input as { first: number; last: number };
        spans.push([first % 16, last % 16]);
        return inner.run(task, input, options);
      },
    };
    const { values } = await createSimulate(watching)(request);
    expect(new Set(spans.map(String))).toEqual(new Set(['0,0']));
    expect(values).toEqual(load(soundProgram).run(request, 0, 80).values);
  });

  it('has chunks no longer than is asked for, of whole ensembles', async () => {
    const request: SimulationRequest = {
      ...requestOf(soundProgram, { sets: 40, replications: 16, steps: 6 }),
      mode: { kind: 'forecast', origin: 3 },
    };
    const lengths = new Set<number>();
    const inner = inProcess();
    const watching: Executor = {
      ...inner,
      run: (task, input, options) => {
        const { first, last } = input as { first: number; last: number };
        lengths.add(last - first);
        return inner.run(task, input, options);
      },
    };
    const { values } = await createSimulate(watching, { mostRuns: 30 })(request);
    // At first one ensemble, until it is known how long it takes; then two: 30 runs, rounded up.
    expect([...lengths].toSorted((a, b) => a - b)).toEqual([16, 32]);
    expect(values).toEqual(load(soundProgram).run(request, 0, 640).values);
  });

  it('sends the request again to a worker that has forgotten it', async () => {
    // A fresh worker for every task: none remembers anything.
    const forgetful: Executor = {
      width: 3,
      run: (task, input, options) => inProcess().run(task, input, options),
      close: async () => undefined,
    };
    const request = requestOf(soundProgram, { replications: 50 });
    const { values } = await createSimulate(forgetful, { chunkMilliseconds: 0.001 })(request);
    expect(values).toEqual(load(soundProgram).run(request, 0, 50).values);
  });

  it('reports progress up to the whole', async () => {
    const seen: number[] = [];
    await createSimulate(inProcess())(requestOf(soundProgram, { replications: 40 }), {
      onProgress: (done, total) => seen.push(done / total),
    });
    expect(seen).toEqual(seen.toSorted((a, b) => a - b));
    expect(seen.at(-1)).toBe(1);
  });

  it('stops at a signal', async () => {
    const stop = new AbortController();
    const running = createSimulate(inProcess())(requestOf(soundProgram, { replications: 1e6 }), {
      signal: stop.signal,
      onProgress: () => stop.abort(),
    });
    await expect(running).rejects.toMatchObject({ code: 'cancelled' });
  });

  it('keeps the failures of runs in the ledger, with their run numbers', async () => {
    const program = rawProgram({ step: 'state.x = world.random.uniform() < 0.5 ? NaN : 1;' });
    const request = requestOf(program, { replications: 30, steps: 1 });
    const { failures } = await createSimulate(inProcess(), { chunkMilliseconds: 0.001 })(request);
    expect(failures.length).toBeGreaterThan(3);
    expect(failures).toEqual(load(program).run(request, 0, 30).failures);
  });

  it('refuses a result that cannot be right', async () => {
    const lying: Executor = {
      width: 1,
      run: async () =>
        ({
          kind: 'done',
          milliseconds: 1,
          heapBytes: 1,
          values: new Float64Array(5),
          failures: [],
        }) as never,
      close: async () => undefined,
    };
    const simulate = createSimulate(lying)(requestOf(soundProgram, { steps: 3 }));
    await expect(simulate).rejects.toBeInstanceOf(ComputeError);
  });
});
