/**
 * An engine in a process of its own, to be killed: opens a project, holds one job, works on another, says so
 * in one line of JSON, and goes on. Argument: the folder that everything is in.
 */
import { join } from 'node:path';
import { createStudio } from '../../../engine/studio/server/create-studio.ts';
import { ward } from '../ward.ts';
import { plainExecutor } from './plain-executor.ts';

const [, , folder = ''] = process.argv;
const studio = await createStudio({
  userFolder: join(folder, 'user'),
  projectsFolder: join(folder, 'projects'),
  assetsFolder: join(import.meta.dirname, '../../../assets'),
  clock: () => new Date(),
  openExecutor: () => plainExecutor(10),
});
const { handlers, topics } = studio.service;
const context = { signal: new AbortController().signal };
const about = { name: 'Ward', description: '' };
const { project } = await handlers['projects.create'](about, context);
const bytes = new TextEncoder().encode(ward.census);
const data = { project, file: 'census.csv', bytes, heldOutRows: 10 };
await handlers['data.import'](data, context);
const added = { project, code: ward.simulator, file: 'ward.sim.js' };
await handlers['simulators.add'](added, context);
const start = () => {
  const job = { kind: 'calibrate', seed: 1, budget: 120 } as const;
  return handlers['jobs.start']({ project, job }, context);
};
const { job: held } = await start();
await handlers['jobs.pause']({ project, job: held }, context);
const { job: working } = await start();
const source = await topics.job({ project, job: working });
const stop = source.onChange(async () => {
  const { progress } = await source.read();
  if (!progress || progress.done === 0) return;
  stop();
  process.stdout.write(`${JSON.stringify({ project, held, working })}\n`);
});
