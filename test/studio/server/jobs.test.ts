import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Executor } from '../../../engine/compute/executor.ts';
import type { StudioClient } from '../../../engine/studio/contract/client.ts';
import type { NewJob } from '../../../engine/studio/contract/new-job.ts';
import { createStudio } from '../../../engine/studio/server/create-studio.ts';
import { temporaryFolder } from '../../project/support.ts';
import { plainExecutor } from './plain-executor.ts';
import {
  connect,
  ended,
  optionsIn,
  refusal,
  stateOf,
  studioIn,
  wardProject,
  windowOn,
} from './support.ts';

const calibrate: NewJob = { kind: 'calibrate', seed: 3, budget: 120 };

/** The executor, telling how many tasks it began. */
function counting(inner: Executor = plainExecutor()) {
  let begun = 0;
  const executor: Executor = {
    width: inner.width,
    run: (task, input, options) => {
      begun += 1;
      return inner.run(task, input, options);
    },
    close: () => inner.close(),
  };
  return {
    openExecutor: () => executor,
    get begun() {
      return begun;
    },
  };
}

async function opened(more: Parameters<typeof studioIn>[1] = {}) {
  const folder = await temporaryFolder();
  const studio = await studioIn(folder, more);
  const client = windowOn(studio);
  return { folder, studio, client, project: await wardProject(client) };
}

async function start(client: StudioClient, project: string, job: NewJob): Promise<string> {
  return (await client.call('jobs.start', { project, job })).job;
}

/** Resolves when the job has calibrated a little. */
const underWay = (client: StudioClient, project: string, job: string) =>
  stateOf(client, 'job', { project, job }, ({ progress }) => (progress?.done ?? 0) > 0);

async function figuresOf(client: StudioClient, project: string, run: string) {
  const { text } = await client.call('runs.result', { project, run, from: 0, count: 8_000_000 });
  const posterior = { project, run, table: 'posterior', from: 0, count: 100 };
  return { text, posterior: await client.call('runs.table', posterior) };
}

/** What comes out of `calibrate` when nothing happens meanwhile. */
let undisturbed: Awaited<ReturnType<typeof figuresOf>>;

/** What happened to the run, without how its calibration went. */
async function eventsOf(client: StudioClient, project: string, run: string): Promise<string[]> {
  const { lines } = await client.call('runs.log', { project, run, from: 0, count: 1000 });
  return lines.map(({ event }) => event).filter((event) => event !== 'method' && event !== 'trace');
}

beforeAll(async () => {
  const folder = await mkdtemp(join(tmpdir(), 'gsim-jobs-'));
  const studio = await createStudio(optionsIn(folder));
  const client = connect(studio);
  const project = await wardProject(client);
  const job = await start(client, project, calibrate);
  await ended(client, project, job);
  undisturbed = await figuresOf(client, project, job);
  client.close();
  await studio.close();
  await rm(folder, { recursive: true });
});

