// Opens the smallest sample, starts a search of one round of one structure, and ends without putting anything away.
//
//   node test/e2e/interrupt-run.ts USER_FOLDER PROJECTS_FOLDER
import { fileURLToPath } from 'node:url';
import { createStudio } from '../../engine/studio/server/create-studio.ts';

const [userFolder = '', projectsFolder = ''] = process.argv.slice(2);
const studio = await createStudio({
  userFolder,
  projectsFolder,
  assetsFolder: fileURLToPath(new URL('../../assets', import.meta.url)),
  clock: () => new Date(),
});
const { handlers } = studio.service;
const context = { signal: new AbortController().signal };
const { project } = await handlers['samples.open']({ sample: 'school-influenza-1978' }, context);
const job = { kind: 'discover', seed: 1, rounds: 1, candidates: 1 } as const;
await handlers['jobs.start']({ project, job }, context);
process.exit(0);
