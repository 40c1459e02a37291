/**
 * An engine to be killed: goes on with what the one before it left, edits and runs without end, and says in a
 * line of JSON what was acknowledged. Arguments: the folder that everything is in, where to simulate
 * ('pool' or 'here'), the number of the next edit.
 */
import { writeSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { connectStudio } from '../../engine/studio/contract/connect-studio.ts';
import type { JobView } from '../../engine/studio/contract/job-view.ts';
import { createStudio } from '../../engine/studio/server/create-studio.ts';
import { memoryTransports } from '../../engine/studio/transport/memory.ts';
import { plainExecutor } from '../../test/studio/server/plain-executor.ts';
import { type Acknowledged, JOBS, noteOf } from './kill-protocol.ts';

const [, , folder = '', where = 'pool', first = '1'] = process.argv;
const project = join(folder, 'project');
const studio = await createStudio({
  userFolder: join(folder, 'user'),
  projectsFolder: join(folder, 'projects'),
  assetsFolder: join(import.meta.dirname, '../../assets'),
  clock: () => new Date(),
  threads: 1,
  ...(where === 'here' && {
    // With a pause after each task, in which edits are made.
    openExecutor: () => plainExecutor(2),
  }),
});
const client = connectStudio({
  connect: async () => {
    const [here, there] = memoryTransports();
    studio.connect(there);
    return here;
  },
  app: studio.service.app,
});
await studio.resumeInterrupted();
await client.call('projects.open', { folder: project });
say({ kind: 'open' });
await Promise.all([edit(), run()]);

async function edit(): Promise<never> {
  for (let number = Number(first); ; number++) {
    const intent = noteOf(number);
    await client.call('documents.edit', { project, intent, edit: { notes: intent } });
    say({ kind: 'edit', number });
    await sleep(2);
  }
}

/** One job after the other, kind after kind; first those that the engine before did not finish. */
async function run(): Promise<never> {
  for (;;) {
    const jobs = await stateOf();
    const live = jobs.find(({ state }) => state === 'running');
    const left = jobs.find(({ state }) => state === 'interrupted' || state === 'cancelled');
    if (live) await finish(live.job);
    else if (left) {
      await client.call('jobs.resume', { project, job: left.job });
      await finish(left.job);
    } else {
      const job = JOBS[(jobs.length - 1) % JOBS.length]!;
      const { job: id } = await client.call('jobs.start', { project, job });
      say({ kind: 'job', id });
      await finish(id);
    }
  }
}

function stateOf() {
  const { promise, resolve, reject } =
    Promise.withResolvers<readonly Pick<JobView, 'job' | 'state'>[]>();
  const stop = client.subscribe('jobs', { project }, resolve, reject);
  return promise.finally(stop);
}

async function finish(job: string): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<JobView>();
  const stop = client.subscribe(
    'job',
    { project, job },
    (view) => {
      if (view.ended !== null) resolve(view);
    },
    reject,
  );
  const { state, error } = await promise.finally(() => stop());
  say(state === 'finished' ? { kind: 'finished', id: job } : { kind: 'failed', id: job, error });
}

/** At once: what was said was said before the kill. */
function say(acknowledged: Acknowledged): void {
  writeSync(1, `${JSON.stringify(acknowledged)}\n`);
}
