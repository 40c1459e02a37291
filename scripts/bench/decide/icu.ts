/** How long a person waits for a policy: extra beds in the sample, as a job of the studio. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { connectStudio } from '../../../engine/studio/contract/connect-studio.ts';
import { createStudio } from '../../../engine/studio/server/create-studio.ts';
import { memoryTransports } from '../../../engine/studio/transport/memory.ts';
import type { Row } from '../report.ts';
import { storeDraws } from '../stored-draws.ts';
import { BEDS, bedsAim } from './icu-sample.ts';

/** Milliseconds between two looks at the job. */
const LOOK = 200;

export async function icuRows(): Promise<Row[]> {
  const folder = mkdtempSync(join(tmpdir(), 'gsim-bench-'));
  const studio = await createStudio({
    userFolder: join(folder, 'user'),
    projectsFolder: join(folder, 'projects'),
    assetsFolder: fileURLToPath(new URL('../../../assets', import.meta.url)),
    clock: () => new Date(),
  });
  const client = connectStudio({
    connect: async () => {
      const [here, there] = memoryTransports();
      studio.connect(there);
      return here;
    },
    app: studio.service.app,
  });
  try {
    const { project } = await client.call('samples.open', { sample: 'netherlands-icu' });
    const code = readFileSync(
      new URL('../../../assets/simulators/icu-staged-stay.sim.js', import.meta.url),
      'utf8',
    );
    const { id: simulator } = await client.call('simulators.add', {
      ...{ project, code, file: 'bench.sim.js' },
    });
    await client.call('projects.close', { project });
    await storeDraws(project, simulator, { stay: 18, error: 20 });
    await client.call('projects.open', { folder: project });
    await client.call('documents.edit', { project, intent: 'Add beds', edit: BEDS });
    const began = performance.now();
    const { job } = await client.call('jobs.start', {
      project,
      job: {
        ...{ kind: 'decide', seed: 1, subject: { kind: 'simulator', simulator } },
        aim: bedsAim(['threshold']),
      },
    });
    const words = await recommended(client, project, job);
    const seconds = (performance.now() - began) / 1000;
    return [
      {
        ...{ id: 'decide.icu.seconds', value: seconds, unit: 's', better: 'lower', target: 60 },
        reference: `issue 7, figures to reach; 2 cores; ${words}`,
      },
    ];
  } finally {
    client.close();
    await studio.close();
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** Waits for the policy that is recommended. Throws where the job ends without one. */
async function recommended(
  client: ReturnType<typeof connectStudio>,
  project: string,
  run: string,
): Promise<string> {
  for (;;) {
    const view = await client.call('decisions.read', { project, run });
    const card = view.cards.find(({ role }) => role === 'recommended');
    if (card !== undefined) return card.words.join('; ');
    if (view.ended !== null) throw new Error(`decide: ${view.ended}`);
    await new Promise((resolve) => setTimeout(resolve, LOOK));
  }
}
