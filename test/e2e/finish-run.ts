// Opens the smallest sample and lets a search of one round come to its end.
//
//   node test/e2e/finish-run.ts USER_FOLDER PROJECTS_FOLDER
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { createStudio } from '../../engine/studio/server/create-studio.ts';

const [userFolder = '', projectsFolder = ''] = process.argv.slice(2);
const studio = await createStudio({
  userFolder,
  projectsFolder,
  assetsFolder: fileURLToPath(new URL('../../assets', import.meta.url)),
  clock: () => new Date(),
});
const { handlers, topics } = studio.service;
const context = { signal: new AbortController().signal };
const { project } = await handlers['samples.open']({ sample: 'school-influenza-1978' }, context);
const { job } = await handlers['jobs.start'](
  { project, job: { kind: 'discover', seed: 1, rounds: 1, candidates: 2 } },
  context,
);
const source = await topics.job({ project, job });
while ((await source.read()).state === 'running') await wait(100);
const { state } = await source.read();
await studio.close();
process.exit(state === 'finished' ? 0 : 1);
