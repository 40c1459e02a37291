import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import type { Executor } from '../../../engine/compute/executor.ts';
import type { Lane } from '../../../engine/compute/share-executor.ts';
import { SIMULATE } from '../../../engine/compute/simulation-task.ts';
import { createIdleLane } from '../../../engine/studio/server/idle-lane.ts';
import { temporaryFolder } from '../../project/support.ts';
import { plainExecutor } from '../server/plain-executor.ts';
import { ended, refusal, studioIn, windowOn } from '../server/support.ts';
import { calibrated, question } from './question.ts';

async function opened(openExecutor: () => Executor = () => plainExecutor()) {
  const { project: made, simulator } = await calibrated();
  await made.close();
  const studio = await studioIn(await temporaryFolder(), { openExecutor });
  const client = windowOn(studio);
  const { project } = await client.call('projects.open', { folder: made.folder });
  return { client, project, subject: { kind: 'simulator', simulator } as const };
}

describe('a question of a window', () => {
  it('is answered in full, the same each time', async () => {
    const { client, project, subject } = await opened();
    const asked = { project, question: question(subject, { above: { beds: 30 }, paths: 3 }) };
    const { milliseconds, ...answer } = await client.call('explore.run', asked);
    const { milliseconds: _, ...again } = await client.call('explore.run', asked);
    expect(milliseconds).toBeGreaterThan(0);
    expect(again).toEqual(answer);
    const [beds] = answer.trajectories[0]?.outputs ?? [];
    expect([beds?.quantiles.length, beds?.paths.length]).toEqual([6 * answer.levels.length, 18]);
    expect(beds).toMatchObject({ name: 'beds', unit: 'patients', line: { level: 30 } });
  });

  it('is answered with the newest numbers', async () => {
    const { client, project, subject } = await opened();
    const ask = async () =>
      (await client.call('explore.run', { project, question: question(subject) })).trajectories;
    const before = await ask();
    const job = { kind: 'calibrate', seed: 9, method: 'cma-es', budget: 20 } as const;
    const started = await client.call('jobs.start', { project, job });
    await ended(client, project, started.job);
    expect(await ask()).not.toEqual(before);
  });

  it('is not worked on any more once it is called off', async () => {
    let tasks = 0;
    const slow = () => {
      const inner = plainExecutor(5);
      const run: Executor['run'] = (task, input, options) => {
        if (task.name === SIMULATE.name) tasks++;
        return inner.run(task, input, options);
      };
      return { ...inner, run };
    };
    const { client, project, subject } = await opened(slow);
    const stop = new AbortController();
    const long = question(subject, { runs: 20_000, horizon: 100 });
    const asked = refusal(
      client.call('explore.run', { project, question: long }, { signal: stop.signal }),
    );
    const before = tasks;
    while (tasks < before + 2) await wait(2);
    stop.abort();
    expect(await asked).toMatchObject({ code: 'cancelled' });
    await wait(50);
    const after = tasks;
    await wait(100);
    expect(tasks).toBe(after);
    const next = await client.call('explore.run', { project, question: question(subject) });
    expect(next.runs).toBe(200);
  });
});

describe('the turn on the pool', () => {
  it('is kept from question to question, and given back when none comes any more', async () => {
    const events: string[] = [];
    const idle = createIdleLane(() => {
      events.push('open');
      return { width: 1, close: async () => void events.push('close') } as unknown as Lane;
    }, 30);
    await Promise.all([idle.use(() => wait(50)), idle.use(async () => events.push('work'))]);
    await idle.use(async () => events.push('work'));
    expect(events).toEqual(['open', 'work', 'work']);
    await wait(80);
    expect(events.at(-1)).toBe('close');
    await idle.use(async () => {});
    expect(events.at(-1)).toBe('open');
  });
});
