import { setImmediate as nextTurn } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import type { Executor } from '../../../engine/compute/executor.ts';
import type { SimulationChunk } from '../../../engine/compute/simulation-task.ts';
import { temporaryFolder } from '../../project/support.ts';
import { plainExecutor } from './plain-executor.ts';
import { ended, studioIn, wardProject, windowOn } from './support.ts';

/** Runs that each tell of their progress. */
const RUNS = 20_000;
/** Rows of the ward's data. */
const ROWS = 40;

/** Works properly until `flood`; then every task is one run, done in no time. */
function flooding() {
  const inner = plainExecutor();
  let isFlooding = false;
  const executor: Executor = {
    width: inner.width,
    async run<Input, Output>(task: { readonly name: string }, input: Input) {
      if (!isFlooding) return inner.run<Input, Output>(task, input);
      const { first, last } = input as SimulationChunk;
      if (first % 100 === 0) await nextTurn();
      const values = new Uint16Array((last - first) * ROWS);
      return { kind: 'done', milliseconds: 1e6, heapBytes: 0, values, failures: [] } as Output;
    },
    close: () => inner.close(),
  };
  return {
    openExecutor: () => executor,
    flood() {
      isFlooding = true;
    },
  };
}

describe('a job that tells of its progress thousands of times a second', () => {
  it('reaches windows twenty times a second at most, and loses none of what counts', async () => {
    const { openExecutor, flood } = flooding();
    const studio = await studioIn(await temporaryFolder(), { openExecutor });
    const client = windowOn(studio);
    const project = await wardProject(client);
    const calibrate = { kind: 'calibrate', seed: 1, budget: 60 } as const;
    const { job: before } = await client.call('jobs.start', { project, job: calibrate });
    await ended(client, project, before);

    flood();
    const started = performance.now();
    const simulate = { kind: 'simulate', seed: 1, runs: RUNS } as const;
    const { job } = await client.call('jobs.start', { project, job: simulate });
    const source = await studio.service.topics.job({ project, job });
    let changes = 0;
    source.onChange(() => {
      changes += 1;
    });
    let states = 0;
    client.subscribe('job', { project, job }, () => {
      states += 1;
    });
    const { state } = await ended(client, project, job);
    const seconds = (performance.now() - started) / 1000;
    expect(state).toBe('finished');
    expect(changes).toBeGreaterThan(RUNS / 2);
    expect(states).toBeLessThan(20 * seconds + 5);
  });
});
