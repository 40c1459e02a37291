import type { NewJob } from '../../../engine/studio/contract/new-job.ts';
import { useOpenProject, useProject, useView } from '../../state/project-context.ts';
import { useApp, useStudio } from '../../state/studio-app.ts';
import { isActive } from '../../words/job-words.ts';
import { rowWord } from '../../words/numbers.ts';
import { SEED } from './seed.ts';

type Without<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never;

/** What a run needs besides; `whyNot`: why none can be started now, undefined: one can. */
export function useStartRun(): {
  readonly whyNot: string | undefined;
  /** The id of the run, which is then shown. Rejects where it was refused. */
  readonly begin: (job: Without<NewJob, 'seed'>) => Promise<string>;
  /** The same; undefined where it was refused, which the window then tells. */
  readonly start: (job: Without<NewJob, 'seed'>) => Promise<string | undefined>;
} {
  const app = useApp();
  const project = useOpenProject();
  const { project: folder, data, heldOut, readOnly } = useView();
  const isWorking = useProject((state) => state.jobs?.some(isActive) ?? false);
  const isOpen = useStudio((state) => state.connection.kind === 'open');
  const whyNot = (() => {
    if (readOnly) return 'The project is read-only';
    if (!isOpen) return 'Waiting for the engine';
    if (!data) return 'Add what was observed first';
    if (heldOut.kind === 'none')
      return `Keep some of the last ${rowWord(data.timeUnit)}s for the check first`;
    if (isWorking) return 'A run is going on';
    return undefined;
  })();
  const begin = async (job: Without<NewJob, 'seed'>) => {
    await project.flush();
    const started = await app.client.call('jobs.start', {
      project: folder,
      job: { ...job, seed: SEED },
    });
    project.choose(started.job);
    return started.job;
  };
  return { whyNot, begin, start: (job) => app.attempt(() => begin(job)) };
}