describe('a job', () => {
  it('is told from its start to its outcome, and looks the same when read from its folder', async () => {
    const { client, project, studio } = await opened();
    const job = await start(client, project, calibrate);
    expect(job).toBe('0001-calibrate');
    const live = await underWay(client, project, job);
    expect(live).toMatchObject({
      kind: 'calibrate',
      state: 'running',
      ended: null,
      seed: 3,
      stage: expect.stringMatching(/\w/),
      simulator: '0001-ward',
      outcome: null,
    });
    const last = await ended(client, project, job);
    expect(last).toMatchObject({
      state: 'finished',
      progress: null,
      error: null,
      outcome: {
        title: 'Ward',
        parameters: [{ name: 'stay', meaning: 'mean stay', unit: 'day' }],
      },
    });
    const [stay] = last.outcome!.parameters;
    expect(stay!.low).toBeLessThan(stay!.high);
    expect(Math.abs(stay!.value - 8)).toBeLessThan(1);
    expect(last.seconds).toBeGreaterThan(0);
    expect(await eventsOf(client, project, job)).toEqual(['start', 'end']);
    const { lines } = await client.call('runs.log', { project, run: job, from: 0, count: 1000 });
    expect(last.logLines).toBe(lines.length);

    await studio.service.handlers['projects.close']({ project }, context());
    await client.call('projects.open', { folder: project });
    expect(await stateOf(client, 'job', { project, job })).toEqual(last);
  });

  it('that is held begins nothing, and goes on to the same numbers', async () => {
    const count = counting();
    const { client, project } = await opened({ openExecutor: count.openExecutor });
    const job = await start(client, project, calibrate);
    await underWay(client, project, job);
    await client.call('jobs.pause', { project, job });
    const held = await stateOf(client, 'job', { project, job });
    expect(held.state).toBe('paused');
    await idle();
    const before = count.begun;
    await idle();
    expect(count.begun).toBe(before);
    const still = await stateOf(client, 'job', { project, job });
    expect(still.seconds).toBe(held.seconds);
    await client.call('jobs.resume', { project, job });
    expect((await ended(client, project, job)).state).toBe('finished');
    expect(await figuresOf(client, project, job)).toEqual(undisturbed);
    expect(await eventsOf(client, project, job)).toEqual(['start', 'pause', 'resume', 'end']);
  });

  it('that is stopped keeps the best so far, and goes on under its id to the same numbers', async () => {
    const { client, project } = await opened();
    const job = await start(client, project, calibrate);
    await underWay(client, project, job);
    await client.call('jobs.cancel', { project, job });
    const stopped = await stateOf(client, 'job', { project, job });
    expect(stopped.state).toBe('cancelled');
    expect(stopped.outcome?.parameters).toHaveLength(1);
    await client.call('jobs.resume', { project, job });
    expect((await ended(client, project, job)).state).toBe('finished');
    expect(await figuresOf(client, project, job)).toEqual(undisturbed);
    expect(await eventsOf(client, project, job)).toEqual(['start', 'end', 'resume', 'end']);
    const error = await refusal(client.call('jobs.resume', { project, job }));
    expect(error.code).toBe('nothing-to-resume');
  });

  it('can be stopped while it is held', async () => {
    const { client, project } = await opened();
    const job = await start(client, project, calibrate);
    await underWay(client, project, job);
    await client.call('jobs.pause', { project, job });
    await client.call('jobs.cancel', { project, job });
    expect((await stateOf(client, 'job', { project, job })).state).toBe('cancelled');
    await client.call('jobs.cancel', { project, job });
  });

  it('that cannot be started is refused at once and leaves nothing', async () => {
    const { client } = await opened();
    const { project } = await client.call('projects.create', { name: 'Empty', description: '' });
    for (const kind of ['discover', 'calibrate', 'check', 'simulate'] as const) {
      const error = await refusal(client.call('jobs.start', { project, job: { kind, seed: 1 } }));
      expect(error.code).toBe('no-data');
    }
    expect(await stateOf(client, 'jobs', { project })).toEqual([]);
  });

  it('that fails says why, in its view and in its log', async () => {
    const broken: Executor = {
      width: 1,
      run: () => Promise.reject(new Error('the worker is on fire')),
      close: () => Promise.resolve(),
    };
    const { client, project } = await opened({ openExecutor: () => broken });
    const job = await start(client, project, calibrate);
    const view = await ended(client, project, job);
    expect(view).toMatchObject({
      state: 'failed',
      error: { code: 'unexpected', message: 'the worker is on fire' },
    });
    const { lines } = await client.call('runs.log', { project, run: job, from: 0, count: 10 });
    expect(lines.at(-1)).toMatchObject({ event: 'end', state: 'failed' });
  });

  it('can be neither held nor found when there is none', async () => {
    const { client, project } = await opened();
    const none = { project, job: '0009-check' };
    expect((await refusal(client.call('jobs.pause', none))).code).toBe('not-found');
    expect((await refusal(client.call('jobs.cancel', none))).code).toBe('not-found');
    expect((await refusal(client.call('jobs.resume', none))).code).toBe('not-found');
    expect((await refusal(stateOf(client, 'job', none))).code).toBe('not-found');
    const job = await start(client, project, calibrate);
    await client.call('jobs.cancel', { project, job });
    expect((await refusal(client.call('jobs.pause', { project, job }))).code).toBe('not-running');
  });

  it('shares the executor with others, each to its own numbers', async () => {
    const { client, project } = await opened();
    const jobs = await Promise.all([1, 2].map(() => start(client, project, calibrate)));
    expect(new Set(jobs).size).toBe(2);
    await Promise.all(jobs.map((job) => ended(client, project, job)));
    for (const job of jobs) expect(await figuresOf(client, project, job)).toEqual(undisturbed);
    const all = await stateOf(client, 'jobs', { project });
    expect(all.map(({ job }) => job)).toEqual(jobs.toSorted().reverse());
  });

  it('is refused when eight go on already', async () => {
    const { client, project } = await opened();
    const jobs = Array.from({ length: 8 }, () => start(client, project, calibrate));
    for (const job of await Promise.all(jobs)) await client.call('jobs.pause', { project, job });
    const error = await refusal(start(client, project, calibrate));
    expect(error.code).toBe('too-many-jobs');
  });
});

describe('windows on jobs', () => {
  it('see the same job; a late one first gets it as it is', async () => {
    const { client, project, studio } = await opened();
    const job = await start(client, project, calibrate);
    await underWay(client, project, job);
    await client.call('jobs.pause', { project, job });
    const late = windowOn(studio);
    const [first, second] = await Promise.all([
      stateOf(client, 'job', { project, job }),
      stateOf(late, 'job', { project, job }),
    ]);
    expect(second).toEqual(first);
    client.close();
    const goesOn = stateOf(late, 'jobs', { project }, ([only]) => only?.state === 'running');
    await late.call('jobs.resume', { project, job });
    expect((await goesOn)[0]).toMatchObject({ job, ended: null });
  });
});

const idle = () => new Promise((resolve) => setTimeout(resolve, 60));
const context = () => ({ signal: new AbortController().signal });
