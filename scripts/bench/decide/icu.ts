/** How long a person waits for a policy: extra beds in the sample, as a job of the studio. */
import { icuWithDraws, type MemoryClient, withMemoryStudio } from '../memory-studio.ts';
import type { Row } from '../report.ts';
import { BEDS, bedsAim } from './icu-sample.ts';

/** Milliseconds between two looks at the job. */
const LOOK = 200;

export function icuRows(): Promise<Row[]> {
  return withMemoryStudio(async (client) => {
    const { project, simulator } = await icuWithDraws(client);
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
  });
}

/** Waits for the policy that is recommended. Throws where the job ends without one. */
async function recommended(client: MemoryClient, project: string, run: string): Promise<string> {
  for (;;) {
    const view = await client.call('decisions.read', { project, run });
    const card = view.cards.find(({ role }) => role === 'recommended');
    if (card !== undefined) return card.words.join('; ');
    if (view.ended !== null) throw new Error(`decide: ${view.ended}`);
    await new Promise((resolve) => setTimeout(resolve, LOOK));
  }
}
