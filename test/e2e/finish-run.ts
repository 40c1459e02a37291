// Opens the smallest sample, lets a search of one round come to its end, and finds a policy on what came of it.
//
//   node test/e2e/finish-run.ts USER_FOLDER PROJECTS_FOLDER
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { NewJob } from '../../engine/studio/contract/new-job.ts';
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
const found = await finished({ kind: 'discover', seed: 1, rounds: 1, candidates: 2 });
const { mixture } = await handlers['standing.read']({ project }, context);
if (!mixture) throw new Error('finish-run: the search weighed no structure');

await handlers['documents.edit'](
  {
    project,
    intent: 'Said what can be provided',
    edit: {
      resources: [
        {
          ...{ name: 'extra_beds', words: 'Extra beds', unit: 'beds' },
          ...{ low: 0, high: 300, default: 0, integer: true },
          serves: { output: 'in_bed', there: 0 },
        },
      ],
      costs: { currency: '£', items: [{ of: 'extra_beds', per: 'unit', amount: 2 }] },
    },
  },
  context,
);
const { id: aimId, view } = await handlers['aims.save'](
  {
    project,
    intent: 'Said what is wanted',
    aim: {
      name: 'Enough beds at the least cost',
      objectives: [
        {
          direction: 'minimise',
          metric: { series: { kind: 'cost' }, how: 'total', level: null },
          risk: { kind: 'mean' },
        },
      ],
      limits: [
        {
          metric: {
            series: { kind: 'shortage', resource: 'extra_beds' },
            how: 'peak',
            level: null,
          },
          ...{ is: 'at-most', level: 0, chance: 0.9 },
        },
      ],
      choices: [{ lever: 'extra_beds', kinds: ['threshold'], watch: null, ranges: {} }],
      ...{ scenario: null, current: {}, horizon: 7 },
    },
  },
  context,
);
const aim = view.aims.find(({ id }) => id === aimId)?.aim;
if (!aim) throw new Error('finish-run: the goal was not saved');
const decided = await finished({
  kind: 'decide',
  ...{ seed: 1, subject: { kind: 'mixture', run: mixture.run }, aim },
  ...{ evaluations: 60, runs: 100, closeRuns: 400 },
});
await studio.close();
process.exit(found && decided ? 0 : 1);

/** Whether it came to its end. */
async function finished(job: NewJob): Promise<boolean> {
  const { job: id } = await handlers['jobs.start']({ project, job }, context);
  const source = await topics.job({ project, job: id });
  while ((await source.read()).state === 'running') await wait(100);
  return (await source.read()).state === 'finished';
}
